import { randomUUID } from 'node:crypto';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { clientSettings, settled } from '../../testing/sdk';
import { startSandbox } from '../../testing/start';

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));

const Vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };
const propertied = (CidrBlock: unknown) => ({
  Resources: { V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock } } },
});
const conditioned = (condition: unknown) => ({
  Conditions: { C: condition },
  Resources: { V: Vpc },
});
const mapped = (mapping: unknown, ...keys: string[]) => ({
  Mappings: { Sizes: mapping },
  ...propertied({ 'Fn::FindInMap': keys.length > 0 ? ['Sizes', ...keys] : ['Sizes', 'a', 'b'] }),
});
const many = (count: number, member: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`N${index}`, member]));

async function refusal(template: object | string, Parameters: [string, string][] = []) {
  const call = client.send(
    new CreateStackCommand({
      StackName: `refused-${randomUUID()}`,
      TemplateBody: typeof template === 'string' ? template : JSON.stringify(template),
      Parameters: Parameters.map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    }),
  );
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'ValidationError' });
  return error instanceof Error ? error.message : '';
}

const select =
  'Template error: Fn::Select requires a list argument with two elements: an integer index and a list';
const getAtt =
  'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute';
const pairOf = (name: string) =>
  `Template error: every Fn::${name} object requires a list of at least 2 and at most 10 boolean parameters.`;
const equal = { 'Fn::Equals': ['a', 'a'] };

/** Recorded from AWS by LocalStack: tests/aws/services/cloudformation, `*.snapshot.json` of the tests named. */
describe("texts that LocalStack's validated snapshots hold", () => {
  test.each<[string, object | string, string]>([
    [
      'test_validate_invalid_json_template_should_fail',
      '{"this is invalid JSON"="bobbins"}',
      'Template format error: JSON not well-formed. (line 1, column 25)',
    ],
    [
      'test_invalid_output_structure[none-value]',
      { Resources: { Vpc }, Outputs: { MyOutput: { Value: null } } },
      "[/Outputs/MyOutput/Value] 'null' values are not allowed in templates",
    ],
    [
      'test_invalid_output_structure[multiple-nones]',
      { Resources: { Vpc }, Outputs: { MyOutput: {} } },
      'Template format error: Every Outputs member must contain a Value object',
    ],
    [
      'test_linting_error_during_creation',
      { Resources: { Vpc: 'x' } },
      'Template format error: Any Resources member must be an object.',
    ],
    [
      'test_using_pseudoparameters_in_places[parameter]',
      { Parameters: { 'AWS::NoValue': { Type: 'String' } }, Resources: { Vpc } },
      'Template format error: Parameter name AWS::NoValue is non alphanumeric.',
    ],
    [
      'test_missing_condition',
      propertied({ 'Fn::If': ['MissingCondition', 'a', 'b'] }),
      'Template error: unresolved condition dependency MissingCondition in Fn::If',
    ],
    [
      'test_validate_equals_args_len',
      conditioned({ 'Fn::Equals': ['a'] }),
      'Template error: every Fn::Equals object requires a list of 2 string parameters.',
    ],
    [
      'test_validate_split_arguments_len',
      propertied({ 'Fn::Split': [','] }),
      'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
    ],
    ['test_invalid_structure[getatt_validation]', propertied({ 'Fn::GetAtt': ['V'] }), getAtt],
    ['test_invalid_structure[getatt_validation2]', propertied({ 'Fn::GetAtt': 'V' }), getAtt],
    [
      'test_invalid_select_index_type[non-integer-index]',
      propertied({ 'Fn::Select': ['bad', ['test']] }),
      select,
    ],
    ['test_invalid_select_index_type[non-list-list]', propertied({ 'Fn::Select': [0, 2] }), select],
    [
      'test_invalid_select_index_type[index-out-of-range]',
      propertied({ 'Fn::Select': [100, ['test']] }),
      select,
    ],
    [
      'test_async_mapping_error_first_level_v2',
      mapped({ a: { b: 'x' } }, 'C', 'b'),
      'Template error: Unable to get mapping for Sizes::C::b',
    ],
    [
      'test_async_mapping_error_second_level_v2',
      mapped({ a: { b: 'x' } }, 'a', 'NotValid'),
      'Template error: Unable to get mapping for Sizes::a::NotValid',
    ],
    [
      'test_mapping_with_invalid_refs',
      mapped({ a: { b: { Ref: 'AWS::Region' } } }),
      'Template format error: Every Mappings attribute must be a String or a List.',
    ],
    [
      'test_mapping_minimum_nesting_depth',
      mapped({ A: 'x' }),
      'Template format error: Every Mappings member A must be a map',
    ],
  ])('%s', async (_test, template, message) => {
    expect(await refusal(template)).toBe(message);
  });

  const skipped = (Outputs: object, CidrBlock: unknown) => ({
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: {
      Skipped: { ...Vpc, Condition: 'Never' },
      V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock } },
    },
    Outputs,
  });

  test('test_dependent_get_att: a resource of a false condition cannot be used', async () => {
    expect(await refusal(skipped({}, { 'Fn::GetAtt': ['Skipped', 'CidrBlock'] }))).toBe(
      'Template format error: Unresolved resource dependencies [Skipped] in the Resources block of the template',
    );
  });

  test('test_output_reference_to_skipped_resource: nor in an output, which AWS says without the prefix', async () => {
    expect(await refusal(skipped({ A: { Value: { Ref: 'Skipped' } } }, '10.0.0.0/16'))).toBe(
      'Unresolved resource dependencies [Skipped] in the Outputs block of the template',
    );
  });

  test('test_invalid_parameter_type', async () => {
    const template = { Parameters: { Value: { Type: 'Number' } }, Resources: { Vpc } };
    expect(await refusal(template, [['Value', 'x']])).toBe("Parameter 'Value' must be a number.");
  });
});

