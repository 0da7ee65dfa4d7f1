import 'server-only';
import { AppError } from '../errors';
import type { Known } from '../known';
import type { ProxyDetail, ProxySummary } from './types';

/** Every proxy of the target, by name, as AWS last answered. */
export async function listProxies(): Promise<Known<ProxySummary[]>> {
  throw new AppError('unavailable', 'not built yet');
}

/** One proxy. Null when AWS has answered and no stack, run or failed launch has that name. */
export async function getProxy(_name: string): Promise<Known<ProxyDetail> | null> {
  throw new AppError('unavailable', 'not built yet');
}
