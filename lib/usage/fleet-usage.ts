import type { ProxySummary } from '../proxies/types';
import type { KeyHistory } from './history';
import { grouped, type OutcomeCounts, type OutcomeGroup } from './outcome-groups';
import { type Outcome, refusedOutcomes } from './outcomes';
import { leftShare } from './report';

/** The use of one key over a range, and over as many days before it. */
export type Consumer = {
  proxy: string;
  team: string;
  keyId: string;
  label: string;
  role: KeyHistory['role'];
  calls: number;
  /** Of the days before the range; null where not every one of them is known. */
  before: number | null;
};

/** Consumer keys by how much they called, those that did not left out. */
export function consumersOf(
  proxy: Pick<ProxySummary, 'name' | 'team'>,
  keys: readonly KeyHistory[],
  earlier: readonly KeyHistory[],
): Consumer[] {
  return keys
    .filter(({ role }) => role !== 'probe')
    .map(({ days, ...key }) => {
      const past = earlier.find(({ keyId }) => keyId === key.keyId)?.days.map(({ used }) => used);
      const isKnown = past !== undefined && past.length > 0 && !past.includes(null);
      return {
        ...key,
        proxy: proxy.name,
        team: proxy.team,
        calls: sum(days.map(({ used }) => used)),
        before: isKnown ? sum(past) : null,
      };
    })
    .filter(({ calls }) => calls > 0);
}

/** How the requests of one proxy ended. */
export type Refusals = {
  proxy: string;
  team: string;
  requests: number;
  counts: OutcomeCounts;
  groups: Record<OutcomeGroup, number>;
  /** The most frequent outcome among the refused; null where there is none. */
  most: Outcome | null;
};

export function refusalsOf(
  proxy: Pick<ProxySummary, 'name' | 'team'>,
  counts: OutcomeCounts,
): Refusals {
  const most = refusedOutcomes.reduce<Outcome | null>(
    (found, each) => ((counts[each] ?? 0) > (found ? (counts[found] ?? 0) : 0) ? each : found),
    null,
  );
  return {
    proxy: proxy.name,
    team: proxy.team,
    requests: sum(Object.values(counts)),
    counts,
    groups: grouped(counts),
    most,
  };
}

/** Of each day, what is known over all proxies; null where it is not of one that stood then. */
export function fleetTotals(
  totals: readonly (readonly (number | null)[])[],
  count: number,
): (number | null)[] {
  return Array.from({ length: count }, (_, at) => {
    const known = totals.flatMap((each) => each[at] ?? []);
    return known.length === 0 ? null : sum(known);
  });
}

/** Proxies with a quota, the one with the smallest share left first; those of which nothing is known last. */
export function byLeft(proxies: readonly ProxySummary[]): ProxySummary[] {
  const share = ({ quota }: ProxySummary) => (quota?.value ? leftShare(quota.value) : 2);
  return proxies
    .filter(({ quota, spec }) => quota !== null && spec?.limits.quota)
    .toSorted((a, b) => share(a) - share(b) || (a.name < b.name ? -1 : 1));
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((all, value) => all + (value ?? 0), 0);
}
