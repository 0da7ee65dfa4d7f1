import { describe, expect, it } from 'vitest';
import { unknownEndpoint } from '@/templates/proof/endpoint';
import { httpMethods } from '@/templates/proxy/http-methods';
import { pendingEndpointId, pendingVpcId } from '@/templates/proxy/pending';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { editProxyForm, formParams, initialProxyForm } from './form-initial';
import { previewProxy } from './preview';
import { launchProxySchema, type ProxyFormValues, parseLaunchProxyForm } from './schema';

const empty = initialProxyForm({
  choices: null,
  owner: 'ben@example.com',
  team: 'payments',
  idempotencyKey: 'a-key-made-once',
  params: {},
}).values;

const filled: ProxyFormValues = {
  ...empty,
  upstreamUrl: 'https://httpbin.org',
  name: 'httpbin-dev',
  azs: ['ap-northeast-1a', 'ap-northeast-1c'],
  quotaLimit: '20',
};

function posted(values: ProxyFormValues): unknown {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    for (const each of [value].flat()) form.append(name, each);
  }
  form.append('$ACTION_ID_1', 'react');
  return parseLaunchProxyForm(form);
}

function faults(values: ProxyFormValues): Record<string, string> {
  const result = launchProxySchema.safeParse(posted(values));
  const issues = result.error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}

describe('launchProxySchema', () => {
  it('reads the article’s own case', () => {
    expect(launchProxySchema.parse(posted(filled))).toMatchObject({
      proxy: {
        kind: 'proxy',
        name: 'httpbin-dev',
        upstream: { url: 'https://httpbin.org', mode: 'buffered', timeoutMs: 29_000 },
        limits: { quota: { limit: 20, period: 'DAY' }, rate: 5, burst: 5 },
      },
      network: {
        choice: 'create',
        network: {
          name: 'httpbin-dev',
          team: 'payments',
          vpc: { cidr: '10.0.0.0/16', azs: ['ap-northeast-1a', 'ap-northeast-1c'] },
          probe: true,
        },
      },
      idempotencyKey: 'a-key-made-once',
    });
  });

  it('takes what a Japanese keyboard types', () => {
    const input = launchProxySchema.parse(
      posted({
        ...filled,
        owner: 'ｂｅｎ＠ｅｘａｍｐｌｅ．ｃｏｍ',
        quotaLimit: '１，０００',
        rate: '２．５',
        burst: ' １０ ',
        cidr: '１０．０．０．０／１６',
      }),
    );
    expect(input.proxy).toMatchObject({
      owner: 'ben@example.com',
      limits: { quota: { limit: 1000 }, rate: 2.5, burst: 10 },
    });
  });

  it('names every faulty field once, in words of the catalogue', () => {
    expect(
      faults({
        ...filled,
        upstreamUrl: 'http://x.com',
        name: 'A',
        rate: 'many',
        burst: '',
        azs: [],
      }),
    ).toEqual({
      upstreamUrl: 'upstream.scheme',
      name: 'name',
      rate: 'rate',
      burst: 'burst',
      azs: 'azs',
    });
  });

  it('asks an adopted VPC for its id and subnets', () => {
    expect(faults({ ...filled, networkChoice: 'adopt' })).toEqual({
      vpcId: 'vpcId',
      subnetIds: 'subnetIds',
    });
  });

  it('keeps all methods as none chosen, and asks for at least one', () => {
    const methodsOf = (methods: string[]) =>
      launchProxySchema.parse(posted({ ...filled, methods })).proxy.upstream.methods;
    expect(filled.methods).toEqual([...httpMethods]);
    expect(methodsOf(filled.methods)).toBeNull();
    expect(methodsOf(['GET', 'POST'])).toEqual(['GET', 'POST']);
    expect(faults({ ...filled, methods: [] })).toEqual({ methods: 'methods' });
    expect(faults({ ...filled, methods: ['GET', 'TRACE'] })).toEqual({ methods: 'methods' });
  });

  it('begins an edit, and follows a link, with the methods that are chosen', () => {
    const { proxy } = launchProxySchema.parse(posted({ ...filled, methods: ['GET', 'DELETE'] }));
    const network = { name: 'main', vpcId: pendingVpcId, endpointId: pendingEndpointId };
    const spec = proxySpecSchema.parse({ ...proxy, network });
    expect(editProxyForm(spec, 'a-key').values.methods).toEqual(['GET', 'DELETE']);
    const all = { ...spec, upstream: { ...spec.upstream, methods: null } };
    expect(editProxyForm(all, 'a-key').values.methods).toEqual([...httpMethods]);
    expect(formParams(spec).methods).toBe('GET,DELETE');
  });

  it('takes no quota as none, whatever the limit says', () => {
    const input = launchProxySchema.parse(
      posted({ ...filled, quotaPeriod: 'NONE', quotaLimit: 'x' }),
    );
    expect(input.proxy.limits?.quota).toBeNull();
  });

  it('refuses a form without its key, and posts that are no form of ours', () => {
    expect(faults({ ...filled, idempotencyKey: '' })).toEqual({ idempotencyKey: 'idempotencyKey' });
    expect(launchProxySchema.safeParse({}).success).toBe(false);
    expect(launchProxySchema.safeParse({ azs: 'x', name: ['a'] }).success).toBe(false);
  });

  it('bounds a streamed answer by its preset', () => {
    expect(faults({ ...filled, timeoutSeconds: '30' })).toEqual({
      timeoutSeconds: 'timeoutSeconds',
    });
    expect(faults({ ...filled, preset: 'llm', timeoutSeconds: '900' })).toEqual({});
    expect(faults({ ...filled, preset: 'llm', timeoutSeconds: '901' })).toEqual({
      timeoutSeconds: 'timeoutSeconds',
    });
  });
});

