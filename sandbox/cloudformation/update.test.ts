import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { clientSettings, eventsOf, settled, trail } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: aws-facts D1, D2; CloudFormation User Guide

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));
const ec2 = new EC2Client(clientSettings(sandbox));

type Change = {
  hostnames?: boolean;
  subnet?: string | null;
  description?: string;
  output?: string;
  zone?: string;
};

function template(change: Change = {}): string {
  const { hostnames = false, subnet = '10.0.0.0/24', description = 'one', output, zone } = change;
  return JSON.stringify({
    Description: description,
    Resources: {
      Vpc: {
        Type: 'AWS::EC2::VPC',
        Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: hostnames },
      },
      ...(subnet === null
        ? {}
        : {
            Subnet: {
              Type: 'AWS::EC2::Subnet',
              Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: subnet, AvailabilityZone: zone },
            },
          }),
    },
    Outputs: {
      VpcId: { Value: { Ref: 'Vpc' } },
      ...(output === undefined ? {} : { Extra: { Value: output } }),
    },
  });
}

async function created(StackName: string, TemplateBody = template()): Promise<string> {
  const { StackId = '' } = await client.send(new CreateStackCommand({ StackName, TemplateBody }));
  expect((await settled(client, StackId)).StackStatus).toBe('CREATE_COMPLETE');
  return StackId;
}

async function physicalIds(StackName: string): Promise<Record<string, string | undefined>> {
  const { StackResourceSummaries = [] } = await client.send(
    new ListStackResourcesCommand({ StackName }),
  );
  return Object.fromEntries(
    StackResourceSummaries.map((resource) => [
      resource.LogicalResourceId,
      resource.PhysicalResourceId,
    ]),
  );
}

