import { describe, expect, it } from 'vitest';
import { importOf } from '@/templates/proxy/adoption';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { renderProxyTemplate } from '@/templates/proxy/template';
import type { Adoptable, FoundKey } from '../aws/adoptable';
import type { ApiSettings } from '../aws/rest-apis';
import { existingOf } from './existing';
import { judge } from './judge';

const network = { name: 'main', vpcId: 'vpc-0a', endpointId: 'vpce-0a' };
const key = (keyId: string): FoundKey => ({
  keyId,
  name: `key ${keyId}`,
  description: '',
  isEnabled: true,
  planIds: ['plan1'],
});
const integration = {
  type: 'HTTP_PROXY',
  httpMethod: 'ANY',
  uri: 'https://httpbin.org/{proxy}',
  connectionType: 'INTERNET',
  timeoutMs: 10_000,
  transferMode: null,
  requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
  cacheKeyParameters: [],
  responses: [],
};
const method = {
  verb: 'ANY',
  authorizationType: 'NONE',
  isKeyRequired: true,
  requestParameters: { 'method.request.path.proxy': true },
  validatorId: null,
  integration,
};
const settings: ApiSettings = {
  apiId: 'abcdefghij',
  name: 'shop',
  description: 'Of the shop',
  keySource: 'HEADER',
  binaryMediaTypes: [],
  endpointTypes: ['PRIVATE'],
  ipAddressType: null,
  vpcEndpointIds: [network.endpointId],
  policy: JSON.stringify({ Statement: [{ Condition: { StringEquals: { v: network.vpcId } } }] }),
  tags: {},
  resources: [
    { resourceId: 'r', parentId: null, pathPart: null, path: '/', methods: [] },
    { resourceId: 'p', parentId: 'r', pathPart: '{proxy+}', path: '/{proxy+}', methods: [method] },
  ],
  stages: [
    {
      name: 'v1',
      deploymentId: 'dep1',
      throttle: { rateLimit: null, burstLimit: null },
      accessLog: null,
      tags: {},
    },
  ],
  plans: [
    {
      planId: 'plan1',
      name: 'shop',
      apiStages: [{ apiId: 'abcdefghij', stage: 'v1' }],
      quota: null,
      throttle: { rateLimit: null, burstLimit: null },
      tags: {},
    },
  ],
};
const found: Adoptable = { settings, keys: [key('k1')], answers: [] };
const with_ = (change: Partial<ApiSettings>, more: Partial<Adoptable> = {}): Adoptable => ({
  ...found,
  ...more,
  settings: { ...settings, ...change },
});
const methods = (change: object) => ({
  resources: settings.resources.map((it) =>
    it.path === '/' ? it : { ...it, methods: [{ ...method, ...change }] },
  ),
});
const reasons = (it: Adoptable, networks = [network]) =>
  judge(it, networks).refusals.map(({ id, of }) => `${id} ${of}`.trim());

