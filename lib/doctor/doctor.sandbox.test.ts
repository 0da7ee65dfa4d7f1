import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateUsagePlanKeyCommand,
  DeleteMethodCommand,
  DeleteStageCommand,
  DeleteUsagePlanKeyCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateApiKeyCommand,
  UpdateRestApiCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteCommand,
  DeleteRouteCommand,
  DeleteVpcEndpointsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { checkDrift } from '../drift/mutations';
import { AccessDenied } from '../identity/permissions';
import { runProbe } from '../probes/mutations';
import { liftBudgets } from '../testing/kills';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { actorOf, eventually, launchInput, region } from '../testing/world';
import { getDoctorReport } from './data';
import { examinePath } from './mutations';
import { type HopName, hopNames } from './types';

const member = actorOf('member', 'payments');
const launch = launchInput();
launch.proxy.upstream = { url: 'https://httpbin.org', timeoutMs: 1_000 };
const { name } = launch.proxy;
const ec2 = new EC2Client({ region });
const gateway = new APIGatewayClient({ region });

let standing: StandingWorld;
let ids: Record<
  | 'restApiId'
  | 'usagePlanId'
  | 'keyId'
  | 'resourceId'
  | 'vpcId'
  | 'endpointId'
  | 'tableId'
  | 'endpointGroup'
  | 'clientGroup',
  string
>;
let policies: { endpoint: string; api: string };

beforeAll(async () => {
  standing = await createStandingWorld(() => createSandbox({ paceMs: 2 }), launch);
  const { RestApiId: restApiId = '', UsagePlanId = '', ProbeKeyId = '' } = standing.proxy.outputs;
  const [endpoint] = (await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [];
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({}));
  const used = RouteTables?.find(({ Associations }) => Associations?.some((it) => it.SubnetId));
  const endpointGroup = endpoint?.Groups?.[0]?.GroupId ?? '';
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const client = SecurityGroups?.find(({ IpPermissionsEgress }) =>
    IpPermissionsEgress?.some(({ UserIdGroupPairs }) =>
      UserIdGroupPairs?.some(({ GroupId }) => GroupId === endpointGroup),
    ),
  );
  const { items } = await gateway.send(new GetResourcesCommand({ restApiId }));
  const api = await gateway.send(new GetRestApiCommand({ restApiId }));
  ids = {
    restApiId,
    usagePlanId: UsagePlanId,
    keyId: ProbeKeyId,
    resourceId: items?.find(({ path }) => path === '/{proxy+}')?.id ?? '',
    vpcId: endpoint?.VpcId ?? '',
    endpointId: endpoint?.VpcEndpointId ?? '',
    tableId: used?.RouteTableId ?? '',
    endpointGroup,
    clientGroup: client?.GroupId ?? '',
  };
  policies = {
    endpoint: endpoint?.PolicyDocument ?? '',
    // GetRestApi escapes the policy's quotes once more (aws-facts A5).
    api: (api.policy ?? '').replaceAll('\\"', '"'),
  };
}, 60_000);
afterAll(async () => {
  await standing.close();
  ec2.destroy();
  gateway.destroy();
});

async function examined() {
  standing.world.forgetMemory();
  liftBudgets();
  await eventually(() => checkDrift(member, { name }));
  return getDoctorReport(name);
}

/** What the page's button does, and what the page then says. */
async function probed() {
  standing.world.forgetMemory();
  liftBudgets();
  await examinePath(member, { name });
  return getDoctorReport(name);
}

const statement = (rest: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*', ...rest },
    ],
  });
const denial = statement({ Effect: 'Deny' });
const elsewhere = statement({ Resource: `arn:aws:execute-api:${region}:999999999999:*` });
const otherApi = statement({
  Resource: `arn:aws:execute-api:${region}:123456789012:zzzzzzzzzz/*`,
});
const otherAction = statement({ Action: 'execute-api:ManageConnections' });
const otherVpc = statement({
  Resource: 'execute-api:/*',
  Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-00000000000000000' } },
});
const otherEndpoint = statement({
  Resource: 'execute-api:/*',
  Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-00000000000000000' } },
});

const setVpc = (
  attribute: 'EnableDnsSupport' | 'EnableDnsHostnames',
  Value: boolean,
): Promise<unknown> =>
  ec2.send(new ModifyVpcAttributeCommand({ VpcId: ids.vpcId, [attribute]: { Value } }));
const setEndpoint = (change: { PrivateDnsEnabled?: boolean; PolicyDocument?: string }) =>
  ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: ids.endpointId, ...change }));
