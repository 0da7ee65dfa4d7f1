import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const preload = fileURLToPath(new URL('./runtime/preload.cjs', import.meta.url));
const bootstrap = fileURLToPath(new URL('./runtime/bootstrap.cjs', import.meta.url));

/** Lambda's own bound on loading a function's code (developer guide, runtime environment). */
const initTimeoutMs = 10_000;

export type LogLine = { level: string; message: string };
/** `exited` is why the process went away before it answered. */
export type WorkerResult =
  | { kind: 'answered'; ok: boolean; payload: string }
  | { kind: 'timedOut' }
  | { kind: 'exited'; reason: string };

export type WorkerNetwork = {
  resolve(name: string): { addresses: string[] } | { error: string };
  /** The loopback port behind an address, or null where no route leads. */
  reach(address: string, port: number): number | null;
};

type Message =
  | { type: 'ready' }
  | { type: 'log'; level: string; message: string }
  | { type: 'result'; ok: boolean; payload: string }
  | { type: 'resolve'; id: number; name: string }
  | { type: 'reach'; id: number; address: string; port: number };

/** One execution environment: a child process that holds a function's loaded code and runs one event at a time. */
export class Worker {
  readonly revisionId: string;
  isBusy = false;
  /** Events it ran so far. */
  served = 0;
  #child: ChildProcess;
  #ready: Promise<void>;
  #network: WorkerNetwork;
  #onLog: (line: LogLine) => void = () => {};
  #onResult: (result: WorkerResult) => void = () => {};
  #isGone = false;

  constructor(options: {
    revisionId: string;
    env: Record<string, string>;
    taskRoot: string;
    network: WorkerNetwork;
  }) {
    this.revisionId = options.revisionId;
    this.#network = options.network;
    this.#child = fork(bootstrap, [], {
      cwd: options.taskRoot,
      // Frameworks' types demand NODE_ENV here; a function's process has none.
      env: options.env as NodeJS.ProcessEnv,
      execArgv: ['--require', preload],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#onLog({ level: 'INFO', message: chunk.toString('utf8').trimEnd() });
      });
    }
    this.#ready = new Promise((resolve) => {
      this.#child.on('message', (message: Message) => this.#hear(message, resolve));
      this.#child.once('exit', (code, signal) => {
        this.#isGone = true;
        resolve();
        this.#onResult({ kind: 'exited', reason: signal ?? `exit status ${code ?? 1}` });
      });
      this.#child.once('error', () => resolve());
    });
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Runs one event; the time starts once the code is loaded. A function that is late is killed. */
  async run(
    event: string,
    context: object,
    timeoutMs: number,
    onLog: (line: LogLine) => void,
  ): Promise<WorkerResult> {
    this.served += 1;
    this.#onLog = onLog;
    const init = new AbortController();
    const late = sleep(initTimeoutMs, 'late', { signal: init.signal, ref: false }).catch(
      () => null,
    );
    const first = await Promise.race([this.#ready, late]);
    init.abort();
    if (first === 'late') {
      this.stop();
      return { kind: 'timedOut' };
    }
    if (this.#isGone) return { kind: 'exited', reason: 'exit status 1' };
    const result = await new Promise<WorkerResult>((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'timedOut' }), timeoutMs);
      this.#onResult = (it) => {
        clearTimeout(timer);
        resolve(it);
      };
      this.#child.send({ type: 'invoke', event, context, timeoutMs });
    });
    this.#onResult = () => {};
    this.#onLog = () => {};
    if (result.kind !== 'answered') this.stop();
    return result;
  }

  stop(): void {
    this.#isGone = true;
    this.#child.kill('SIGKILL');
  }

  #hear(message: Message, becomeReady: () => void): void {
    if (message.type === 'ready') becomeReady();
    else if (message.type === 'log') this.#onLog(message);
    else if (message.type === 'result') {
      this.#onResult({ kind: 'answered', ok: message.ok, payload: message.payload });
    } else if (this.#child.connected) {
      const value =
        message.type === 'resolve'
          ? this.#network.resolve(message.name)
          : this.#network.reach(message.address, message.port);
      this.#child.send({ type: 'answer', id: message.id, value });
    }
  }
}
