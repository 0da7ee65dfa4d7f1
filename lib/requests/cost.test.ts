import { describe, expect, it } from 'vitest';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { pricesFor } from '../proxies/cost';
import { requestCost } from './cost';

const prices = pricesFor('us-east-1');
const owned = { team: 'payments', owner: 'dev@example.com', environment: 'dev' as const };
const specOf = (quota: { limit: number; period: 'DAY' } | null) =>
  proxySpecSchema.parse({
    ...{ kind: 'proxy', name: 'httpbin-dev', ...owned },
    network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
    ...{ upstream: { url: 'https://httpbin.org' }, limits: { quota } },
  });
const proxy = {} as Parameters<typeof requestCost>[0]['input']['proxy'];
const large = specOf({ limit: 1_000_000, period: 'DAY' });
type Place = Parameters<typeof requestCost>[0]['input']['network'];
const costAt = (network: Place) =>
  requestCost({ spec: large, saved: null, input: { proxy, network } }, prices);
const placeOf = (choice: 'create' | 'adopt', vpc: object) =>
  ({ choice, network: { kind: 'network', name: 'main', ...owned, vpc } }) as Place;

describe('what a request costs', () => {
  it('has the hours of an endpoint that the launch makes, and of no other', () => {
    const azs = ['us-east-1a', 'us-east-1b'];
    const made = costAt(placeOf('create', { cidr: '10.0.0.0/16', azs }));
    expect(made.endpoint).toEqual({ azs: 2, usd: 2 * 0.01 * 730 });
    expect(made.asked).toMatchObject({ calls: 30_000_000, usd: 105, isBounded: true });
    const id = 'vpc-0123456789abcdef0';
    const subnetIds = ['subnet-a', 'subnet-b', 'subnet-c'];
    expect(costAt(placeOf('adopt', { id, subnetIds })).endpoint?.azs).toBe(3);
    const endpointId = 'vpce-0123456789abcdef0';
    expect(costAt(placeOf('adopt', { id, subnetIds, endpointId })).endpoint).toBeNull();
    expect(costAt({ choice: 'existing', name: 'main' } as Place).endpoint).toBeNull();
  });

  it('has what stands beside what is asked for, and says of neither without a quota that it is bounded', () => {
    const input = { proxy, network: null };
    const saved = specOf({ limit: 1_000, period: 'DAY' });
    const cost = requestCost({ spec: specOf(null), saved, input }, prices);
    expect(cost.before).toMatchObject({ calls: 30_000, isBounded: true });
    expect(cost.asked).toMatchObject({ calls: 1_000_000, usd: 3.5, isBounded: false });
    expect(costAt(null).before).toBeNull();
  });
});
