import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetApiKeyCommand,
  GetUsagePlanCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  type Tag,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2';

const cloudformation = new CloudFormationClient({});
const ec2 = new EC2Client({});
const apigateway = new APIGatewayClient({});

/** An API that somebody made by hand: its upstream's errors all come back as 200. Answers its id. */
export async function makeApiByHand(name: string): Promise<string> {
  const { id: restApiId, rootResourceId: resourceId } = await apigateway.send(
    new CreateRestApiCommand({ name, endpointConfiguration: { types: ['REGIONAL'] } }),
  );
  const place = { restApiId, resourceId, httpMethod: 'ANY' };
  await apigateway.send(new PutMethodCommand({ ...place, authorizationType: 'NONE' }));
  await apigateway.send(
    new PutIntegrationCommand({
      ...place,
      type: 'HTTP',
      integrationHttpMethod: 'GET',
      uri: 'https://httpbin.org/anything',
    }),
  );
  return restApiId ?? '';
}

/** Outputs and ids of a stack as CloudFormation tells them, or null when it has none of that name. */
export async function stackOutputs(stackName: string): Promise<Record<string, string> | null> {
  try {
    const { Stacks } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return Object.fromEntries(
      (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
        OutputKey ?? '',
        OutputValue ?? '',
      ]),
    );
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return null;
    throw error;
  }
}

/** Somebody switches a stack's termination protection on. */
export async function protectByHand(stackName: string): Promise<void> {
  await cloudformation.send(
    new UpdateTerminationProtectionCommand({
      StackName: stackName,
      EnableTerminationProtection: true,
    }),
  );
}

/** A stack's status, or null when there is none of that name. */
export async function stackStatus(stackName: string): Promise<string | null> {
  try {
    const { Stacks } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return Stacks?.[0]?.StackStatus ?? null;
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return null;
    throw error;
  }
}

/** Somebody deletes a stack without Sluice, and it ends like this. */
export async function deleteByHand(stackName: string, end: string | null): Promise<void> {
  await cloudformation.send(new DeleteStackCommand({ StackName: stackName }));
  const isOver = async () => {
    const status = await stackStatus(stackName);
    return status !== 'DELETE_IN_PROGRESS' && status;
  };
  let status = await isOver();
  while (status === false) status = await isOver();
  if (status !== end) throw new Error(`${stackName} is ${status}`);
}

/** The template CloudFormation holds, to the letter. */
export async function stackTemplate(stackName: string): Promise<string> {
  const { TemplateBody } = await cloudformation.send(
    new GetTemplateCommand({ StackName: stackName }),
  );
  return TemplateBody ?? '';
}

/** Ids of the interface endpoints of one VPC. */
export async function endpointsOf(vpcId: string): Promise<string[]> {
  const { VpcEndpoints } = await ec2.send(
    new DescribeVpcEndpointsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  return (VpcEndpoints ?? []).map(({ VpcEndpointId }) => VpcEndpointId ?? '');
}

/** As somebody in the console would. */
export async function setPrivateDns(endpointId: string, isOn: boolean): Promise<void> {
  const change = { VpcEndpointId: endpointId, PrivateDnsEnabled: isOn };
  await ec2.send(new ModifyVpcEndpointCommand(change));
}

/** True while the VPC exists. */
export async function vpcExists(vpcId: string): Promise<boolean> {
  const { Vpcs } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  return (Vpcs ?? []).length > 0;
}

/** A VPC as a company might have it before Sluice: two private subnets, DNS attributes on, perhaps an endpoint. */
export async function makeVpc(
  name: string,
  withEndpoint: boolean,
): Promise<{ vpcId: string; subnetIds: string[]; endpointId: string | null }> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '172.31.0.0/16' }));
  const vpcId = Vpc?.VpcId ?? '';
  await ec2.send(
    new CreateTagsCommand({ Resources: [vpcId], Tags: [{ Key: 'Name', Value: name }] }),
  );
  await ec2.send(
    new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsSupport: { Value: true } }),
  );
  await ec2.send(
    new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: true } }),
  );
  const subnetIds: string[] = [];
  for (const [index, az] of ['a', 'c'].entries()) {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        VpcId: vpcId,
        CidrBlock: `172.31.${index}.0/24`,
        AvailabilityZone: `ap-northeast-1${az}`,
      }),
    );
    subnetIds.push(Subnet?.SubnetId ?? '');
  }
  if (!withEndpoint) return { vpcId, subnetIds, endpointId: null };
  return { vpcId, subnetIds, endpointId: await addEndpoint({ vpcId, subnetIds }, name) };
}

