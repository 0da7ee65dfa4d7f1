import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProxySpec, proxySpecSchema } from '@/templates/proxy/spec';
import type { AnyTemplate } from '@/templates/resolve';
import { stackFor } from '@/templates/stack';
import { adoptActual } from './adopt';
import { compareFacts } from './compare';
import { templateFacts } from './facts';
import { policyMeaning } from './policy';
import { type Facts, factKey } from './types';

const place = {
  ids: {},
  where: { partition: 'aws', region: 'ap-northeast-1', accountId: '123456789012' },
};
const spec = proxySpecSchema.parse({
  kind: 'proxy',
  name: 'httpbin-dev',
  team: 'payments',
  owner: 'dev@example.com',
  network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
  upstream: { url: 'https://httpbin.org' },
});
const factsOf = (one: ProxySpec) => templateFacts(stackFor(one).template as AnyTemplate, place);
const base = factsOf(spec);

function adopting(...changes: [where: string, property: string, value: unknown][]) {
  const actual: Facts = new Map(base);
  for (const [where, property, value] of changes) {
    if (value === undefined) actual.delete(factKey(where, property));
    else
      actual.set(factKey(where, property), {
        where,
        property,
        value,
        meaning: JSON.stringify(value),
      });
  }
  const drifted = compareFacts(base, base, actual);
  const { spec: next, adopted } = adoptActual(spec, drifted, factsOf);
  return { next, adopted: [...adopted].map(({ property }) => property) };
}

describe('what is adopted', () => {
  it('is what the spec can say: limits, timeout, mode, upstream', () => {
    const { next, adopted } = adopting(
      ['UsagePlan', 'Quota.Limit', 7000],
      ['UsagePlan', 'Throttle.RateLimit', 9],
      ['ProxyMethod', 'Integration.TimeoutInMillis', 12_000],
      ['ProxyMethod', 'Integration.Uri', 'https://example.com/v1/{proxy}'],
    );
    expect(next.limits).toEqual({ quota: { limit: 7000, period: 'DAY' }, rate: 9, burst: 5 });
    expect(next.upstream).toMatchObject({ timeoutMs: 12_000, url: 'https://example.com/v1' });
    expect(adopted).toHaveLength(4);
  });

  it('is a quota that was taken away, too', () => {
    const { next, adopted } = adopting(
      ['UsagePlan', 'Quota.Limit', undefined],
      ['UsagePlan', 'Quota.Period', undefined],
    );
    expect([next.limits.quota, adopted]).toEqual([null, ['Quota.Limit', 'Quota.Period']]);
  });

  it('is which methods the policy lets through, however AWS writes them, and nothing else of it', () => {
    const arn = 'arn:aws:execute-api:ap-northeast-1:123456789012:';
    const policy = structuredClone(base.get('Api Policy')?.value) as {
      Statement: { Effect: string; Resource: unknown }[];
    };
    const allow = policy.Statement.find(({ Effect }) => Effect === 'Allow');
    if (!allow) throw new Error('a proxy allows something');
    const narrowed = (resource: unknown) => {
      allow.Resource = resource;
      const meaning = policyMeaning(policy, `${arn}undefined`) ?? '';
      const actual = new Map(base);
      actual.set('Api Policy', { where: 'Api', property: 'Policy', value: policy, meaning });
      const { spec: next, adopted } = adoptActual(spec, compareFacts(base, base, actual), factsOf);
      return [next.upstream.methods, adopted.size];
    };
    expect(narrowed([`${arn}undefined/live/POST/*`, 'execute-api:/live/GET/*'])).toEqual([
      ['GET', 'POST'],
      1,
    ]);
    expect(narrowed(`${arn}undefined/live/HEAD/*`)).toEqual([['HEAD'], 1]);
    expect(narrowed('execute-api:/other/GET/*')[1]).toBe(0);
    expect(narrowed('execute-api:/live/GET/x')).toEqual([null, 0]);
  });

  it('is not what the spec has no word for, or may not say', () => {
    const { next, adopted } = adopting(
      ['Stage', 'MethodSettings.0.LoggingLevel', 'INFO'],
      ['UsagePlan', 'Throttle.RateLimit', 1_000_000],
      ['RootMethod', 'ApiKeyRequired', false],
    );
    expect([next, adopted]).toEqual([spec, []]);
  });

  it('is exactly what the adopted spec renders, whatever the limits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 5000 }),
        (limit, burst) => {
          const { next } = adopting(
            ['UsagePlan', 'Quota.Limit', limit],
            ['UsagePlan', 'Throttle.BurstLimit', burst],
          );
          const rendered = factsOf(next);
          expect(rendered.get('UsagePlan Quota.Limit')?.value).toBe(limit);
          expect(rendered.get('UsagePlan Throttle.BurstLimit')?.value).toBe(burst);
        },
      ),
    );
  });
});
