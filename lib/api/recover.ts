import 'server-only';
import type { RouteAnswer, RouteInput } from '../define-route';
import {
  continueRollback,
  deleteRetaining,
  forceDelete,
  prepareRecovery,
  type RecoveryInput,
  switchProtection,
} from '../recovery/mutations';
import type { Started } from '../runs/start-run';
import { startedAnswer } from './answers';
import { dryRunAnswerOf } from './dry-run';
import type { operations } from './operations';

type Given = RouteInput<typeof operations.recoverProxy>;

/** Starts what helps a stack that got stuck, or switches its termination protection; or says what that would do. */
export async function recoverOver(
  kind: RecoveryInput['kind'],
  { actor, name, query, body, key }: Given,
): Promise<RouteAnswer> {
  const input = { kind, name, idempotencyKey: key };
  if (!query.dryRun) return startedAnswer(await recover(actor, input, body));
  const { verb } = body;
  const isSwitch = verb === 'protect' || verb === 'unprotect';
  const path = 'terminationProtection';
  return dryRunAnswerOf({
    action: verb,
    subject: { kind, name },
    specs: [],
    changes: isSwitch ? [{ path, before: verb === 'unprotect', after: verb === 'protect' }] : [],
    plan: () => prepareRecovery(actor, input, body),
  });
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
