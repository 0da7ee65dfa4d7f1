import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyUsage, UsagePlan } from '@/sandbox/apigateway/types';
import { meter, usageRows } from '@/sandbox/apigateway/usage';
import { emptyUsage, pastQuotas, quotaLeft, withRemaining } from '@/sandbox/dataplane/quota';
import { addDays, utcDay } from './calendar';
import { type KeyFacts, reconcile, usageLagMs } from './reconcile';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 25, hour, minute));
const day = utcDay(at(0));
const limits = (limit: number) => ({
  quota: { limit, period: 'DAY' as const },
  rate: 0.05,
  burst: 5,
});
const quota = limits(100);
const reading = (used: number, asOf: Date, rest = 100 - used) => ({
  used,
  remaining: rest,
  quotaLimit: 100,
  asOf,
});

describe('one figure out of three sources', () => {
  it('is the log’s where it tells of the whole day, for GetUsage lags', () => {
    const facts: KeyFacts = {
      days: [{ day, reading: reading(40, at(12)), logged: 55 }],
      log: { asOf: at(12) },
      counts: null,
    };
    expect(reconcile(facts, quota, at(12))).toEqual({
      used: 55,
      usedToday: 55,
      left: 45,
      interval: { from: 55, to: 69 },
      asOf: at(12),
      granted: 0,
      sources: [
        { source: 'log', role: 'figure', requests: 55, asOf: at(12) },
        { source: 'usage', role: 'floor', requests: 40, asOf: at(12) },
      ],
    });
  });

  it('is GetUsage’s, exact, once nothing remains', () => {
    const facts: KeyFacts = {
      days: [{ day, reading: reading(100, at(12)), logged: 98 }],
      log: { asOf: at(12) },
      counts: null,
    };
    expect(reconcile(facts, quota, at(13))).toMatchObject({
      used: 100,
      left: 0,
      interval: { from: 100, to: 100 },
      asOf: at(12),
    });
  });

  it('is GetUsage’s and what CloudWatch counted since, without a log', () => {
    const facts: KeyFacts = {
      days: [{ day, reading: reading(40, at(12)), logged: null }],
      log: null,
      counts: { asOf: at(12, 5), most: 20, likely: 12 },
    };
    expect(reconcile(facts, quota, at(12, 5))).toMatchObject({
      used: 52,
      left: 48,
      interval: { from: 40, to: 74 },
      sources: [
        { source: 'usage', role: 'floor' },
        { source: 'metrics', role: 'figure', requests: 12 },
      ],
    });
  });

  it('may be far more without a log and CloudWatch, for GetUsage may have looked away', () => {
    const facts: KeyFacts = {
      days: [{ day, reading: reading(40, at(12)), logged: null }],
      log: null,
      counts: null,
    };
    const known = (limit: number) => reconcile(facts, limits(limit), at(12, 10))?.interval;
    // 50 minutes at three a minute, and the burst.
    expect(known(1_000)).toEqual({ from: 40, to: 195 });
    expect(known(100)).toEqual({ from: 40, to: 100 });
  });

  it('takes off what a plan’s offset took of its first period, whoever tells of it', () => {
    const offset = { ...limits(100), quota: { ...limits(100).quota, offset: 10, since: at(1) } };
    const known = (told: KeyFacts['days'][number]['reading']) =>
      reconcile(
        { days: [{ day, reading: told, logged: 40 }], log: { asOf: at(12) }, counts: null },
        offset,
        at(12),
      );
    expect(known(null)).toMatchObject({ left: 50, granted: 0 });
    expect(known(reading(40, at(12), 50))).toMatchObject({ left: 50, granted: 0 });
    expect(known(reading(40, at(12), 70))).toMatchObject({ left: 70, granted: 20 });
  });

  it('does not believe a log that misses what GetUsage has counted', () => {
    const facts: KeyFacts = {
      days: [{ day, reading: reading(40, at(12)), logged: 3 }],
      log: { asOf: at(12) },
      counts: null,
    };
    expect(reconcile(facts, quota, at(12))?.used).toBe(40);
  });

  it('knows what was granted for this period, and keeps it when the limit changes', () => {
    const facts: KeyFacts = {
      days: [{ day, reading: reading(40, at(12), 90), logged: 40 }],
      log: { asOf: at(12) },
      counts: null,
    };
    expect(reconcile(facts, quota, at(12))).toMatchObject({ granted: 30, left: 90 });
    expect(reconcile(facts, limits(200), at(12))).toMatchObject({ granted: 30, left: 190 });
  });

  it('is none where nothing is known of today', () => {
    const facts: KeyFacts = {
      days: [
        { day: addDays(day, -1), reading: reading(40, at(0)), logged: null },
        { day, reading: null, logged: null },
      ],
      log: null,
      counts: null,
    };
    expect(reconcile(facts, quota, at(1))).toBeNull();
  });

  it('adds up a period: days that are over by GetUsage, today by the log', () => {
    const yesterday = { ...reading(30, at(3)), remaining: 70 };
    const facts: KeyFacts = {
      days: [
        { day: addDays(day, -1), reading: yesterday, logged: 10 },
        { day, reading: reading(5, at(12), 65), logged: 12 },
      ],
      log: { asOf: at(12) },
      counts: null,
    };
    expect(reconcile(facts, quota, at(12))).toMatchObject({ used: 42, left: 58 });
  });
});

