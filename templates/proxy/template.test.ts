import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Template } from '../cloudformation';
import { proxySpecInputs } from '../testing/arbitraries';
import { fullProxy, minimalProxy, specOf } from '../testing/specs';
import { renderYaml } from '../yaml';
import { accessLogFormat } from './access-log';
import { deploymentId } from './deployment';
import { gatewayErrors } from './gateway-errors';
import { allowedMethods } from './http-methods';
import type { ProxySpec, ProxySpecInput } from './spec';
import { renderProxyTemplate } from './template';

type Statement = {
  Effect: string;
  Resource: unknown;
  Condition?: Record<string, Record<string, string>>;
};

const statementsOf = (template: Template) =>
  (properties(template, 'Api').Policy as { Statement: Statement[] }).Statement;

describe('every proxy', () => {
  it('denies all other VPCs first, and allows nothing without a condition', () => {
    forEveryProxy((spec, template) => {
      const [first, ...rest] = statementsOf(template);
      expect(first).toMatchObject({
        Effect: 'Deny',
        Condition: { StringNotEquals: { 'aws:SourceVpc': spec.network.vpcId } },
      });
      const allows = rest.filter(({ Effect }) => Effect === 'Allow');
      expect(allows).toHaveLength(1);
      expect(Object.keys(allows[0]?.Condition?.StringEquals ?? {})).toHaveLength(1);
      for (const { Condition } of statementsOf(template)) {
        expect(Object.values(Condition ?? {}).flatMap(Object.keys)).toHaveLength(1);
      }
    });
  });

  it('denies all other endpoints where it is strict, and only there', () => {
    forEveryProxy((spec, template) => {
      const denials = statementsOf(template).filter(
        ({ Condition }) => Condition?.StringNotEquals?.['aws:SourceVpce'],
      );
      expect(denials).toHaveLength(spec.access === 'endpoint' ? 1 : 0);
    });
  });

  it('allows its methods by name where they are chosen, and says so above what it is about', () => {
    forEveryProxy(({ stage, upstream: { methods } }, template) => {
      const allow = statementsOf(template).find(({ Effect }) => Effect === 'Allow');
      expect(allow?.Resource).toEqual(
        methods?.map((method) => `execute-api:/${stage}/${method}/*`) ?? `execute-api:/${stage}/*`,
      );
      expect(allowedMethods(statementsOf(template))).toEqual(methods);
      expect(renderYaml(template).includes('The policy names the methods')).toBe(methods !== null);
    });
  });

  it('asks for a key on every method', () => {
    forEveryProxy((_, template) => {
      const methods = ofType(template, 'AWS::ApiGateway::Method');
      expect(methods.map(({ Properties }) => Properties?.ResourceId)).toEqual([
        { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        { Ref: 'ProxyResource' },
      ]);
      for (const { Properties } of methods) {
        expect(Properties).toMatchObject({ HttpMethod: 'ANY', ApiKeyRequired: true });
      }
    });
  });

  it("never sends the gateway's key upstream, nor the caller's address", () => {
    forEveryProxy(({ upstream }, template) => {
      const header = upstream.apiKeyHeader && `method.request.header.${upstream.apiKeyHeader}`;
      for (const { Properties } of ofType(template, 'AWS::ApiGateway::Method')) {
        expect(Properties?.Integration).toMatchObject({
          RequestParameters: {
            'integration.request.header.x-api-key': header ?? "'redacted'",
            'integration.request.header.X-Forwarded-For': expect.stringMatching(/^'.+'$/),
          },
        });
        if (header) {
          expect(Properties).toMatchObject({
            RequestParameters: { [header]: true },
            RequestValidatorId: { Ref: 'HeaderValidator' },
          });
        }
      }
    });
  });

  it('has no IAM, no parameters, and no stage of its deployment', () => {
    forEveryProxy((_, template) => {
      const types = Object.values(template.Resources).map(({ Type }) => Type);
      expect(types.filter((type) => type.startsWith('AWS::IAM'))).toEqual([]);
      const [deployment] = ofType(template, 'AWS::ApiGateway::Deployment');
      expect(Object.keys(deployment?.Properties ?? {})).toEqual(['RestApiId']);
    });
  });

  it('has the outputs that were promised', () => {
    forEveryProxy((spec, template) => {
      const keys = [spec.keys.a && 'KeyAId', spec.keys.b && 'KeyBId', 'ProbeKeyId'];
      expect(Object.keys(template.Outputs)).toEqual(
        ['RestApiId', 'Stage', 'UsagePlanId', ...keys, 'InvokeUrl', 'EndpointInvokeUrl'].filter(
          (name) => name !== null,
        ),
      );
    });
  });
});

describe('what API Gateway is asked for', () => {
  it.each([
    ['https://httpbin.org', 'https://httpbin.org/', 'https://httpbin.org/{proxy}'],
    [
      'https://api.example.com/v1/',
      'https://api.example.com/v1',
      'https://api.example.com/v1/{proxy}',
    ],
    [
      'https://api.example.com:8443',
      'https://api.example.com:8443/',
      'https://api.example.com:8443/{proxy}',
    ],
  ])('%s keeps path and method', (url, root, below) => {
    const template = render({ upstream: { url } });
    expect(integration(template, 'RootMethod')).toMatchObject({ Uri: root });
    expect(integration(template, 'ProxyMethod')).toMatchObject({
      Type: 'HTTP_PROXY',
      IntegrationHttpMethod: 'ANY',
      Uri: below,
      RequestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
    });
  });

  it('streams when told to', () => {
    const template = render(fullProxy);
    expect(integration(template, 'ProxyMethod')).toMatchObject({
      ResponseTransferMode: 'STREAM',
      TimeoutInMillis: 900_000,
    });
  });

  it('leaves the access log away where the account cannot write one', () => {
    const template = render({ accessLog: null });
    expect(template.Resources).not.toHaveProperty('AccessLogGroup');
    expect(properties(template, 'Stage')).not.toHaveProperty('AccessLogSetting');
  });

  it('has no quota when there is none', () => {
    const template = render({ limits: { quota: null } });
    expect(properties(template, 'UsagePlan')).not.toHaveProperty('Quota');
    expect(properties(template, 'UsagePlan')).toHaveProperty('Throttle');
  });

  it('leaves room at the stage for two keys and the probe, within what the account has', () => {
    const settings = (rate: number, burst: number) =>
      (properties(render({ limits: { rate, burst } }), 'Stage').MethodSettings as object[])[0];
    expect(settings(5, 5)).toMatchObject({ ThrottlingRateLimit: 11, ThrottlingBurstLimit: 15 });
    expect(settings(10_000, 5_000)).toMatchObject({
      ThrottlingRateLimit: 10_000,
      ThrottlingBurstLimit: 5_000,
    });
  });
});

describe("the gateway's own answers", () => {
  it.each(gatewayErrors)('$responseType is JSON with a code, and AWS’s own message', (error) => {
    const template = render({});
    const response = ofType(template, 'AWS::ApiGateway::GatewayResponse').find(
      ({ Properties }) => Properties?.ResponseType === error.responseType,
    );
    expect(response?.Properties).not.toHaveProperty('StatusCode');
    const templates = response?.Properties?.ResponseTemplates as Record<string, string>;
    const body = templates['application/json']
      ?.replace('$context.error.messageString', '"Limit Exceeded"')
      .replace('$context.requestId', 'r-1');
    expect(JSON.parse(body ?? '')).toEqual({
      [error.messageKey]: 'Limit Exceeded',
      code: error.code,
      proxy: 'httpbin-dev',
      docs: `/errors/${error.code}`,
      requestId: 'r-1',
    });
  });
});

describe('the access log', () => {
  it('is one line of JSON with the request id, and never the value of a key', () => {
    expect(accessLogFormat).not.toContain('\n');
    const line = JSON.parse(accessLogFormat);
    expect(line).toMatchObject({
      requestId: '$context.requestId',
      apiKeyId: '$context.identity.apiKeyId',
    });
    expect(Object.values(line)).not.toContain('$context.identity.apiKey');
  });
});

describe('a deployment', () => {
  const changes: [string, Partial<ProxySpecInput>, boolean][] = [
    ['the upstream', { upstream: { url: 'https://example.com' } }, true],
    ['the timeout', { upstream: { ...minimalProxy.upstream, timeoutMs: 100 } }, true],
    ['the mode', { upstream: { ...minimalProxy.upstream, mode: 'stream' } }, true],
    ['the key header', { upstream: { ...minimalProxy.upstream, apiKeyHeader: 'x-k' } }, true],
    ['the VPC', { network: { ...minimalProxy.network, vpcId: 'vpc-01234567' } }, true],
    ['the endpoint', { network: { ...minimalProxy.network, endpointId: 'vpce-01234567' } }, true],
    ['strictness', { access: 'endpoint' }, true],
    ['the methods', { upstream: { ...minimalProxy.upstream, methods: ['GET'] } }, true],
    ['the limits', { limits: { rate: 7, quota: null } }, false],
    ['the tags', { tags: { a: 'b' } }, false],
    ['the team', { team: 'search' }, false],
    ['the description', { description: 'x' }, false],
    ['the access log', { accessLog: { retentionDays: 1 } }, false],
  ];

  it.each(changes)('is made anew when it must be: %s', (_, change, isNew) => {
    const before = idOf(render({}));
    expect(idOf(render(change)) !== before).toBe(isNew);
    expect(before).toMatch(/^Deployment[0-9a-f]{12}$/);
  });

  it('waits for all that it snapshots, and the stage for it', () => {
    const { Resources } = render(fullProxy);
    const id = idOf(render(fullProxy));
    const snapshotted = Object.keys(Resources).filter((logicalId) =>
      /^(HeaderValidator|RootMethod|ProxyMethod|GatewayResponse.+)$/.test(logicalId),
    );
    expect(Resources[id]?.DependsOn).toEqual(snapshotted);
    expect(Resources.Stage?.Properties?.DeploymentId).toEqual({ Ref: id });
    expect(Resources.UsagePlan?.DependsOn).toBe('Stage');
  });

  it('does not depend on the order of properties', () => {
    const at = (Properties: Record<string, string>) =>
      deploymentId({ M: { Type: 'T', Properties } });
    expect(at({ a: '1', b: '2' })).toBe(at({ b: '2', a: '1' }));
    expect(at({ a: '1', b: '2' })).not.toBe(at({ a: '2', b: '1' }));
  });
});

function forEveryProxy(check: (spec: ProxySpec, template: Template) => void) {
  fc.assert(
    fc.property(proxySpecInputs(), (input) => {
      const spec = specOf(input) as ProxySpec;
      check(spec, renderProxyTemplate(spec));
    }),
  );
}

function render(change: Partial<ProxySpecInput>): Template {
  return renderProxyTemplate(specOf({ ...minimalProxy, ...change }) as ProxySpec);
}

function properties(template: Template, logicalId: string) {
  return template.Resources[logicalId]?.Properties ?? {};
}

function integration(template: Template, logicalId: string) {
  return properties(template, logicalId).Integration;
}

function ofType(template: Template, type: string) {
  return Object.values(template.Resources).filter(({ Type }) => Type === type);
}

function idOf(template: Template): string {
  return Object.keys(template.Resources).find((id) => id.startsWith('Deployment')) ?? '';
}
