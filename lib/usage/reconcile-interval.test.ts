import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, daysFrom, midnight, quotaPeriod, utcDay } from './calendar';
import { type KeyDay, type KeyFacts, reconcile, usageLagMs } from './reconcile';
import { initialOffset } from './report';
import { unseenCounts } from './unseen-counts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const slotMs = 5 * minuteMs;

/** Zones of the people who look, some of which change their clocks on the days below; a quota's day is UTC's in all. */
const zones = ['UTC', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe', 'Europe/Lisbon'];
const clockChanges = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-11-01'];

const hourly = (max: number) =>
  fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max })), { minLength: 48, maxLength: 48 });

/** Two days of a key and of all others of its plan, ending at the moment of the look, with what the sources saw. */
const scenes = fc.record({
  zone: fc.constantFrom(...zones),
  day: fc.oneof(
    fc.integer({ min: 0, max: 364 }).map((n) => addDays('2026-01-01', n)),
    fc.constantFrom(...clockChanges),
  ),
  period: fc.constantFrom('DAY' as const, 'WEEK' as const, 'MONTH' as const),
  limit: fc.integer({ min: 20, max: 2_000 }),
  offset: fc.integer({ min: 0, max: 15 }),
  bornDaysAgo: fc.integer({ min: 0, max: 40 }),
  rate: fc.constantFrom(0.01, 0.1, 1, 5),
  burst: fc.integer({ min: 1, max: 40 }),
  earlier: fc.integer({ min: 0, max: 8 }),
  mine: hourly(9),
  others: hourly(3),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  lookMinute: fc.oneof(fc.integer({ min: 1, max: 1_439 }), fc.integer({ min: 1, max: 70 })),
  usageLagMs: fc.constantFrom(0, 5 * minuteMs, 20 * minuteMs, usageLagMs),
  readingAgeMs: fc.integer({ min: 0, max: 10 * minuteMs }),
  metricsAgeMs: fc.integer({ min: 0, max: 5 * minuteMs }),
  metricsLagMs: fc.integer({ min: 0, max: 3 * minuteMs }),
  logAgeMs: fc.integer({ min: 0, max: 10 * minuteMs }),
  lineLateMs: fc.integer({ min: 0, max: 3 * minuteMs }),
  source: fc.constantFrom('usage' as const, 'metrics' as const, 'log' as const),
});
type Scene = typeof scenes extends fc.Arbitrary<infer T> ? T : never;

/** Requests within their hours, now and then several at once. */
function sent(counts: readonly number[], seed: number, from: number, to: number): number[] {
  let state = seed;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const times: number[] = [];
  counts.forEach((count, hour) => {
    let at = 0;
    for (let each = 0; each < count; each++) {
      if (each === 0 || random() < 0.4) at = random();
      times.push(Math.floor(from + (hour + at) * hourMs));
    }
  });
  return times.filter((at) => at <= to).sort((a, b) => a - b);
}

/** What the plan lets through: a token bucket, and the quota of each period. */
function served(scene: Scene, times: readonly number[], usedBefore: number): number[] {
  const { rate, burst } = scene;
  const passed: number[] = [];
  let [tokens, tokensAt] = [burst, times[0] ?? 0];
  let [used, endsAt, most] = [usedBefore, 0, 0];
  const enter = (at: number) => {
    endsAt = +quotaPeriod(scene.period, new Date(at)).resetsAt;
    most = total(scene, at);
  };
  if (times[0] !== undefined) enter(times[0]);
  for (const at of times) {
    if (at >= endsAt) {
      used = 0;
      enter(at);
    }
    tokens = Math.min(burst, tokens + ((at - tokensAt) / 1_000) * rate);
    tokensAt = at;
    if (tokens < 1) continue;
    tokens -= 1;
    if (used >= most) continue;
    used += 1;
    passed.push(at);
  }
  return passed;
}

function total(scene: Scene, at: number): number {
  return (
    scene.limit - initialOffset(quotaOf(scene), quotaPeriod(scene.period, new Date(at)).firstDay)
  );
}

function quotaOf({ limit, period, offset, bornDaysAgo, day }: Scene) {
  return { limit, period, offset, since: midnight(addDays(day, -bornDaysAgo)) };
}