/** As many endpoints of another service as a VPC may have (VPC quotas: 50); answers how to take them away again. */
export async function fillWithEndpoints({
  vpcId,
  subnetIds,
}: {
  vpcId: string;
  subnetIds: string[];
}): Promise<() => Promise<void>> {
  const make = async () => {
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: vpcId,
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.ap-northeast-1.sts',
        SubnetIds: subnetIds.slice(0, 1),
        PrivateDnsEnabled: false,
      }),
    );
    return VpcEndpoint?.VpcEndpointId ?? '';
  };
  const VpcEndpointIds = await Promise.all(Array.from({ length: 50 }, make));
  return async () => {
    await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
  };
}

/** The VPC's endpoint for API Gateway with private DNS, as somebody makes it without Sluice. */
export async function addEndpoint(
  { vpcId, subnetIds }: { vpcId: string; subnetIds: string[] },
  name: string,
): Promise<string | null> {
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({
      VpcId: vpcId,
      GroupName: `${name}-endpoint`,
      Description: 'endpoint',
    }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '172.31.0.0/16' }] },
      ],
    }),
  );
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: vpcId,
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.ap-northeast-1.execute-api',
      SubnetIds: subnetIds,
      SecurityGroupIds: GroupId ? [GroupId] : [],
      PrivateDnsEnabled: true,
    }),
  );
  return VpcEndpoint?.VpcEndpointId ?? null;
}

/** Somebody changes a stack's template without Sluice; resolves when the stack stands again. */
export async function changeByHand(
  stackName: string,
  from: string | RegExp,
  to: string,
): Promise<void> {
  const TemplateBody = (await stackTemplate(stackName)).replace(from, to);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
  await cloudformation.send(
    new UpdateStackCommand({ StackName: stackName, TemplateBody, Tags: Stacks?.[0]?.Tags ?? [] }),
  );
  await waitUntilStackUpdateComplete(
    { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName: stackName },
  );
}

/** The names of a stack's change sets. */
export async function changeSetsOf(stackName: string): Promise<string[]> {
  const { Summaries } = await cloudformation.send(
    new ListChangeSetsCommand({ StackName: stackName }),
  );
  return (Summaries ?? []).map(({ ChangeSetName }) => ChangeSetName ?? '');
}

/** Somebody changes a plan's quota at API Gateway itself, without any stack. */
export async function setQuota(usagePlanId: string, limit: number): Promise<void> {
  await apigateway.send(
    new UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: [{ op: 'replace', path: '/quota/limit', value: String(limit) }],
    }),
  );
}

/** Takes a plan off its API's stage: its keys then open nothing. */
export async function detachPlan(usagePlanId: string): Promise<void> {
  const { apiStages = [] } = await apigateway.send(new GetUsagePlanCommand({ usagePlanId }));
  await apigateway.send(
    new UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: apiStages.map(({ apiId, stage }) => ({
        op: 'remove',
        path: '/apiStages',
        value: `${apiId}:${stage}`,
      })),
    }),
  );
}

export async function quotaOf(usagePlanId: string): Promise<number | undefined> {
  return (await apigateway.send(new GetUsagePlanCommand({ usagePlanId }))).quota?.limit;
}

/** Labels a stack, and its template, as an older generation of the templates did. */
export async function makeOlder(stackName: string): Promise<void> {
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
  const tags = (Stacks?.[0]?.Tags ?? []).map((tag) =>
    tag.Key === 'sluice:version' ? { ...tag, Value: '0' } : tag,
  );
  const older = (template: string) =>
    template
      .replace('Version: "1"', 'Version: "0"')
      .replace(/(Key: sluice:version\s+Value: )"1"/g, '$1"0"');
  await updateByHand(stackName, older, tags);
}

/** Updates a stack outside the dashboard, with its template as somebody has edited it. */
export async function updateByHand(
  StackName: string,
  edit: (template: string) => string,
  Tags?: Tag[],
): Promise<void> {
  const TemplateBody = edit(await stackTemplate(StackName));
  const Capabilities = ['CAPABILITY_IAM' as const];
  const change = { StackName, TemplateBody, Capabilities, ...(Tags ? { Tags } : {}) };
  await cloudformation.send(new UpdateStackCommand(change));
  await waitUntilStackUpdateComplete(
    { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName },
  );
}

/** The generation that a stack is labelled with. */
export async function versionOf(stackName: string): Promise<string | undefined> {
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
  return Stacks?.[0]?.Tags?.find(({ Key }) => Key === 'sluice:version')?.Value;
}

/** The value of a key, as its owner has it. */
export async function keyValue(apiKey: string): Promise<string> {
  const key = await apigateway.send(new GetApiKeyCommand({ apiKey, includeValue: true }));
  return key.value ?? '';
}
