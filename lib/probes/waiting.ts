import type { ProbeResult, ProbeVerdict } from './types';

/** A key that the gateway refused because it is too young is tried again after so long. */
export const settlingPauseMs = 20_000;

/** What a result says of the path: nothing, where the gateway refused a key that is too young to be known everywhere. */
export function verdictOf({
  verdict,
  settlesAt,
}: Pick<ProbeResult, 'verdict' | 'settlesAt'>): ProbeVerdict | 'unknown' {
  return settlesAt === undefined ? verdict : 'unknown';
}
