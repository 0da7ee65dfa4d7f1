import { describe, expect, it } from 'vitest';
import { lint } from './lint';

const at = (text: string) => lint(text).findings.map(({ rule, line }) => `${rule} ${line}`);

describe('a Deny of two conditions', () => {
  const both = '{ StringNotEquals: { aws:SourceVpc: vpc-1, aws:SourceVpce: vpce-1 } }';
  const api = (effect: string, condition: string) => `Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Policy:
        Statement:
          - Effect: ${effect}
            Condition: ${condition}`;

  it('is found in CloudFormation, whichever operators the keys stand under', () => {
    expect(at(api('Deny', both))).toEqual(['anded-conditions 8']);
    const two =
      '{ StringNotEquals: { aws:SourceVpce: v }, NotIpAddress: { aws:VpcSourceIp: 10.0.0.0/8 } }';
    expect(at(api('Deny', two))).toEqual(['anded-conditions 8']);
  });

  it('is none where it allows, asks for one key, or joins a key of another kind', () => {
    for (const text of [
      api('Allow', both.replace('NotEquals', 'Equals')),
      api('Deny', '{ StringNotEquals: { aws:SourceVpc: [vpc-1, vpc-2] } }'),
      api(
        'Deny',
        '{ StringNotEquals: { aws:SourceVpc: vpc-1 }, Bool: { aws:PrincipalIsAWSService: "false" } }',
      ),
    ])
      expect(at(text)).toEqual([]);
  });

  it('is found at its line in Terraform’s three ways to write a policy', () => {
    expect(
      at(`resource "aws_api_gateway_rest_api" "a" {
  policy = jsonencode({
    Statement = [{
      Effect = "Deny"
      Condition = { StringNotEquals = {
        "aws:SourceVpc"  = var.vpc
        "aws:SourceVpce" = var.endpoint
      } }
    }]
  })
}`),
    ).toEqual(['anded-conditions 7']);
    expect(
      at(`resource "aws_api_gateway_rest_api_policy" "a" {
  policy = <<-EOT
    {"Statement": [{"Effect": "Deny",
      "Condition": {"StringNotEquals": {"aws:SourceVpc": "\${var.vpc}",
        "aws:SourceVpce": "\${var.endpoint}"}}}]}
  EOT
}`),
    ).toEqual(['anded-conditions 5']);
    expect(
      at(`data "aws_iam_policy_document" "callers" {
  statement {
    effect = "Deny"
    condition {
      test     = "StringNotEquals"
      variable = "aws:SourceVpc"
    }
    condition {
      test     = "StringNotEquals"
      variable = "aws:SourceVpce"
    }
  }
}
resource "aws_api_gateway_rest_api_policy" "a" {
  policy = data.aws_iam_policy_document.callers.json
}`),
    ).toEqual(['anded-conditions 10']);
  });
});

describe('the gateway’s key on its way to the upstream', () => {
  const method = (parameters: string, source = 'HEADER', more = '') => `Resources:
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { ApiKeySourceType: ${source} } }
  Call:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ApiKeyRequired: true
      Integration:
        Type: HTTP_PROXY
        RequestParameters: ${parameters}${more}`;
  const hidden = `{ integration.request.header.X-Api-Key: "'none'" }`;

  it('is found where nothing replaces it, and where it is mapped to itself', () => {
    expect(at(method('{}'))).toEqual(['key-reaches-upstream 9']);
    const itself = '{ integration.request.header.x-api-key: method.request.header.x-api-key }';
    expect(at(method(itself))).toEqual(['key-reaches-upstream 9']);
  });

  it('is none where it is replaced, comes from an authorizer, cannot be told or stays in the VPC', () => {
    for (const text of [
      method(hidden),
      method('{}', 'AUTHORIZER'),
      method('!Ref Parameters'),
      method('{}', 'HEADER', '\n        ConnectionType: VPC_LINK'),
      method('{}').replace('ApiKeyRequired: true', 'ApiKeyRequired: false'),
    ])
      expect(at(text)).toEqual([]);
  });

  it('is found in Terraform by the method that the integration names or shares its place with', () => {
    const text = (verb: string) => `resource "aws_api_gateway_method" "m" {
  resource_id      = aws_api_gateway_resource.r.id
  http_method      = "GET"
  api_key_required = true
}
resource "aws_api_gateway_integration" "i" {
  resource_id = aws_api_gateway_resource.r.id
  http_method = ${verb}
  type        = "HTTP_PROXY"
}`;
    expect(at(text('aws_api_gateway_method.m.http_method'))).toEqual(['key-reaches-upstream 9']);
    expect(at(text('"GET"'))).toEqual(['key-reaches-upstream 9']);
    expect(at(text('"POST"'))).toEqual([]);
  });
});

