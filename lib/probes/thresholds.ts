import type { ProbeVerdict } from './types';

/** So many of the last so many probes. */
export type Of = { n: number; m: number };

export type Thresholds = {
  /** A probe that takes longer is degraded at best; null where none is too slow. */
  slowMs: number | null;
  /** How many bad probes make the state worse, and how many good ones better again. */
  worse: Of;
  better: Of;
};

/** One lost probe is no outage; and what fails every other time is none that is over. */
export const defaultThresholds: Thresholds = {
  slowMs: null,
  worse: { n: 2, m: 3 },
  better: { n: 2, m: 2 },
};

export const windowMax = 10;

type Counted = { at: string; verdict: ProbeVerdict };

/** A proxy's state by its probes so far: all that the next one needs to be weighed. */
export type ProbeState = {
  /** Null while the first probes failed too seldom to say. */
  state: ProbeVerdict | null;
  /** When the probe came that the state began with. */
  since: string | null;
  /** Probes of the state `down` that failed since it began, and what the newest of them ended with. */
  failures: number;
  outcome: string | null;
  /** Probes that may still decide, oldest first, and how many of the newest came after the state last changed. */
  recent: Counted[];
  sinceChange: number;
};

export const unknownState: ProbeState = {
  state: null,
  since: null,
  failures: 0,
  outcome: null,
  recent: [],
  sinceChange: 0,
};

export type Weighed = { at: Date; verdict: ProbeVerdict; outcome: string; totalMs: number };

/**
 * The state after one more probe. It turns worse where `worse.n` of the last `worse.m` probes were at least as bad, and
 * better where `better.n` of the last `better.m` were at least as good; only probes after the last change in the other
 * direction count, so that there are always `n` probes between two changes of mind. Pure.
 */
export function weigh(before: ProbeState, probe: Weighed, thresholds: Thresholds): ProbeState {
  const counted = { at: probe.at.toISOString(), verdict: gradeOf(probe, thresholds) };
  const recent = [...before.recent, counted].slice(-windowMax);
  const sinceChange = Math.min(windowMax, before.sinceChange + 1);
  const isFailure = counted.verdict === 'down';
  const after: ProbeState = {
    ...before,
    recent,
    sinceChange,
    failures: before.failures + (before.state === 'down' && isFailure ? 1 : 0),
    outcome: before.state === 'down' && isFailure ? probe.outcome : before.outcome,
  };
  const worse = worseThan(before.state, recent.slice(-thresholds.worse.m), thresholds.worse.n);
  if (worse) return turned(after, worse, recent.slice(-thresholds.worse.m), probe);
  const since = recent.slice(-Math.min(thresholds.better.m, sinceChange));
  const better = betterThan(before.state, since, thresholds.better.n);
  return better ? turned({ ...after, recent: [] }, better, since, probe) : after;
}

/** What a probe counts as: healthy is degraded where it took too long. */
export function gradeOf(
  { verdict, totalMs }: Pick<Weighed, 'verdict' | 'totalMs'>,
  { slowMs }: Pick<Thresholds, 'slowMs'>,
): ProbeVerdict {
  const isSlow = slowMs !== null && totalMs > slowMs;
  return isSlow && verdict === 'healthy' ? 'degraded' : verdict;
}

/** The state a proxy would have after these probes, oldest first. */
export function stateAfter(probes: readonly Weighed[], thresholds: Thresholds): ProbeState {
  return probes.reduce((state, probe) => weigh(state, probe, thresholds), unknownState);
}

const ranks = { healthy: 0, degraded: 1, down: 2 } as const satisfies Record<ProbeVerdict, number>;

function worseThan(
  state: ProbeVerdict | null,
  window: readonly Counted[],
  n: number,
): ProbeVerdict | null {
  const worst = (['down', 'degraded'] as const).find(
    (level) => window.filter(({ verdict }) => ranks[verdict] >= ranks[level]).length >= n,
  );
  return worst && (state === null || ranks[worst] > ranks[state]) ? worst : null;
}

function betterThan(
  state: ProbeVerdict | null,
  window: readonly Counted[],
  n: number,
): ProbeVerdict | null {
  // There is nothing to change one's mind about yet.
  if (state === null) return window.at(-1)?.verdict === 'healthy' ? 'healthy' : null;
  const best = (['healthy', 'degraded'] as const).find(
    (level) => window.filter(({ verdict }) => ranks[verdict] <= ranks[level]).length >= n,
  );
  return best && ranks[best] < ranks[state] ? best : null;
}

function turned(
  after: ProbeState,
  state: ProbeVerdict,
  window: readonly Counted[],
  probe: Weighed,
): ProbeState {
  const isOfIt = ({ verdict }: Counted) =>
    state === 'healthy' ? verdict === 'healthy' : ranks[verdict] >= ranks.degraded;
  const failures = window.filter(({ verdict }) => verdict === 'down').length;
  const first = window.find(state === 'down' ? ({ verdict }) => verdict === 'down' : isOfIt);
  return {
    ...after,
    state,
    since: (first ?? window.at(-1))?.at ?? probe.at.toISOString(),
    failures: state === 'down' ? failures : 0,
    outcome: state === 'healthy' ? null : probe.outcome,
    sinceChange: 0,
  };
}
