import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MethodRow } from '../aws/gateway';
import { allowInvoke } from '../testing/gateway-row';
import { healthyPath, probed, type WholePath } from '../testing/whole-path';
import { examine } from './examine';
import { type HopName, hopNames } from './types';

it('says that a method is none of those that the proxy allows, and judges no other', () => {
  const facts = healthyPath();
  facts.place.upstream.methods = ['POST'];
  const only = 'execute-api:/live/POST/*';
  Object.assign(facts.gateway.api ?? {}, { policy: allowInvoke(only) });
  const byPost = { ...facts, probe: probed('ok', { asked: { method: 'POST', path: '/' } }) };
  expect(examine(byPost).broken).toBeNull();
  expect(examine({ ...facts, probe: null }).broken).toBeNull();
  const asked = { method: 'DELETE', path: '/x' };
  const { hops, broken } = examine({ ...facts, probe: probed('forbidden_policy', { asked }) });
  expect(broken).toBe('resourcePolicy');
  expect(hops.find(({ name }) => name === broken)).toMatchObject({
    fault: 'methodNotAllowed',
    evidence: 'DELETE /x: implicitDeny; POST',
  });
});

type Fault = [HopName, string, (facts: WholePath) => void];
const each = <T>(list: T[], change: (it: T) => void) => list.forEach((it) => void change(it));
const eachMethod = (it: WholePath, change: (method: MethodRow) => void) =>
  each(Object.values(it.gateway.methods), change);
const eachIntegration = (it: WholePath, change: object) =>
  eachMethod(it, (method) => Object.assign(method.integration ?? {}, change));
const eachMapping = (it: WholePath, name: string) =>
  eachMethod(it, ({ integration }) => delete integration?.requestParameters[name]);
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
    'quota',
    "a consumer's quota that is spent",
    (it) =>
      Object.assign(it, {
        uses: [{ label: 'A', role: 'consumer', used: 20, limit: 20, isSpent: true }],
      }),
  ],
  [
    'validator',
    'a header that callers do not send',
    (it) =>
      eachMethod(it, (m) =>
        Object.assign(m, {
          validatorId: 'v1',
          requestParameters: { 'method.request.header.x-tenant': true },
        }),
      ),
  ],
  [
    'validator',
    "no validator for the upstream's own header",
    (it) => Object.assign(it.place.upstream, { apiKeyHeader: 'x-upstream-api-key' }),
  ],
  [
    'integration',
    'no integration',
    (it) => eachMethod(it, (m) => Object.assign(m, { integration: null })),
  ],
  [
    'integration',
    'another path of the upstream',
    (it) => eachIntegration(it, { uri: 'https://httpbin.org.example.com/{proxy}' }),
  ],
  [
    'integration',
    'another base path',
    (it) => Object.assign(it.place.upstream, { url: 'https://httpbin.org/v2' }),
  ],
  ['integration', 'one method for all', (it) => eachIntegration(it, { httpMethod: 'POST' })],
  [
    'integration',
    'an answer in one piece',
    (it) => Object.assign(it.place.upstream, { mode: 'stream' }),
  ],
  [
    'mapping',
    'a path that is not handed on',
    (it) => eachMapping(it, 'integration.request.path.proxy'),
  ],
  [
    'mapping',
    'a key that goes on to the upstream',
    (it) => eachMapping(it, 'integration.request.header.x-api-key'),
  ],
  ['timeout', 'a timeout that was cut', (it) => eachIntegration(it, { timeoutMs: 50 })],
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

it('names the first of two', () => {
  fc.assert(
    fc.property(fc.constantFrom(...faults), fc.constantFrom(...faults), (one, other) => {
      fc.pre(!isProbed(one) || !isProbed(other));
      const facts = healthyPath();
      one[2](facts);
      other[2](facts);
      const first = hopNames.find((name) => name === one[0] || name === other[0]);
      expect(examine(facts).broken).toBe(first);
    }),
    { numRuns: 500 },
  );
});

it('judges both policies for what the probe asked as well', () => {
  const facts = healthyPath();
  const deny = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*/POST/v1/*',
  };
  const policy = JSON.parse(facts.gateway.api.policy ?? '');
  facts.gateway.api.policy = JSON.stringify({ ...policy, Statement: [...policy.Statement, deny] });
  expect(examine(facts).broken).toBeNull();
  const probe = probed('ok', { asked: { method: 'POST', path: '/v1/messages' } });
  const { broken, hops } = examine({ ...facts, probe });
  expect(broken).toBe('resourcePolicy');
  expect(hops.find(({ name }) => name === broken)?.evidence).toBe(
    'POST /v1/messages: explicitDeny (#2)',
  );
});

it('believes the plan over what the collector knew of a smaller one', () => {
  const uses = [{ label: 'A', role: 'consumer' as const, used: 10, limit: 10, isSpent: true }];
  expect(examine({ ...healthyPath(), uses }).broken).toBeNull();
});

it('calls nothing broken, and nothing whole, that it knows nothing of', () => {
  const nothing = { ec2: null, groups: null, gateway: null, deploymentId: null, probe: null };
  const { hops, broken } = examine({ ...healthyPath(), ...nothing });
  expect(broken).toBeNull();
  expect(hops.every(({ state, need }) => state === 'unknown' && need !== null)).toBe(true);
  expect(hops.map(({ name }) => name)).toEqual(hopNames);
});