/** A day as the local AWS's own books keep it: requests in bursts and lulls, edits of the plan, a grant. */
const days = fc.record({
  start: fc.integer({ min: 0, max: 365 }).map((n) => Date.UTC(2026, 0, 1) + n * dayMs),
  limit: fc.integer({ min: 20, max: 3_000 }),
  hourly: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })), {
    minLength: 24,
    maxLength: 24,
  }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  edit: fc.option(
    fc.record({
      minute: fc.integer({ min: 0, max: 1_439 }),
      limit: fc.integer({ min: 20, max: 3_000 }),
    }),
  ),
  grant: fc.option(
    fc.record({
      minute: fc.integer({ min: 0, max: 1_439 }),
      remaining: fc.integer({ min: 1, max: 500 }),
    }),
  ),
  lookMinute: fc.integer({ min: 1, max: 1_439 }),
  readingAgeMs: fc.integer({ min: 0, max: 5 * minuteMs }),
  logAgeMs: fc.integer({ min: 0, max: 5 * minuteMs }),
  lineLateMs: fc.integer({ min: 0, max: 90_000 }),
});
type Day = typeof days extends fc.Arbitrary<infer T> ? T : never;

type Said = { used: number; remaining: number };

/** Who keeps the accounts of a key: what is left, one request more, an edit, a grant, and what GetUsage would say. */
type Books = {
  left(now: number): number;
  serve(now: number): void;
  edit(limit: number, now: number): void;
  grant(remaining: number, now: number): void;
  say(now: number): Said;
};

/** The local AWS's own. */
function sandboxBooks({ start, limit }: Day): Books {
  let plan = { id: 'plan', keyIds: ['key'], quota: dayQuota(limit) } as unknown as UsagePlan;
  let usage: KeyUsage = emptyUsage();
  const quotaNow = () => plan.quota ?? dayQuota(0);
  return {
    left: (now) => quotaLeft(usage, quotaNow(), now),
    serve(now) {
      usage = meter(usage, now, 1, usageLagMs);
    },
    edit(next, now) {
      plan = { ...plan, quota: dayQuota(next), pastQuotas: pastQuotas(plan, dayQuota(next), now) };
    },
    grant(remaining, now) {
      usage = withRemaining(usage, quotaNow(), remaining, now);
    },
    say(now) {
      const range = { from: start, to: start };
      const [pair] = usageRows(plan, usage, range, { now, lagMs: usageLagMs });
      return { used: pair?.[0] ?? 0, remaining: pair?.[1] ?? 0 };
    },
  };
}

function dayQuota(limit: number): NonNullable<UsagePlan['quota']> {
  return { limit, offset: 0, period: 'DAY' };
}

/** The same by counting, so that thousands of days take seconds. Below, the two are held against each other. */
function countingBooks({ limit: first }: Day): Books {
  const served: number[] = [];
  let [limit, extra] = [first, 0];
  const left = () => Math.max(0, limit + extra - served.length);
  return {
    left,
    serve: (now) => void served.push(now),
    edit(next) {
      limit = next;
    },
    grant(remaining) {
      extra = remaining + served.length - limit;
    },
    say(now) {
      // The local AWS books in slots of ten seconds.
      const seen = (ms: number) => Math.floor(ms / 10_000) * 10_000 <= now - usageLagMs;
      const used = left() === 0 ? served.length : served.filter(seen).length;
      return { used, remaining: Math.max(0, limit + extra - used) };
    },
  };
}

