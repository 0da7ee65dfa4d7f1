import { describe, expect, it } from 'vitest';
import { saidBy } from './said';

describe('what a line says', () => {
  it.each([
    ['  integration_http_method = "GET"', '        IntegrationHttpMethod: GET'],
    ['  timeout_milliseconds = 5000', '        TimeoutInMillis: 5000'],
    ['    "method.request.path.proxy" = true', '        method.request.path.proxy: true'],
    ['  rest_api_id = aws_api_gateway_rest_api.api.id', '      RestApiId: !Ref Api'],
    ['  endpoint_configuration {', '      EndpointConfiguration:'],
    ['  policy = jsonencode({', '      Policy:'],
    ['          "Uri": "https://a.example.com/",', '      Uri: https://a.example.com/'],
  ])('%s is %s', (terraform, cloudformation) => {
    expect(saidBy(terraform)).toEqual(saidBy(cloudformation));
    expect(saidBy(terraform)).toHaveLength(1);
  });

  it('of a list in one line is its name and each of its items', () => {
    const items = ['      Types:', '        - PRIVATE'].flatMap(saidBy);
    expect(saidBy('    types = ["PRIVATE"]')).toEqual(items);
  });

  it.each([
    '}',
    '  description = null',
    '  tags = {}',
    '# a comment',
    'resource "aws_vpc" "vpc" {',
    '    Type: AWS::EC2::VPC',
    '  Vpc:',
    '    Properties:',
    '  depends_on = [aws_vpc.vpc]',
    '',
  ])('is nothing in %j', (text) => {
    expect(saidBy(text)).toEqual([]);
  });
});
