import 'server-only';
import { AppError } from '../errors';
import type { ProbeResult } from './types';

/** The newest probe results of a proxy, newest first. */
export async function listProbeResults(_proxy: string, _limit: number): Promise<ProbeResult[]> {
  throw new AppError('unavailable', 'not built yet');
}
