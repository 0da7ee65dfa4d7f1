import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { clientSettings, eventsOf, settled, trail } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: aws-facts D2

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));
const ec2 = new EC2Client(clientSettings(sandbox));

const endpoint = (privateDns: boolean, DependsOn?: string) => ({
  Type: 'AWS::EC2::VPCEndpoint',
  ...(DependsOn === undefined ? {} : { DependsOn }),
  Properties: {
    VpcEndpointType: 'Interface',
    VpcId: { Ref: 'Vpc' },
    ServiceName: 'com.amazonaws.ap-northeast-1.execute-api',
    SubnetIds: [{ Ref: 'Subnet' }],
    PrivateDnsEnabled: privateDns,
  },
});
const subnet = (CidrBlock: string, DependsOn?: string) => ({
  Type: 'AWS::EC2::Subnet',
  ...(DependsOn === undefined ? {} : { DependsOn }),
  Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock, AvailabilityZone: 'ap-northeast-1a' },
});
const network = (more: object) =>
  JSON.stringify({
    Resources: {
      Vpc: {
        Type: 'AWS::EC2::VPC',
        Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true },
      },
      Subnet: subnet('10.0.0.0/24'),
      ...more,
    },
  });

async function created(StackName: string, TemplateBody: string): Promise<string> {
  const { StackId = '' } = await client.send(new CreateStackCommand({ StackName, TemplateBody }));
  expect((await settled(client, StackId)).StackStatus).toBe('CREATE_COMPLETE');
  return StackId;
}

async function physicalIds(StackName: string): Promise<Record<string, string>> {
  const { StackResources = [] } = await client.send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  return Object.fromEntries(
    StackResources.map((it) => [it.LogicalResourceId, it.PhysicalResourceId ?? '']),
  );
}

const since = (events: StackEvent[], index: number) => trail(events.slice(index));

/**
 * Private DNS moves from one endpoint to another and then something fails: the first cannot have it back while the
 * second is there, which goes only in the clean-up. One private-DNS endpoint per service and VPC: aws-facts A2.
 */
async function stuck(StackName: string): Promise<string> {
  const StackId = await created(StackName, network({ First: endpoint(true) }));
  await client.send(
    new UpdateStackCommand({
      StackName,
      TemplateBody: network({
        First: endpoint(false),
        Second: endpoint(true, 'First'),
        Bad: subnet('10.9.0.0/24', 'Second'),
      }),
    }),
  );
  expect(await settled(client, StackId)).toMatchObject({
    StackStatus: 'UPDATE_ROLLBACK_FAILED',
    StackStatusReason: 'The following resource(s) failed to update: [First]. ',
  });
  return StackId;
}

const privateDnsOf = (endpointId = '') =>
  sandbox.context.ec2.endpoints.get(endpointId)?.privateDnsEnabled;
const endpointOwnedBy = (stack: string, logicalId: string) =>
  [...sandbox.context.ec2.endpoints.values()].find(
    ({ tags }) =>
      tags['aws:cloudformation:stack-name'] === stack &&
      tags['aws:cloudformation:logical-id'] === logicalId,
  )?.vpcEndpointId;

