import { setTimeout as delay, setImmediate as nextTick } from 'node:timers/promises';
import type { SandboxContext } from '../../context';
import { addStackEvent } from '../events';
import { loadSchemas, type SchemaIndex } from '../schema';
import { parseTemplate, type Template } from '../template/template';
import type { StackOperation, StackRecord } from '../types';

/** Thrown out of a run whose sandbox closes, or whose stack got another operation. */
class Abandoned extends Error {}

/** Thrown where a resource waits while another one has failed. */
export class Cancelled extends Error {}

/** One background run over a stack: its record, its template, its clockwork. */
export class StackRun {
  readonly context: SandboxContext;
  readonly stackId: string;
  readonly #abandoned = new AbortController();

  constructor(context: SandboxContext, stackId: string) {
    this.context = context;
    this.stackId = stackId;
  }

  get stack(): StackRecord {
    const stack = this.context.cloudformation.stacks.get(this.stackId);
    if (!stack) throw new Abandoned('the stack is gone');
    return stack;
  }

  get operation(): StackOperation {
    const { operation } = this.stack;
    if (!operation) throw new Abandoned('the operation has ended');
    return operation;
  }

  get isAbandoned(): boolean {
    return this.#abandoned.signal.aborted;
  }

  abandon(): void {
    this.#abandoned.abort();
  }

  template(): Template {
    return parseTemplate(this.stack.templateBody);
  }

  schemas(): Promise<SchemaIndex> {
    return loadSchemas();
  }

  /** Half of what a resource operation takes: before its handler runs, and again before it is complete. */
  async pause(cancelled?: AbortSignal): Promise<void> {
    const { engine } = this.context;
    const signal = cancelled
      ? AbortSignal.any([this.#abandoned.signal, cancelled])
      : this.#abandoned.signal;
    const half = engine.paceMs / 2;
    if (!signal.aborted) {
      await (half > 0 ? delay(half, undefined, { signal }).catch(() => {}) : nextTick());
    }
    while (!signal.aborted && engine.isHeld(this.stack.stackName)) await engine.nextRelease(signal);
    this.check();
    if (cancelled?.aborted) throw new Cancelled();
  }

  /** Throws when the run has been abandoned: nothing more may be written. */
  check(): void {
    if (this.isAbandoned) throw new Abandoned('abandoned');
  }

  setStatus(status: string, reason: string | null = null): void {
    const { stack } = this;
    stack.status = status;
    stack.statusReason = reason;
    addStackEvent(this.context, stack, {
      logicalId: stack.stackName,
      physicalId: stack.stackId,
      type: 'AWS::CloudFormation::Stack',
      status,
      reason,
      properties: null,
    });
  }

  /** Ends the operation; its last event has been written. */
  finish(): void {
    this.stack.operation = null;
    this.stack.unfinished = null;
    this.context.touch();
  }

  /** Ends the operation where it got stuck; what it has left to do stays with the stack. */
  suspend(): void {
    const { stack, operation } = this;
    stack.unfinished = operation;
    stack.operation = null;
    this.context.touch();
  }
}
