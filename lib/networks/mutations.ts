import 'server-only';
import type { NetworkSpecInput } from '@/templates/network/spec';
import { AppError } from '../errors';
import type { Actor } from '../identity/types';

export type LaunchNetworkInput = { network: NetworkSpecInput; idempotencyKey: string };

/** Starts the run that makes a network. Idempotent by key; a name in use is a `conflict`. */
export async function launchNetwork(
  _actor: Actor,
  _input: LaunchNetworkInput,
): Promise<{ runId: string }> {
  throw new AppError('unavailable', 'not built yet');
}

export type DeleteNetworkInput = { name: string; idempotencyKey: string };

/** Starts the run that deletes a network; `conflict` with the proxies' names while any stands in it. */
export async function deleteNetwork(
  _actor: Actor,
  _input: DeleteNetworkInput,
): Promise<{ runId: string }> {
  throw new AppError('unavailable', 'not built yet');
}
