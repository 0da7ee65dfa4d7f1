import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utcDay } from '../usage/calendar';
import { affordableTurnAfter, turnAfter } from './turns';

const minuteMs = 60_000;
const everyMinutes = fc.integer({ min: 1, max: 60 });
const turns = fc.record({
  targetId: fc.constant('main'),
  proxy: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  everyMinutes,
});
const moment = fc
  .integer({ min: Date.UTC(2026, 0), max: Date.UTC(2030, 0) })
  .map((ms) => new Date(ms));

describe('turns', () => {
  it('lie between 0.8 and 1.2 intervals apart, one in each interval', () => {
    fc.assert(
      fc.property(turns, moment, (schedule, from) => {
        const everyMs = schedule.everyMinutes * minuteMs;
        const first = turnAfter(schedule, from);
        const second = turnAfter(schedule, first);
        const gap = second.getTime() - first.getTime();
        expect(gap).toBeGreaterThanOrEqual(0.8 * everyMs - 1);
        expect(gap).toBeLessThanOrEqual(1.2 * everyMs + 1);
        const interval = (turn: Date) => Math.floor(turn.getTime() / everyMs);
        expect(interval(second)).toBe(interval(first) + 1);
      }),
      { numRuns: 5_000 },
    );
  });

  it('are the same whenever they are asked for, and never skipped', () => {
    fc.assert(
      fc.property(
        turns,
        moment,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (schedule, from, at) => {
          const next = turnAfter(schedule, from);
          const between = new Date(from.getTime() + at * (next.getTime() - 1 - from.getTime()));
          expect(turnAfter(schedule, between)).toEqual(next);
          expect(next > from).toBe(true);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('of a fleet spread over the interval', () => {
    const from = new Date('2026-11-26T00:00:00Z');
    const quarters = [0, 0, 0, 0];
    for (let count = 0; count < 400; count++) {
      const schedule = { targetId: 'main', proxy: `proxy-${count}`, everyMinutes: 10 };
      const place = (turnAfter(schedule, from).getTime() % 600_000) / 600_000;
      quarters[Math.floor(place * 4)] = (quarters[Math.floor(place * 4)] ?? 0) + 1;
    }
    expect(Math.min(...quarters)).toBeGreaterThan(50);
  });
});

describe('a budget', () => {
  const spending = fc.record({
    dailyMax: fc.integer({ min: 1, max: 1440 }),
    spent: fc.integer({ min: 0, max: 1440 }),
  });

  it('that is used up leaves the rest of its day out, and no more than that', () => {
    fc.assert(
      fc.property(turns, spending, moment, (schedule, { dailyMax, spent }, now) => {
        const today = utcDay(now);
        const next = affordableTurnAfter(schedule, { dailyMax, spent, spentOn: today }, now);
        const isUsedUp = spent >= dailyMax;
        if (isUsedUp) expect(utcDay(next) > today).toBe(true);
        else expect(next).toEqual(turnAfter(schedule, now));
        const tomorrow = new Date(`${today}T00:00:00Z`).getTime() + 86_400_000;
        const latest = Math.max(now.getTime(), tomorrow) + 2 * schedule.everyMinutes * minuteMs;
        expect(next.getTime()).toBeLessThanOrEqual(latest);
      }),
      { numRuns: 5_000 },
    );
  });

  it('of another day says nothing of this one', () => {
    fc.assert(
      fc.property(turns, moment, (schedule, now) => {
        const spending = { dailyMax: 1, spent: 9, spentOn: '2020-01-01' };
        expect(affordableTurnAfter(schedule, spending, now)).toEqual(turnAfter(schedule, now));
      }),
    );
  });
});
