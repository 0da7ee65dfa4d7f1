import type { SandboxContext } from '../context';
import type { LambdaFunction } from './store';
import type { LogLine } from './worker';

/** Bytes of `LogResult`: the last of an invocation's log (Lambda API, Invoke). */
const tailBytesMax = 4096;

/** What one invocation writes into the function's log group, as text or JSON. Lines end up in one stream a day. */
export class InvocationLog {
  readonly #context: SandboxContext;
  readonly #fn: LambdaFunction;
  readonly #requestId: string;
  readonly #startedAt = performance.now();
  readonly #lines: string[] = [];

  constructor(context: SandboxContext, fn: LambdaFunction, requestId: string) {
    this.#context = context;
    this.#fn = fn;
    this.#requestId = requestId;
    this.#platform('start', `START RequestId: ${requestId} Version: $LATEST`, {
      version: '$LATEST',
    });
  }

  line({ level, message }: LogLine): void {
    const timestamp = new Date(this.#context.clock.now()).toISOString();
    const requestId = this.#requestId;
    this.#write(
      this.#fn.logFormat === 'JSON'
        ? JSON.stringify({ timestamp, level, requestId, message })
        : `${timestamp}\t${requestId}\t${level}\t${message}`,
    );
  }

  end(status: 'success' | 'error' | 'timeout'): void {
    const durationMs = performance.now() - this.#startedAt;
    const { memorySize } = this.#fn;
    const report = `REPORT RequestId: ${this.#requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${Math.ceil(durationMs)} ms\tMemory Size: ${memorySize} MB\tMax Memory Used: ${Math.min(memorySize, 70)} MB`;
    if (this.#fn.logFormat === 'Text') this.#write(`END RequestId: ${this.#requestId}`);
    this.#platform('report', report, {
      status,
      metrics: {
        durationMs: Number(durationMs.toFixed(3)),
        billedDurationMs: Math.ceil(durationMs),
      },
    });
  }

  tail(): string {
    const text = Buffer.from(`${this.#lines.join('\n')}\n`);
    return text.subarray(Math.max(0, text.length - tailBytesMax)).toString('base64');
  }

  #platform(type: 'start' | 'report', text: string, record: object): void {
    const time = new Date(this.#context.clock.now()).toISOString();
    const full = { requestId: this.#requestId, ...record };
    this.#write(
      this.#fn.logFormat === 'JSON'
        ? JSON.stringify({ time, type: `platform.${type}`, record: full })
        : text,
    );
  }

  #write(line: string): void {
    this.#lines.push(line);
    const now = this.#context.clock.now();
    const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
    const stream = `${day}/[$LATEST]${this.#fn.revisionId.replaceAll('-', '')}`;
    this.#context.logs.append(this.#fn.logGroup, stream, now, line);
  }
}
