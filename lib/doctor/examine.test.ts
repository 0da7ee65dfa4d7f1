import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allowInvoke, wholeGatewayRow } from '../testing/gateway-row';
import { examine } from './examine';
import { type DoctorFacts, type HopName, hopNames } from './types';

function healthy(): Whole {
  const rule = { protocol: 'tcp', fromPort: 443, toPort: 443 };
  return {
    place: {
      partition: 'aws',
      region: 'eu-west-1',
      accountId: '123456789012',
      vpcId: 'vpc-1',
      endpointId: 'vpce-1',
      restApiId: 'api1',
      stage: 'live',
      usagePlanId: 'plan1',
      probeKeyId: 'key1',
      clientGroupId: 'sg-client',
      isOwnEndpoint: true,
      upstreamUrl: 'https://httpbin.org',
    },
    ec2: {
      vpcs: [
        { vpcId: 'vpc-1', label: null, cidr: '10.0.0.0/16', dnsSupport: true, dnsHostnames: true },
      ],
      subnets: [
        {
          subnetId: 'subnet-1',
          vpcId: 'vpc-1',
          label: null,
          az: 'eu-west-1a',
          cidr: '10.0.0.0/24',
        },
      ],
      routeTables: [{ vpcId: 'vpc-1', isMain: true, subnetIds: [], hops: ['local'] }],
      endpoints: [
        {
          endpointId: 'vpce-1',
          vpcId: 'vpc-1',
          privateDns: true,
          state: 'available',
          securityGroupIds: ['sg-end'],
          subnetIds: ['subnet-1'],
          dnsNames: [],
          policy: allowInvoke('arn:aws:execute-api:eu-west-1:123456789012:*'),
        },
      ],
      offeredAzs: ['eu-west-1a'],
      dnsOnAt: {},
    },
    groups: [
      { groupId: 'sg-client', ingress: [], egress: [{ ...rule, peer: 'sg-end' }] },
      { groupId: 'sg-end', ingress: [{ ...rule, peer: 'sg-client' }], egress: [] },
    ],
    gateway: wholeGatewayRow(),
    probe: null,
  };
}

type Whole = DoctorFacts & {
  ec2: NonNullable<DoctorFacts['ec2']>;
  groups: NonNullable<DoctorFacts['groups']>;
  gateway: ReturnType<typeof wholeGatewayRow>;
};

const probed = (outcome: string): DoctorFacts['probe'] => ({
  outcome,
  status: outcome === 'dns' ? null : 403,
  totalMs: 10,
  addresses: [],
  tlsVersion: null,
  error: null,
  negatives: [],
});

type Fault = [HopName, string, (facts: Whole) => void];
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
  expect(examine(healthy()).broken).toBeNull();
  expect(examine({ ...healthy(), probe: probed('ok') }).hops.map(({ state }) => state)).toEqual(
    hopNames.map(() => 'holds'),
  );
});

it.each(faults)('names the hop %s for %s', (hop, _, inject) => {
  const facts = healthy();
  inject(facts);
  expect(examine(facts).broken).toBe(hop);
});

// Two that say something by the probe exclude each other: a probe has one outcome.
const isProbed = ([, , inject]: Fault) => {
  const facts = healthy();
  inject(facts);
  return facts.probe !== null;
};
const still = faults.filter((fault) => !isProbed(fault));

it('names the first of two', () => {
  fc.assert(
    fc.property(fc.constantFrom(...still), fc.constantFrom(...still), (one, other) => {
      const facts = healthy();
      one[2](facts);
      other[2](facts);
      const first = hopNames.find((name) => name === one[0] || name === other[0]);
      expect(examine(facts).broken).toBe(first);
    }),
    { numRuns: 500 },
  );
});

it('calls nothing broken, and nothing whole, that it knows nothing of', () => {
  const { place } = healthy();
  const { hops, broken } = examine({ place, ec2: null, groups: null, gateway: null, probe: null });
  expect(broken).toBeNull();
  expect(hops.every(({ state, need }) => state === 'unknown' && need !== null)).toBe(true);
  expect(hops.map(({ name }) => name)).toEqual(hopNames);
});
