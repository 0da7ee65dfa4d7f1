import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkSpecSchema } from '../network/spec';
import { renderNetworkTemplate } from '../network/template';
import { templateOf } from '../parse-template';
import { methodsOf, refusedMethods } from '../proxy/http-methods';
import { type ProxySpec, proxySpecSchema } from '../proxy/spec';
import { renderProxyTemplate } from '../proxy/template';
import type { AnyTemplate } from '../resolve';
import { networkSpecInputs, proxySpecInputs } from '../testing/arbitraries';
import { adoptedEndpointNetwork, fullProxy, minimalNetwork, minimalProxy } from '../testing/specs';
import { renderJson, renderYaml } from '../yaml';
import { type EndpointFacts, endpointFacts, unknownEndpoint } from './endpoint';
import { knownOf, type ProofInput } from './layers';
import { type ProofRow, proveAccess } from './prove';

const where = { partition: 'aws', region: 'ap-northeast-1', accountId: '123456789012' };
const made = networkSpecInputs().filter(({ vpc }) => !('endpointId' in vpc && vpc.endpointId));

function inputFor(spec: ProxySpec, network: AnyTemplate | null): ProofInput {
  const home = { vpcId: spec.network.vpcId, endpointId: spec.network.endpointId };
  const endpoint = network ? endpointFacts(network, knownOf({ home, where })) : unknownEndpoint;
  return { template: renderProxyTemplate(spec), home, endpoint, where, restApiId: null };
}

function forEveryProxy(check: (input: ProofInput, spec: ProxySpec) => void) {
  fc.assert(
    fc.property(proxySpecInputs(), made, (proxy, network) => {
      const spec = proxySpecSchema.parse(proxy);
      const template = renderNetworkTemplate(networkSpecSchema.parse(network));
      check(inputFor(spec, template), spec);
    }),
    { numRuns: 60 },
  );
}

function rowsBy(input: ProofInput, calls?: Parameters<typeof proveAccess>[1]) {
  const name = (row: ProofRow) =>
    row.about === 'caller' ? `${row.place}${row.hasKey ? '' : ' without key'}` : row.about;
  return Object.fromEntries(proveAccess(input, calls).map((row) => [name(row), row]));
}

const callsOf = (methods: readonly string[], paths: string[]) =>
  methods.flatMap((method) => paths.map((path) => ({ method, path })));

const sid = (sid: string) => ({ statement: { sid } });

describe('every proxy in a network of ours', () => {
  it('can be called from its VPC with a key, by exactly its methods on any path', () => {
    const path = fc.stringMatching(/^\/(?:[a-z0-9]{1,5}\/?){0,3}$/);
    forEveryProxy((input, { access, upstream }) => {
      const [sample = '/'] = fc.sample(path, 1);
      const [allowed, refused] = [methodsOf(upstream), refusedMethods(upstream)];
      for (const call of callsOf(allowed, ['/', sample])) {
        expect(rowsBy(input, [call]).thisEndpoint).toMatchObject({
          verdict: 'allowed',
          by: {
            layer: 'resourcePolicy',
            ...sid(access === 'vpc' ? 'AllowThisVpc' : 'AllowThisEndpoint'),
          },
        });
      }
      for (const call of callsOf(refused, ['/', sample])) {
        expect(rowsBy(input, [call]).thisEndpoint).toMatchObject({
          verdict: 'refused',
          by: { layer: 'resourcePolicy', decision: 'implicitDeny' },
        });
      }
    });
  });

  it('can be called from nowhere else, and never without a key', () => {
    forEveryProxy((input, { access }) => {
      const allowed = proveAccess(input).filter(({ verdict }) => verdict !== 'refused');
      expect(allowed.map((row) => row.about === 'caller' && [row.place, row.hasKey])).toEqual(
        access === 'vpc'
          ? [
              ['thisEndpoint', true],
              ['otherEndpoint', true],
            ]
          : [['thisEndpoint', true]],
      );
    });
  });

  it('names what stops each of the others', () => {
    forEveryProxy((input, { access }) => {
      const rows = rowsBy(input);
      const denied = { layer: 'resourcePolicy', decision: 'explicitDeny', ...sid('DenyOtherVpcs') };
      for (const place of ['otherVpc', 'otherAccount'])
        expect(rows[place]?.by).toMatchObject(denied);
      expect(rows.internet?.by).toEqual({ layer: 'privateApi' });
      if (access === 'endpoint')
        expect(rows.otherEndpoint?.by).toMatchObject({ ...denied, ...sid('DenyOtherEndpoints') });
      expect(rows['thisEndpoint without key']?.by).toEqual({ layer: 'apiKey' });
      expect(rows.peeredVpc?.by).toEqual({ layer: 'securityGroup' });
      expect(rows.foreignApi?.by).toEqual({
        layer: 'endpointPolicy',
        decision: 'implicitDeny',
        statement: null,
      });
    });
  });

  it('is proved alike from the text that CloudFormation gives back, YAML or JSON', () => {
    fc.assert(
      fc.property(proxySpecInputs(), (proxy) => {
        const input = inputFor(proxySpecSchema.parse(proxy), null);
        for (const render of [renderYaml, renderJson]) {
          const text = render(renderProxyTemplate(proxySpecSchema.parse(proxy)));
          const template = templateOf(text);
          expect(template && proveAccess({ ...input, template })).toEqual(proveAccess(input));
        }
      }),
      { numRuns: 10 },
    );
  });
});

