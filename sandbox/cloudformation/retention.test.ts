import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { clientSettings, eventsOf, settled, trail } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: CloudFormation User Guide, DeletionPolicy and UpdateReplacePolicy

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));

type Attributes = { DeletionPolicy?: string; UpdateReplacePolicy?: string };

const template = (attributes: Attributes, octet: number, more: object = {}) =>
  JSON.stringify({
    Resources: {
      Vpc: {
        Type: 'AWS::EC2::VPC',
        ...attributes,
        Properties: { CidrBlock: `10.${octet}.0.0/16` },
      },
      ...more,
    },
  });
/** The account refuses it: a VPC is from /16 to /28. */
const bad = {
  Bad: { Type: 'AWS::EC2::VPC', DependsOn: 'Vpc', Properties: { CidrBlock: '10.0.0.0/8' } },
};
const other = { Other: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } } };

async function create(StackName: string, TemplateBody: string) {
  const { StackId = '' } = await client.send(new CreateStackCommand({ StackName, TemplateBody }));
  const { StackStatus } = await settled(client, StackId);
  const { StackResources = [] } = await client.send(
    new DescribeStackResourcesCommand({ StackName: StackId }),
  );
  const made = StackResources.find((it) => it.LogicalResourceId === 'Vpc');
  return { StackId, StackStatus, vpcId: made?.PhysicalResourceId ?? '' };
}

async function update(StackName: string, TemplateBody: string) {
  await client.send(new UpdateStackCommand({ StackName, TemplateBody }));
  return (await settled(client, StackName)).StackStatus;
}

const exists = (vpcId: string) => sandbox.context.ec2.vpcs.has(vpcId);

/** UserGuide, DeletionPolicy attribute: the three cases in which a resource would go. */
describe('DeletionPolicy', () => {
  test.each([
    ['Delete', false],
    ['Retain', true],
    ['RetainExceptOnCreate', true],
  ])('%s when the stack is deleted', async (DeletionPolicy, isKept) => {
    const { StackId, vpcId } = await create(
      `deleted-${DeletionPolicy}`,
      template({ DeletionPolicy }, 1),
    );
    await client.send(new DeleteStackCommand({ StackName: StackId }));
    expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(exists(vpcId)).toBe(isKept);
    expect(trail(await eventsOf(client, StackId))).toContain(
      isKept ? 'Vpc DELETE_SKIPPED' : 'Vpc DELETE_COMPLETE',
    );
  });

  test.each([
    ['Delete', false],
    ['Retain', true],
    ['RetainExceptOnCreate', false],
  ])('%s when the creation is rolled back', async (DeletionPolicy, isKept) => {
    const { StackStatus, vpcId } = await create(
      `failed-${DeletionPolicy}`,
      template({ DeletionPolicy }, 2, bad),
    );
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(exists(vpcId)).toBe(isKept);
  });

  test.each([
    ['Delete', false],
    ['Retain', true],
    ['RetainExceptOnCreate', true],
  ])('%s when the template no longer has it', async (DeletionPolicy, isKept) => {
    const { StackId, vpcId } = await create(
      `dropped-${DeletionPolicy}`,
      template({ DeletionPolicy }, 3, other),
    );
    expect(await update(StackId, JSON.stringify({ Resources: other }))).toBe('UPDATE_COMPLETE');
    expect(exists(vpcId)).toBe(isKept);
  });
});

test.each([
  ['Delete', false],
  ['Retain', true],
])(
  'UpdateReplacePolicy %s decides about what is replaced (UserGuide, UpdateReplacePolicy attribute)',
  async (UpdateReplacePolicy, isKept) => {
    const attributes = { UpdateReplacePolicy, DeletionPolicy: 'Delete' };
    const { StackId, vpcId } = await create(
      `replaced-${UpdateReplacePolicy}`,
      template(attributes, 4),
    );
    expect(await update(StackId, template(attributes, 5))).toBe('UPDATE_COMPLETE');
    expect(exists(vpcId)).toBe(isKept);
  },
);

test('ResourceTypes bound what a template may hold (API CreateStack; LocalStack validated snapshots, test_update_with_resource_types)', async () => {
  const send = (ResourceTypes: string[]) =>
    client.send(
      new CreateStackCommand({
        StackName: 'typed',
        TemplateBody: template({}, 6),
        ResourceTypes,
      }),
    );
  await expect(send(['AWS::IAM::*'])).rejects.toThrow(
    'Resource type AWS::EC2::VPC is not allowed by parameter ResourceTypes [AWS::IAM::*]',
  );
  const { StackId = '' } = await send(['AWS::IAM::Role', 'AWS::EC2::*']);
  expect((await settled(client, StackId)).StackStatus).toBe('CREATE_COMPLETE');
});
