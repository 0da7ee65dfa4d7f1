import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultThresholds,
  gradeOf,
  type Of,
  type ProbeState,
  stateAfter,
  type Thresholds,
  unknownState,
  type Weighed,
  weigh,
  windowMax,
} from './thresholds';
import type { ProbeVerdict } from './types';

const begin = Date.UTC(2026, 10, 26);
const rank = { healthy: 0, degraded: 1, down: 2 };

function probes(verdicts: readonly ProbeVerdict[], totalMs = 50): Weighed[] {
  return verdicts.map((verdict, at) => ({
    at: new Date(begin + at * 60_000),
    verdict,
    outcome: verdict === 'down' ? 'dns' : 'ok',
    totalMs,
  }));
}

const letters = { H: 'healthy', G: 'degraded', D: 'down' } as const;
const marks = { healthy: 'h', degraded: 'g', down: 'd' };
const read = (text: string) => [...text].map((letter) => letters[letter as keyof typeof letters]);
/** The state after each probe. */
function story(text: readonly ProbeVerdict[], thresholds: Thresholds): ProbeState[] {
  let state = unknownState;
  return probes(text).map((probe) => {
    state = weigh(state, probe, thresholds);
    return state;
  });
}
const states = (text: string, thresholds = defaultThresholds) =>
  story(read(text), thresholds).map(({ state }) => (state ? marks[state] : '?'));

const verdict = fc.constantFrom<ProbeVerdict>('healthy', 'degraded', 'down');
const verdicts = fc.array(verdict, { maxLength: 60 });
const of: fc.Arbitrary<Of> = fc
  .integer({ min: 1, max: windowMax })
  .chain((m) => fc.integer({ min: 1, max: m }).map((n) => ({ n, m })));
const thresholds = fc.record({ slowMs: fc.constant(null), worse: of, better: of });

describe('the state by the defaults, two of three and two in a row', () => {
  it.each([
    ['H', 'h', 'one good probe is enough to begin with'],
    ['D', '?', 'one bad one is not'],
    ['DD', '?d', 'two are'],
    ['HDHHDHH', 'hhhhhhh', 'one lost probe is no outage'],
    ['HDD', 'hhd', 'two in a row are'],
    ['HDHD', 'hhhd', 'and two of three'],
    ['HDDH', 'hhdd', 'one good probe ends no outage'],
    ['HDDHH', 'hhddh', 'two in a row do'],
    ['HDDHDHDHD', 'hhddddddd', 'what fails every other time is down and stays so'],
    ['HGG', 'hhg', 'degraded in the same way'],
    ['HGDD', 'hhgd', 'and what is worse wins'],
    ['HDDGG', 'hhddg', 'an outage ends in what follows it'],
    ['DHDD', '?hhd', 'what was before the first good probe is forgiven'],
  ])('%s', (text, expected) => {
    expect(states(text).join('')).toBe(expected);
  });

  it('tells an outage with its beginning and its failures', () => {
    const state = stateAfter(probes(read('HHDHDDHD')), defaultThresholds);
    expect(state).toMatchObject({ state: 'down', failures: 4, outcome: 'dns' });
    expect(state.since).toBe(new Date(begin + 2 * 60_000).toISOString());
  });
});

describe('slowness', () => {
  it('degrades what is healthy and makes nothing else better', () => {
    const grade = (each: ProbeVerdict, totalMs: number) =>
      gradeOf({ verdict: each, totalMs }, { slowMs: 500 });
    expect([grade('healthy', 500), grade('healthy', 501)]).toEqual(['healthy', 'degraded']);
    expect([grade('degraded', 900), grade('down', 900)]).toEqual(['degraded', 'down']);
    expect(gradeOf({ verdict: 'healthy', totalMs: 90_000 }, { slowMs: null })).toBe('healthy');
  });
});

describe('whatever the thresholds', () => {
  it('a state that begins is backed by as many probes as it takes, all since the last change', () => {
    fc.assert(
      fc.property(verdicts, thresholds, (text, chosen) => {
        let changedAt = 0;
        let before: ProbeVerdict | null = null;
        for (const [at, { state }] of story(text, chosen).entries()) {
          if (state === null || state === before) continue;
          const isWorse = rank[state] > rank[before ?? 'healthy'];
          const { n, m } = isWorse ? chosen.worse : chosen.better;
          const window = text.slice(Math.max(0, at + 1 - m), at + 1);
          const backing = window.filter((each) =>
            isWorse ? rank[each] >= rank[state] : rank[each] <= rank[state],
          );
          if (before !== null || isWorse) expect(backing.length).toBeGreaterThanOrEqual(n);
          // In both directions at least n probes lie between a change and the one that takes it back.
          const isBack = before !== null && !isWorse;
          if (isBack) expect(at + 1 - changedAt).toBeGreaterThanOrEqual(n);
          changedAt = at + 1;
          before = state;
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('never more changes than the probes they take', () => {
    fc.assert(
      fc.property(verdicts, thresholds, (text, chosen) => {
        const told = story(text, chosen).map(({ state }) => state);
        const downs = told.filter(
          (state, at) => state === 'down' && told[at - 1] !== 'down',
        ).length;
        // From the second outage on, each took an end and a beginning.
        const each = chosen.better.n + chosen.worse.n;
        if (downs > 1) expect(text.length).toBeGreaterThanOrEqual((downs - 1) * each);
      }),
      { numRuns: 10_000 },
    );
  });

  it('fewer bad probes in every window than it takes leave a healthy proxy healthy', () => {
    fc.assert(
      fc.property(verdicts, thresholds, (text, chosen) => {
        const { n, m } = chosen.worse;
        const quiet = text.reduce<ProbeVerdict[]>(
          (kept, each) => {
            const bad = kept.slice(-(m - 1 || kept.length)).filter((it) => it !== 'healthy');
            const room = (m === 1 ? 0 : bad.length) < n - 1;
            kept.push(room ? each : 'healthy');
            return kept;
          },
          ['healthy'],
        );
        for (const { state } of story(quiet, chosen)) expect(state).toBe('healthy');
      }),
      { numRuns: 10_000 },
    );
  });

  it('what lasts is told', () => {
    fc.assert(
      fc.property(verdicts, thresholds, verdict, (text, chosen, lasting) => {
        const tail = Array.from({ length: windowMax * 2 }, () => lasting);
        expect(story([...text, ...tail], chosen).at(-1)?.state).toBe(lasting);
      }),
      { numRuns: 10_000 },
    );
  });

  it('an outage counts its failures, and begins with one', () => {
    fc.assert(
      fc.property(verdicts, thresholds, (text, chosen) => {
        for (const { state, since, failures, outcome } of story(text, chosen)) {
          if (state !== 'down') continue;
          const first = (Date.parse(since ?? '') - begin) / 60_000;
          expect(text[first]).toBe('down');
          expect(failures).toBeGreaterThanOrEqual(1);
          expect(outcome).not.toBeNull();
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('it is the same whether told probe by probe or all at once, also as JSON in between', () => {
    fc.assert(
      fc.property(verdicts, thresholds, (text, chosen) => {
        let state = unknownState;
        for (const probe of probes(text))
          state = JSON.parse(JSON.stringify(weigh(state, probe, chosen)));
        expect(state).toEqual(stateAfter(probes(text), chosen));
      }),
      { numRuns: 2_000 },
    );
  });
});
