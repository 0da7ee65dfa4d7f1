import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet, quietUntil } from './quiet';

const night = (zone: string) => ({ zone, from: 22 * 60, until: 7 * 60 });
const at = (text: string) => new Date(text);

describe('quiet hours', () => {
  it.each([
    // No summer time: 23:00 in Tokyo is 14:00 UTC.
    ['Asia/Tokyo', '2026-11-25T14:00:00Z', '2026-11-25T22:00:00Z'],
    ['Asia/Tokyo', '2026-11-25T03:00:00Z', null],
    // The night in which Berlin puts the clock forward, 2026-03-29: 07:00 is UTC+2.
    ['Europe/Berlin', '2026-03-28T21:30:00Z', '2026-03-29T05:00:00Z'],
    // The night in which it puts it back, 2026-10-25: 07:00 is UTC+1.
    ['Europe/Berlin', '2026-10-24T20:30:00Z', '2026-10-25T06:00:00Z'],
    // New York, 2026-03-08 and 2026-11-01.
    ['America/New_York', '2026-03-08T04:00:00Z', '2026-03-08T11:00:00Z'],
    ['America/New_York', '2026-11-01T04:00:00Z', '2026-11-01T12:00:00Z'],
    // A quarter of an hour beside everybody else, and half an hour of summer time.
    ['Asia/Kathmandu', '2026-11-25T18:00:00Z', '2026-11-26T01:15:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T14:00:00Z', '2026-10-03T20:00:00Z'],
  ])('in %s, at %s, end at %s', (zone, now, end) => {
    expect(quietUntil(night(zone), at(now))?.toISOString() ?? null).toBe(
      end && at(end).toISOString(),
    );
  });

  it('that would end in the hour that is left out end where the clock jumps', () => {
    // Berlin, 2026-03-29: 02:00 is followed by 03:00.
    const quiet = { zone: 'Europe/Berlin', from: 0, until: 150 };
    expect(quietUntil(quiet, at('2026-03-29T00:10:00Z'))).toEqual(at('2026-03-29T01:00:00Z'));
  });

  it('end in the little that is not quiet, where the clock jumps over most of it', () => {
    // Berlin, 2026-03-29: of 02:15 to 03:15 only what comes from 03:00 on exists.
    const quiet = { zone: 'Europe/Berlin', from: 195, until: 135 };
    expect(quietUntil(quiet, at('2026-03-28T02:15:00Z'))).toEqual(at('2026-03-29T01:00:00Z'));
    // 2026-10-25: 02:00 to 02:15 comes once more.
    const back = { zone: 'Europe/Berlin', from: 135, until: 0 };
    expect(quietUntil(back, at('2026-10-25T00:15:00Z'))).toEqual(at('2026-10-25T01:00:00Z'));
  });

  it('end with the first minute that is not quiet, as one who looks at the clock each minute sees it', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo'];
    // Around the changes of the clock, where it matters, and anywhere.
    const moments = fc.oneof(
      fc.integer({ min: 0, max: 2880 }).map((minute) => Date.UTC(2026, 2, 28) + minute * 60_000),
      fc.integer({ min: 0, max: 2880 }).map((minute) => Date.UTC(2026, 9, 24) + minute * 60_000),
      fc.integer({ min: 0, max: 2880 }).map((minute) => Date.UTC(2026, 10, 1) + minute * 60_000),
    );
    const quietHours = fc.record({
      zone: fc.constantFrom(...zones),
      from: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
      until: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
    });
    fc.assert(
      fc.property(quietHours, moments, (quiet, moment) => {
        const end = quietUntil(quiet, new Date(moment));
        let looked = moment;
        while (isQuiet(quiet, new Date(looked))) looked += 60_000;
        expect(end?.getTime() ?? null).toBe(looked === moment ? null : looked);
      }),
      { numRuns: 300 },
    );
  });

  it('from an hour to the same hour are none', () => {
    expect(quietUntil({ zone: 'UTC', from: 60, until: 60 }, at('2026-01-01T01:00:00Z'))).toBeNull();
  });
});