/** What the collector would have written down, and how many of the period's requests had really come by the look. */
function seenOf(scene: Scene): { facts: KeyFacts; truth: number; look: Date } {
  const today = scene.day;
  const yesterday = addDays(today, -1);
  const begin = midnight(yesterday).getTime();
  const look = midnight(today).getTime() + scene.lookMinute * minuteMs;
  const { firstDay } = quotaPeriod(scene.period, new Date(look));
  const quiet = daysFrom(firstDay, addDays(yesterday, -1));
  // Never all of the quota by then.
  const aDay = Math.min(scene.earlier, Math.floor(total(scene, look) / (quiet.length + 2)));
  const earlier = quiet.length * aDay;
  const own = sent(scene.mine, scene.seed, begin, look);
  const others = sent(scene.others, scene.seed + 7, begin, look);
  const passed = served(scene, own, firstDay <= yesterday ? earlier : 0);
  const on = (times: readonly number[], day: string) => {
    const from = +midnight(day);
    return times.reduce((sum, at) => sum + (at >= from && at < from + 24 * hourMs ? 1 : 0), 0);
  };
  const current = daysFrom(firstDay, today).filter((day) => day >= yesterday);
  const inPeriod = (times: readonly number[]) =>
    current.reduce((sum, day) => sum + on(times, day), 0) + earlier;

  const readAt = Math.max(midnight(today).getTime(), look - scene.readingAgeMs);
  const logAt = look - scene.logAgeMs;
  const metricsAt = look - scene.metricsAgeMs;
  const byRead = passed.filter((at) => at <= readAt);
  const isSpent = inPeriod(byRead) >= total(scene, readAt);
  const counted = isSpent ? byRead : byRead.filter((at) => at <= readAt - scene.usageLagMs);
  const remaining = Math.max(0, total(scene, readAt) - inPeriod(counted));
  const lines = passed.filter((at) => at + scene.lineLateMs <= logAt);
  const hasLog = scene.source === 'log';
  const days = daysFrom(firstDay, today).map((day): KeyDay => {
    const used = day < yesterday ? aDay : on(counted, day);
    const reading = { used, remaining: day === today ? remaining : null, quotaLimit: scene.limit };
    const asOf = day < yesterday ? midnight(addDays(day, 2)) : new Date(readAt);
    return {
      day,
      reading: { ...reading, asOf },
      logged: hasLog ? Math.max(used, on(lines, day)) : null,
    };
  });
  // Others are counted by GetUsage later than this key's are: never too soon.
  const usedByOthers = on(
    others.filter((at) => at <= readAt - usageLagMs),
    today,
  );
  const used = on(counted, today);
  return {
    look: new Date(look),
    truth: inPeriod(passed),
    facts: {
      days,
      log: hasLog ? { asOf: new Date(logAt) } : null,
      counts:
        scene.source === 'metrics'
          ? unseenCounts(slotsOf([...own, ...others], passed, metricsAt - scene.metricsLagMs), {
              asOf: new Date(metricsAt),
              today,
              reading: { used, asOf: new Date(readAt) },
              usedByAll: used + usedByOthers,
              keyCount: 2,
            })
          : null,
    },
  };
}

function slotsOf(all: readonly number[], passed: readonly number[], until: number) {
  const slots = new Map<number, { requests: number; errors4xx: number }>();
  const slotAt = (at: number) => {
    const slot = Math.floor(at / slotMs) * slotMs;
    const row = slots.get(slot) ?? { requests: 0, errors4xx: 0 };
    slots.set(slot, row);
    return row;
  };
  for (const at of all) if (at <= until) slotAt(at).requests += 1;
  const refused = all.length - passed.length;
  const [last] = [...slots.values()].slice(-1);
  if (last) last.errors4xx = Math.min(last.requests, refused);
  return [...slots].map(([slot, row]) => ({ slot: new Date(slot), ...row }));
}

it('holds the truth on ten thousand random days, whichever source there is', () => {
  const zone = process.env.TZ;
  let [wide, looked] = [0, 0];
  try {
    fc.assert(
      fc.property(scenes, (scene) => {
        process.env.TZ = scene.zone;
        const { facts, truth, look } = seenOf(scene);
        const limits = { quota: quotaOf(scene), rate: scene.rate, burst: scene.burst };
        const known = reconcile(facts, limits, look);
        if (!known) throw new Error('nothing is known of a day that was read');
        const { from, to } = known.interval;
        if (from > truth) throw new Error(`at least ${from}, where ${truth} had come`);
        if (to < truth) throw new Error(`at most ${to}, where ${truth} had come`);
        if (known.granted !== 0) throw new Error(`${known.granted} granted, by nobody`);
        if (known.used < from || known.used > to) throw new Error('the figure is outside');
        looked += 1;
        if (to >= total(scene, look.getTime())) wide += 1;
      }),
      { numRuns: 10_000 },
    );
  } finally {
    process.env.TZ = zone;
  }
  // "Anything up to the limit" would hold it as well: many of them say more.
  expect(wide / looked).toBeLessThan(0.8);
});

it('is the quota’s own period in every zone, on the days that clocks change too', () => {
  for (const day of clockChanges) {
    const look = new Date(midnight(day).getTime() + 90 * minuteMs);
    expect(utcDay(look)).toBe(day);
    expect(+quotaPeriod('DAY', look).resetsAt - +midnight(day)).toBe(24 * hourMs);
  }
});
