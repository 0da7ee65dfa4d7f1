import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allowInvoke } from '../testing/gateway-row';
import { healthyPath, probed, type WholePath } from '../testing/whole-path';
import { examine } from './examine';
import { type HopName, hopNames } from './types';

type Fault = [HopName, string, (facts: WholePath) => void];
const each = <T>(list: T[], change: (it: T) => void) => list.forEach((it) => void change(it));
const faults: Fault[] = [
  ['route', 'an internet gateway', (it) => each(it.ec2.routeTables, (t) => t.hops.push('igw-1'))],
  ['route', 'a NAT gateway', (it) => each(it.ec2.routeTables, (t) => t.hops.push('nat-1'))],
  [
    'dns',
    'no DNS support',
    (it) => each(it.ec2.vpcs, (v) => Object.assign(v, { dnsSupport: false })),
  ],
  [
    'dns',
    'no hostnames',
    (it) => each(it.ec2.vpcs, (v) => Object.assign(v, { dnsHostnames: false })),
  ],
  [
    'dns',
    'no private DNS',
    (it) => each(it.ec2.endpoints, (e) => Object.assign(e, { privateDns: false })),
  ],
  [
    'groups',
    'no egress',
    (it) => each(it.groups.slice(0, 1), (g) => Object.assign(g, { egress: [] })),
  ],
  [
    'groups',
    'no ingress',
    (it) => each(it.groups.slice(1), (g) => Object.assign(g, { ingress: [] })),
  ],
  ['zone', 'a zone without the service', (it) => Object.assign(it.ec2, { offeredAzs: [] })],
  [
    'endpoint',
    'a pending endpoint',
    (it) => each(it.ec2.endpoints, (e) => Object.assign(e, { state: 'pending' })),
  ],
  [
    'endpointPolicy',
    'another account',
    (it) =>
      each(it.ec2.endpoints, (e) =>
        Object.assign(e, { policy: allowInvoke('arn:aws:execute-api:eu-west-1:999999999999:*') }),
      ),
  ],
  [
    'api',
    'a default endpoint that is off',
    (it) => Object.assign(it.gateway.api, { isDefaultEndpointOff: true }),
  ],
  ['resourcePolicy', 'no resource policy', (it) => Object.assign(it.gateway.api, { policy: null })],
  [
    'resourcePolicy',
    'another stage',
    (it) => Object.assign(it.gateway.api, { policy: allowInvoke('execute-api:/other/*') }),
  ],
  ['stage', 'no stage', (it) => Object.assign(it.gateway, { stage: null })],
  ['stage', 'an old deployment', (it) => Object.assign(it, { probe: probed('forbidden_policy') })],
  [
    'method',
    'no key asked for',
    (it) =>
      each(Object.values(it.gateway.methods), (m) => Object.assign(m, { isKeyRequired: false })),
  ],
  [
    'method',
    'a signed method',
    (it) =>
      each(Object.values(it.gateway.methods), (m) =>
        Object.assign(m, { authorizationType: 'AWS_IAM' }),
      ),
  ],
  [
    'key',
    'a disabled key',
    (it) => Object.assign(it.gateway.keys.key1 ?? {}, { isEnabled: false }),
  ],
  [
    'plan',
    'a key outside the plan',
    (it) => Object.assign(it.gateway.keys.key1 ?? {}, { isInPlan: false }),
  ],
  ['plan', 'a plan of no stage', (it) => Object.assign(it.gateway.plan, { apiStages: [] })],
  [
    'throttle',
    'a rate of nothing',
    (it) => Object.assign(it.gateway.plan.throttle, { rateLimit: 0 }),
  ],
  ['quota', 'a quota that is spent', (it) => Object.assign(it, { probe: probed('quota') })],
  [
    'integration',
    'another host',
    (it) =>
      each(Object.values(it.gateway.methods), (m) =>
        Object.assign(m.integration ?? {}, { uri: 'https://example.com/' }),
      ),
  ],
  [
    'upstream',
    'an upstream that is away',
    (it) => Object.assign(it, { probe: probed('upstream_unreachable') }),
  ],
];

it('finds nothing broken on a healthy path', () => {
  expect(examine(healthyPath()).broken).toBeNull();
  expect(examine({ ...healthyPath(), probe: probed('ok') }).hops.map(({ state }) => state)).toEqual(
    hopNames.map(() => 'holds'),
  );
});

it.each(faults)('names the hop %s for %s', (hop, _, inject) => {
  const facts = healthyPath();
  inject(facts);
  expect(examine(facts).broken).toBe(hop);
});

// Two that say something by the probe exclude each other: a probe has one outcome.
const isProbed = ([, , inject]: Fault) => {
  const facts = healthyPath();
  inject(facts);
  return facts.probe !== null;
};
const still = faults.filter((fault) => !isProbed(fault));

it('names the first of two', () => {
  fc.assert(
    fc.property(fc.constantFrom(...still), fc.constantFrom(...still), (one, other) => {
      const facts = healthyPath();
      one[2](facts);
      other[2](facts);
      const first = hopNames.find((name) => name === one[0] || name === other[0]);
      expect(examine(facts).broken).toBe(first);
    }),
    { numRuns: 500 },
  );
});

it('calls nothing broken, and nothing whole, that it knows nothing of', () => {
  const nothing = { ec2: null, groups: null, gateway: null, deploymentId: null, probe: null };
  const { hops, broken } = examine({ ...healthyPath(), ...nothing });
  expect(broken).toBeNull();
  expect(hops.every(({ state, need }) => state === 'unknown' && need !== null)).toBe(true);
  expect(hops.map(({ name }) => name)).toEqual(hopNames);
});
