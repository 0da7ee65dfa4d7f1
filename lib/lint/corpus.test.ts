import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stackFor } from '@/templates/stack';
import { specInputs } from '@/templates/testing/arbitraries';
import { goldens } from '@/templates/testing/goldens';
import { specOf } from '@/templates/testing/specs';
import { renderJson, renderYaml } from '@/templates/yaml';
import { article } from './article';
import { findingId, lint } from './lint';

const found = (text: string) => {
  const lines = text.split('\n');
  return lint(text).findings.map(
    ({ rule, line }) => `${rule}: ${lines[line - 1]?.trim().replace(/\s+/g, ' ')}`,
  );
};

describe('the published way out', () => {
  it('has each of its traps found, at its line', () => {
    expect(found(article)).toEqual([
      'self-group: self = true',
      'open-egress: cidr_blocks = ["0.0.0.0/0"]',
      'open-endpoint-policy: resource "aws_vpc_endpoint" "vpc_endpoint" {',
      'region-in-service: service_name = "com.amazonaws.ap-northeast-1.execute-api"',
      'one-zone: subnet_ids = [',
      'no-tags: tags = {}',
      'no-root-method: resource "aws_api_gateway_resource" "api_gateway_resource" {',
      'constant-body: "application/json" = jsonencode(',
      'deployed-too-early: resource "aws_api_gateway_deployment" "api_gateway_deployment" {',
      'never-redeployed: triggers = null',
      'no-access-log: resource "aws_api_gateway_stage" "api_gateway_stage" {',
      'no-tags: tags = {}',
      'no-tags: tags = {}',
      'cache-key: cache_key_parameters = ["method.request.path.proxy"]',
      'fixed-method: integration_http_method = "GET"',
      'flattened-status: type = "HTTP"',
      'lost-headers: type = "HTTP"',
      'constant-uri: uri = "https://httpbin.org/get"',
      'missing-package: import requests',
      'greedy-in-url: url = "https://<api-gw-id>.execute-api.ap-northeast-1.amazonaws.com/test/{proxy+}"',
      'key-in-source: api_key = "api-key"',
      'ageing-runtime: runtime = "python3.11"',
      'caller-gives-up-first: timeout = 5',
    ]);
  });

  it('has them found as it was published, between prose and fences', () => {
    expect(found(asProse(article)).sort()).toEqual(found(article).sort());
  });
});

/** The same as it was published: prose in Japanese, headings, and each block of code between fences. */
function asProse(code: string): string {
  const blocks = code.split(/\n(?=resource "|data "|import requests)/);
  const sections = blocks.map((block, index) => {
    const language = block.startsWith('import') ? 'python:lambda_function.py' : 'hcl:main.tf';
    const prose = `API Gateway の設定です。\`policy\` の "aws:SourceVpc" に注意します(手順 ${index + 1})。`;
    return `## ${index + 1}. 作成する\n\n${prose}\n\n\`\`\`${language}\n${block}\n\`\`\`\n`;
  });
  return `# 閉域網から外部の API を呼び出す\n\nVPC から出口なしで呼び出します。\n\n${sections.join('\n')}\n以上です。\n`;
}

describe('thirty good templates have no finding', () => {
  const folder = join(__dirname, 'testing/good');
  const others = readdirSync(folder);
  it.each(goldens)('of ours: %s', (_, input) => {
    const { template } = stackFor(specOf(input));
    for (const text of [renderYaml(template), renderJson(template)]) {
      const report = lint(text);
      expect([report.findings, report.faults]).toEqual([[], []]);
      expect(report.resources).toBe(Object.keys(template.Resources).length);
    }
  });

  it.each(others)('after AWS’s patterns: %s', (name) => {
    const report = lint(readFileSync(join(folder, name), 'utf8'));
    expect(report.resources).toBeGreaterThan(0);
    expect([report.findings, report.faults]).toEqual([[], []]);
  });

  it('thirty of them, in both languages', () => {
    expect(goldens.length + others.length).toBeGreaterThanOrEqual(30);
    expect(others.filter((name) => name.endsWith('.tf')).length).toBeGreaterThanOrEqual(8);
    expect(others.filter((name) => /\.(yaml|json)$/.test(name)).length).toBeGreaterThanOrEqual(12);
  });

  it('nor have ours, whatever the spec', () => {
    const seen = { resources: 0 };
    fc.assert(
      fc.property(specInputs(), (input) => {
        const spec = specOf(input);
        const report = lint(renderYaml(stackFor(spec).template));
        // A spec may ask for no access log: then that is true, and all there is to tell.
        const told = 'accessLog' in spec && spec.accessLog === null ? ['no-access-log'] : [];
        expect(report.findings.map((each) => each.rule)).toEqual(told);
        expect(report.faults).toEqual([]);
        seen.resources += report.resources;
      }),
      { numRuns: 30 },
    );
    expect(seen.resources).toBeGreaterThan(100);
  });
});

describe('CloudFormation has the same traps', () => {
  const method = (integration: string) => `Resources:
  Any: { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{proxy+}' } }
  Call:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Any
      HttpMethod: ANY
      Integration: ${integration}`;

  it.each([
    [
      "{ Type: HTTP_PROXY, IntegrationHttpMethod: ANY, Uri: 'https://a.example.com/x' }",
      ['constant-uri'],
    ],
    [
      "{ Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: 'https://a.example.com/{proxy}' }",
      ['fixed-method', 'unmapped-placeholder'],
    ],
    [
      '{ Type: HTTP, IntegrationHttpMethod: ANY, Uri: !Ref Upstream }',
      ['flattened-status', 'lost-headers'],
    ],
  ])('%s', (integration, rules) => {
    expect(lint(method(integration)).findings.map((each) => [each.rule, each.line])).toEqual(
      rules.map((rule) => [rule, 9]),
    );
  });

  it('and its own: private DNS is off, and the type Gateway, where nothing is said', () => {
    const text = `Resources:
  E:
    Type: AWS::EC2::VPCEndpoint
    Properties: { ServiceName: !Sub 'com.amazonaws.\${AWS::Region}.execute-api', PolicyDocument: {} }
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { EndpointConfiguration: { Types: [PRIVATE] } }`;
    expect(lint(text).findings.map((each) => [each.rule, each.line])).toEqual([
      ['private-dns-off', 2],
      ['gateway-endpoint', 2],
      ['private-without-policy', 5],
    ]);
  });

  it('and told apart in a template of one line, each fault once', () => {
    const stage = { Type: 'AWS::ApiGateway::Stage', Properties: {} };
    const { findings } = lint(JSON.stringify({ Resources: { A: stage, B: stage } }));
    expect(findings.map(({ rule, line, subject }) => [rule, line, subject])).toEqual([
      ['no-access-log', 1, 'A'],
      ['no-access-log', 1, 'B'],
    ]);
    expect(new Set(findings.map(findingId)).size).toBe(2);
    const faults = lint('Resources:\n  A: {{{\n B: ]]').faults.map(({ line }) => line);
    expect(faults).toEqual([...new Set(faults)]);
  });
});
