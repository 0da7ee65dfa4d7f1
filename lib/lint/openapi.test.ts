import { describe, expect, it } from 'vitest';
import { lint } from './lint';

const found = (text: string) =>
  lint(text).findings.map(({ rule, line, subject }) => `${line} ${subject}: ${rule}`);

const method = `          /{proxy+}:
            x-amazon-apigateway-any-method:
              security: [{ key: [] }]
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: https://a.example.com/x`;

const template = (paths: string, more = '') => `Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        components:
          securitySchemes: { key: { type: apiKey, name: x-api-key, in: header } }${more}
        paths:
${paths}`;

describe('an API whose body is OpenAPI', () => {
  it('has the traps of its integrations at their lines, by API, verb and path', () => {
    expect(found(template(method))).toEqual([
      '13 Api ANY /{proxy+}: key-reaches-upstream',
      '14 Api ANY /{proxy+}: fixed-method',
      '15 Api ANY /{proxy+}: constant-uri',
    ]);
  });

  it('needs no key replaced where its keys come from an authorizer', () => {
    const more = '\n        x-amazon-apigateway-api-key-source: AUTHORIZER';
    expect(found(template(method, more)).join()).not.toContain('key-reaches-upstream');
  });

  it('is read where it stands as JSON in Terraform, and adopted from there', () => {
    const text = `resource "aws_api_gateway_rest_api" "api" {
  name = "orders"
  body = jsonencode({
    paths = {
      "/orders" = {
        get = {
          x-amazon-apigateway-integration = {
            type       = "http"
            httpMethod = "GET"
            uri        = "https://orders.example.com/v1"
            responses = {
              default = { statusCode = 200, responseTemplates = { "application/json" = "{}" } }
            }
          }
        }
      }
    }
  })
}`;
    const name = 'aws_api_gateway_rest_api.api GET /orders';
    expect(found(text)).toEqual([
      `8 ${name}: flattened-status`,
      `8 ${name}: lost-headers`,
      `12 ${name}: constant-body`,
    ]);
    expect(lint(text).understood?.params).toMatchObject({
      name: 'orders',
      upstreamUrl: 'https://orders.example.com',
    });
  });

  it('is read from a text too, where a private one must hold its policy', () => {
    const text = (policy: string) => `resource "aws_api_gateway_rest_api" "api" {
  body = <<-EOT
    {"openapi": "3.0.1", ${policy}
     "paths": {"/{proxy+}": {"x-amazon-apigateway-any-method": {"x-amazon-apigateway-integration":
       {"type": "http_proxy", "httpMethod": "ANY",
        "uri": "https://a.example.com/"}}}}}
  EOT
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}`;
    const name = 'aws_api_gateway_rest_api.api';
    expect(found(text(''))).toEqual([
      `1 ${name}: private-without-policy`,
      `6 ${name} ANY /{proxy+}: constant-uri`,
    ]);
    const policy = `"x-amazon-apigateway-policy": {"Statement": [{"Effect": "Deny", "Condition":
      {"StringNotEquals": {"aws:SourceVpc": "v",
        "aws:SourceVpce": "e"}}}]},`;
    expect(found(text(policy))).toEqual([
      `5 ${name}: anded-conditions`,
      `8 ${name} ANY /{proxy+}: constant-uri`,
    ]);
  });

  it('is nobody’s guess where it is computed', () => {
    const text = `resource "aws_api_gateway_rest_api" "api" {
  body = templatefile("api.yaml", {})
  endpoint_configuration { types = ["PRIVATE"] }
}`;
    expect(found(text)).toEqual([]);
  });
});
