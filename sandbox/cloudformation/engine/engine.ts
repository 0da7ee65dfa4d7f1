import type { SandboxContext } from '../../context';
import { StackRun } from './run';
import { runOperation } from './run-operation';

/** Works on stacks in the background: one run per stack, at the configured pace, held where asked to. */
export class StackEngine {
  readonly #context: () => SandboxContext;
  readonly #held = new Set<string>();
  readonly #runs = new Map<string, { run: StackRun; finished: Promise<void> }>();
  #wake: (() => void)[] = [];
  #paceMs: number | null = null;

  constructor(context: () => SandboxContext) {
    this.#context = context;
  }

  /** How long one resource operation takes, in milliseconds. */
  get paceMs(): number {
    return this.#paceMs ?? this.#context().options.paceMs;
  }

  set paceMs(value: number) {
    this.#paceMs = value;
  }

  held(): string[] {
    return [...this.#held];
  }

  isHeld(stackName: string): boolean {
    return this.#held.has(stackName);
  }

  /** Resources of this stack start but do not end until it is released. The stack need not exist yet. */
  hold(stackName: string): void {
    this.#held.add(stackName);
  }

  release(stackName: string): void {
    this.#held.delete(stackName);
    this.#wakeAll();
  }

  /** Resolves when something may have been released, or when the signal aborts. */
  nextRelease(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#wake.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Starts, or after an interruption goes on with, the operation that the stack's record describes. */
  begin(stackId: string): void {
    const before = this.#runs.get(stackId);
    before?.run.abandon();
    const run = new StackRun(this.#context(), stackId);
    const finished = (async () => {
      await before?.finished;
      await runOperation(run);
    })().catch((error: unknown) => {
      if (run.isAbandoned) return;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#context().log(`stack ${stackId}: ${text}`);
    });
    this.#runs.set(stackId, { run, finished });
    void finished.then(() => {
      if (this.#runs.get(stackId)?.run === run) this.#runs.delete(stackId);
    });
  }

  /** After a start: goes on with every operation that was in progress when the state was written. */
  resume(): void {
    for (const stack of this.#context().cloudformation.stacks.values()) {
      if (stack.operation) this.begin(stack.stackId);
    }
  }

  /** Stops all work where it is, without a trace in the stacks. */
  abandon(): void {
    for (const { run } of this.#runs.values()) run.abandon();
    this.#runs.clear();
    this.#held.clear();
    this.#paceMs = null;
    this.#wakeAll();
  }

  #wakeAll(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}