describe('previewProxy', () => {
  const place = {
    region: 'ap-northeast-1',
    accountId: '123456789012',
    networks: [],
    vpcs: [],
    errorPages: null,
  };
  const decidedBy = (values: typeof filled, of: Parameters<typeof previewProxy>[1], index = 0) =>
    previewProxy(values, of).proof.rows[index];

  it('proves who can call, with the endpoint that will stand or the one that does', () => {
    const allowed = { verdict: 'allowed', isMeant: true };
    expect(decidedBy(filled, place)).toMatchObject(allowed);
    const vpcId = 'vpc-0123456789abcdef0';
    const adopting = {
      ...filled,
      networkChoice: 'adopt',
      networkName: 'adopted',
      vpcId,
      subnetIds: ['subnet-0123456789abcdef0'],
      endpointId: 'vpce-0123456789abcdef0',
    };
    expect(decidedBy(adopting, place)?.by).toEqual({ layer: 'unknown', what: 'endpointPolicy' });
    const policy = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
    });
    const vpcs = [{ vpcId, endpoint: { policy } }];
    expect(decidedBy(adopting, { ...place, vpcs })).toMatchObject(allowed);
    const { rows } = previewProxy(adopting, { ...place, vpcs }).proof;
    expect(rows.at(-1)).toMatchObject({ about: 'foreignApi', verdict: 'allowed', isMeant: false });
  });

  it('shows both stacks of a new network, with pending ids', () => {
    const preview = previewProxy(filled, place);
    expect(preview.stacks.map(({ stackName }) => stackName)).toEqual([
      'sluice-network-httpbin-dev',
      'sluice-proxy-httpbin-dev',
    ]);
    expect(preview.stacks[1]?.yaml).toContain(pendingVpcId);
    expect(preview.faults).toEqual([]);
  });

  it('leads callers to this dashboard’s page about what the gateway itself answers', () => {
    const yaml = (errorPages: string | null) =>
      previewProxy(filled, { ...place, errorPages }).stacks[1]?.yaml;
    expect(yaml('https://sluice.test')).toContain('"docs":"https://sluice.test/errors/throttled"');
    expect(yaml(null)).toContain('"docs":"/errors/throttled"');
  });

  it('has a template to read from the first letter on', () => {
    for (const values of [
      empty,
      { ...empty, networkChoice: 'adopt' },
      { ...empty, networkChoice: 'existing' },
      { ...empty, networkChoice: '' },
      { ...filled, cidr: '10.0.0.0/27', azs: ['x'] },
      { ...filled, networkChoice: 'adopt', endpointDnsName: 'nonsense', endpointId: 'vpce-1' },
    ]) {
      const preview = previewProxy(values, place);
      expect(preview.stacks.length).toBeGreaterThan(0);
      expect(preview.faults.length).toBeGreaterThan(0);
    }
  });

  it('bakes the ids of a network that exists', () => {
    const known = {
      name: 'main',
      vpcId: 'vpc-0123456789abcdef0',
      endpointId: 'vpce-0123456789abcdef0',
      endpoint: unknownEndpoint,
      // What else is known of a network stays out of the spec.
      ...{ team: 'platform', environment: 'dev' },
    };
    const preview = previewProxy(
      { ...filled, networkChoice: 'existing', existingNetwork: 'main' },
      { ...place, networks: [known] },
    );
    expect(preview.stacks).toHaveLength(1);
    expect(preview.stacks[0]?.yaml).toContain('vpc-0123456789abcdef0');
  });
});
