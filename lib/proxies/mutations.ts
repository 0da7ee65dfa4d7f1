import 'server-only';
import { AppError } from '../errors';
import type { Actor } from '../identity/types';
import type { LaunchProxyInput } from './types';

/**
 * Starts the run that makes a proxy, and its network first where it has none. The same idempotency key with the
 * same input answers with the first run; with another input it is a `conflict`, as is a name in use.
 */
export async function launchProxy(
  _actor: Actor,
  _input: LaunchProxyInput,
): Promise<{ runId: string }> {
  throw new AppError('unavailable', 'not built yet');
}

export type DeleteProxyInput = {
  name: string;
  /** Also delete its network; refused as `conflict` while another proxy uses it. */
  withNetwork: boolean;
  idempotencyKey: string;
};

/** Starts the run that deletes a proxy, then its network when asked. */
export async function deleteProxy(
  _actor: Actor,
  _input: DeleteProxyInput,
): Promise<{ runId: string }> {
  throw new AppError('unavailable', 'not built yet');
}
