import { type Measure, measures, type ProbeView, type Quantile, quantiles } from './history-view';
import type { ProbePhases, ProbeVerdict } from './types';

/** One probe, as far as a chart asks. */
export type ProbePoint = {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  verdict: ProbeVerdict;
  status: number | null;
  totalMs: number;
  phases: ProbePhases;
  requestedBy: string;
  /** False where it says nothing of the proxy: its key was too young. */
  isCounted: boolean;
};

/** One probe, or all of one stretch of time. */
export type ProbeBar = {
  from: number;
  to: number;
  /** The chosen percentile of the chosen measure; null where no probe that counts came that far. */
  ms: number | null;
  /** The worst that was seen; null without a probe that counts. */
  worst: ProbeVerdict | null;
  probes: number;
  failed: number;
  /** The run to look at first: the worst one, of these the slowest. */
  run: string | null;
};

export type ProbeHistory = {
  from: number;
  to: number;
  probes: number;
  failed: number;
  uncounted: number;
  bars: ProbeBar[];
  percentiles: Record<Measure, { reached: number } & Record<Quantile, number | null>>;
};

/** More are too thin to be pointed at. */
export const barsMax = 60;

/** What the sentence asks of these probes, oldest first. Pure. */
export function historyOf(
  points: readonly ProbePoint[],
  { quantile, measure }: Pick<ProbeView, 'quantile' | 'measure'>,
  { from, to }: { from: number; to: number },
): ProbeHistory {
  const groups = groupsOf(points, from, to);
  const counted = points.filter(doesCount);
  const percentiles = Object.fromEntries(
    measures.map((each) => [each, percentilesOf(counted, each)]),
  ) as ProbeHistory['percentiles'];
  return {
    from,
    to,
    probes: points.length,
    failed: points.filter(isFailure).length,
    uncounted: points.length - counted.length,
    percentiles,
    bars: groups.map((group) => ({
      from: group.from,
      to: group.to,
      ms: percentile(valuesOf(group.points.filter(doesCount), measure), quantiles[quantile]),
      worst: worstOf(group.points),
      probes: group.points.length,
      failed: group.points.filter(isFailure).length,
      run: telling(group.points)?.id ?? null,
    })),
  };
}

/** The smallest value that so much of all values does not exceed (nearest rank); null without values. */
export function percentile(values: readonly number[], share: number): number | null {
  return rankOfSorted(sortedOf(values), share);
}

/** By their numbers, as typed arrays sort: a month of probes is sorted for every phase. */
function sortedOf(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

function rankOfSorted(sorted: Float64Array, share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** Milliseconds of the probes that came so far. A whole exchange is one that was answered. */
export function valuesOf(points: readonly ProbePoint[], measure: Measure): number[] {
  return points.flatMap(({ phases, status, totalMs }) => {
    if (measure === 'total') return status === null ? [] : [totalMs];
    return phases[measure] ?? [];
  });
}

function percentilesOf(points: readonly ProbePoint[], measure: Measure) {
  const sorted = sortedOf(valuesOf(points, measure));
  const of = (quantile: Quantile) => rankOfSorted(sorted, quantiles[quantile]);
  return { reached: sorted.length, p50: of('p50'), p75: of('p75'), p95: of('p95'), p99: of('p99') };
}

type Group = { from: number; to: number; points: ProbePoint[] };

function groupsOf(points: readonly ProbePoint[], from: number, to: number): Group[] {
  if (points.length <= barsMax)
    return points.map((point) => ({ from: point.at, to: point.at, points: [point] }));
  const width = (to - from) / barsMax;
  const groups = Array.from(
    { length: barsMax },
    (_, at): Group => ({
      from: from + at * width,
      to: from + (at + 1) * width,
      points: [],
    }),
  );
  for (const point of points) {
    const place = Math.min(barsMax - 1, Math.max(0, Math.floor((point.at - from) / width)));
    groups[place]?.points.push(point);
  }
  return groups;
}

const ranks = { healthy: 0, degraded: 1, down: 2 } as const satisfies Record<ProbeVerdict, number>;

const doesCount = ({ isCounted }: ProbePoint) => isCounted;

const isFailure = ({ verdict, isCounted }: ProbePoint) => isCounted && verdict === 'down';

const rankOf = ({ verdict, isCounted }: ProbePoint) => (isCounted ? ranks[verdict] : -1);

function worstOf(points: readonly ProbePoint[]): ProbeVerdict | null {
  const told = telling(points);
  return told?.isCounted ? told.verdict : null;
}

/** The worst that counts, and of these the slowest. */
function telling(points: readonly ProbePoint[]): ProbePoint | undefined {
  return points.reduce<ProbePoint | undefined>((found, each) => {
    if (!found) return each;
    const worse = rankOf(each) - rankOf(found) || each.totalMs - found.totalMs;
    return worse > 0 ? each : found;
  }, undefined);
}
