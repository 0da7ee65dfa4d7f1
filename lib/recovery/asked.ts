import type { StackVerb } from '../proxies/offers';
import type { StepAction, StepOptions } from '../runs/types';

export const recoveryVerbs = [
  'continue_rollback',
  'delete_retaining',
  'force_delete',
  'protect',
  'unprotect',
] as const satisfies RecoveryVerb['verb'][];

/** One way out of a stack that got stuck, or its termination protection; `skip` and `retain` are logical ids. */
export type RecoveryVerb =
  | { verb: 'continue_rollback'; skip: string[] }
  | { verb: 'delete_retaining'; retain: string[] }
  | { verb: 'force_delete' | 'protect' | 'unprotect' };

export type Asked = { verb: StackVerb; kind: StepAction; options: StepOptions | null };

/** What that asks of CloudFormation. */
export function askedOf(wanted: RecoveryVerb): Asked {
  const { verb } = wanted;
  switch (verb) {
    case 'continue_rollback':
      return { verb, kind: verb, options: { skip: wanted.skip } };
    case 'delete_retaining':
      return { verb, kind: 'delete', options: { retain: wanted.retain } };
    case 'force_delete':
      return { verb, kind: 'delete', options: { isForced: true } };
    case 'protect':
    case 'unprotect':
      return { verb, kind: verb, options: null };
  }
}
