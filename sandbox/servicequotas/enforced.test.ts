import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { beforeEach, expect, test } from 'vitest';
import { refusal } from '../testing/facts';
import { clientSettings, eventsOf, settled } from '../testing/sdk';
import { control, startSandbox } from '../testing/start';
import { quotaCodes } from './quotas';

// Source: the services' quota pages (aws-facts C); texts as marked beside each refusal

const sandbox = await startSandbox();
const settings = clientSettings(sandbox);
const { quotas } = sandbox.context;
const ec2 = new EC2Client(settings);
const apigateway = new APIGatewayClient(settings);
const cloudformation = new CloudFormationClient(settings);
const client = new ServiceQuotasClient(settings);

beforeEach(() => control(sandbox, 'POST', 'reset'));

const vpc = { CidrBlock: '10.0.0.0/16' };
const privateApi = { name: 'api', endpointConfiguration: { types: ['PRIVATE' as const] } };

async function vpcId(): Promise<string> {
  return (await ec2.send(new CreateVpcCommand(vpc))).Vpc?.VpcId ?? '';
}

test('the applied value of a quota is the account’s, the default AWS’s (Service Quotas API)', async () => {
  quotas.set(quotaCodes.usagePlans, 7);
  const asked = { ServiceCode: 'apigateway', QuotaCode: quotaCodes.usagePlans };
  const applied = await client.send(new GetServiceQuotaCommand(asked));
  const own = await client.send(new GetAWSDefaultServiceQuotaCommand(asked));
  expect([applied.Quota?.Value, own.Quota?.Value]).toEqual([7, 300]);
});

test('VPCs: VpcLimitExceeded (landing-zone-accelerator-on-aws#241)', async () => {
  quotas.set(quotaCodes.vpcs, 1);
  await vpcId();
  expect(await refusal(vpcId())).toEqual({
    code: 'VpcLimitExceeded',
    status: 400,
    message: 'The maximum number of VPCs has been reached.',
  });
});

test('a handler calls a VPC too many GeneralServiceException (landing-zone-accelerator-on-aws#241)', async () => {
  quotas.set(quotaCodes.vpcs, 0);
  const TemplateBody = JSON.stringify({
    Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: vpc } },
  });
  const { StackId = '' } = await cloudformation.send(
    new CreateStackCommand({ StackName: 'one-vpc', TemplateBody }),
  );
  await settled(cloudformation, StackId);
  const failed = (await eventsOf(cloudformation, StackId)).find(
    ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
  );
  expect(failed?.ResourceStatusReason).toMatch(
    /"The maximum number of VPCs has been reached\. \(Service: Ec2, Status Code: 400, .*HandlerErrorCode: GeneralServiceException\)$/,
  );
});

test('subnets of a VPC: SubnetLimitExceeded (EC2 error codes; text UNCONFIRMED)', async () => {
  quotas.set(quotaCodes.subnetsPerVpc, 1);
  const VpcId = await vpcId();
  const make = (CidrBlock: string) => ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }));
  await make('10.0.0.0/24');
  expect(await refusal(make('10.0.1.0/24'))).toMatchObject({ code: 'SubnetLimitExceeded' });
});

test('interface endpoints of a VPC: VpcEndpointLimitExceeded (EC2 error codes)', async () => {
  quotas.set(quotaCodes.interfaceEndpointsPerVpc, 1);
  const VpcId = await vpcId();
  const make = (name: string) =>
    ec2.send(
      new CreateVpcEndpointCommand({
        VpcId,
        VpcEndpointType: 'Interface',
        ServiceName: `com.amazonaws.${settings.region}.${name}`,
        PrivateDnsEnabled: false,
      }),
    );
  await make('sts');
  expect(await refusal(make('logs'))).toMatchObject({
    code: 'VpcEndpointLimitExceeded',
    message: 'The maximum number of VPC endpoints has been reached.',
  });
});

test.each([
  [
    'private APIs',
    quotaCodes.privateApis,
    () => apigateway.send(new CreateRestApiCommand(privateApi)),
  ],
  [
    'usage plans',
    quotaCodes.usagePlans,
    () => apigateway.send(new CreateUsagePlanCommand({ name: 'plan' })),
  ],
  ['API keys', quotaCodes.apiKeys, () => apigateway.send(new CreateApiKeyCommand({}))],
] as const)(
  '%s: LimitExceededException with status 429 (form of terraform-provider-aws#37605; text INFERENCE)',
  async (what, code, make) => {
    quotas.set(code, 1);
    await make();
    const refused = await refusal(make());
    expect(refused).toMatchObject({ code: 'LimitExceededException', status: 429 });
    expect(refused.message.toLowerCase()).toContain(
      `maximum number of ${what.toLowerCase()} for this account has been reached`,
    );
  },
);

test('an API that is not private counts to another quota (S-QR)', async () => {
  quotas.set(quotaCodes.privateApis, 0);
  await apigateway.send(new CreateRestApiCommand({ name: 'regional' }));
  const { items = [] } = await apigateway.send(new GetRestApisCommand({}));
  expect(items).toHaveLength(1);
});

test('resources of an API, its root among them: the recorded text (terraform-provider-aws#37605)', async () => {
  quotas.set(quotaCodes.resourcesPerApi, 1);
  const { id, rootResourceId } = await apigateway.send(new CreateRestApiCommand(privateApi));
  const refused = await refusal(
    apigateway.send(
      new CreateResourceCommand({ restApiId: id, parentId: rootResourceId, pathPart: 'a' }),
    ),
  );
  expect(refused).toEqual({
    code: 'LimitExceededException',
    status: 429,
    message:
      'Maximum number of Resources for this API has been reached.  Please contact AWS if you need additional Resources.',
  });
});

test('the size of a resource policy is a quota that can be raised (S-QR)', async () => {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: `execute-api:/*/${'a'.repeat(9000)}`,
    },
  });
  const make = () => apigateway.send(new CreateRestApiCommand({ ...privateApi, policy }));
  expect(await refusal(make())).toMatchObject({ code: 'BadRequestException' });
  quotas.set(quotaCodes.policySize, 16_384);
  await make();
});

test('stacks: LimitExceededException (aws-amplify/amplify-cli#5221); deleted ones do not count', async () => {
  quotas.set(quotaCodes.stacks, 1);
  const TemplateBody = JSON.stringify({ Resources: { G: { Type: 'AWS::Logs::LogGroup' } } });
  const make = (StackName: string) =>
    cloudformation.send(new CreateStackCommand({ StackName, TemplateBody }));
  await make('one');
  expect(await refusal(make('two'))).toEqual({
    code: 'LimitExceededException',
    status: 400,
    message: 'Limit for stack has been exceeded',
  });
});