describe('updating', () => {
  test('changes in place, replaces what is create-only, and cleans up afterwards (S-SPEC Subnet.CidrBlock)', async () => {
    const StackId = await created('update');
    const before = await physicalIds('update');
    const eventsBefore = (await eventsOf(client, StackId)).length;
    await client.send(
      new UpdateStackCommand({
        StackName: 'update',
        TemplateBody: template({ hostnames: true, subnet: '10.0.9.0/24' }),
        ClientRequestToken: 'update-1',
      }),
    );
    const stack = await settled(client, StackId);
    expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
    const after = await physicalIds('update');
    expect(after.Vpc).toBe(before.Vpc);
    expect(after.Subnet).not.toBe(before.Subnet);
    const events = (await eventsOf(client, StackId)).slice(eventsBefore);
    expect(trail(events)).toEqual([
      'update UPDATE_IN_PROGRESS',
      'Vpc UPDATE_IN_PROGRESS',
      'Vpc UPDATE_COMPLETE',
      'Subnet UPDATE_IN_PROGRESS',
      'Subnet UPDATE_IN_PROGRESS',
      'Subnet UPDATE_COMPLETE',
      'update UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Subnet DELETE_IN_PROGRESS',
      'Subnet DELETE_COMPLETE',
      'update UPDATE_COMPLETE',
    ]);
    expect(events[3]?.ResourceStatusReason).toBe(
      'Requested update requires the creation of a new physical resource; hence creating one.',
    );
    expect(new Set(events.map((event) => event.ClientRequestToken))).toEqual(new Set(['update-1']));
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [after.Vpc ?? ''] }] }),
    );
    expect(Subnets.map((subnet) => subnet.SubnetId)).toEqual([after.Subnet]);
  });

  test('adds and removes resources of any alphanumeric name (UserGuide, resources section)', async () => {
    const vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };
    const bodyOf = (...names: string[]) =>
      JSON.stringify({ Resources: Object.fromEntries(names.map((name) => [name, vpc])) });
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'named', TemplateBody: bodyOf('constructor') }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('CREATE_COMPLETE');
    for (const names of [['constructor', 'toString'], ['toString']]) {
      await client.send(
        new UpdateStackCommand({ StackName: StackId, TemplateBody: bodyOf(...names) }),
      );
      expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_COMPLETE');
      const { StackResourceSummaries = [] } = await client.send(
        new ListStackResourcesCommand({ StackName: StackId }),
      );
      expect(StackResourceSummaries.map((resource) => resource.LogicalResourceId).sort()).toEqual(
        names,
      );
    }
    await client.send(new DeleteStackCommand({ StackName: StackId }));
    expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });

  test('repoints what depends on a replaced resource before the old one goes (UserGuide, update behaviors of stack resources)', async () => {
    const body = (zone: string) =>
      JSON.stringify({
        Resources: {
          ...JSON.parse(template({ zone })).Resources,
          Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
          Link: {
            Type: 'AWS::EC2::SubnetRouteTableAssociation',
            Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' } },
          },
        },
      }).replace('10.0.0.0/24', zone.endsWith('a') ? '10.0.0.0/24' : '10.0.1.0/24');
    const StackId = await created('repoint', body('ap-northeast-1a'));
    const before = await physicalIds('repoint');
    const events = (await eventsOf(client, StackId)).length;
    await client.send(
      new UpdateStackCommand({ StackName: 'repoint', TemplateBody: body('ap-northeast-1c') }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_COMPLETE');
    const after = (await eventsOf(client, StackId)).slice(events);
    expect(trail(after)).toEqual([
      'repoint UPDATE_IN_PROGRESS',
      'Subnet UPDATE_IN_PROGRESS',
      'Subnet UPDATE_IN_PROGRESS',
      'Subnet UPDATE_COMPLETE',
      'Link UPDATE_IN_PROGRESS',
      'Link UPDATE_IN_PROGRESS',
      'Link UPDATE_COMPLETE',
      'repoint UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Link DELETE_IN_PROGRESS',
      'Link DELETE_COMPLETE',
      'Subnet DELETE_IN_PROGRESS',
      'Subnet DELETE_COMPLETE',
      'repoint UPDATE_COMPLETE',
    ]);
    expect(after.at(-2)?.PhysicalResourceId).toBe(before.Subnet);
  });

  test('does not replace a resource whose custom name stays (S-SPEC ApiKey.Name; repost cloudformation-custom-name)', async () => {
    const key = (name: string, value: string) =>
      JSON.stringify({
        Resources: {
          Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Name: name, Value: value } },
        },
      });
    const [first, second] = ['first-value-of-the-key', 'second-value-of-the-key'];
    const StackId = await created('custom', key('kept', first));
    const before = await physicalIds('custom');
    await client.send(
      new UpdateStackCommand({ StackName: 'custom', TemplateBody: key('kept', second) }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const cause = (await eventsOf(client, StackId)).find(
      (event) => event.ResourceStatus === 'UPDATE_FAILED',
    );
    expect(cause?.ResourceStatusReason).toBe(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename kept and update the stack again.',
    );
    expect(await physicalIds('custom')).toEqual(before);
    await client.send(
      new UpdateStackCommand({ StackName: 'custom', TemplateBody: key('renamed', second) }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await physicalIds('custom')).Key).not.toBe(before.Key);
  });

  test('removes what the template no longer has', async () => {
    const StackId = await created('shrink');
    await client.send(
      new UpdateStackCommand({ StackName: 'shrink', TemplateBody: template({ subnet: null }) }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(Object.keys(await physicalIds('shrink'))).toEqual(['Vpc']);
  });

  test('without a change is refused; description and metadata are none, an output is one (UserGuide)', async () => {
    const StackId = await created('same');
    const update = (TemplateBody: string) =>
      client.send(new UpdateStackCommand({ StackName: 'same', TemplateBody }));
    await expect(update(template())).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
    await expect(update(template({ description: 'two' }))).rejects.toThrow(
      'No updates are to be performed.',
    );
    await update(template({ output: 'x' }));
    expect((await settled(client, StackId)).Outputs).toContainEqual({
      OutputKey: 'Extra',
      OutputValue: 'x',
    });
  });

  test('functions over attributes are no hindrance, whether the resource is there or will be (UserGuide, Fn::Select, Fn::Split)', async () => {
    const octet = {
      'Fn::Select': [3, { 'Fn::Split': ['.', { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }] }],
    };
    const body = (hostnames: boolean) =>
      JSON.stringify({
        Resources: {
          Vpc: {
            Type: 'AWS::EC2::VPC',
            Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: hostnames },
          },
          Group: {
            Type: 'AWS::EC2::SecurityGroup',
            Properties: { VpcId: { Ref: 'Vpc' }, GroupDescription: octet },
          },
        },
        Outputs: { Octet: { Value: octet } },
      });
    const StackName = 'octets';
    const { StackId = '' } = await client.send(
      new CreateChangeSetCommand({
        StackName,
        ChangeSetName: 'first',
        ChangeSetType: 'CREATE',
        TemplateBody: body(false),
      }),
    );
    const { Changes = [] } = await client.send(
      new DescribeChangeSetCommand({
        StackName,
        ChangeSetName: 'first',
        IncludePropertyValues: true,
      }),
    );
    expect(JSON.parse(Changes[0]?.ResourceChange?.AfterContext ?? '{}')).toMatchObject({
      Properties: { GroupDescription: '{{changeSet:KNOWN_AFTER_APPLY}}' },
    });
    await client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName: 'first' }));
    expect((await settled(client, StackId)).Outputs?.[0]?.OutputValue).toBe('0/16');
    await client.send(new UpdateStackCommand({ StackName, TemplateBody: body(true) }));
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_COMPLETE');
  });

  test('a change of tags reaches the resources', async () => {
    const StackId = await created('tags');
    await client.send(
      new UpdateStackCommand({
        StackName: 'tags',
        UsePreviousTemplate: true,
        Tags: [{ Key: 'sluice:owner', Value: 'someone' }],
      }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_COMPLETE');
    const { Vpc } = await physicalIds('tags');
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [Vpc ?? ''] }));
    expect(Vpcs[0]?.Tags).toContainEqual({ Key: 'sluice:owner', Value: 'someone' });
  });

  test('that fails returns to what was (aws-facts D2 UPDATE_ROLLBACK_COMPLETE)', async () => {
    const StackId = await created('back');
    const before = await physicalIds('back');
    await client.send(
      new UpdateStackCommand({
        StackName: 'back',
        TemplateBody: template({ hostnames: true, subnet: '10.99.0.0/24', output: 'x' }),
      }),
    );
    const stack = await settled(client, StackId);
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stack.Outputs?.map((output) => output.OutputKey)).toEqual(['VpcId']);
    expect(await physicalIds('back')).toEqual(before);
    expect(sandbox.context.ec2.vpcs.get(before.Vpc ?? '')?.enableDnsHostnames).toBe(false);
    const order = trail(await eventsOf(client, StackId));
    expect(order.slice(order.indexOf('Subnet UPDATE_FAILED'))).toEqual([
      'Subnet UPDATE_FAILED',
      'back UPDATE_ROLLBACK_IN_PROGRESS',
      'Vpc UPDATE_IN_PROGRESS',
      'Vpc UPDATE_COMPLETE',
      'Subnet UPDATE_IN_PROGRESS',
      'Subnet UPDATE_COMPLETE',
      'back UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'back UPDATE_ROLLBACK_COMPLETE',
    ]);
    await client.send(
      new UpdateStackCommand({ StackName: 'back', TemplateBody: template({ hostnames: true }) }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_COMPLETE');
  });
});

