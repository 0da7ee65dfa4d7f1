import 'server-only';
import { AppError } from '../errors';
import type { Actor } from '../identity/types';
import type { ProbeResult } from './types';

export type RunProbeInput = {
  proxy: string;
  method: 'GET' | 'HEAD' | 'POST';
  /** Path and query below the stage, beginning with a slash. */
  path: string;
};

/** Calls the proxy from inside its VPC with the probe's own key and stores the answer without secrets. */
export async function runProbe(_actor: Actor, _input: RunProbeInput): Promise<ProbeResult> {
  throw new AppError('unavailable', 'not built yet');
}
