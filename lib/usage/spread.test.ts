import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadOf } from './spread';

const time = (clock: string) => new Date(`2026-11-24T${clock}:00Z`);
const forecast = (at: string, earliest: string, latest: string | null) => ({
  keyId: 'a',
  at: time(at),
  earliest: time(earliest),
  latest: latest === null ? null : time(latest),
});

describe('spreadOf', () => {
  it('says plus or minus where both sides are about alike', () => {
    expect(spreadOf(forecast('20:41', '20:17', '21:04'))).toEqual({
      kind: 'steady',
      at: time('20:40'),
      seconds: 25 * 60,
    });
  });

  it('says from when to when where they are not, and that it may last', () => {
    expect(spreadOf(forecast('20:41', '20:17', '22:58'))).toMatchObject({
      kind: 'between',
      earliest: time('20:15'),
      latest: time('23:00'),
    });
    expect(spreadOf(forecast('20:41', '20:17', null))).toMatchObject({ kind: 'perhaps' });
  });

  it('never says less than the interval holds', () => {
    const minutes = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(minutes, minutes, (before, after) => {
        const at = time('12:03');
        const earliest = new Date(at.getTime() - before * 60_000);
        const latest = new Date(at.getTime() + after * 60_000);
        const spread = spreadOf({ keyId: 'a', at, earliest, latest });
        const [from, to] =
          spread.kind === 'steady'
            ? [-1, 1].map((sign) => spread.at.getTime() + sign * spread.seconds * 1000)
            : [earliest.getTime(), latest.getTime()];
        expect(from).toBeLessThanOrEqual(earliest.getTime());
        expect(to).toBeGreaterThanOrEqual(latest.getTime());
      }),
    );
  });
});
