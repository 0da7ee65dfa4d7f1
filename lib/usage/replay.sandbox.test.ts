import { describe, expect, it } from 'vitest';
import { ApiGatewayStore } from '@/sandbox/apigateway/store';
import { setRemaining } from '@/sandbox/apigateway/usage';
import { OffsetClock } from '@/sandbox/clock';
import { admit } from '@/sandbox/dataplane/admission';
import { type Before, type Limits, type RecordedRequest, replay } from './replay';

const dayMs = 86_400_000;

/** `REPLAY_DAYS` sets how many, `REPLAY_SEED` replays a run. */
const days = Number(process.env.REPLAY_DAYS || 10_000);
const firstSeed = Number(process.env.REPLAY_SEED || 1);

/*
 * The local AWS decides about random days, its log is replayed against the limits that were in force, and must come
 * out as it was recorded. The two share no code.
 */
describe('replaying the limits that were in force', () => {
  it(`reproduces the refusals of ${days} random days within 2 %, and of quiet nights to the one`, () => {
    const sums = { recorded: 0, apart: 0, throttle: 0, quota: 0, quiet: 0 };
    for (let seed = firstSeed; seed < firstSeed + days; seed += 1) {
      const day = simulateDay(random(seed), seed);
      const { keys, recorded, refused } = replay(day.log, day.limits, day.before);
      if (day.isExact) {
        expect(refused, `seed ${seed}`).toEqual(recorded);
        sums.quiet += 1;
      }
      for (const key of keys) {
        sums.apart += Math.abs(key.refused.throttle - key.recorded.throttle);
        sums.apart += Math.abs(key.refused.quota - key.recorded.quota);
      }
      sums.throttle += recorded.throttle;
      sums.quota += recorded.quota;
      sums.recorded += recorded.throttle + recorded.quota;
    }
    console.info('replay:', JSON.stringify(sums));
    // Days that refuse nothing would agree for nothing.
    expect(Math.min(sums.throttle, sums.quota, sums.quiet)).toBeGreaterThan(days / 5);
    expect(sums.apart / sums.recorded).toBeLessThan(0.02);
  });
});

type Day = { log: RecordedRequest[]; limits: Limits; before: Before; isExact: boolean };

/** A UTC day of one plan as the local AWS decides it, and what its access log says of it. */
function simulateDay(chance: () => number, seed: number): Day {
  const pick = <T>(...choices: T[]): T => choices[Math.floor(chance() * choices.length)] as T;
  const start = Date.UTC(2026, 0, 1) + (seed % 730) * dayMs;
  const period = pick('DAY' as const, 'DAY' as const, 'WEEK' as const, 'MONTH' as const);
  const quota = pick(null, { limit: Math.ceil(chance() * 120), period });
  const limits = { quota, rate: pick(0.1, 0.2, 0.5, 1, 5, 20), burst: Math.ceil(chance() * 12) };
  const throttle = { rateLimit: limits.rate, burstLimit: limits.burst };
  const plan = {
    id: 'plan',
    name: 'plan',
    tags: {},
    keyIds: ['a', 'b', 'c'],
    apiStages: [{ apiId: 'api', stage: 'live', throttle: {} }],
    throttle,
    ...(quota ? { quota: { ...quota, offset: 0 } } : {}),
  };
  const store = new ApiGatewayStore();
  store.plans.set(plan.id, plan);
  let now = start - 60_000;
  const context = { apigateway: store, clock: new OffsetClock(() => now) };
  const call = (keyId: string) => {
    const visit = { apiId: 'api', stageName: 'live', methodSettings: {}, resourcePath: '/' };
    return admit(store, { ...visit, methods: ['GET', 'ANY'], client: { plan, keyId } }, now, 0);
  };
  // The evening before: it leaves a bucket half empty and, in a week or month that goes on, a quota half used.
  const isEvening = chance() < 0.3;
  if (isEvening) for (let calls = chance() * 20; calls > 0; calls -= 1, now += 500) call('a');
  now = start;
  const before = new Map<string, { used: number; granted: number }>();
  for (const keyId of plan.keyIds) {
    const extra = quota && chance() < 0.1 ? Math.ceil(chance() * 50) : null;
    const used = isEvening && isSamePeriod(period, start) ? usedOf(store, keyId) : 0;
    if (extra !== null) setRemaining(context, 'plan', keyId, extra);
    before.set(keyId, { used, granted: extra === null ? 0 : extra + used - (quota?.limit ?? 0) });
  }
  const isLogLate = chance() < 0.3;
  const log = traffic(chance, start).map(({ at, keyId }): RecordedRequest => {
    now = at;
    const outcome = { admitted: 'served', throttled: 'throttle', quotaExceeded: 'quota' } as const;
    // The log's time is that of the request, a few milliseconds before a limit looked at it.
    const loggedAt = isLogLate ? at - Math.floor(chance() * 20) : at;
    return { at: loggedAt, keyId, outcome: outcome[call(keyId)] };
  });
  log.sort((a, b) => a.at - b.at);
  return { log, limits, before, isExact: !isEvening && !isLogLate };
}

/** Steady callers, bursts, and loops that try again at once, of three keys. */
function traffic(chance: () => number, start: number): { at: number; keyId: string }[] {
  const requests: { at: number; keyId: string }[] = [];
  const visits = 1 + Math.floor(chance() * 16);
  for (let visit = 0; visit < visits; visit += 1) {
    const keyId = ['a', 'b', 'c'][Math.floor(chance() * 3)] ?? 'a';
    const gapMs = [0, 20, 150, 1000, 60_000][Math.floor(chance() * 5)] ?? 0;
    const calls = 1 + Math.floor(chance() * 25);
    const from = start + Math.floor(chance() * dayMs * 0.95);
    for (let each = 0; each < calls; each += 1) {
      const at = from + Math.floor(each * gapMs * (0.5 + chance()));
      if (at < start + dayMs) requests.push({ at, keyId });
    }
  }
  return requests.sort((a, b) => a.at - b.at);
}

function isSamePeriod(period: 'DAY' | 'WEEK' | 'MONTH', start: number): boolean {
  const date = new Date(start);
  if (period === 'DAY') return false;
  return period === 'WEEK' ? date.getUTCDay() !== 0 : date.getUTCDate() !== 1;
}

function usedOf(store: ApiGatewayStore, keyId: string): number {
  const usage = store.usage.get(`plan/${keyId}`);
  return Object.values(usage?.days ?? {}).reduce((sum, calls) => sum + calls, 0);
}

/** mulberry32: the same seed, the same day. */
function random(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
