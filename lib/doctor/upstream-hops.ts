import { broken, isRecent, unknown, whole } from './hop';
import type { DoctorFacts, FaultName, Hop, ProbeFacts } from './types';

/** Whether every method leads to the upstream that is saved. */
export function integration({ gateway, place }: DoctorFacts): Hop {
  if (!gateway) return unknown('integration', 'gateway');
  const { host } = new URL(place.upstreamUrl);
  const methods = Object.entries(gateway.methods);
  const bare = methods.find(([, it]) => !it.integration);
  if (bare || methods.length === 0)
    return broken('integration', 'noIntegration', bare?.[0] ?? place.restApiId);
  const wrong = methods.find(([, it]) => hostOf(it.integration?.uri ?? '') !== host);
  if (!wrong) return whole('integration', host);
  return broken('integration', 'otherHost', `${wrong[0]} → ${wrong[1].integration?.uri ?? '–'}`);
}

function hostOf(uri: string): string | null {
  // Placeholders such as {proxy} stand in the path only.
  return /^https?:\/\/([^/?#]+)/.exec(uri)?.[1] ?? null;
}

const reached: readonly string[] = ['ok', 'upstream_error', 'not_private'];
const failed: Record<string, FaultName> = {
  upstream_failing: 'upstreamFailing',
  upstream_timeout: 'upstreamSlow',
  upstream_unreachable: 'upstreamUnreachable',
};

/** Whether the upstream answered the probe, and well. */
export function didReach({ outcome }: ProbeFacts): boolean {
  return reached.includes(outcome);
}

/** Nothing but a call tells how an upstream is, and it may be well again at any time. */
export function upstream({ probe, place, now }: DoctorFacts): Hop {
  if (!probe) return unknown('upstream', 'probe');
  const { host } = new URL(place.upstreamUrl);
  const evidence = [host, probe.status, `${probe.totalMs} ms`, probe.error]
    .filter((it) => it !== null)
    .join(', ');
  if (didReach(probe)) return whole('upstream', evidence);
  const fault = failed[probe.outcome];
  if (!fault) return unknown('upstream', 'probe', evidence);
  return isRecent(probe, now)
    ? broken('upstream', fault, evidence)
    : unknown('upstream', 'again', evidence);
}