describe('texts from reports', () => {
  test.each<[string, object, string]>([
    [
      'a variable of Fn::Sub out of its characters (aws-cloudformation/cfn-lint#1430)',
      propertied({ 'Fn::Sub': `\${bad:-name}` }),
      'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
    ],
    [
      'one condition in Fn::Or (aws/aws-cdk#25696)',
      conditioned({ 'Fn::Or': [equal] }),
      pairOf('Or'),
    ],
    [
      'eleven conditions in Fn::And (buildkite/elastic-ci-stack-for-aws#370)',
      conditioned({ 'Fn::And': Array.from({ length: 11 }, () => equal) }),
      pairOf('And'),
    ],
    [
      'a resource in a condition (aws-cloudformation/cfn-lint#99)',
      { Conditions: { C: { 'Fn::Equals': [{ Ref: 'V' }, 'a'] } }, Resources: { V: Vpc } },
      'Template format error: Unresolved dependencies [V]. Cannot reference resources in the Conditions block of the template',
    ],
    [
      'a default that is no text (cloudtools/troposphere#808)',
      { Parameters: { P: { Type: 'String', Default: { a: 1 } } }, Resources: { Vpc } },
      'Template format error: Every Default member must be a string.',
    ],
    [
      'an output that is a list (aws-cloudformation/cfn-lint#485)',
      { Resources: { Vpc }, Outputs: { A: { Value: ['a', 'b'] } } },
      'Template format error: The Value field of every Outputs member must evaluate to a String and not a List.',
    ],
    [
      'an output that is a map (aws-amplify/amplify-cli#12076)',
      { Resources: { Vpc }, Outputs: { A: { Value: { a: 'b' } } } },
      'Template format error: The Value field of every Outputs member must evaluate to a String and not a Map.',
    ],
    [
      '501 resources (UserGuide, cloudformation-limits)',
      { Resources: many(501, Vpc) },
      'Template format error: Number of resources, 501, is greater than maximum allowed, 500',
    ],
  ])('%s', async (_what, template, message) => {
    expect(await refusal(template)).toBe(message);
  });

  test('a resource that waits for itself is a circle', async () => {
    expect(await refusal({ Resources: { A: { ...Vpc, DependsOn: 'A' } } })).toBe(
      'Circular dependency between resources: [A]',
    );
  });

  test('DependsOn names resources only (UserGuide, DependsOn attribute)', async () => {
    const Parameters = { P: { Type: 'String', Default: 'x' } };
    expect(await refusal({ Parameters, Resources: { A: { ...Vpc, DependsOn: 'P' } } })).toBe(
      'Template format error: Unresolved resource dependencies [P] in the Resources block of the template',
    );
  });
});

