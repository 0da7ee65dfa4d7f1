import { describe, expect, test } from 'vitest';
import { checkProperties } from './properties';
import { loadSchemas } from './schema';
import type { JsonObject } from './template/document';

// Source: S-SPEC

const schemas = await loadSchemas();

function check(type: string, properties: JsonObject) {
  const schema = schemas.resources.get(type);
  if (!schema) throw new Error(`no schema of ${type}`);
  return checkProperties(schemas, schema.properties, properties);
}

/**
 * Against AWS's own resource schemas (S-SPEC). The words are those of CloudFormation's schema validation, as in
 * aws-cloudformation/cloudformation-coverage-roadmap#1514. The schemas carry no pattern, length or range for any type
 * that the sandbox makes; those are the services' own to refuse.
 */
describe('properties', () => {
  test.each<[string, string, JsonObject, string[]]>([
    [
      'a key of no property',
      'AWS::EC2::VPC',
      { CidrBlock: '10.0.0.0/16', Cidr: 'x' },
      ['#: extraneous key [Cidr] is not permitted'],
    ],
    [
      'an attribute, which is read-only (UNCONFIRMED words)',
      'AWS::EC2::VPC',
      { CidrBlock: '10.0.0.0/16', DefaultSecurityGroup: 'sg-1' },
      ['#: extraneous key [DefaultSecurityGroup] is not permitted'],
    ],
    [
      'two missing keys',
      'AWS::ApiGateway::GatewayResponse',
      {},
      ['#: required key [ResponseType] not found', '#: required key [RestApiId] not found'],
    ],
    [
      'a list for text',
      'AWS::EC2::Subnet',
      { VpcId: ['vpc-1'] },
      ['#/VpcId: expected type: String, found: JSONArray'],
    ],
    [
      'text for a list',
      'AWS::EC2::VPCEndpoint',
      { VpcId: 'vpc-1', ServiceName: 's', SubnetIds: 'subnet-1' },
      ['#/SubnetIds: expected type: JSONArray, found: String'],
    ],
    [
      'a fraction for an integer',
      'AWS::Logs::LogGroup',
      { RetentionInDays: 1.5 },
      ['#/RetentionInDays: expected type: Integer, found: Double'],
    ],
    [
      'a number out of its values',
      'AWS::Logs::LogGroup',
      { RetentionInDays: 2 },
      ['#/RetentionInDays: 2 is not a valid enum value'],
    ],
    [
      'a text out of its values',
      'AWS::ApiGateway::UsagePlanKey',
      { KeyId: 'k', KeyType: 'KEY', UsagePlanId: 'p' },
      ['#/KeyType: KEY is not a valid enum value'],
    ],
    [
      'faults below, by path',
      'AWS::ApiGateway::Method',
      {
        RestApiId: 'a',
        ResourceId: 'r',
        HttpMethod: 'GET',
        Integration: { Type: 'HTTPS', Uris: [], TimeoutInMillis: 'soon' },
      },
      [
        '#/Integration/Type: HTTPS is not a valid enum value',
        '#/Integration: extraneous key [Uris] is not permitted',
        '#/Integration/TimeoutInMillis: expected type: Number, found: String',
      ],
    ],
    [
      'a tag that is half',
      'AWS::EC2::VPC',
      { CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'a' }] },
      ['#/Tags/0: required key [Value] not found'],
    ],
  ])('are refused: %s', (_what, type, properties, faults) => {
    expect(check(type, properties).faults.sort()).toEqual(faults.sort());
  });

  test('come out in the types of the schema: text becomes number and truth (UserGuide, data types)', () => {
    const { properties, faults } = check('AWS::ApiGateway::Stage', {
      RestApiId: 'a',
      Variables: { host: 'h' },
      MethodSettings: [
        { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: '5', MetricsEnabled: 'true' },
      ],
    });
    expect(faults).toEqual([]);
    expect(properties).toEqual({
      RestApiId: 'a',
      Variables: { host: 'h' },
      MethodSettings: [
        { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 5, MetricsEnabled: true },
      ],
    });
  });
});
