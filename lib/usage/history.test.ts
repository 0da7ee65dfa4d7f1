import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysFrom } from './calendar';
import { type DayRow, type HistoryKey, keyHistories, totals, weekChange } from './history';

const key: HistoryKey = { keyId: 'a', label: 'A', role: 'consumer' };
const asOf = new Date('2026-09-20T12:00:00Z');
const born = new Date('2026-01-01T00:00:00Z');
const row = (day: string, used: number, at = asOf): DayRow => ({
  day,
  keyId: 'a',
  used,
  remaining: null,
  quotaLimit: null,
  asOf: at,
});
const usedOf = (
  facts: Parameters<typeof keyHistories>[0],
  first: string,
  last: string,
  at = born,
) => keyHistories(facts, [key], daysFrom(first, last), at)[0]?.days.map(({ used }) => used);

describe('keyHistories', () => {
  it('takes a day without calls for nought only where AWS was asked for it', () => {
    const facts = { rows: [row('2026-09-18', 5)], since: '2026-09-17', asOf };
    expect(usedOf(facts, '2026-09-15', '2026-09-21')).toEqual([null, null, 0, 5, 0, null, null]);
  });

  it('says nothing of days before the proxy was made, unless it was called by then', () => {
    const facts = { rows: [row('2026-09-18', 5)], since: '2026-09-01', asOf };
    const made = new Date('2026-09-19T08:00:00Z');
    expect(usedOf(facts, '2026-09-16', '2026-09-19', made)).toEqual([null, null, 5, 0]);
    expect(usedOf({ ...facts, rows: [] }, '2026-09-17', '2026-09-19', made)).toEqual([
      null,
      null,
      0,
    ]);
  });

  it('leaves open what AWS left out on the day of the last look', () => {
    const facts = { rows: [row('2026-09-20', 0)], since: '2026-09-17', asOf };
    expect(usedOf(facts, '2026-09-19', '2026-09-20')).toEqual([0, 0]);
    expect(usedOf({ ...facts, rows: [] }, '2026-09-19', '2026-09-20')).toEqual([0, null]);
  });

  it('keeps a key that the plan has no more', () => {
    const rows = [{ ...row('2026-09-18', 7), keyId: 'gone' }];
    const keys = keyHistories({ rows, since: '2026-09-18', asOf }, [key], ['2026-09-18'], born);
    expect(keys.map(({ keyId, role }) => [keyId, role])).toEqual([
      ['a', 'consumer'],
      ['gone', 'former'],
    ]);
  });

  it('calls a day whole only 40 minutes after its end', () => {
    const partial = (at: string) =>
      keyHistories(
        { rows: [row('2026-09-18', 5, new Date(at))], since: '2026-09-18', asOf },
        [key],
        ['2026-09-18'],
        born,
      )[0]?.days[0]?.isPartial;
    expect(partial('2026-09-19T00:39:59Z')).toBe(true);
    expect(partial('2026-09-19T00:40:00Z')).toBe(false);
  });

  it('never makes a number of what is not known', () => {
    const start = '2026-09-01';
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(30), { maxLength: 20 }),
        fc.nat(30),
        fc.nat(30),
        fc.nat(30),
        (offsets, since, until, made) => {
          const rows = offsets.map((offset) => row(addDays(start, offset), 3));
          const known = { from: addDays(start, since), to: addDays(start, until) };
          const facts = { rows, since: known.from, asOf: new Date(`${known.to}T12:00:00Z`) };
          const bornAt = new Date(`${addDays(start, made)}T00:00:00Z`);
          const [history] = keyHistories(facts, [key], daysFrom(start, addDays(start, 30)), bornAt);
          return (history?.days ?? []).every(({ day, used, asOf: at }) => {
            if (rows.some((each) => each.day === day)) return used === 3;
            if (day < known.from || day > known.to) return used === null && at === null;
            return used === 0 || used === null;
          });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('totals', () => {
  const days = (...used: (number | null)[]) => ({
    days: used.map((each) => ({ ...row('', 0), used: each, isPartial: false })),
  });

  it('add up what is known of every key, and nothing else', () => {
    expect(totals([days(1, 2, null), days(3, null, null)], 3)).toEqual([4, null, null]);
    expect(totals([], 1)).toEqual([null]);
  });
});

describe('weekChange', () => {
  it('compares whole days known on both sides', () => {
    const isWhole = (index: number) => index !== 3;
    expect(weekChange([10, 20, null, 40], [5, 15, 9, 1], isWhole)).toEqual({
      now: 30,
      before: 20,
      days: 2,
      share: 0.5,
    });
  });

  it('knows no share against nothing, and nothing without a pair', () => {
    expect(weekChange([10], [0], () => true)?.share).toBeNull();
    expect(weekChange([10], [null], () => true)).toBeNull();
  });
});
