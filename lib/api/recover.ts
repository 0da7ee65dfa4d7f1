import 'server-only';
import type { RouteAnswer, RouteInput } from '../define-route';
import {
  continueRollback,
  deleteRetaining,
  forceDelete,
  type RecoveryInput,
  switchProtection,
} from '../recovery/mutations';
import type { Started } from '../runs/start-run';
import { startedAnswer } from './answers';
import type { operations } from './operations';

type Given = RouteInput<typeof operations.recoverProxy>;

/** Starts what helps a stack that got stuck, or switches its termination protection. */
export async function recoverOver(
  kind: RecoveryInput['kind'],
  { actor, name, body, key }: Given,
): Promise<RouteAnswer> {
  return startedAnswer(await recover(actor, { kind, name, idempotencyKey: key }, body));
}

function recover(
  actor: Given['actor'],
  input: RecoveryInput,
  body: Given['body'],
): Promise<Started> {
  switch (body.verb) {
    case 'continue_rollback':
      return continueRollback(actor, { ...input, skip: body.skip });
    case 'delete_retaining':
      return deleteRetaining(actor, { ...input, retain: body.retain });
    case 'force_delete':
      return forceDelete(actor, input);
    case 'protect':
    case 'unprotect':
      return switchProtection(actor, { ...input, isProtected: body.verb === 'protect' });
  }
}
