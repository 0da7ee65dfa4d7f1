import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OffsetClock } from './clock';
import type { SandboxContext } from './context';

/** How soon a change is written. Longer when the state is large, so that writing takes a tenth of the time. */
const delayMsMin = 150;

const storeNames = [
  'ec2',
  'apigateway',
  'lambda',
  'logs',
  'cloudwatch',
  'iam',
  'cloudformation',
] as const;

/** Empties every store, as in an account nobody has used. */
export function emptyStores(context: SandboxContext): void {
  for (const name of storeNames) context[name].fromJSON({});
}

/**
 * Keeps all stores together in `<dataDir>/state.json`. One file, written beside and renamed, so that what is read
 * after a kill is a moment that existed: a resource is never there without the record that CloudFormation made it.
 */
export class Persistence {
  readonly #context: SandboxContext;
  readonly #clock: OffsetClock;
  readonly #path: string | null;
  #delayMs = delayMsMin;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(context: SandboxContext, clock: OffsetClock) {
    this.#context = context;
    this.#clock = clock;
    const { dataDir } = context.options;
    this.#path = dataDir === null ? null : join(dataDir, 'state.json');
  }

  /** Reads what was kept; false when there is nothing. */
  async load(): Promise<boolean> {
    const { dataDir } = this.#context.options;
    if (this.#path === null || dataDir === null) return false;
    await mkdir(dataDir, { recursive: true });
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch {
      return false;
    }
    const saved = JSON.parse(text) as Record<string, unknown> & { clockOffsetMs?: number };
    this.#clock.offsetMs = saved.clockOffsetMs ?? 0;
    for (const name of storeNames) this.#context[name].fromJSON(saved[name] ?? {});
    return true;
  }

  touch(): void {
    if (this.#path === null || this.#timer !== null || this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#save();
    }, this.#delayMs);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#save();
  }

  #save(): Promise<void> {
    const path = this.#path;
    if (path === null) return this.#writing;
    const startedAt = performance.now();
    const state: Record<string, unknown> = { clockOffsetMs: this.#clock.offsetMs };
    for (const name of storeNames) state[name] = this.#context[name];
    const text = JSON.stringify(state);
    this.#delayMs = Math.max(delayMsMin, 10 * (performance.now() - startedAt));
    this.#writing = this.#writing.then(async () => {
      await writeFile(`${path}.next`, text);
      await rename(`${path}.next`, path);
    });
    return this.#writing;
  }
}
