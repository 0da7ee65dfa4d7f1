import { broken, isRecent, unknown, whole } from './hop';
import type { DoctorFacts, FaultName, Hop, ProbeFacts } from './types';

const reached: readonly string[] = ['ok', 'cut', 'upstream_error', 'not_private', 'key_passed_on'];
const failed: Record<string, FaultName> = {
  upstream_failing: 'upstreamFailing',
  upstream_timeout: 'upstreamSlow',
  upstream_unreachable: 'upstreamUnreachable',
  gateway_failed: 'upstreamNotFound',
};

/** Whether the upstream answered the probe, and well. */
export function didReach({ outcome }: ProbeFacts): boolean {
  return reached.includes(outcome);
}

/** Nothing but a call tells how an upstream is, and it may be well again at any time. */
export function upstream({ probe, place, now }: DoctorFacts): Hop {
  if (!probe) return unknown('upstream', 'probe');
  const { host } = new URL(place.upstream.url);
  const took =
    probe.outcome === 'upstream_timeout' ? waitedOf(probe, place) : `${probe.totalMs} ms`;
  const evidence = [host, probe.status, took, probe.error].filter((it) => it !== null).join(', ');
  if (didReach(probe)) return whole('upstream', evidence);
  const fault = failed[probe.outcome];
  if (!fault) return unknown('upstream', 'probe', evidence);
  return isRecent(probe, now)
    ? broken('upstream', fault, evidence)
    : unknown('upstream', 'again', evidence);
}

/** What the gateway waited for, against what it may. */
function waitedOf({ phases, totalMs }: ProbeFacts, { upstream }: DoctorFacts['place']): string {
  return `${Math.round(phases.wait ?? totalMs)} / ${upstream.timeoutMs} ms`;
}
