import fc from 'fast-check';

/** What happens to two keys of one plan on two stages of one API: the histories with which the limits are tried. */
export type HistoryEvent =
  | { do: 'call'; key: number; stage: number; times: number }
  | { do: 'step'; ms: number }
  /** To the next midnight in UTC, or a millisecond beside it. */
  | { do: 'midnight'; beside: number }
  | { do: 'throttle'; scope: ThrottleScope; limits: HistoryThrottle | null }
  | { do: 'quota'; quota: HistoryQuota | null }
  | { do: 'extend'; key: number; remaining: number }
  | { do: 'usage'; key: number; days: number };

/** Method: the plan's for GET on the first stage. Plan: per key. Stage: the first stage's own, for everybody. */
export type ThrottleScope = 'method' | 'plan' | 'stage';
/** In thousandths of a request a second, so that a test can reckon in whole numbers. */
export type HistoryThrottle = { rateMilli: number; burst: number };
export type HistoryQuota = { limit: number; offset: number; period: 'DAY' | 'WEEK' | 'MONTH' };
export type History = { start: number; events: HistoryEvent[] };

const dayMs = 86_400_000;
const index = fc.integer({ min: 0, max: 1 });

const limits = fc.record({
  rateMilli: fc.oneof(
    fc.constantFrom(1, 100, 200, 300, 700, 1000, 3000, 5000, 333),
    fc.integer({ min: 1, max: 50_000 }),
  ),
  burst: fc.integer({ min: 0, max: 12 }),
});

const quota: fc.Arbitrary<HistoryQuota> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('DAY', 'WEEK', 'MONTH'), fc.nat(27))
  .map(([limit, period, offset]) => {
    const offsetMax = { DAY: 0, WEEK: 6, MONTH: 27 }[period];
    return { limit, period, offset: offset % (offsetMax + 1) };
  });

/** Little steps that often hit a whole token, hours, days, months, and steps back. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2500 }) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 50 }).map((it) => it * 200) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: dayMs }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 70 * dayMs }) },
  { weight: 1, arbitrary: fc.integer({ min: -5000, max: -1 }) },
  { weight: 1, arbitrary: fc.integer({ min: -10 * dayMs, max: -1 }) },
);

const scope = fc.constantFrom<ThrottleScope>('method', 'plan', 'stage');
const event: fc.Arbitrary<HistoryEvent> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      key: index,
      stage: index,
      times: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('step' as const), ms: step }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('midnight' as const),
      beside: fc.integer({ min: -1, max: 1 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('throttle' as const),
      scope,
      limits: fc.option(limits, { freq: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('quota' as const),
      quota: fc.option(quota, { freq: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('extend' as const),
      key: index,
      remaining: fc.integer({ min: 0, max: 15 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('usage' as const),
      key: index,
      days: fc.integer({ min: 0, max: 89 }),
    }),
  },
);

/** Calls at one pace, for which a bucket must fill up drop by drop to exactly one token. */
const trickle: fc.Arbitrary<HistoryEvent[]> = fc
  .record({
    key: index,
    stage: index,
    ms: fc.constantFrom(1, 10, 100, 200, 500, 1000),
    times: fc.integer({ min: 5, max: 30 }),
  })
  .map(({ key, stage, ms, times }) =>
    Array.from({ length: times }, (): HistoryEvent[] => [
      { do: 'step', ms },
      { do: 'call', key, stage, times: 1 },
    ]).flat(),
  );

export const histories: fc.Arbitrary<History> = fc.record({
  start: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2029, 0, 1) }),
  events: fc
    .array(
      fc.oneof(
        { weight: 30, arbitrary: event.map((it) => [it]) },
        { weight: 1, arbitrary: trickle },
      ),
      { minLength: 8, maxLength: 40 },
    )
    .map((groups) => groups.flat()),
});

/** The moment to which an event moves the clock. */
export function moved(now: number, event: HistoryEvent): number {
  if (event.do === 'step') return now + event.ms;
  if (event.do === 'midnight') return (Math.floor(now / dayMs) + 1) * dayMs + event.beside;
  return now;
}