const rule = (peer: string) => [
  { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: peer }] },
];
const ingress = () => ({ GroupId: ids.endpointGroup, IpPermissions: rule(ids.clientGroup) });
const egress = () => ({ GroupId: ids.clientGroup, IpPermissions: rule(ids.endpointGroup) });
const route = () => ({ RouteTableId: ids.tableId, DestinationCidrBlock: '0.0.0.0/0' });
const patch = (path: string, value: string) => [{ op: 'replace' as const, path, value }];
const setApi = (path: string, value: string) =>
  gateway.send(
    new UpdateRestApiCommand({ restApiId: ids.restApiId, patchOperations: patch(path, value) }),
  );
const added = () => ({
  restApiId: ids.restApiId,
  resourceId: ids.resourceId,
  httpMethod: 'PATCH',
});
const addMethod = (authorizationType: string, apiKeyRequired: boolean) =>
  gateway.send(new PutMethodCommand({ ...added(), authorizationType, apiKeyRequired }));
const dropMethod = () => gateway.send(new DeleteMethodCommand(added()));
const setKey = (value: string) =>
  gateway.send(
    new UpdateApiKeyCommand({ apiKey: ids.keyId, patchOperations: patch('/enabled', value) }),
  );
const setPlan = (op: 'add' | 'remove' | 'replace', path: string, value: string) =>
  gateway.send(
    new UpdateUsagePlanCommand({
      usagePlanId: ids.usagePlanId,
      patchOperations: [{ op, path, value }],
    }),
  );
const deploy = () =>
  gateway.send(new CreateDeploymentCommand({ restApiId: ids.restApiId, stageName: 'live' }));

type Fault = [HopName, string, () => Promise<unknown>, () => Promise<unknown>];
const endpointPolicy = (what: string, PolicyDocument: string): Fault => [
  'endpointPolicy',
  what,
  () => setEndpoint({ PolicyDocument }),
  () => setEndpoint({ PolicyDocument: policies.endpoint }),
];
const resourcePolicy = (what: string, policy: string): Fault => [
  'resourcePolicy',
  what,
  () => setApi('/policy', policy),
  () => setApi('/policy', policies.api),
];

/** What somebody does in the console, and how it is undone. */
const faults: Fault[] = [
  [
    'route',
    'a route to an internet gateway',
    () => ec2.send(new CreateRouteCommand({ ...route(), GatewayId: 'igw-0123456789abcdef0' })),
    () => ec2.send(new DeleteRouteCommand(route())),
  ],
  [
    'route',
    'a route to a NAT gateway',
    () => ec2.send(new CreateRouteCommand({ ...route(), NatGatewayId: 'nat-0123456789abcdef0' })),
    () => ec2.send(new DeleteRouteCommand(route())),
  ],
  [
    'dns',
    'no DNS support in the VPC',
    () => setVpc('EnableDnsSupport', false),
    () => setVpc('EnableDnsSupport', true),
  ],
  [
    'dns',
    'no DNS host names in the VPC',
    () => setVpc('EnableDnsHostnames', false),
    () => setVpc('EnableDnsHostnames', true),
  ],
  [
    'dns',
    'private DNS off',
    () => setEndpoint({ PrivateDnsEnabled: false }),
    () => setEndpoint({ PrivateDnsEnabled: true }),
  ],
  [
    'groups',
    'nothing let in to the endpoint',
    () => ec2.send(new RevokeSecurityGroupIngressCommand(ingress())),
    () => ec2.send(new AuthorizeSecurityGroupIngressCommand(ingress())),
  ],
  [
    'groups',
    'nothing let out of the client',
    () => ec2.send(new RevokeSecurityGroupEgressCommand(egress())),
    () => ec2.send(new AuthorizeSecurityGroupEgressCommand(egress())),
  ],
  endpointPolicy('an endpoint policy that denies', denial),
  endpointPolicy('an endpoint policy for another account', elsewhere),
  endpointPolicy('an endpoint policy for another API', otherApi),
  endpointPolicy('an endpoint policy for another action', otherAction),
  [
    'api',
    'the default endpoint off',
    () => setApi('/disableExecuteApiEndpoint', 'true'),
    () => setApi('/disableExecuteApiEndpoint', 'false'),
  ],
  resourcePolicy('a resource policy that denies', denial),
  resourcePolicy('a resource policy for another VPC', otherVpc),
  resourcePolicy('a resource policy for another endpoint', otherEndpoint),
  ['method', 'a method that asks for no key', () => addMethod('NONE', false), dropMethod],
  ['method', 'a method of signed calls', () => addMethod('AWS_IAM', true), dropMethod],
  [
    'key',
    'keys read from an authorizer',
    () => setApi('/apiKeySource', 'AUTHORIZER'),
    () => setApi('/apiKeySource', 'HEADER'),
  ],
  ['key', 'a disabled key', () => setKey('false'), () => setKey('true')],
  [
    'plan',
    'a key out of its plan',
    () => gateway.send(new DeleteUsagePlanKeyCommand(ids)),
    () => gateway.send(new CreateUsagePlanKeyCommand({ ...ids, keyType: 'API_KEY' })),
  ],
  [
    'plan',
    'a plan off the stage',
    () => setPlan('remove', '/apiStages', `${ids.restApiId}:live`),
    () => setPlan('add', '/apiStages', `${ids.restApiId}:live`),
  ],
  [
    'throttle',
    'a rate of nothing',
    () => setPlan('replace', '/throttle/rateLimit', '0'),
    () => setPlan('replace', '/throttle/rateLimit', '5'),
  ],
  [
    'integration',
    'a method that goes to another upstream',
    async () => {
      await addMethod('NONE', true);
      await gateway.send(
        new PutIntegrationCommand({
          ...added(),
          type: 'HTTP_PROXY',
          integrationHttpMethod: 'PATCH',
          uri: 'https://example.com/',
        }),
      );
    },
    dropMethod,
  ],
];