describe('an API that exists', () => {
  it('is adoptable, and keeps what callers depend on', () => {
    const { refusals, networks, kept } = judge(found, [network]);
    expect(refusals).toEqual([]);
    expect(networks).toEqual([network]);
    expect(kept).toMatchObject({
      stage: 'v1',
      access: 'vpc',
      // No quota and no throttle before: none that callers would meet after it.
      limits: { quota: null, rate: 10_000, burst: 5_000 },
      keys: { a: { name: 'key k1', enabled: true }, b: null },
      upstream: { mode: 'buffered', timeoutMs: 10_000, apiKeyHeader: null, methods: null },
    });
  });

  it('goes on to let through the methods that its policy names', () => {
    const Resource = ['POST', 'GET'].map((one) => `arn:aws:execute-api:x:1:abc/v1/${one}/*`);
    const Condition = { StringEquals: { v: network.vpcId } };
    const policy = JSON.stringify({ Statement: { Effect: 'Allow', Resource, Condition } });
    expect(judge(with_({ policy }), [network]).kept?.upstream.methods).toEqual(['GET', 'POST']);
  });

  it.each<[string, Adoptable]>([
    ['managed other', with_({ tags: { 'aws:cloudformation:stack-name': 'other' } })],
    ['endpointType REGIONAL', with_({ endpointTypes: ['REGIONAL'] })],
    ['keySource AUTHORIZER', with_({ keySource: 'AUTHORIZER' })],
    ['methods GET /{proxy+}', with_(methods({ verb: 'GET' }))],
    ['authorization ANY /{proxy+}', with_(methods({ authorizationType: 'AWS_IAM' }))],
    ['keyless ANY /{proxy+}', with_(methods({ isKeyRequired: false }))],
    [
      'integration ANY /{proxy+}',
      with_(methods({ integration: { ...integration, type: 'AWS_PROXY' } })),
    ],
    [
      'mappings ANY /{proxy+}',
      with_(
        methods({
          integration: {
            ...integration,
            requestParameters: { 'integration.request.header.Authorization': "'Bearer s'" },
          },
        }),
      ),
    ],
    [
      'mappings ANY /{proxy+}',
      with_(
        methods({
          integration: {
            ...integration,
            requestParameters: { 'integration.request.header.x-api-key': "'secret'" },
          },
        }),
      ),
    ],
    [
      'query ANY /{proxy+}',
      with_(methods({ integration: { ...integration, uri: 'https://a.example/?key=s' } })),
    ],
    [
      'timeout ANY /{proxy+}',
      with_(methods({ integration: { ...integration, timeoutMs: 60_000 } })),
    ],
    ['stages', with_({ stages: [] })],
    ['plans', with_({ plans: [] }, { keys: [] })],
    [
      'sharedPlan other',
      with_({
        plans: settings.plans.map((it) => ({ ...it, apiStages: [{ apiId: 'other', stage: 'v' }] })),
      }),
    ],
    ['keysUnread plan1', with_({}, { keys: null })],
    ['keyless shop', with_({}, { keys: [] })],
    ['tooManyKeys shop', with_({}, { keys: [key('a'), key('b'), key('c')] })],
    ['sharedKeys k1', with_({}, { keys: [{ ...key('k1'), planIds: ['plan1', 'plan2'] }] })],
    ['otherCallers vpce-0b', with_({ vpcEndpointIds: [network.endpointId, 'vpce-0b'] })],
  ])('is refused for one reason and no other: %s', (reason, it) => {
    expect(reasons(it)).toEqual([reason]);
  });

  it('is refused where no network of ours is let in', () => {
    expect(reasons(found, [])).toEqual(['network vpce-0a']);
    expect(reasons(found, [{ name: 'far', vpcId: 'vpc-0f', endpointId: 'vpce-0f' }])).toEqual([
      'network vpce-0a',
    ]);
  });
});

describe('its import', () => {
  const { kept } = judge(found, [network]);
  const spec = proxySpecSchema.parse({
    kind: 'proxy',
    ...kept,
    name: 'shop',
    team: 'payments',
    owner: 'dev@example.com',
    network: { ...network, vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
    upstream: { ...kept?.upstream, url: 'https://httpbin.org' },
  });
  const { template, imports } = importOf(spec, existingOf(found));
  const proxy = renderProxyTemplate(spec);

  it('names what it takes in as the proxy will, retains it, and says no outputs', () => {
    expect(imports.map(({ logicalId }) => logicalId)).toEqual(Object.keys(template.Resources));
    for (const [logicalId, { Type, DeletionPolicy }] of Object.entries(template.Resources)) {
      expect(DeletionPolicy).toBe('Retain');
      expect(proxy.Resources[logicalId]?.Type).toBe(Type);
    }
    expect(template.Outputs).toEqual({});
    expect(template.Metadata).toEqual(proxy.Metadata);
  });

  it('has the properties that cannot change as the proxy has them', () => {
    const createOnly = { KeyA: ['Name'], Stage: ['StageName'], ProxyResource: ['PathPart'] };
    for (const [logicalId, names] of Object.entries(createOnly))
      for (const name of names)
        expect(template.Resources[logicalId]?.Properties?.[name]).toEqual(
          proxy.Resources[logicalId]?.Properties?.[name],
        );
  });
});
