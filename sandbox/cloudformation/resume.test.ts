import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, expect, test } from 'vitest';
import { createSandbox } from '../server';
import { clientSettings, eventsOf, settled, trail } from '../testing/sdk';

// Source: ours: a promise of the local AWS, no fact about AWS

const dataDir = await mkdtemp(join(tmpdir(), 'sluice-sandbox-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const template = JSON.stringify({
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' },
    },
  },
  Outputs: { SubnetId: { Value: { Ref: 'Subnet' } } },
});

test('an operation in progress goes on after a restart: one resource each, every event once', async () => {
  const first = await createSandbox({ dataDir, paceMs: 60 });
  const before = new CloudFormationClient(clientSettings(first));
  const { StackId = '' } = await before.send(
    new CreateStackCommand({ StackName: 'resumed', TemplateBody: template }),
  );
  while (first.context.ec2.vpcs.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await first.close();

  const second = await createSandbox({ dataDir });
  const after = new CloudFormationClient(clientSettings(second));
  const stack = await settled(after, StackId);
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  expect(second.context.ec2.vpcs.size).toBe(1);
  expect(second.context.ec2.subnets.size).toBe(1);
  expect(trail(await eventsOf(after, StackId))).toEqual([
    'resumed CREATE_IN_PROGRESS',
    'Vpc CREATE_IN_PROGRESS',
    'Vpc CREATE_IN_PROGRESS',
    'Vpc CREATE_COMPLETE',
    'Subnet CREATE_IN_PROGRESS',
    'Subnet CREATE_IN_PROGRESS',
    'Subnet CREATE_COMPLETE',
    'resumed CREATE_COMPLETE',
  ]);
  await second.close();

  const third = await createSandbox({ dataDir });
  const again = new CloudFormationClient(clientSettings(third));
  const { Stacks = [] } = await again.send(new DescribeStacksCommand({}));
  expect(Stacks).toMatchObject([{ StackName: 'resumed', Outputs: [{ OutputKey: 'SubnetId' }] }]);
  await third.close();
});