describe('change sets (aws-facts D1)', () => {
  test('say what would be replaced, and do exactly that', async () => {
    const StackId = await created('plan');
    const { Id } = await client.send(
      new CreateChangeSetCommand({
        StackName: 'plan',
        ChangeSetName: 'edit',
        TemplateBody: template({ hostnames: true, subnet: '10.0.5.0/24' }),
      }),
    );
    const preview = await client.send(
      new DescribeChangeSetCommand({ ChangeSetName: Id, IncludePropertyValues: true }),
    );
    expect(preview).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
    expect(preview.Changes?.map((change) => change.ResourceChange)).toMatchObject([
      {
        Action: 'Modify',
        LogicalResourceId: 'Subnet',
        Replacement: 'True',
        Details: [
          {
            Target: {
              Name: 'CidrBlock',
              RequiresRecreation: 'Always',
              BeforeValue: '10.0.0.0/24',
              AfterValue: '10.0.5.0/24',
            },
          },
        ],
      },
      { Action: 'Modify', LogicalResourceId: 'Vpc', Replacement: 'False' },
    ]);
    await client.send(
      new ExecuteChangeSetCommand({ ChangeSetName: Id, ClientRequestToken: 'run-1' }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_COMPLETE');
    await expect(
      client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id })),
    ).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
  });

  test('without changes fail, and that is no error', async () => {
    await created('plan-same');
    await client.send(
      new CreateChangeSetCommand({
        StackName: 'plan-same',
        ChangeSetName: 'none',
        TemplateBody: template(),
      }),
    );
    expect(
      await client.send(
        new DescribeChangeSetCommand({ StackName: 'plan-same', ChangeSetName: 'none' }),
      ),
    ).toMatchObject({
      Status: 'FAILED',
      StatusReason: expect.stringContaining("didn't contain changes"),
      ExecutionStatus: 'UNAVAILABLE',
    });
  });

  test('of type CREATE leave a stack in review until they are executed', async () => {
    const { Id, StackId = '' } = await client.send(
      new CreateChangeSetCommand({
        StackName: 'fresh',
        ChangeSetName: 'first',
        ChangeSetType: 'CREATE',
        TemplateBody: template(),
      }),
    );
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'fresh' }));
    expect(Stacks[0]?.StackStatus).toBe('REVIEW_IN_PROGRESS');
    const preview = await client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
    expect(preview.Changes?.map((change) => change.ResourceChange?.Action)).toEqual(['Add', 'Add']);
    await client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
    expect((await settled(client, StackId)).StackStatus).toBe('CREATE_COMPLETE');
  });
});