/** Runs the day to the moment of the look; answers what was known then, and the truth. */
function live(input: Day, books: Books) {
  const look = input.start + input.lookMinute * minuteMs;
  const ago = (ms: number) => Math.max(look - ms, input.start);
  const [readAt, logAt] = [ago(input.readingAgeMs), ago(input.logAgeMs)];
  const minute = (change: { minute: number }) => input.start + change.minute * minuteMs;
  let limit = input.limit;
  let said: (Said & { quotaLimit: number }) | null = null;
  const served: number[] = [];
  const { edit, grant } = input;
  const events: [number, (now: number) => void][] = [
    ...requestsOf(input, look).map((ms): [number, (now: number) => void] => [
      ms,
      (now) => {
        if (books.left(now) < 1) return;
        books.serve(now);
        served.push(now);
      },
    ]),
    [
      readAt,
      (now) => {
        said = { ...books.say(now), quotaLimit: limit };
      },
    ],
  ];
  if (edit)
    events.push([
      minute(edit),
      (now) => {
        books.edit(edit.limit, now);
        limit = edit.limit;
      },
    ]);
  if (grant) events.push([minute(grant), (now) => books.grant(grant.remaining, now)]);
  events.sort((a, b) => a[0] - b[0]);
  for (const [now, happen] of events) if (now <= look) happen(now);

  const logged = served.filter((ms) => ms <= logAt - input.lineLateMs);
  const asked = said as (Said & { quotaLimit: number }) | null;
  const facts: KeyFacts = {
    days: [
      {
        day: utcDay(new Date(input.start)),
        reading: asked && { ...asked, asOf: new Date(readAt) },
        logged: logged.length,
      },
    ],
    log: { asOf: new Date(logAt) },
    counts: null,
  };
  return {
    known: reconcile(facts, { ...limits(limit), rate: 5, burst: 40 }, new Date(look)),
    served,
    limit,
    left: books.left(look),
  };
}

/** Requests spread within their hours by a generator of their own. */
function requestsOf({ start, hourly, seed }: Day, until: number): number[] {
  let state = seed;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return hourly
    .flatMap((count, hour) =>
      Array.from({ length: count }, () => Math.floor(start + (hour + random()) * 60 * minuteMs)),
    )
    .filter((ms) => ms <= until)
    .sort((a, b) => a - b);
}

describe('ten thousand random days, GetUsage 40 minutes behind', () => {
  it('are booked as the local AWS books them', () => {
    fc.assert(
      fc.property(days, (input) => {
        expect(live(input, countingBooks(input))).toEqual(live(input, sandboxBooks(input)));
      }),
      { numRuns: 100 },
    );
  });

  it('stay within 5 % of the truth, or of what nobody could have seen yet', () => {
    let [within, asked] = [0, 0];
    fc.assert(
      fc.property(days, (input) => {
        const { known, served, limit, left } = live(input, countingBooks(input));
        if (!known) throw new Error('nothing is known of a day that was read');
        const truth = served.length;
        const asOf = known.asOf.getTime();
        const unseen = served.filter((ms) => ms > asOf - input.lineLateMs).length;
        if (Math.abs(known.used - truth) > Math.max(0.05 * truth, unseen))
          throw new Error(`${known.used} instead of ${truth}, of which ${unseen} are unseen`);
        if (known.interval.from > truth) throw new Error('more is sure than is true');
        const untold = granting(input);
        if (known.interval.to + untold < truth)
          throw new Error('more is true than is thought possible');
        const fair = Math.max(0.05 * limit, unseen) + untold;
        if (Math.abs(known.left - left) > fair)
          throw new Error(`${known.left} left instead of ${left}`);
        asked += 1;
        if (Math.abs(known.used - truth) <= Math.max(1, 0.05 * truth)) within += 1;
      }),
      { numRuns: 10_000 },
    );
    expect(within / asked).toBeGreaterThan(0.95);
  });
});

/** A grant that was made after GetUsage was last asked cannot be known. */
function granting({ grant, edit, lookMinute, readingAgeMs }: Day): number {
  const readMinute = lookMinute - Math.ceil(readingAgeMs / minuteMs) - 1;
  const isUnseen = [grant, edit].some(
    (change) => change && change.minute >= readMinute && change.minute <= lookMinute,
  );
  return isUnseen ? Number.POSITIVE_INFINITY : 0;
}