describe('facts whose words no source gives', () => {
  test.each<[string, object, RegExp]>([
    ['an unknown function', propertied({ 'Fn::Length': [] }), /unsupported function: Fn::Length/],
    [
      'an unknown parameter type',
      { Parameters: { P: { Type: 'Text', Default: 'x' } }, Resources: { Vpc } },
      /Unrecognized parameter type: Text/,
    ],
    [
      'a condition that needs itself',
      {
        Conditions: {
          A: { 'Fn::Not': [{ Condition: 'B' }] },
          B: { 'Fn::Not': [{ Condition: 'A' }] },
        },
        Resources: { V: Vpc },
      },
      /Circular dependency between conditions/,
    ],
    [
      '201 outputs (UserGuide, cloudformation-limits)',
      { Resources: { Vpc }, Outputs: many(201, { Value: 'x' }) },
      /Number of outputs, 201/,
    ],
    [
      'a description over 1,024 bytes (UserGuide, template-description-structure)',
      { Description: 'é'.repeat(513), Resources: { Vpc } },
      /'Description' length is greater than 1024/,
    ],
  ])('%s', async (_what, template, message) => {
    expect(await refusal(template)).toMatch(message);
  });
});

/** UserGuide, parameters section: constraints hold for each entry of a list; a description replaces AWS's words. */
describe('parameters', () => {
  const template = (parameter: object) => ({
    Parameters: { P: parameter },
    ...propertied({ Ref: 'P' }),
  });

  test.each<[object, string, string]>([
    [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'A', "Parameter 'P' must match pattern [a-z]+"],
    [
      { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'small letters' },
      'A',
      "Parameter 'P' failed to satisfy constraint: small letters",
    ],
    [
      { Type: 'String', AllowedValues: ['a'], ConstraintDescription: 'only a' },
      'b',
      "Parameter 'P' failed to satisfy constraint: only a",
    ],
    [{ Type: 'String', MinLength: 2 }, 'a', "Parameter 'P' must contain at least 2 characters"],
    [{ Type: 'String', MaxLength: 2 }, 'abc', "Parameter 'P' must contain at most 2 characters"],
    [{ Type: 'Number', MinValue: 2 }, '1', "Parameter 'P' must be a number not less than 2"],
    [{ Type: 'Number', MaxValue: 2 }, '3', "Parameter 'P' must be a number not greater than 2"],
    [
      { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] },
      'a, c',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [{ Type: 'List<Number>' }, '1,x', "Parameter 'P' must be a list of numbers."],
  ])('%o refuses %s', async (parameter, value, message) => {
    expect(await refusal(template(parameter), [['P', value]])).toBe(message);
  });

  test('that the template does not have are refused, and those without a value', async () => {
    expect(await refusal(template({ Type: 'String' }), [['Q', 'x']])).toBe(
      'Parameters: [Q] do not exist in the template',
    );
    // LocalStack's validated snapshots, test_no_parameters_given.
    expect(await refusal(template({ Type: 'String' }))).toBe('Parameters: [P] must have values');
  });
});

test('Fn::Sub leaves alone what it puts in, and the literal form (UserGuide, Fn::Sub)', async () => {
  const { StackId = '' } = await client.send(
    new CreateStackCommand({
      StackName: 'literal',
      TemplateBody: JSON.stringify({
        Parameters: { P: { Type: 'String', Default: `\${!Kept}` } },
        Resources: { Vpc },
        Outputs: { A: { Value: { 'Fn::Sub': `\${P} \${!AWS::Region} \${AWS::Region}` } } },
      }),
    }),
  );
  const stack = await settled(client, StackId);
  expect(stack.Outputs?.[0]?.OutputValue).toBe(`\${!Kept} \${AWS::Region} ap-northeast-1`);
});
