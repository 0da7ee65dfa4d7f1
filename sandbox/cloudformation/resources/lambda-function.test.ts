import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { quotaCodes } from '../../servicequotas/quotas';
import { clientSettings, eventsOf, settled } from '../../testing/sdk';
import { control, startSandbox } from '../../testing/start';

// Source: Lambda API reference and developer guide; texts as marked beside each refusal

const sandbox = await startSandbox();
const settings = clientSettings(sandbox);
const { quotas } = sandbox.context;
const client = new CloudFormationClient(settings);
const ec2 = new EC2Client(settings);
const lambda = new LambdaClient(settings);

beforeEach(() => control(sandbox, 'POST', 'reset'));

const vpcAccess = 'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole';

/** Why a stack of one function fails; null where it does not. */
async function failureOf(properties: object, policies = [vpcAccess]): Promise<string | null> {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  };
  const TemplateBody = JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: trust, ManagedPolicyArns: policies },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'one',
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { ZipFile: 'exports.handler = async () => 1' },
          ...properties,
        },
      },
    },
  });
  const { StackId = '' } = await client.send(
    new CreateStackCommand({
      StackName: 'function',
      TemplateBody,
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  await settled(client, StackId);
  const failed = (await eventsOf(client, StackId)).find(
    ({ LogicalResourceId, ResourceStatus }) =>
      LogicalResourceId === 'Function' && ResourceStatus === 'CREATE_FAILED',
  );
  return failed?.ResourceStatusReason ?? null;
}

async function inVpc(CidrBlock = '10.0.0.0/28') {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock }));
  return { VpcConfig: { SubnetIds: [Subnet?.SubnetId ?? ''], SecurityGroupIds: [] } };
}

describe('concurrency of its own (developer guide, "Configuring reserved concurrency")', () => {
  test('leaves 100 executions to all others', async () => {
    quotas.set(quotaCodes.concurrentExecutions, 110);
    expect(await failureOf({ ReservedConcurrentExecutions: 10 })).toBeNull();
  });

  test.each([
    [110, 11, 100],
    [10, 1, 10],
  ])(
    'of %i none may take %i (neptune-tools#324, alarm-context-tool#2)',
    async (limit, reserved, least) => {
      quotas.set(quotaCodes.concurrentExecutions, limit);
      expect(await failureOf({ ReservedConcurrentExecutions: reserved })).toMatch(
        new RegExp(
          `decreases account's UnreservedConcurrentExecution below its minimum value of \\[${least}\\]\\. \\(Service: Lambda, Status Code: 400, .*HandlerErrorCode: InvalidRequest\\)$`,
        ),
      );
    },
  );
});

describe('network interfaces (developer guide, "Attach functions to a VPC")', () => {
  test('are made as its role, which has to be allowed it (amazon-connect-salesforce-lambda#29)', async () => {
    const vpc = await inVpc();
    expect(await failureOf(vpc, [])).toMatch(
      /The provided execution role does not have permissions to call CreateNetworkInterface on EC2 \(Service: Lambda, .*HandlerErrorCode: InvalidRequest\)$/,
    );
  });

  test('need an address in each subnet (SubnetIPAddressLimitReachedException of Invoke)', async () => {
    const vpc = await inVpc();
    const VpcId = [...sandbox.context.ec2.vpcs.keys()][0];
    for (let taken = 0; taken < 11; taken += 1)
      await ec2.send(
        new CreateVpcEndpointCommand({
          VpcId,
          VpcEndpointType: 'Interface',
          ServiceName: `com.amazonaws.${settings.region}.sts`,
          SubnetIds: vpc.VpcConfig.SubnetIds,
          PrivateDnsEnabled: false,
        }),
      );
    expect(await failureOf(vpc)).toMatch(/has no available IP addresses\." .*NotStabilized\)$/);
  });

  test('beyond the quota it does not get ready, and goes with the rollback (StateReasonCode EniLimitExceeded)', async () => {
    const vpc = await inVpc();
    quotas.set(quotaCodes.networkInterfaces, 0);
    expect(await failureOf(vpc)).toMatch(
      /^Resource handler returned message: "Resource of type 'AWS::Lambda::Function' with identifier 'one' did not stabilize\. Status Reason is .*limit for network interfaces has been reached\." \(RequestToken: .*HandlerErrorCode: NotStabilized\)$/,
    );
    const { Functions } = await lambda.send(new ListFunctionsCommand({}));
    expect(Functions).toEqual([]);
  });
});
