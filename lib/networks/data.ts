import 'server-only';
import { AppError } from '../errors';
import type { Known } from '../known';
import type { NetworkChoices, NetworkDetail, NetworkSummary } from './types';

/** Every network of the target, by name, as AWS last answered. */
export async function listNetworks(): Promise<Known<NetworkSummary[]>> {
  throw new AppError('unavailable', 'not built yet');
}

/** One network. Null when AWS has answered and no stack, run or failed launch has that name. */
export async function getNetwork(_name: string): Promise<Known<NetworkDetail> | null> {
  throw new AppError('unavailable', 'not built yet');
}

/** What a create form may choose from: networks, VPCs to adopt, and the zones that offer the service. */
export async function getNetworkChoices(): Promise<Known<NetworkChoices>> {
  throw new AppError('unavailable', 'not built yet');
}
