import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
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
} from '@aws-sdk/client-api-gateway';
import type { SandboxOptions } from '../context';
import { createEndpoint } from '../ec2/endpoints';
import { authorize, createSecurityGroup } from '../ec2/security-groups';
import { createSubnet } from '../ec2/subnets';
import { createVpc } from '../ec2/vpcs';
import { createSandbox, type Sandbox } from '../server';

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: Buffer;
  text: string;
};

export type CallOptions = {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

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
  const proxy = await gateway.send(
    new CreateResourceCommand({
      restApiId: apiId,
      parentId: api.rootResourceId,
      pathPart: '{proxy+}',
    }),
  );
  const target = { restApiId: apiId, resourceId: proxy.id, httpMethod: 'ANY' };
  await gateway.send(
    new PutMethodCommand({
      ...target,
      authorizationType: 'NONE',
      apiKeyRequired: true,
      requestParameters: { 'method.request.path.proxy': true },
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
    /** A call with the key through the network's endpoint. */
    call: (path: string, options: CallOptions = {}) =>
      callThrough(network.sandbox, doorUrl(network), {
        ...options,
        path: `/live${path}`,
        headers: { host, 'x-api-key': keyValue, ...options.headers },
      }),
  };
}

export function doorUrl({ sandbox, endpoint }: Network): string {
  const found = sandbox.endpoints().find((it) => it.endpointId === endpoint.vpcEndpointId);
  return found?.url ?? '';
}

/** A call to a listener as a client that resolved the host's name to it: TLS is verified for that host. */
export function callThrough(
  sandbox: Pick<Sandbox, 'caPem'>,
  url: string,
  { method = 'GET', path = '/', headers = {}, body }: CallOptions,
): Promise<Answer> {
  const target = new URL(url);
  const isSecure = target.protocol === 'https:';
  const host = headers.host ?? target.host;
  return new Promise((resolve, reject) => {
    const options = {
      host: target.hostname,
      port: target.port,
      method,
      path,
      headers: { 'content-length': Buffer.byteLength(body ?? ''), ...headers },
      agent: false as const,
    };
    const outgoing = isSecure
      ? httpsRequest({ ...options, ca: sandbox.caPem, servername: host.split(':')[0] ?? '' })
      : httpRequest(options);
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () => {
        const whole = Buffer.concat(chunks);
        const { statusCode: status = 0, headers: received, rawHeaders } = incoming;
        resolve({ status, headers: received, rawHeaders, body: whole, text: whole.toString() });
      });
    });
    outgoing.end(body);
  });
}
