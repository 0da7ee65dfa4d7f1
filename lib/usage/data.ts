import 'server-only';
import { AppError } from '../errors';
import type { Known } from '../known';
import type { ProxyDetail } from '../proxies/types';
import type { UsageReport } from './types';

/** Today's gauge and the last 30 UTC days of a proxy's usage plan. GetUsage can lag about 40 minutes. */
export async function getUsage(_proxy: ProxyDetail): Promise<Known<UsageReport>> {
  throw new AppError('unavailable', 'not built yet');
}