describe('deleting', () => {
  test('is refused under termination protection, and twice is no error (S-SDK)', async () => {
    const StackId = await created('kept');
    const protect = (EnableTerminationProtection: boolean) =>
      client.send(
        new UpdateTerminationProtectionCommand({ StackName: 'kept', EnableTerminationProtection }),
      );
    await protect(true);
    await expect(client.send(new DeleteStackCommand({ StackName: 'kept' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack [kept] cannot be deleted while TerminationProtection is enabled',
    });
    await protect(false);
    await client.send(new DeleteStackCommand({ StackName: 'kept' }));
    await client.send(new DeleteStackCommand({ StackName: 'kept' }));
    expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
    await client.send(new DeleteStackCommand({ StackName: 'kept' }));
  });

  test('stops where a resource is still used, and says which; the rest can be retained (S-SDK RetainResources)', async () => {
    const StackId = await created('used', template({ subnet: null }));
    const { Vpc = '' } = await physicalIds('used');
    const other = JSON.stringify({
      Resources: {
        Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: Vpc, CidrBlock: '10.0.1.0/24' } },
      },
    });
    await created('guest', other);
    await client.send(new DeleteStackCommand({ StackName: 'used' }));
    const stack = await settled(client, StackId);
    expect(stack).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Vpc]. ',
    });
    const cause = (await eventsOf(client, StackId)).find(
      (event) => event.ResourceStatus === 'DELETE_FAILED',
    );
    expect(cause?.ResourceStatusReason).toContain(
      `The vpc '${Vpc}' has dependencies and cannot be deleted.`,
    );
    await client.send(new DeleteStackCommand({ StackName: 'used', RetainResources: ['Vpc'] }));
    expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(sandbox.context.ec2.vpcs.has(Vpc)).toBe(true);
  });

  test('while the stack is being created leaves nothing behind', async () => {
    sandbox.context.engine.hold('early');
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'early', TemplateBody: template() }),
    );
    await client.send(new DeleteStackCommand({ StackName: 'early' }));
    sandbox.context.engine.release('early');
    expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
    const order = trail(await eventsOf(client, StackId));
    expect(order).not.toContain('early CREATE_COMPLETE');
  });
});