type Statement = Record<string, unknown>;

/** A copy of a template in which the policy of one type of resource is what `change` makes of it. */
function withPolicy(
  template: AnyTemplate,
  change: (statements: Statement[]) => Statement[],
): AnyTemplate {
  const copy = structuredClone(template);
  for (const { Properties } of Object.values(copy.Resources)) {
    const policy = (Properties?.Policy ?? Properties?.PolicyDocument) as
      | { Statement: Statement[] }
      | undefined;
    if (policy) policy.Statement = change(policy.Statement);
  }
  return copy;
}

/** Nobody's proof is worth anything that stays the same when its ground is taken away. */
describe('the proof changes with the template', () => {
  const network = renderNetworkTemplate(networkSpecSchema.parse(minimalNetwork));
  const strict = inputFor(proxySpecSchema.parse(fullProxy), network);
  const usual = inputFor(proxySpecSchema.parse(minimalProxy), network);
  const changed = (input: ProofInput, change: (statements: Statement[]) => Statement[]) =>
    rowsBy({ ...input, template: withPolicy(input.template, change) });
  const without = (name: string) => (all: Statement[]) => all.filter(({ Sid }) => Sid !== name);
  const opened = (all: Statement[]) =>
    all.map((it) => (it.Effect === 'Allow' ? { ...it, Condition: undefined } : it)) as Statement[];

  it('without its Allow nobody can call', () => {
    const rows = Object.values(changed(usual, without('AllowThisVpc')));
    expect(rows.filter(({ verdict }) => verdict === 'allowed')).toEqual([]);
    expect(changed(usual, without('AllowThisVpc')).thisEndpoint?.by).toMatchObject({
      decision: 'implicitDeny',
    });
  });

  it('without its Deny other VPCs are stopped by the Allow’s condition alone', () => {
    const rows = changed(usual, without('DenyOtherVpcs'));
    expect(rows.otherVpc).toMatchObject({ verdict: 'refused', by: { decision: 'implicitDeny' } });
    const open = changed(usual, (all) => opened(without('DenyOtherVpcs')(all)));
    for (const place of ['otherVpc', 'otherAccount']) expect(open[place]?.verdict).toBe('allowed');
  });

  it('with its Deny a careless Allow lets nobody else in', () => {
    expect(changed(usual, opened).otherVpc?.verdict).toBe('refused');
    expect(changed(strict, opened).otherEndpoint?.verdict).toBe('refused');
    const open = changed(strict, (all) => opened(without('DenyOtherEndpoints')(all)));
    expect(open.otherEndpoint?.verdict).toBe('allowed');
  });

  it('with an address of its own it is the Deny that keeps the internet out', () => {
    const template = structuredClone(usual.template);
    Object.assign(template.Resources.Api?.Properties?.EndpointConfiguration ?? {}, {
      Types: ['REGIONAL'],
    });
    const regional = { ...usual, template };
    expect(rowsBy(regional).internet).toMatchObject({
      verdict: 'refused',
      by: { decision: 'explicitDeny', ...sid('DenyOtherVpcs') },
    });
    const open = changed(regional, (all) => opened(without('DenyOtherVpcs')(all)));
    expect(open.internet?.verdict).toBe('allowed');
  });

  it('finds out a VPC that somebody let in by its id', () => {
    const one = 'vpc-0feedfeedfeedfeed';
    const both = JSON.parse(
      JSON.stringify(usual.template).replaceAll(
        `"aws:SourceVpc":"${usual.home.vpcId}"`,
        `"aws:SourceVpc":["${usual.home.vpcId}","${one}"]`,
      ),
    );
    expect(rowsBy({ ...usual, template: both }).otherVpc?.verdict).toBe('allowed');
  });

  it('with a method without a key, a key is not what stops', () => {
    const template = structuredClone(usual.template);
    const { Properties } = template.Resources.RootMethod ?? {};
    Object.assign(Properties ?? {}, { ApiKeyRequired: false });
    expect(rowsBy({ ...usual, template })['thisEndpoint without key']?.verdict).toBe('allowed');
  });

  it('with AWS’s default endpoint policy the VPC reaches everybody’s private APIs', () => {
    const policy = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };
    const endpoint: EndpointFacts = { ...usual.endpoint, policy };
    expect(rowsBy({ ...usual, endpoint }).foreignApi?.verdict).toBe('allowed');
    const closed = withPolicy(network, () => []);
    const rows = rowsBy(inputFor(proxySpecSchema.parse(minimalProxy), closed));
    expect(rows.thisEndpoint?.by).toMatchObject({ layer: 'endpointPolicy', statement: null });
  });

  it('with a rule for addresses, whoever reaches the endpoint can call', () => {
    const open = structuredClone(network) as AnyTemplate;
    const rule = open.Resources.EndpointIngress?.Properties ?? {};
    const rowsWith = (source: object) => {
      Object.assign(rule, { SourceSecurityGroupId: undefined }, source);
      return rowsBy(inputFor(proxySpecSchema.parse(minimalProxy), open)).peeredVpc?.verdict;
    };
    expect(rowsWith({ CidrIp: '10.0.0.0/8' })).toBe('allowed');
    expect(rowsWith({ CidrIp: '10.0.4.0/24' })).toBe('refused');
  });
});

