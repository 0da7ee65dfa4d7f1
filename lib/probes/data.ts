import 'server-only';
import { mainTarget } from '../aws/targets';
import { loadProbeResults } from './store';
import type { ProbeResult } from './types';

/** The newest probe results of a proxy, newest first. */
export async function listProbeResults(proxy: string, limit: number): Promise<ProbeResult[]> {
  return loadProbeResults(mainTarget().id, proxy, limit);
}
