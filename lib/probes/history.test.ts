import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsMax, historyOf, type ProbePoint, percentile } from './history';
import {
  defaultView,
  measures,
  parseProbeView,
  probeQuery,
  quantiles,
  spans,
  whose,
} from './history-view';
import type { ProbeVerdict } from './types';

const from = Date.UTC(2026, 10, 25);
const to = from + 86_400_000;
const view = { quantile: 'p95', measure: 'tls' } as const;

const ms = fc.option(fc.integer({ min: 0, max: 30_000 }));
const point: fc.Arbitrary<ProbePoint> = fc.record({
  id: fc.uuid().map((id) => `probe_${id}`),
  at: fc.integer({ min: from, max: to - 1 }),
  verdict: fc.constantFrom<ProbeVerdict>('healthy', 'degraded', 'down'),
  status: fc.option(fc.constantFrom(200, 403, 504)),
  totalMs: fc.integer({ min: 0, max: 30_000 }),
  phases: fc.record({ dns: ms, tcp: ms, tls: ms, wait: ms, transfer: ms }),
  requestedBy: fc.constantFrom('schedule', 'ben@example.com'),
  isCounted: fc.boolean(),
});
const points = fc
  .array(point, { maxLength: 150 })
  .map((list) => list.toSorted((one, other) => one.at - other.at));

describe('a percentile', () => {
  it('is one of the values, that enough of them do not exceed, and no smaller one is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(...Object.values(quantiles)),
        (values, share) => {
          const found = percentile(values, share) ?? Number.NaN;
          expect(values).toContain(found);
          const within = (limit: number) => values.filter((each) => each <= limit).length;
          expect(within(found)).toBeGreaterThanOrEqual(share * values.length);
          const smaller = values.filter((each) => each < found);
          if (smaller.length > 0)
            expect(within(Math.max(...smaller))).toBeLessThan(share * values.length);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('of nothing is not known', () => {
    expect(percentile([], 0.95)).toBeNull();
  });
});

describe('bars', () => {
  it('hold every probe once, where it belongs', () => {
    fc.assert(
      fc.property(points, (list) => {
        const { bars, probes, failed } = historyOf(list, view, { from, to });
        expect(bars.reduce((sum, bar) => sum + bar.probes, 0)).toBe(list.length);
        expect(bars.reduce((sum, bar) => sum + bar.failed, 0)).toBe(failed);
        expect(probes).toBe(list.length);
        expect(bars.length).toBeLessThanOrEqual(barsMax);
        if (list.length <= barsMax)
          expect(bars.map(({ run }) => run)).toEqual(list.map(({ id }) => id));
        for (const bar of bars) {
          const inside = list.filter(({ at }) =>
            bar.from === bar.to ? at === bar.from : at >= bar.from && at < bar.to,
          );
          expect(inside.length).toBeGreaterThanOrEqual(bar.probes);
          const run = list.find(({ id }) => id === bar.run);
          if (bar.worst) expect(run?.verdict).toBe(bar.worst);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('what does not count fails nothing and is no state', () => {
    const [first] = fc.sample(point, 1);
    const young = { ...(first as ProbePoint), verdict: 'down' as const, isCounted: false };
    const told = historyOf([young], view, { from, to });
    expect(told).toMatchObject({ failed: 0, uncounted: 1, bars: [{ worst: null, failed: 0 }] });
    const answered = { ...young, status: 403, totalMs: 900 };
    const known = { ...answered, isCounted: true, status: 200, totalMs: 60 };
    const { percentiles } = historyOf([answered, known], view, { from, to });
    expect(percentiles.total).toMatchObject({ reached: 1, p99: 60 });
  });

  it('percentiles of a phase are of the probes that came so far', () => {
    const [first] = fc.sample(point, 1);
    const at = (tls: number | null): ProbePoint => ({
      ...(first as ProbePoint),
      isCounted: true,
      phases: { dns: 1, tcp: 1, tls, wait: null, transfer: null },
    });
    const { percentiles } = historyOf([at(4), at(null), at(8)], view, { from, to });
    expect(percentiles.tls).toEqual({ reached: 2, p50: 4, p75: 8, p95: 8, p99: 8 });
    expect(percentiles.wait).toEqual({ reached: 0, p50: null, p75: null, p95: null, p99: null });
  });
});

describe('the URL', () => {
  it('says every sentence, and only what is not the default', () => {
    fc.assert(
      fc.property(
        fc.record({
          quantile: fc.constantFrom(...(Object.keys(quantiles) as (keyof typeof quantiles)[])),
          measure: fc.constantFrom(...measures),
          span: fc.constantFrom(...(Object.keys(spans) as (keyof typeof spans)[])),
          whose: fc.constantFrom(...whose),
          run: fc.option(fc.constantFrom('probe_0a1b', 'probe_ff')),
        }),
        (chosen) => {
          const kept = Object.entries(probeQuery(chosen)).filter(([, value]) => value !== null);
          expect(parseProbeView(Object.fromEntries(kept) as Record<string, string>)).toEqual(
            chosen,
          );
        },
      ),
    );
    expect(Object.values(probeQuery(defaultView)).every((value) => value === null)).toBe(true);
  });

  it('makes a view of anything', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('quantile', 'span', 'run', 'by'), fc.string()),
        (any) => {
          expect(Object.keys(parseProbeView(any))).toEqual(Object.keys(defaultView));
        },
      ),
    );
  });
});