describe('a rollback that gets stuck (aws-facts D2 UPDATE_ROLLBACK_FAILED)', () => {
  test('can be continued once its cause is gone, and then all is as it was (API ContinueUpdateRollback)', async () => {
    const StackId = await stuck('mended');
    const before = await physicalIds(StackId);
    await expect(
      client.send(
        new UpdateStackCommand({
          StackName: StackId,
          TemplateBody: network({}),
        }),
      ),
    ).rejects.toThrow(
      `Stack:${StackId} is in UPDATE_ROLLBACK_FAILED state and can not be updated.`,
    );

    await client.send(new ContinueUpdateRollbackCommand({ StackName: StackId }));
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');

    const second = endpointOwnedBy('mended', 'Second') ?? '';
    await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [second] }));
    const events = (await eventsOf(client, StackId)).length;
    await client.send(
      new ContinueUpdateRollbackCommand({ StackName: StackId, ClientRequestToken: 'go-on' }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(since(await eventsOf(client, StackId), events)).toEqual([
      'mended UPDATE_ROLLBACK_IN_PROGRESS',
      'First UPDATE_IN_PROGRESS',
      'First UPDATE_COMPLETE',
      'mended UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Second DELETE_IN_PROGRESS',
      'Second DELETE_COMPLETE',
      'mended UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(await physicalIds(StackId)).toEqual(before);
    expect(privateDnsOf(before.First)).toBe(true);
  });

  test('can skip what failed, which then is told UPDATE_COMPLETE (API ContinueUpdateRollback ResourcesToSkip)', async () => {
    const StackId = await stuck('skipping');
    const { First } = await physicalIds(StackId);
    const second = endpointOwnedBy('skipping', 'Second') ?? '';
    const go = (ResourcesToSkip: string[]) =>
      client.send(new ContinueUpdateRollbackCommand({ StackName: StackId, ResourcesToSkip }));
    await expect(go(['Vpc'])).rejects.toMatchObject({ name: 'ValidationError' });
    await go(['First']);
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(trail(await eventsOf(client, StackId)).slice(-6)).toEqual([
      'skipping UPDATE_ROLLBACK_IN_PROGRESS',
      'First UPDATE_COMPLETE',
      'skipping UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Second DELETE_IN_PROGRESS',
      'Second DELETE_COMPLETE',
      'skipping UPDATE_ROLLBACK_COMPLETE',
    ]);
    // Skipped means left as it is, not as the template says.
    expect(privateDnsOf(First)).toBe(false);
    expect(sandbox.context.ec2.endpoints.has(second)).toBe(false);
    await expect(go([])).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('can be deleted with all it made', async () => {
    const StackId = await stuck('given-up');
    await client.send(new DeleteStackCommand({ StackName: StackId }));
    expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(endpointOwnedBy('given-up', 'First')).toBeUndefined();
    expect(endpointOwnedBy('given-up', 'Second')).toBeUndefined();
  });
});

test('an update that is cancelled ends what runs and returns to what was (API CancelUpdateStack)', async () => {
  const StackId = await created('cancelled', network({}));
  const before = await physicalIds(StackId);
  sandbox.context.engine.hold('cancelled');
  const events = (await eventsOf(client, StackId)).length;
  await client.send(
    new UpdateStackCommand({
      StackName: 'cancelled',
      TemplateBody: network({ Subnet: subnet('10.0.1.0/24') }),
    }),
  );
  while ((await eventsOf(client, StackId)).length < events + 2);
  await client.send(new CancelUpdateStackCommand({ StackName: 'cancelled' }));
  sandbox.context.engine.release('cancelled');
  expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const after = (await eventsOf(client, StackId)).slice(events);
  expect(trail(after)).toEqual([
    'cancelled UPDATE_IN_PROGRESS',
    'Subnet UPDATE_IN_PROGRESS',
    'cancelled UPDATE_ROLLBACK_IN_PROGRESS',
    'Subnet UPDATE_FAILED',
    'Subnet UPDATE_IN_PROGRESS',
    'Subnet UPDATE_COMPLETE',
    'cancelled UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    'cancelled UPDATE_ROLLBACK_COMPLETE',
  ]);
  expect(after[3]?.ResourceStatusReason).toBe('Resource update cancelled');
  expect(await physicalIds(StackId)).toEqual(before);
});

test('an update whose old resource refuses to go succeeds without it, after three tries (UserGuide, troubleshooting; cloudformation-coverage-roadmap#744)', async () => {
  const StackId = await created('orphan', network({ Old: subnet('10.0.2.0/24') }));
  const { Old = '', Vpc = '' } = await physicalIds(StackId);
  const guest = JSON.stringify({
    Resources: {
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          VpcId: Vpc,
          ServiceName: 'com.amazonaws.ap-northeast-1.execute-api',
          SubnetIds: [Old],
        },
      },
    },
  });
  const guestId = await created('orphan-guest', guest);
  await client.send(new UpdateStackCommand({ StackName: 'orphan', TemplateBody: network({}) }));
  expect(await settled(client, StackId)).toMatchObject({
    StackStatus: 'UPDATE_COMPLETE',
    StackStatusReason: 'Update successful. One or more resources could not be deleted.',
  });
  const failures = (await eventsOf(client, StackId)).filter(
    (event) => event.ResourceStatus === 'DELETE_FAILED',
  );
  expect(failures).toHaveLength(3);
  expect(failures[0]?.ResourceStatusReason).toContain(
    `The subnet '${Old}' has dependencies and cannot be deleted.`,
  );
  expect(sandbox.context.ec2.subnets.has(Old)).toBe(true);
  expect(Object.keys(await physicalIds(StackId)).sort()).toEqual(['Subnet', 'Vpc']);
  await client.send(new DeleteStackCommand({ StackName: guestId }));
  await settled(client, guestId);
});