describe('where something is not known', () => {
  it('says what it rests on, and still what nobody’s answer can change', () => {
    const network = renderNetworkTemplate(networkSpecSchema.parse(adoptedEndpointNetwork));
    const rows = rowsBy(inputFor(proxySpecSchema.parse(minimalProxy), network));
    expect(rows.thisEndpoint?.by).toEqual({ layer: 'unknown', what: 'endpointPolicy' });
    expect(rows.peeredVpc?.by).toEqual({ layer: 'unknown', what: 'securityGroup' });
    expect(rows.foreignApi?.verdict).toBe('depends');
    for (const place of ['otherVpc', 'otherAccount', 'internet', 'thisEndpoint without key'])
      expect(rows[place]?.verdict).toBe('refused');
  });

  it('does not guess a policy that it cannot read', () => {
    const input = inputFor(proxySpecSchema.parse(minimalProxy), null);
    const template = JSON.parse(JSON.stringify(input.template));
    template.Resources.Api.Properties.Policy = { 'Fn::ImportValue': 'elsewhere' };
    expect(rowsBy({ ...input, template }).otherVpc?.verdict).toBe('depends');
    for (const text of ['', '{', '[]', 'Resources: 1', 'Resources: { A: 1 }'])
      expect(templateOf(text)).toBeNull();
  });
});
