import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { clientSettings, eventsOf, settled } from '../testing/sdk';
import { startSandbox } from '../testing/start';

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));

const subnet = (VpcId: object | string, CidrBlock: string) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId, CidrBlock },
});
const template = (more: object) =>
  JSON.stringify({
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      ...more,
    },
  });
const inVpc = (CidrBlock: string) => subnet({ Ref: 'Vpc' }, CidrBlock);

async function created(StackName: string, TemplateBody: string): Promise<string> {
  const { StackId = '' } = await client.send(new CreateStackCommand({ StackName, TemplateBody }));
  expect((await settled(client, StackId)).StackStatus).toBe('CREATE_COMPLETE');
  return StackId;
}

/** Its VPC holds another stack's subnet, so it stays, and the stack's own subnet goes. */
async function undeletable(StackName: string): Promise<string> {
  const StackId = await created(StackName, template({ Own: inVpc('10.0.1.0/24') }));
  const vpc = sandbox.context.cloudformation.find(StackName)?.resources.Vpc?.physicalId ?? '';
  const guest = { Resources: { Guest: subnet(vpc, '10.0.2.0/24') } };
  await created(`${StackName}-guest`, JSON.stringify(guest));
  await client.send(new DeleteStackCommand({ StackName: StackId }));
  expect((await settled(client, StackId)).StackStatus).toBe('DELETE_FAILED');
  return StackId;
}

test('a stack that is not DELETE_FAILED cannot be deleted by force, nor keep resources (awslabs/eks-perf-tests#517; API DeleteStack RetainResources)', async () => {
  const StackName = await created('well', template({}));
  await expect(
    client.send(new DeleteStackCommand({ StackName, DeletionMode: 'FORCE_DELETE_STACK' })),
  ).rejects.toThrow(
    `Invalid operation on stack [${StackName}]. You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only when the stack is in the DELETE_FAILED state.`,
  );
  await expect(
    client.send(new DeleteStackCommand({ StackName, RetainResources: ['Vpc'] })),
  ).rejects.toMatchObject({ name: 'ValidationError' });
});

test('what is deleted already cannot be retained (rebuy-de/aws-nuke#270)', async () => {
  const StackName = await undeletable('kept');
  const retaining = (RetainResources: string[]) =>
    client.send(new DeleteStackCommand({ StackName, RetainResources }));
  await expect(retaining(['Own', 'Vpc'])).rejects.toThrow(
    'The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.',
  );
  await retaining(['Vpc']);
  expect((await settled(client, StackName)).StackStatus).toBe('DELETE_COMPLETE');
  expect(
    (await eventsOf(client, StackName)).findLast(
      ({ LogicalResourceId }) => LogicalResourceId === 'Vpc',
    ),
  ).toMatchObject({ ResourceStatus: 'DELETE_SKIPPED' });
});

test('a stack that is DELETE_FAILED is deleted by force, and what refuses stays in the account (API DeleteStack DeletionMode)', async () => {
  const StackName = await undeletable('forced');
  const vpc = sandbox.context.cloudformation.find(StackName)?.resources.Vpc?.physicalId ?? '';
  await client.send(new DeleteStackCommand({ StackName, DeletionMode: 'FORCE_DELETE_STACK' }));
  expect((await settled(client, StackName)).StackStatus).toBe('DELETE_COMPLETE');
  expect(sandbox.context.ec2.vpcs.has(vpc)).toBe(true);
});

test('a halted update goes on only without rollback (ExecuteChangeSet as reported for aws-sam and aws-cdk)', async () => {
  const StackName = await created('halted', template({}));
  const bad = template({ Bad: inVpc('10.9.0.0/24') });
  await client.send(
    new UpdateStackCommand({ StackName, TemplateBody: bad, DisableRollback: true }),
  );
  expect((await settled(client, StackName)).StackStatus).toBe('UPDATE_FAILED');
  const refusal = /in a non-terminal \[UPDATE_FAILED\] state/;
  const TemplateBody = template({ Bad: inVpc('10.0.9.0/24') });
  await expect(client.send(new UpdateStackCommand({ StackName, TemplateBody }))).rejects.toThrow(
    refusal,
  );
  const ChangeSetName = 'mend';
  await client.send(new CreateChangeSetCommand({ StackName, ChangeSetName, TemplateBody }));
  await expect(
    client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName })),
  ).rejects.toThrow(refusal);
  await client.send(
    new ExecuteChangeSetCommand({ StackName, ChangeSetName, DisableRollback: true }),
  );
  expect((await settled(client, StackName)).StackStatus).toBe('UPDATE_COMPLETE');
});

test('the cancelling of an update is repeated under its token without harm (API CancelUpdateStack ClientRequestToken)', async () => {
  const StackName = await created('cancelled', template({ Own: inVpc('10.0.1.0/24') }));
  sandbox.context.engine.hold('cancelled');
  const TemplateBody = template({ Own: inVpc('10.0.2.0/24') });
  await client.send(new UpdateStackCommand({ StackName, TemplateBody, ClientRequestToken: 'up' }));
  const cancel = (ClientRequestToken: string) =>
    client.send(new CancelUpdateStackCommand({ StackName, ClientRequestToken }));
  await cancel('stop');
  await cancel('stop');
  await expect(cancel('stop-again')).rejects.toThrow(
    'CancelUpdateStack cannot be called from current stack status',
  );
  sandbox.context.engine.release('cancelled');
  expect((await settled(client, StackName)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const said = (await eventsOf(client, StackName)).map(
    (event) => `${event.ResourceStatus} ${event.ClientRequestToken}`,
  );
  expect(said).toContain('UPDATE_IN_PROGRESS up');
  expect(said.at(-1)).toBe('UPDATE_ROLLBACK_COMPLETE stop');
});

test('a rollback is not both forced and told what to skip (API ContinueUpdateRollback ForceRollback)', async () => {
  const endpoint = (PrivateDnsEnabled: boolean, DependsOn?: string) => ({
    Type: 'AWS::EC2::VPCEndpoint',
    ...(DependsOn && { DependsOn }),
    Properties: {
      VpcEndpointType: 'Interface',
      VpcId: { Ref: 'Net' },
      ServiceName: 'com.amazonaws.ap-northeast-1.execute-api',
      SubnetIds: [{ Ref: 'Sub' }],
      PrivateDnsEnabled,
    },
  });
  const network = (more: object) =>
    JSON.stringify({
      Resources: {
        Net: {
          Type: 'AWS::EC2::VPC',
          Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true },
        },
        Sub: {
          Type: 'AWS::EC2::Subnet',
          Properties: {
            VpcId: { Ref: 'Net' },
            CidrBlock: '10.0.0.0/24',
            AvailabilityZone: 'ap-northeast-1a',
          },
        },
        ...more,
      },
    });
  const StackName = await created('forced-back', network({ First: endpoint(true) }));
  const TemplateBody = network({
    First: endpoint(false),
    Second: endpoint(true, 'First'),
    Bad: { ...subnet({ Ref: 'Net' }, '10.9.0.0/24'), DependsOn: 'Second' },
  });
  await client.send(new UpdateStackCommand({ StackName, TemplateBody }));
  expect((await settled(client, StackName)).StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
  const go = (more: object) =>
    client.send(new ContinueUpdateRollbackCommand({ StackName, ...more }));
  await expect(go({ ForceRollback: true, ResourcesToSkip: ['First'] })).rejects.toMatchObject({
    name: 'ValidationError',
  });
  await go({ ForceRollback: true });
  expect((await settled(client, StackName)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
});