it('finds a launched path whole before and after a probe', async () => {
  const before = await examined();
  expect(before?.hops.filter(({ state }) => state === 'broken')).toEqual([]);
  const after = await probed();
  expect(after?.hops.filter(({ state }) => state !== 'holds')).toEqual([]);
}, 30_000);

it('is not run for another team', async () => {
  const stranger = actorOf('member', 'mobile');
  await expect(examinePath(stranger, { name })).rejects.toBeInstanceOf(AccessDenied);
});

it.each(faults)(
  'names %s for %s, and nothing once it is undone',
  async (hop, _, inject, undo) => {
    await inject();
    const found = await examined();
    await undo();
    expect(found?.broken).toBe(hop);
    expect((await examined())?.broken).toBeNull();
  },
  30_000,
);

it('names the first of two', async () => {
  const index = (seed: number) => faults[(seed * 7) % faults.length] as Fault;
  for (let seed = 1; seed <= faults.length; seed++) {
    const [one, other] = [index(seed), faults[seed % faults.length] as Fault];
    // Two of one hop may be the same thing set twice.
    if (one[0] === other[0] || (one[3] === dropMethod && other[3] === dropMethod)) continue;
    await one[2]();
    await other[2]();
    const found = await examined();
    await other[3]();
    await one[3]();
    const first = hopNames.find((hop) => hop === one[0] || hop === other[0]);
    expect(found?.broken, `${one[1]}, and ${other[1]}`).toBe(first);
  }
  expect((await examined())?.broken).toBeNull();
}, 60_000);

it('forgets what a probe met once its cause is mended, also outside of Sluice', async () => {
  await setEndpoint({ PolicyDocument: denial });
  expect((await probed())?.broken).toBe('endpointPolicy');
  await setEndpoint({ PolicyDocument: policies.endpoint });
  expect(await examined()).toMatchObject({ broken: null, probedAt: null, isOutdated: true });
}, 30_000);

it('asks for another probe where it was not there when the last was made', async () => {
  await setApi('/policy', denial);
  await deploy();
  await runProbe(member, { proxy: name, method: 'GET', path: '/get' });
  await setApi('/policy', policies.api);
  const found = await examined();
  expect(found?.broken).toBeNull();
  expect(found?.hops.find((hop) => hop.name === 'stage')?.state).toBe('unknown');
}, 30_000);

it('names the deployment that is older than its configuration', async () => {
  expect((await probed())?.broken).toBe('stage');
  await deploy();
  expect(await examined()).toMatchObject({ broken: null, isOutdated: true });
}, 30_000);

it.each([
  ['upstream', 'an upstream that fails', '/status/503'],
  ['upstream', 'an upstream that is slower than its timeout', '/delay/3'],
] as const)(
  'names %s by a probe, for %s',
  async (hop, _, path) => {
    await runProbe(member, { proxy: name, method: 'GET', path });
    expect((await examined())?.broken).toBe(hop);
  },
  60_000,
);

it('names the quota that its own probes have spent', async () => {
  await setPlan('replace', '/quota/limit', '1');
  expect((await probed())?.broken).toBe('quota');
  await setPlan('replace', '/quota/limit', '20');
  expect((await examined())?.broken).toBeNull();
}, 30_000);

it('finds the path whole again, by a probe', async () => {
  const found = await probed();
  expect(found?.hops.filter(({ state }) => state !== 'holds')).toEqual([]);
}, 30_000);

it('names the stage, and then the endpoint, that are gone', async () => {
  await setPlan('remove', '/apiStages', `${ids.restApiId}:live`);
  await gateway.send(new DeleteStageCommand({ restApiId: ids.restApiId, stageName: 'live' }));
  expect((await examined())?.broken).toBe('stage');
  await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [ids.endpointId] }));
  expect((await examined())?.broken).toBe('endpoint');
}, 30_000);
