import { describe, expect, it } from 'vitest';
import { toMethodSetting } from '../apigateway/stages';
import type { Throttle } from '../apigateway/types';
import { admit, type Ledger, type Visit } from './admission';

type Throttles = { method?: Throttle; plan?: Throttle; stage?: Throttle };

const one = { rateLimit: 0, burstLimit: 1 };
const two = { rateLimit: 0, burstLimit: 2 };

function visitWith({ method, plan, stage }: Throttles, changes: Partial<Visit> = {}): Visit {
  const throttle: Record<string, Throttle> = method ? { '/x/GET': method } : {};
  const usagePlan = {
    id: 'plan',
    name: 'plan',
    apiStages: [{ apiId: 'api', stage: 'live', throttle }],
    tags: {},
    keyIds: ['a', 'b'],
    ...(plan ? { throttle: plan } : {}),
  };
  return {
    apiId: 'api',
    stageName: 'live',
    methodSettings: stage
      ? {
          '*/*': toMethodSetting({
            throttlingRateLimit: stage.rateLimit,
            throttlingBurstLimit: stage.burstLimit,
          }),
        }
      : {},
    resourcePath: '/x',
    methods: ['GET', 'ANY'],
    client: { plan: usagePlan, keyId: 'a' },
    ...changes,
  };
}

/** Calls at one moment, one after another; true where they were admitted. */
function tried(ledger: Ledger, visit: Visit, times: number): boolean[] {
  return Array.from({ length: times }, () => admit(ledger, visit, 0, 0) === 'admitted');
}

const empty = (): Ledger => ({ buckets: new Map(), usage: new Map() });
const left = ({ buckets }: Ledger) =>
  Object.fromEntries([...buckets].map(([name, it]) => [name.split(' ')[0], it.tokens]));

// Source: aws-facts B1 (S-UP throttling)
describe('the order of throttles', () => {
  it.each<[string, Throttles, object]>([
    [
      'the plan’s for the method first',
      { method: one, plan: two, stage: two },
      { method: 0, plan: 1, stage: 1, account: 4999 },
    ],
    [
      'then the plan’s per key',
      { method: two, plan: one, stage: two },
      { method: 0, plan: 0, stage: 1, account: 4999 },
    ],
    [
      'then the stage’s',
      { method: two, plan: two, stage: one },
      { method: 0, plan: 0, stage: 0, account: 4999 },
    ],
  ])('%s; what earlier ones gave is spent (UNCONFIRMED)', (_, throttles, expected) => {
    const ledger = empty();
    expect(tried(ledger, visitWith(throttles), 2)).toEqual([true, false]);
    expect(left(ledger)).toEqual(expected);
  });

  it('the account’s last: 5,000 at once over all APIs, 10,000 a second (S-QA)', () => {
    const ledger = empty();
    const first = visitWith({});
    const other = visitWith({}, { apiId: 'other', client: null });
    expect(tried(ledger, first, 3000)).not.toContain(false);
    expect(tried(ledger, other, 2001)).toEqual([...Array(2000).fill(true), false]);
    expect(admit(ledger, first, 1, 0)).toBe('admitted');
  });

  it('the plan’s buckets are each key’s own, the stage’s is everybody’s (S-UP)', () => {
    const other = { plan: visitWith({ plan: one }).client?.plan, keyId: 'b' };
    if (!other.plan) throw new Error('no plan');
    const client = { ...other, plan: other.plan };
    const perKey = empty();
    expect(tried(perKey, visitWith({ plan: one }), 1)).toEqual([true]);
    expect(tried(perKey, visitWith({ plan: one }, { client }), 1)).toEqual([true]);
    const shared = empty();
    expect(tried(shared, visitWith({ stage: one }), 1)).toEqual([true]);
    expect(tried(shared, visitWith({ stage: one }, { client }), 1)).toEqual([false]);
  });

  it('a refused call uses no quota (UNCONFIRMED, localstack#11393)', () => {
    const ledger = empty();
    tried(ledger, visitWith({ plan: one }), 3);
    expect(ledger.usage.get('plan/a')?.days).toEqual({ '1970-01-01': 1 });
  });
});
