import 'server-only';
import { AppError } from '../errors';
import type { Known } from '../known';
import type { ProxyDetail } from '../proxies/types';
import type { KeySummary } from './types';

/** The proxy's keys without their values. */
export async function listKeys(_proxy: ProxyDetail): Promise<Known<KeySummary[]>> {
  throw new AppError('unavailable', 'not built yet');
}