describe('the upstream’s own key from another header', () => {
  const method = (more: string, validates = 'true') => `Resources:
  V: { Type: 'AWS::ApiGateway::RequestValidator', Properties: { ValidateRequestParameters: ${validates} } }
  Call:
    Type: AWS::ApiGateway::Method
    Properties:
      ApiKeyRequired: true
      Integration:
        Type: HTTP_PROXY
        RequestParameters:
          integration.request.header.x-api-key: method.request.header.X-Own
${more}`;
  const required = '      RequestParameters: { method.request.header.x-own: true }\n';
  const validator = '      RequestValidatorId: !Ref V';

  it('must be required and validated, or the gateway’s goes out instead', () => {
    for (const text of [
      method(''),
      method(required),
      method(validator),
      method(required.replace('true', 'false') + validator),
      method(required + validator, 'false'),
    ])
      expect(at(text)).toEqual(['key-when-header-missing 10']);
    expect(at(method(required + validator))).toEqual([]);
    expect(at(method(required + validator.replace('!Ref V', 'abc123')))).toEqual([]);
  });
});

describe('a timeout', () => {
  const call = (more: string) => `resource "aws_api_gateway_integration" "i" {
  type = "HTTP_PROXY"
  timeout_milliseconds = ${more}
}`;

  it('is 29 seconds at most where the answer is buffered', () => {
    expect(at(call('29001'))).toEqual(['timeout-too-long 3']);
    expect(at(call('29000'))).toEqual([]);
    expect(at(call('900000\n  response_transfer_mode = "STREAM"'))).toEqual([]);
    expect(at(call('var.timeout'))).toEqual([]);
  });
});

describe('secrets in a template', () => {
  it('are a key’s literal value, and a credential that a mapping holds', () => {
    expect(
      at('resource "aws_api_gateway_api_key" "k" {\n  value = "abcdefghij0123456789"\n}'),
    ).toEqual(['key-in-template 2']);
    expect(at('resource "aws_api_gateway_api_key" "k" {\n  value = var.key\n}')).toEqual([]);
    expect(at('resource "aws_api_gateway_api_key" "k" {\n  value = null\n}')).toEqual([]);
    expect(
      at(
        "Resources:\n  K: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Value: abcdefghij0123456789 } }",
      ),
    ).toEqual(['key-in-template 2']);
    const mapping = (value: string) => `resource "aws_api_gateway_integration" "i" {
  type = "HTTP_PROXY"
  request_parameters = {
    "integration.request.header.Authorization" = "${value}"
  }
}`;
    expect(at(mapping("'Bearer sk-123'"))).toEqual(['credential-in-mapping 4']);
    expect(at(mapping('context.authorizer.upstream'))).toEqual([]);
  });
});

describe('a stage on the deployment', () => {
  it('is found where it is said, and not where it is null', () => {
    const deployment = (stage: string) => `resource "aws_api_gateway_deployment" "d" {
  triggers   = { a = 1 }
  stage_name = ${stage}
}`;
    expect(at(deployment('"prod"'))).toEqual(['stage-on-deployment 3']);
    expect(at(deployment('null'))).toEqual([]);
  });
});
