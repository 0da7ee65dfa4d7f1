import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeAccountLimitsCommand,
  GetTemplateSummaryCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { clientSettings, eventsOf, settled } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: CloudFormation User Guide and API Reference

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));

const vpc = "Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: 10.0.0.0/16 } }";

describe("a template is refused at the call, in CloudFormation's words", () => {
  test.each([
    [
      'not YAML',
      'Resources: [',
      /^Template format error: YAML not well-formed\. \(line \d+, column \d+\)$/,
    ],
    [
      'not JSON',
      '{"Resources": }',
      /^Template format error: JSON not well-formed\. \(line 1, column \d+\)$/,
    ],
    ['a list', '- a', 'Template format error: unsupported structure.'],
    [
      'no resources',
      'Description: x',
      'Template format error: At least one Resources member must be defined.',
    ],
    [
      'an unknown section',
      `Foo: 1\nResources:\n  ${vpc}`,
      'Invalid template property or properties [Foo]',
    ],
    [
      'an unknown member',
      "Resources:\n  V: { Type: 'AWS::EC2::VPC', Props: {} }",
      "Invalid template resource property 'Props'",
    ],
    [
      'no type',
      'Resources:\n  V: { Properties: {} }',
      'Template format error: [/Resources/V] Every Resources object must contain a Type member.',
    ],
    [
      'a bad name',
      "Resources:\n  My-V: { Type: 'AWS::EC2::VPC' }",
      'Template format error: Resource name My-V is non alphanumeric.',
    ],
    [
      'an unknown type',
      "Resources:\n  V: { Type: 'AWS::EC2::Vcp' }",
      'Template format error: Unrecognized resource types: [AWS::EC2::Vcp]',
    ],
    [
      'null',
      "Resources:\n  V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: } }",
      "[/Resources/V/Properties/CidrBlock] 'null' values are not allowed in templates",
    ],
    [
      'a dangling Ref',
      "Resources:\n  V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: !Ref Nowhere } }",
      'Template format error: Unresolved resource dependencies [Nowhere] in the Resources block of the template',
    ],
    [
      'a dangling Sub',
      `Resources:\n  V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: !Sub '\${Nowhere}' } }`,
      'Template format error: Unresolved resource dependencies [Nowhere] in the Resources block of the template',
    ],
    [
      'a dangling DependsOn',
      "Resources:\n  V: { Type: 'AWS::EC2::VPC', DependsOn: Nowhere }",
      'Template format error: Unresolved resource dependencies [Nowhere] in the Resources block of the template',
    ],
    [
      'a dangling output',
      `Resources:\n  ${vpc}\nOutputs: { A: { Value: !Ref Nowhere } }`,
      'Template format error: Unresolved resource dependencies [Nowhere] in the Outputs block of the template',
    ],
    [
      'a GetAtt of nothing',
      `Resources:\n  ${vpc}\nOutputs: { A: { Value: !GetAtt Nowhere.Arn } }`,
      'Template error: instance of Fn::GetAtt references undefined resource Nowhere',
    ],
    [
      'an attribute that is none',
      `Resources:\n  ${vpc}\nOutputs: { A: { Value: !GetAtt Vpc.Arn } }`,
      'Template error: resource Vpc does not support attribute type Arn in Fn::GetAtt',
    ],
    [
      'a cycle',
      "Resources:\n  A: { Type: 'AWS::EC2::VPC', DependsOn: B }\n  B: { Type: 'AWS::EC2::VPC', DependsOn: A }",
      'Circular dependency between resources: [A, B]',
    ],
    [
      'an unknown condition',
      "Resources:\n  V: { Type: 'AWS::EC2::VPC', Condition: Nope }",
      'Template format error: Unresolved condition dependency Nope in the Resources block of the template',
    ],
    [
      'a missing parameter',
      `Parameters: { Env: { Type: String } }\nResources:\n  ${vpc}`,
      'Parameters: [Env] must have values',
    ],
    [
      'a parameter out of its values',
      `Parameters: { Env: { Type: String, AllowedValues: [dev], Default: prod } }\nResources:\n  ${vpc}`,
      "Parameter 'Env' must be one of AllowedValues",
    ],
  ])('%s', async (_what, TemplateBody, message) => {
    const call = client.send(new CreateStackCommand({ StackName: 'refused', TemplateBody }));
    await expect(call).rejects.toMatchObject({
      name: 'ValidationError',
      message: message instanceof RegExp ? expect.stringMatching(message) : message,
    });
  });

  test('over 51,200 bytes inline (aws-facts C, S-SDK)', async () => {
    const pad = (bytes: number) => {
      const body = `# ${'x'.repeat(bytes)}\nResources:\n  ${vpc}\n`;
      return body.slice(body.length - bytes);
    };
    const send = (TemplateBody: string) =>
      client.send(new ValidateTemplateCommand({ TemplateBody: `#${TemplateBody.slice(1)}` }));
    await expect(send(pad(51_200))).resolves.toBeDefined();
    await expect(send(pad(51_201))).rejects.toThrow(
      /failed to satisfy constraint: Member must have length less than or equal to 51200$/,
    );
  });

  test('a stack name out of its pattern', async () => {
    await expect(
      client.send(
        new CreateStackCommand({ StackName: '1st', TemplateBody: `Resources:\n  ${vpc}` }),
      ),
    ).rejects.toThrow(
      "1 validation error detected: Value '1st' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*",
    );
  });
});

