import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  type Integration,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  type PutMethodCommandInput,
  PutMethodResponseCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import type { SandboxOptions } from '../context';
import { createEndpoint } from '../ec2/endpoints';
import { authorize, createSecurityGroup } from '../ec2/security-groups';
import { createSubnet } from '../ec2/subnets';
import { createVpc } from '../ec2/vpcs';
import { createSandbox } from '../server';
import { type CallOptions, callThrough } from './fixture-caller';

const region = 'ap-northeast-1';
export const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'test' };

/** For tests: a sandbox with a VPC, two subnets, security groups and an execute-api endpoint. */
export async function startWithNetwork(options: SandboxOptions = {}) {
  const sandbox = await createSandbox({ port: 0, region, ...options });
  const { context } = sandbox;
  const vpc = createVpc(context, { cidrBlock: '10.0.0.0/16', tags: {} });
  vpc.enableDnsHostnames = true;
  const { vpcId } = vpc;
  const zones = ['a', 'c'].map((zone) => `${region}${zone}`);
  const subnets = zones.map((availabilityZone, index) =>
    createSubnet(context, { vpcId, cidrBlock: `10.0.${index}.0/24`, availabilityZone, tags: {} }),
  );
  const group = (groupName: string) =>
    createSecurityGroup(context, { groupName, description: groupName, vpcId, tags: {} });
  const [clients, door] = [group('clients'), group('door')];
  authorize(context, door.groupId, 'ingress', {
    protocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    cidrIpv4: null,
    cidrIpv6: null,
    prefixListId: null,
    referencedGroupId: clients.groupId,
    description: null,
  });
  const endpoint = await createEndpoint(context, {
    type: 'Interface',
    vpcId,
    serviceName: `com.amazonaws.${region}.execute-api`,
    subnetIds: subnets.map(({ subnetId }) => subnetId),
    securityGroupIds: [door.groupId],
    routeTableIds: [],
    privateDnsEnabled: true,
    policyDocument: null,
    ipAddressType: 'ipv4',
    tags: {},
  });
  const gateway = new APIGatewayClient({ region, endpoint: sandbox.url, credentials });
  return { sandbox, gateway, vpc, subnets, clients, door, endpoint };
}

export type Network = Awaited<ReturnType<typeof startWithNetwork>>;

export const openPolicy = (vpcId: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
      Condition: { StringNotEquals: { 'aws:SourceVpc': vpcId } },
    },
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
    },
  ],
});

/** For tests: a private API with ANY on `/{proxy+}`, deployed to `live`, with a plan and a key. */
export async function makeApi(
  network: Network,
  settings: {
    policy?: object;
    integration?: Partial<Integration> & { integrationHttpMethod?: string };
    method?: Partial<PutMethodCommandInput>;
    binaryMediaTypes?: string[];
    quota?: { limit: number; period: 'DAY' | 'WEEK' | 'MONTH' };
    throttle?: { rateLimit: number; burstLimit: number };
    vpcEndpointIds?: string[];
    /** A request validator of the method's. */
    validator?: { validateRequestParameters: boolean; validateRequestBody: boolean };
    prepare?: (apiId: string) => void;
  } = {},
) {
  const { gateway, vpc } = network;
  const api = await gateway.send(
    new CreateRestApiCommand({
      name: `api-${Math.random().toString(36).slice(2)}`,
      endpointConfiguration: {
        types: ['PRIVATE'],
        ...(settings.vpcEndpointIds ? { vpcEndpointIds: settings.vpcEndpointIds } : {}),
      },
      policy: JSON.stringify(settings.policy ?? openPolicy(vpc.vpcId)),
      binaryMediaTypes: settings.binaryMediaTypes ?? ['*/*'],
    }),
  );
  const apiId = api.id ?? '';
  settings.prepare?.(apiId);
  const requestValidatorId = settings.validator && addValidator(network, apiId, settings.validator);
  const proxy = await gateway.send(
    new CreateResourceCommand({
      restApiId: apiId,
      parentId: api.rootResourceId,
      pathPart: '{proxy+}',
    }),
  );
  const httpMethod = settings.method?.httpMethod ?? 'ANY';
  const target = { restApiId: apiId, resourceId: proxy.id, httpMethod };
  await gateway.send(
    new PutMethodCommand({
      ...target,
      authorizationType: 'NONE',
      apiKeyRequired: true,
      requestParameters: { 'method.request.path.proxy': true },
      requestValidatorId,
      ...settings.method,
    }),
  );
  const { integrationHttpMethod = 'ANY', ...integration } = settings.integration ?? {};
  await gateway.send(
    new PutIntegrationCommand({
      ...target,
      type: 'HTTP_PROXY',
      integrationHttpMethod,
      uri: 'https://httpbin.org/{proxy}',
      ...integration,
      requestParameters: {
        'integration.request.path.proxy': 'method.request.path.proxy',
        'integration.request.header.x-api-key': "'redacted'",
        ...integration.requestParameters,
      },
    }),
  );
  if (integration.type === 'HTTP') {
    const response = { ...target, statusCode: '200' };
    await gateway.send(new PutMethodResponseCommand(response));
    await gateway.send(new PutIntegrationResponseCommand(response));
  }
  const deployment = await gateway.send(new CreateDeploymentCommand({ restApiId: apiId }));
  await gateway.send(
    new CreateStageCommand({ restApiId: apiId, stageName: 'live', deploymentId: deployment.id }),
  );
  const plan = await gateway.send(
    new CreateUsagePlanCommand({
      name: `${api.name}-plan`,
      apiStages: [{ apiId, stage: 'live' }],
      ...(settings.quota ? { quota: settings.quota } : {}),
      ...(settings.throttle ? { throttle: settings.throttle } : {}),
    }),
  );
  const key = await gateway.send(new CreateApiKeyCommand({ name: api.name, enabled: true }));
  await gateway.send(
    new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' }),
  );
  const host = `${apiId}.execute-api.${region}.amazonaws.com`;
  const keyValue = key.value ?? '';
  return {
    apiId,
    name: api.name ?? '',
    resourceId: proxy.id ?? '',
    rootResourceId: api.rootResourceId ?? '',
    host,
    key: keyValue,
    keyId: key.id ?? '',
    planId: plan.id ?? '',
    /** Deploys what the API has become, to `live`. */
    async redeploy() {
      const { id } = await gateway.send(new CreateDeploymentCommand({ restApiId: apiId }));
      const patchOperations = [{ op: 'replace' as const, path: '/deploymentId', value: id }];
      await gateway.send(
        new UpdateStageCommand({ restApiId: apiId, stageName: 'live', patchOperations }),
      );
    },
    /** A call with the key through the network's endpoint. */
    call: (path: string, options: CallOptions = {}) =>
      callThrough(network.sandbox, doorUrl(network), {
        ...options,
        path: `/live${path}`,
        headers: { host, 'x-api-key': keyValue, ...options.headers },
      }),
  };
}

/** Past the control plane, which knows validators from CloudFormation only. */
function addValidator(
  { sandbox }: Network,
  apiId: string,
  settings: { validateRequestParameters: boolean; validateRequestBody: boolean },
): string {
  const api = sandbox.context.apigateway.apis.get(apiId);
  const id = 'valid1';
  if (api) api.validators[id] = { id, ...settings };
  return id;
}

export function doorUrl({ sandbox, endpoint }: Network): string {
  const found = sandbox.endpoints().find((it) => it.endpointId === endpoint.vpcEndpointId);
  return found?.url ?? '';
}
