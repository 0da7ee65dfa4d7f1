import type { FaultName, Hop, HopName, Need, ProbeFacts } from './types';

export function whole(name: HopName, evidence: string): Hop {
  return { name, state: 'holds', evidence: evidence || '–', need: null, fault: null };
}

export function broken(name: HopName, fault: FaultName, evidence: string): Hop {
  return { name, state: 'broken', evidence: evidence || '–', need: null, fault };
}

export function unknown(name: HopName, need: Need, evidence = ''): Hop {
  return { name, state: 'unknown', evidence, need, fault: null };
}

/**
 * A hop that the control plane finds whole and the probe does not. Somebody may have mended it since: only where the
 * control plane said the same when the probe was made does the probe know better.
 */
export function contradicted(probe: ProbeFacts, hop: Hop, fault: FaultName, seen: string): Hop {
  const evidence = [seen, hop.evidence].filter(Boolean).join('; ');
  return probe.isSame ? broken(hop.name, fault, evidence) : unknown(hop.name, 'again', evidence);
}

/** What comes and goes by itself is told by a probe of the last moments. */
export function isRecent({ at }: ProbeFacts, now: Date): boolean {
  return now.getTime() - at.getTime() < recentMs;
}

const recentMs = 2 * 60_000;
