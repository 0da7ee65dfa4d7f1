import type { Outcome } from './outcomes';

/**
 * Outcomes as a history shows them: `limited` is a 429 of the gateway, by quota, rate or account; `refused` one of its
 * 403s and other answers to a request that was not right; `upstream` an error of the upstream's own, 429 among them.
 */
export const outcomeGroups = ['served', 'upstream', 'limited', 'refused', 'gateway'] as const;

export type OutcomeGroup = (typeof outcomeGroups)[number];

const groups: Record<Outcome, OutcomeGroup> = {
  served: 'served',
  upstream_4xx: 'upstream',
  upstream_429: 'upstream',
  upstream_5xx: 'upstream',
  quota: 'limited',
  throttle: 'limited',
  account_throttle: 'limited',
  key_refused: 'refused',
  policy: 'refused',
  path: 'refused',
  bad_request: 'refused',
  gateway: 'gateway',
};

export function groupOf(outcome: Outcome): OutcomeGroup {
  return groups[outcome];
}

export type OutcomeCounts = Partial<Record<Outcome, number>>;

export function countOutcomes(rows: readonly { outcome: Outcome; count: number }[]): OutcomeCounts {
  const counts: OutcomeCounts = {};
  for (const { outcome, count } of rows) counts[outcome] = (counts[outcome] ?? 0) + count;
  return counts;
}

/** Requests of each group. */
export function grouped(counts: OutcomeCounts): Record<OutcomeGroup, number> {
  const sums = { served: 0, upstream: 0, limited: 0, refused: 0, gateway: 0 };
  for (const [outcome, count] of Object.entries(counts)) sums[groupOf(outcome as Outcome)] += count;
  return sums;
}
