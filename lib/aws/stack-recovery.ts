import 'server-only';
import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { call } from './call';
import { actingAs, type Target } from './targets';

/**
 * Asks for an update to be taken back. The events of the rollback carry this token. Throws `conflict` where the stack
 * is not UPDATE_IN_PROGRESS.
 */
export async function cancelUpdate(
  target: Target,
  request: { stackId: string; clientToken: string },
): Promise<void> {
  await call(
    target,
    'cloudformation',
    (client, options) =>
      client.send(
        new CancelUpdateStackCommand({
          StackName: request.stackId,
          ClientRequestToken: request.clientToken,
        }),
        options,
      ),
    { as: 'operate' },
  );
}

/**
 * Goes on with a rollback that got stuck, leaving the resources in `skip` as they are. Throws `conflict` where the
 * stack is not UPDATE_ROLLBACK_FAILED.
 */
export async function continueRollback(
  target: Target,
  request: { stackId: string; clientToken: string; skip: readonly string[] },
): Promise<void> {
  await call(
    target,
    'cloudformation',
    (client, options) =>
      client.send(
        new ContinueUpdateRollbackCommand({
          StackName: request.stackId,
          ClientRequestToken: request.clientToken,
          ...(request.skip.length > 0 && { ResourcesToSkip: [...request.skip] }),
          ...actingAs(target),
        }),
        options,
      ),
    { as: 'operate' },
  );
}

/** Turns termination protection on or off; the same again changes nothing. There is no token to give it. */
export async function setTerminationProtection(
  target: Target,
  { stackId, isProtected }: { stackId: string; isProtected: boolean },
): Promise<void> {
  await call(
    target,
    'cloudformation',
    (client, options) =>
      client.send(
        new UpdateTerminationProtectionCommand({
          StackName: stackId,
          EnableTerminationProtection: isProtected,
        }),
        options,
      ),
    { as: 'operate' },
  );
}
