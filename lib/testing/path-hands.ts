import {
  APIGatewayClient,
  CreateDeploymentCommand,
  DeleteMethodCommand,
  DeleteUsagePlanCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  type Integration,
  type Method,
  type PatchOperation,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateApiKeyCommand,
  UpdateRestApiCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  type ModifyVpcEndpointCommandInput,
} from '@aws-sdk/client-ec2';
import { region } from './world';

/** What somebody with a console can lay hands on along the path of a proxy, in the account's first VPC or another. */
export type PathHands = Awaited<ReturnType<typeof createPathHands>>;

export async function createPathHands(outputs: Record<string, string>, endpointId?: string) {
  const ec2 = new EC2Client({ region });
  const gateway = new APIGatewayClient({ region });
  const network = await readNetwork(ec2, endpointId);
  const { RestApiId: restApiId = '', UsagePlanId: usagePlanId = '' } = outputs;
  const { items } = await gateway.send(new GetResourcesCommand({ restApiId }));
  const api = await gateway.send(new GetRestApiCommand({ restApiId }));
  const resourceId = items?.find(({ path }) => path === '/{proxy+}')?.id ?? '';
  const rootId = items?.find(({ path }) => path === '/')?.id ?? '';
  const ids = { ...network.ids, restApiId, usagePlanId, keyId: outputs.ProbeKeyId ?? '' };
  const method = { restApiId, resourceId, httpMethod: 'ANY' };
  const made = await gateway.send(new GetMethodCommand(method));
  const patch = (path: string, value: string) => [{ op: 'replace' as const, path, value }];
  return {
    ec2,
    gateway,
    ids,
    method,
    rootId,
    // GetRestApi escapes the policy's quotes once more (aws-facts A5).
    policies: { endpoint: network.policy, api: (api.policy ?? '').replaceAll('\\"', '"') },
    setVpc: (attribute: 'EnableDnsSupport' | 'EnableDnsHostnames', Value: boolean) =>
      ec2.send(new ModifyVpcAttributeCommand({ VpcId: ids.vpcId, [attribute]: { Value } })),
    setEndpoint: (change: Partial<ModifyVpcEndpointCommandInput>) =>
      ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: ids.endpointId, ...change })),
    setApi: (path: string, value: string) =>
      gateway.send(new UpdateRestApiCommand({ restApiId, patchOperations: patch(path, value) })),
    patchApi: (...patchOperations: PatchOperation[]) =>
      gateway.send(new UpdateRestApiCommand({ restApiId, patchOperations })),
    setKey: (value: string) =>
      gateway.send(
        new UpdateApiKeyCommand({ apiKey: ids.keyId, patchOperations: patch('/enabled', value) }),
      ),
    setPlan: (op: 'add' | 'remove' | 'replace', path: string, value: string) =>
      gateway.send(
        new UpdateUsagePlanCommand({ usagePlanId, patchOperations: [{ op, path, value }] }),
      ),
    /** API Gateway deletes no plan that is still on a stage. */
    async deletePlan() {
      const value = `${restApiId}:live`;
      const patchOperations = [{ op: 'remove' as const, path: '/apiStages', value }];
      await gateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
      await gateway.send(new DeleteUsagePlanCommand({ usagePlanId }));
    },
    dropMethod: () => gateway.send(new DeleteMethodCommand(method)),
    /** Makes the method of every path, as it was but for a change; without integration where that is null. */
    async makeMethod(change: Partial<Method> = {}, integrated: Partial<Integration> | null = {}) {
      const { methodIntegration, ...rest } = made;
      await gateway.send(
        new PutMethodCommand({
          ...method,
          authorizationType: 'NONE',
          apiKeyRequired: rest.apiKeyRequired,
          requestParameters: rest.requestParameters,
          requestValidatorId: rest.requestValidatorId,
          ...change,
        }),
      );
      if (!integrated || !methodIntegration) return;
      const { httpMethod, type, uri, requestParameters, timeoutInMillis } = methodIntegration;
      await gateway.send(
        new PutIntegrationCommand({
          ...method,
          type,
          uri: integrated.uri ?? uri,
          integrationHttpMethod: integrated.httpMethod ?? httpMethod,
          requestParameters: integrated.requestParameters ?? requestParameters,
          timeoutInMillis: integrated.timeoutInMillis ?? timeoutInMillis,
          passthroughBehavior: methodIntegration.passthroughBehavior,
          responseTransferMode:
            integrated.responseTransferMode ?? methodIntegration.responseTransferMode,
        }),
      );
    },
    mappings: made.methodIntegration?.requestParameters ?? {},
    parameters: made.requestParameters ?? {},
    deploy: () => gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' })),
    close() {
      ec2.destroy();
      gateway.destroy();
    },
  };
}

async function readNetwork(ec2: EC2Client, endpointId?: string) {
  const asked = endpointId ? { VpcEndpointIds: [endpointId] } : {};
  const [endpoint] = (await ec2.send(new DescribeVpcEndpointsCommand(asked))).VpcEndpoints ?? [];
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({}));
  const used = RouteTables?.find(({ Associations }) => Associations?.some((it) => it.SubnetId));
  const endpointGroup = endpoint?.Groups?.[0]?.GroupId ?? '';
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const client = SecurityGroups?.find(({ IpPermissionsEgress }) =>
    IpPermissionsEgress?.some(({ UserIdGroupPairs }) =>
      UserIdGroupPairs?.some(({ GroupId }) => GroupId === endpointGroup),
    ),
  );
  return {
    policy: endpoint?.PolicyDocument ?? '',
    ids: {
      vpcId: endpoint?.VpcId ?? '',
      endpointId: endpoint?.VpcEndpointId ?? '',
      subnetIds: endpoint?.SubnetIds ?? [],
      tableId: used?.RouteTableId ?? '',
      endpointGroup,
      clientGroup: client?.GroupId ?? '',
    },
  };
}
