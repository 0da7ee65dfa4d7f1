import type { ErrorCode, RefusalReason } from './errors';
import type { Verdict } from './governance/types';
import type { Moved } from './runs/moved';

/** Messages by field name, as keys of the message catalogue's `invalid` namespace or plain text from the schema. */
export type FieldErrors = Record<string, string[]>;

/** What a server action answers. Codes cross the wire, never exception text; submitted values come back. */
export type ActionState<T = null> =
  | { kind: 'idle' }
  | { kind: 'ok'; data: T }
  | { kind: 'invalid'; fieldErrors: FieldErrors; values: Record<string, string | string[]> }
  | {
      kind: 'failed';
      code: ErrorCode;
      detail: string | null;
      /** Why, where it was Sluice that refused it and not AWS. */
      reason?: RefusalReason;
      /** What the guardrails said, where it was they who refused. */
      verdict?: Verdict;
      /** What has changed since, where a plan was refused for it. */
      moved?: Moved;
      values: Record<string, string | string[]>;
    };

export const idle: ActionState<never> = { kind: 'idle' };