describe('capabilities (aws-facts D3)', () => {
  const role = (name: string) => `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ${name}
      AssumeRolePolicyDocument: { Version: 2012-10-17, Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }] }
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole']
Outputs: { Arn: { Value: !GetAtt Role.Arn } }
`;

  test('an IAM resource needs CAPABILITY_IAM, a named one CAPABILITY_NAMED_IAM', async () => {
    const create = (TemplateBody: string, Capabilities?: 'CAPABILITY_IAM'[]) =>
      client.send(new CreateStackCommand({ StackName: 'role', TemplateBody, Capabilities }));
    await expect(create(role(''))).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
    await expect(create(role('RoleName: fixed'), ['CAPABILITY_IAM'])).rejects.toThrow(
      'Requires capabilities : [CAPABILITY_NAMED_IAM]',
    );
    const { StackId = '' } = await create(role(''), ['CAPABILITY_IAM']);
    const stack = await settled(client, StackId);
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(stack.Outputs?.[0]?.OutputValue).toMatch(/^arn:aws:iam::\d{12}:role\/role-Role-\w+$/);
  });

  test('a summary tells capabilities, types, parameters and metadata (S-SDK GetTemplateSummary)', async () => {
    const TemplateBody = `Metadata: { Sluice: { Spec: { kind: proxy } } }\nDescription: d\n${role('RoleName: fixed')}`;
    expect(await client.send(new GetTemplateSummaryCommand({ TemplateBody }))).toMatchObject({
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
      ResourceTypes: ['AWS::IAM::Role'],
      Metadata: '{"Sluice":{"Spec":{"kind":"proxy"}}}',
      Description: 'd',
    });
  });
});

describe('functions', () => {
  test('are evaluated as the UserGuide describes them', async () => {
    const TemplateBody = `
Parameters:
  Env: { Type: String, Default: dev }
  List: { Type: CommaDelimitedList, Default: 'a, b,c' }
Mappings: { Sizes: { dev: { Bits: 16 }, prod: { Bits: 20 } } }
Conditions:
  IsDev: !Equals [!Ref Env, dev]
  IsProd: !Not [!Condition IsDev]
  Both: !And [!Condition IsDev, !Condition IsProd]
  Either: !Or [!Condition IsDev, !Condition IsProd]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: !Sub ['10.\${Second}.0.0/\${Bits}', { Second: 7, Bits: !FindInMap [Sizes, !Ref Env, Bits] }]
      InstanceTenancy: !If [IsProd, dedicated, !Ref 'AWS::NoValue']
      EnableDnsSupport: 'true'
  Never: { Type: 'AWS::EC2::VPC', Condition: Both }
Outputs:
  Sub: { Value: !Sub '\${AWS::StackName} \${!Literal} \${Vpc.CidrBlock} \${Env}' }
  Join: { Value: !Join ['-', !Ref List] }
  Select: { Value: !Select [2, !Ref List] }
  Split: { Value: !Select [1, !Split ['|', 'x|y|z']] }
  Zones: { Value: !Join [',', !GetAZs ''] }
  Cidr: { Value: !Join [',', !Cidr [!GetAtt Vpc.CidrBlock, 2, 8]] }
  Base64: { Value: !Base64 hello }
  Account: { Value: !Ref 'AWS::AccountId' }
  Long: { Value: { 'Fn::If': [Either, { Ref: 'AWS::Region' }, no] } }
  Hidden: { Condition: Both, Value: no }
  Octal: { Value: '012' }
`;
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'functions', TemplateBody }),
    );
    const stack = await settled(client, StackId);
    const events = await eventsOf(client, StackId);
    expect(stack.StackStatus, JSON.stringify(events.at(-1))).toBe('CREATE_COMPLETE');
    expect(
      Object.fromEntries(
        (stack.Outputs ?? []).map((output) => [output.OutputKey, output.OutputValue]),
      ),
    ).toEqual({
      Sub: `functions \${Literal} 10.7.0.0/16 dev`,
      Join: 'a-b-c',
      Select: 'c',
      Split: 'y',
      Zones: 'ap-northeast-1a,ap-northeast-1c,ap-northeast-1d',
      Cidr: '10.7.0.0/24,10.7.1.0/24',
      Base64: 'aGVsbG8=',
      Account: '123456789012',
      Long: 'ap-northeast-1',
      Octal: '012',
    });
    expect(events.some((event) => event.LogicalResourceId === 'Never')).toBe(false);
  });
});

test('account limits name the stack limit (aws-facts C)', async () => {
  const { AccountLimits = [] } = await client.send(new DescribeAccountLimitsCommand({}));
  expect(AccountLimits).toContainEqual({ Name: 'StackLimit', Value: 2000 });
});
