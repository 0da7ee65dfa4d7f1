import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storePlan } from '../apigateway/plans';
import { toMethodSetting } from '../apigateway/stages';
import { ApiGatewayStore } from '../apigateway/store';
import type { Stage, Throttle, UsagePlan } from '../apigateway/types';
import { setRemaining, usageRows } from '../apigateway/usage';
import { OffsetClock } from '../clock';
import { admit, settleStage } from './admission';
import {
  type HistoryEvent,
  type HistoryThrottle,
  histories,
  moved,
  type ThrottleScope,
} from './limits-history';
import { LimitsOracle } from './limits-oracle';

/** `LIMITS_HISTORIES` sets how many, `LIMITS_SEED` replays a run. */
const count = Number(process.env.LIMITS_HISTORIES || 10_000);
const seed = Number(process.env.LIMITS_SEED || Date.now() % 2 ** 31);
const keyIds = ['key-a', 'key-b'];
const dayMs = 86_400_000;

/** The sandbox's own rules about one plan, without a server around them. */
class Limits {
  readonly #context;
  readonly #stages: Pick<Stage, 'stageName' | 'methodSettings'>[] = [
    { stageName: 'one', methodSettings: {} },
    { stageName: 'two', methodSettings: {} },
  ];

  constructor(start: number) {
    this.#context = { apigateway: new ApiGatewayStore(), clock: new OffsetClock(() => start) };
    const stages = this.#stages.map((it) => it.stageName);
    const apiStages = stages.map((stage) => ({ apiId: 'api', stage, throttle: {} }));
    const plan: UsagePlan = { id: 'plan', name: 'plan', apiStages, tags: {}, keyIds };
    this.#context.apigateway.plans.set(plan.id, plan);
  }

  get now(): number {
    return this.#context.clock.now();
  }

  /** What an event answers; null when it only changes something. */
  answer(event: HistoryEvent): unknown {
    const { clock, apigateway } = this.#context;
    switch (event.do) {
      case 'call':
        return Array.from({ length: event.times }, () => this.#call(event.key, event.stage));
      case 'throttle':
        return this.#setThrottle(event.scope, event.limits);
      case 'quota':
        return this.#edit((plan) => {
          if (event.quota) plan.quota = event.quota;
          else delete plan.quota;
        });
      case 'extend':
        if (!this.#plan.quota) return false;
        setRemaining(this.#context, 'plan', keyIds[event.key] ?? '', event.remaining);
        return true;
      case 'usage': {
        const today = Math.floor(clock.now() / dayMs) * dayMs;
        const range = { from: today - event.days * dayMs, to: today };
        const usage = apigateway.usage.get(`plan/${keyIds[event.key]}`);
        return usageRows(this.#plan, usage, range, { now: clock.now(), lagMs: 0 });
      }
      default:
        clock.advance(moved(clock.now(), event) - clock.now());
        return null;
    }
  }

  get #plan(): UsagePlan {
    const plan = this.#context.apigateway.plans.get('plan');
    if (!plan) throw new Error('the plan is gone');
    return plan;
  }

  #edit(change: (plan: UsagePlan) => void): null {
    const plan = structuredClone(this.#plan);
    change(plan);
    storePlan(this.#context, plan);
    return null;
  }

  #setThrottle(scope: ThrottleScope, limits: HistoryThrottle | null): null {
    const throttle = limits ? { rateLimit: limits.rateMilli / 1000, burstLimit: limits.burst } : {};
    if (scope === 'stage') return this.#setStageThrottle(throttle);
    return this.#edit((plan) => {
      if (scope === 'plan') plan.throttle = throttle;
      const stage = plan.apiStages[0];
      if (scope === 'method' && stage) stage.throttle = limits ? { '/x/GET': throttle } : {};
    });
  }

  #setStageThrottle({ rateLimit, burstLimit }: Throttle): null {
    const [stage] = this.#stages;
    const { apigateway, clock } = this.#context;
    if (!stage) throw new Error('the stage is gone');
    const setting = { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit };
    const after = { '*/*': toMethodSetting(setting) };
    settleStage(apigateway.buckets, 'api/one', stage.methodSettings, after, clock.now());
    stage.methodSettings = after;
    return null;
  }

  #call(key: number, stage: number) {
    const { stageName = '', methodSettings = {} } = this.#stages[stage] ?? {};
    const visit = {
      apiId: 'api',
      stageName,
      methodSettings,
      resourcePath: '/x',
      methods: ['GET', 'ANY'] satisfies [string, string],
      client: { plan: this.#plan, keyId: keyIds[key] ?? '' },
    };
    return admit(this.#context.apigateway, visit, this.now, 0);
  }
}

// Source: aws-facts B1 (token bucket, order, per key and across stages) and B2 (GetUsage, UpdateUsage).
describe('limits over random histories', () => {
  it('decide and report as an oracle of their own does (aws-facts B1, B2; see the oracle)', () => {
    console.info(`limits: ${count} histories, seed ${seed}`);
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories, ({ start, events }) => {
        const limits = new Limits(start);
        const oracle = new LimitsOracle();
        const [actual, expected]: unknown[][] = [[], []];
        for (const event of events) {
          expected?.push(oracle.answer(event, limits.now));
          actual?.push(limits.answer(event));
        }
        expect(actual).toEqual(expected);
        for (const it of (actual ?? []).flat()) if (typeof it === 'string') seen.add(it);
      }),
      { numRuns: count, seed },
    );
    // Histories that never refuse would agree for nothing.
    expect(seen).toEqual(new Set(['admitted', 'throttled', 'quotaExceeded']));
  }, 600_000);
});
