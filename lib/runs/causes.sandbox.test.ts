// Every catalogued cause, brought about by what brings it about on AWS: something done to the account, never a text.
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  CreateUsagePlanCommand,
  DeleteStageCommand,
  DeleteUsagePlanCommand,
  GetDeploymentsCommand,
  UpdateAccountCommand,
  UpdateRestApiCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  GetTemplateCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { quotaCodes } from '@/sandbox/servicequotas/quotas';
import type { NetworkSpecInput } from '@/templates/network/spec';
import { findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { runSteps } from '../db/schema';
import { deleteNetwork, launchNetwork } from '../networks/mutations';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import {
  actorOf,
  createWorld,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { explain, failureFactsOf } from './causes/catalogue';
import type { CauseId } from './causes/ids';
import type { Explanation } from './causes/types';
import { getRun, listRunEvents } from './data';
import { createEngine, type Engine } from './engine';
import { executeRun } from './mutations';
import type { Run } from './types';

const platform = actorOf('platform');
let world: World;
let sandbox: Sandbox;
let engine: Engine | null = null;
let made = 0;

beforeAll(async () => {
  world = await createWorld(async () => {
    sandbox = await createSandbox({ paceMs: 10 });
    return sandbox;
  });
});
afterAll(() => world.close());
afterEach(async () => {
  await engine?.stop();
  engine = null;
  const { options } = sandbox.context;
  options.enforceLimits = false;
  options.withoutEndpointServices = [];
  await world.control('POST', '/reset');
});

const settings = () => ({
  endpoint: world.url,
  region,
  credentials: { accessKeyId: 'somebody', secretAccessKey: 'else' },
});
// Somebody else in the account, with the plain SDK.
const ec2 = () => new EC2Client(settings());
const apigateway = () => new APIGatewayClient(settings());
const cloudformation = () => new CloudFormationClient(settings());

const owned = { team: 'payments', owner: 'dev@example.com', environment: 'dev' as const };

async function work(): Promise<void> {
  engine ??= await createEngine({ leaseMs: 300, waitMs: hasty });
}

async function rest(): Promise<void> {
  await engine?.stop();
  engine = null;
}

/** The run at its end, or where it waits for a decision. */
async function ended(runId: string): Promise<Run> {
  await work();
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt && run?.state !== 'planned')
      throw new Error(`the run is ${run?.state}: ${JSON.stringify(run?.problem)}`);
    return run;
  });
}

function key(): string {
  made += 1;
  return `cause-${made}-0123456789`;
}

async function launchedNetwork(
  vpc: NetworkSpecInput['vpc'],
  change: Partial<NetworkSpecInput> = {},
) {
  made += 1;
  const network = { kind: 'network' as const, name: `net-${made}`, ...owned, vpc, ...change };
  const { runId } = await launchNetwork(platform, { network, idempotencyKey: key() });
  return { runId, name: network.name, stack: `sluice-network-${network.name}` };
}

const ownVpc = { cidr: '10.0.0.0/16', azs: [`${region}a`, `${region}c`] };

/** A network and a proxy that stand. */
async function standing(): Promise<{
  input: LaunchProxyInput;
  name: string;
  stack: string;
  network: string;
}> {
  const input = launchInput();
  const run = await ended((await launchProxy(platform, input)).runId);
  expect([run.state, run.failure]).toEqual(['succeeded', null]);
  const { name } = input.proxy;
  return { input, name, stack: `sluice-proxy-${name}`, network: run.steps[0]?.subject.name ?? '' };
}

const into = (network: string) => launchInput({ network: { choice: 'existing', name: network } });

async function launched(input: LaunchProxyInput): Promise<Run> {
  return ended((await launchProxy(platform, input)).runId);
}

/** The proxy's limits as they shall become: a plan, ready to be executed. */
async function planned({ input }: { input: LaunchProxyInput }): Promise<string> {
  const limits = { quota: { limit: 40, period: 'DAY' as const }, rate: 7, burst: 7 };
  const proxy = { ...input.proxy, limits };
  return (await planProxyChange(platform, { proxy, idempotencyKey: key() })).runId;
}

const deletion = async (name: string) =>
  (await deleteProxy(platform, { name, withNetwork: false, idempotencyKey: key() })).runId;

const deleted = async (name: string) => ended(await deletion(name));

/** A VPC as somebody in the account has it: `netmasks` of its subnets by zone letter. */
async function theirVpc(subnets: [letter: string, cidr: string][], { hasDns = true } = {}) {
  const { Vpc } = await ec2().send(new CreateVpcCommand({ CidrBlock: '172.31.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const EnableDnsHostnames = { Value: hasDns };
  await ec2().send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames }));
  const subnetIds: string[] = [];
  for (const [letter, CidrBlock] of subnets) {
    const AvailabilityZone = `${region}${letter}`;
    const { Subnet } = await ec2().send(
      new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }),
    );
    subnetIds.push(Subnet?.SubnetId ?? '');
  }
  return { id: VpcId, subnetIds };
}

const twoSubnets: [string, string][] = [
  ['a', '172.31.0.0/24'],
  ['c', '172.31.1.0/24'],
];

async function theirEndpoint(
  vpc: { id: string; subnetIds: string[] },
  service = 'sts',
  hasPrivateDns = false,
): Promise<void> {
  await ec2().send(
    new CreateVpcEndpointCommand({
      VpcId: vpc.id,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${region}.${service}`,
      SubnetIds: vpc.subnetIds,
      PrivateDnsEnabled: hasPrivateDns,
    }),
  );
}

/** As soon as `when` is true of the account, holds the stack, does something, and lets it go on. */
function interfere(stack: string, when: () => boolean, act: () => Promise<unknown>): Promise<void> {
  const { engine: stacks } = sandbox.context;
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      if (!when()) return;
      clearInterval(timer);
      stacks.hold(stack);
      act()
        .then(() => resolve(), reject)
        .finally(() => stacks.release(stack));
    }, 1);
  });
}

const templateOf = async (StackName: string) =>
  (await cloudformation().send(new GetTemplateCommand({ StackName }))).TemplateBody ?? '';

/** Somebody updates the stack by hand. */
async function changeByHand(
  StackName: string,
  change = (body: string) => body.replace(' RateLimit: 5', ' RateLimit: 6'),
): Promise<void> {
  const TemplateBody = change(await templateOf(StackName));
  const stack = await findStack(mainTarget(), StackName);
  const Tags = Object.entries(stack?.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  await cloudformation().send(new UpdateStackCommand({ StackName, TemplateBody, Tags }));
}

async function settledAs(stack: string, status: string): Promise<void> {
  await eventually(async () => expect((await findStack(mainTarget(), stack))?.status).toBe(status));
}

/** The plan goes outside CloudFormation, which may not be done while a stage is in it. */
async function deletePlanByHand(): Promise<void> {
  const [plan] = [...sandbox.context.apigateway.plans.values()];
  const usagePlanId = plan?.id ?? '';
  const [stage] = plan?.apiStages ?? [];
  const patchOperations = [
    { op: 'remove' as const, path: '/apiStages', value: `${stage?.apiId}:${stage?.stage}` },
  ];
  await apigateway().send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
  await apigateway().send(new DeleteUsagePlanCommand({ usagePlanId }));
}

/** The stage goes too, once an update has changed it: it cannot be changed back. */
function deleteStageOnceChanged(stack: string): Promise<void> {
  const rate = () => {
    const [api] = sandbox.context.apigateway.apis.values();
    return api?.stages.live?.methodSettings['*/*']?.throttlingRateLimit;
  };
  const before = rate();
  return interfere(
    stack,
    () => rate() !== before,
    async () => {
      const [restApiId = ''] = sandbox.context.apigateway.apis.keys();
      await apigateway().send(new DeleteStageCommand({ restApiId, stageName: 'live' }));
    },
  );
}

/** What another version of Sluice prepared, and this one sends. */
async function preparedByAnother(runId: string, change: (body: string) => string): Promise<void> {
  const [step] = await (await db()).select().from(runSteps).where(eq(runSteps.runId, runId));
  const { renderYaml } = await import('@/templates/yaml');
  const { stackFor } = await import('@/templates/stack');
  const { parseSpec } = await import('@/templates/spec');
  const parsed = parseSpec(step?.spec);
  if (!parsed.ok) throw new Error('the spec is not valid');
  const templateBody = change(renderYaml(stackFor(parsed.spec).template));
  await (await db()).update(runSteps).set({ templateBody }).where(eq(runSteps.runId, runId));
}

type Cause = {
  cause: CauseId;
  /** What is done to the account. */
  by: string;
  run: () => Promise<Run>;
  facts?: object;
  /** A step that has to be among the next ones. */
  step?: object;
};

const network: Cause[] = [
  {
    cause: 'private_dns_taken',
    by: 'a second endpoint with private DNS that somebody made in the VPC',
    async run() {
      const vpc = await theirVpc(twoSubnets);
      const { runId } = await launchedNetwork(vpc);
      await theirEndpoint(vpc, 'execute-api', true);
      return ended(runId);
    },
    facts: { id: expect.stringMatching(/^vpc-/), service: `*.execute-api.${region}.amazonaws.com` },
    step: { kind: 'fix', field: 'vpcId' },
  },
  {
    cause: 'dns_attributes_off',
    by: 'a VPC whose DNS hostnames are off',
    async run() {
      const vpc = await theirVpc(twoSubnets, { hasDns: false });
      return ended((await launchedNetwork(vpc)).runId);
    },
    facts: { id: expect.stringMatching(/^vpc-/) },
    step: { kind: 'console', at: { page: 'vpc', vpcId: expect.stringMatching(/^vpc-/) } },
  },
  {
    cause: 'zone_without_service',
    by: 'a zone that does not offer execute-api',
    async run() {
      const azs = [`${region}a`, `${region}d`];
      return ended((await launchedNetwork({ ...ownVpc, azs })).runId);
    },
    step: { kind: 'fix', field: 'azs' },
  },
  {
    cause: 'zone_unknown',
    by: 'a zone that the account does not have',
    async run() {
      const azs = [`${region}a`, `${region}b`];
      return ended((await launchedNetwork({ ...ownVpc, azs })).runId);
    },
    facts: { name: `${region}b`, zones: expect.stringContaining(`${region}c`) },
    step: { kind: 'fix', field: 'azs' },
  },
  {
    cause: 'subnets_share_zone',
    by: 'two subnets of one zone',
    async run() {
      const vpc = await theirVpc([
        ['a', '172.31.0.0/24'],
        ['a', '172.31.1.0/24'],
      ]);
      return ended((await launchedNetwork(vpc)).runId);
    },
    step: { kind: 'fix', field: 'subnetIds' },
  },
  {
    cause: 'cidr_invalid',
    by: 'a template of another version with a block that EC2 does not take',
    async run() {
      const { runId } = await launchedNetwork(ownVpc);
      await preparedByAnother(runId, (body) =>
        body.replace('CidrBlock: 10.0.0.0/16', 'CidrBlock: 10.0.0.0/8'),
      );
      return ended(runId);
    },
    facts: { cidr: '10.0.0.0/8' },
    step: { kind: 'fix', field: 'cidr' },
  },
  {
    cause: 'cidr_conflict',
    by: 'a subnet that somebody makes in the VPC while it is being made',
    async run() {
      const { runId, stack } = await launchedNetwork(ownVpc);
      const { vpcs } = sandbox.context.ec2;
      const taken = interfere(
        stack,
        () => vpcs.size > 0,
        async () => {
          const [VpcId = ''] = vpcs.keys();
          await ec2().send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/23' }));
        },
      );
      await work();
      await taken;
      return ended(runId);
    },
    facts: { cidr: expect.stringMatching(/^10\.0\.[01]\.0\/24$/) },
  },
  {
    cause: 'other_vpc',
    by: 'subnets of another VPC',
    async run() {
      const [one, other] = [await theirVpc(twoSubnets), await theirVpc(twoSubnets)];
      return ended((await launchedNetwork({ id: one.id, subnetIds: other.subnetIds })).runId);
    },
    step: { kind: 'fix', field: 'subnetIds' },
  },
  {
    cause: 'not_there',
    by: 'a VPC that is gone',
    async run() {
      const vpc = {
        id: 'vpc-0123456789abcdef0',
        subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      };
      return ended((await launchedNetwork(vpc)).runId);
    },
    facts: { kind: 'vpc', id: 'vpc-0123456789abcdef0' },
    step: { kind: 'fix', field: 'vpcId' },
  },
  {
    cause: 'subnet_full',
    by: 'a /28 whose eleven addresses are taken',
    async run() {
      const vpc = await theirVpc([
        ['a', '172.31.0.0/28'],
        ['c', '172.31.1.0/28'],
      ]);
      for (let count = 0; count < 11; count += 1) await theirEndpoint(vpc);
      return ended((await launchedNetwork(vpc)).runId);
    },
    step: { kind: 'fix', field: 'subnetIds' },
  },
  {
    cause: 'service_not_offered',
    by: 'a Region without execute-api endpoints',
    async run() {
      sandbox.context.options.withoutEndpointServices = ['execute-api'];
      return ended((await launchedNetwork(ownVpc)).runId);
    },
    facts: { service: `com.amazonaws.${region}.execute-api` },
  },
  {
    cause: 'still_in_use',
    by: 'an interface of somebody else in the network’s subnet',
    async run() {
      const { runId, name } = await launchedNetwork(ownVpc);
      const run = await ended(runId);
      expect(run.state).toBe('succeeded');
      const subnets = [...sandbox.context.ec2.subnets.values()];
      await theirEndpoint({
        id: subnets[0]?.vpcId ?? '',
        subnetIds: subnets.map(({ subnetId }) => subnetId),
      });
      const request = { name, idempotencyKey: key() };
      return ended((await deleteNetwork(platform, request)).runId);
    },
    facts: { id: expect.stringMatching(/^(subnet|vpc|sg)-/) },
    step: { kind: 'delete_retaining', retain: [expect.any(String)] },
  },
];

/** A launch into an account in which `code` is used up by what is there already. */
const usedUp = (
  cause: CauseId,
  by: string,
  code: (typeof quotaCodes)[keyof typeof quotaCodes],
  fill: () => Promise<unknown>,
): Cause => ({
  cause,
  by,
  async run() {
    sandbox.context.quotas.set(code, 1);
    await fill();
    return launched(launchInput());
  },
});

const quotas: Cause[] = [
  {
    ...usedUp('quota_vpcs', 'as many VPCs as the account may have', quotaCodes.vpcs, () =>
      theirVpc([]),
    ),
    step: { kind: 'raise_quota', service: 'vpc', code: 'L-F678F1CE' },
  },
  {
    cause: 'quota_endpoints',
    by: 'as many endpoints as the VPC may have',
    async run() {
      sandbox.context.quotas.set(quotaCodes.interfaceEndpointsPerVpc, 1);
      const vpc = await theirVpc(twoSubnets);
      await theirEndpoint(vpc);
      return ended((await launchedNetwork(vpc)).runId);
    },
    step: { kind: 'raise_quota', service: 'vpc', code: 'L-29B6F2EB' },
  },
  {
    cause: 'quota_interfaces',
    by: 'as many network interfaces as the Region may have',
    async run() {
      sandbox.context.quotas.set(quotaCodes.networkInterfaces, 2);
      await theirEndpoint(await theirVpc(twoSubnets));
      return ended((await launchedNetwork(ownVpc)).runId);
    },
    step: { kind: 'raise_quota', service: 'vpc', code: 'L-DF5E4CA3' },
  },
  {
    cause: 'quota_concurrency',
    by: 'a template of another version whose probe reserves executions, in an account of ten',
    async run() {
      sandbox.context.quotas.set(quotaCodes.concurrentExecutions, 10);
      const { runId } = await launchedNetwork(ownVpc);
      await preparedByAnother(runId, (body) =>
        body.replace('MemorySize: 256', 'MemorySize: 256\n      ReservedConcurrentExecutions: 1'),
      );
      return ended(runId);
    },
    facts: { limit: '10' },
    step: { kind: 'raise_quota', service: 'lambda', code: 'L-B99A9384' },
  },
  usedUp(
    'quota_private_apis',
    'as many private APIs as the account may have',
    quotaCodes.privateApis,
    () =>
      apigateway().send(
        new CreateRestApiCommand({ name: 'a', endpointConfiguration: { types: ['PRIVATE'] } }),
      ),
  ),
  {
    ...usedUp(
      'quota_usage_plans',
      'as many usage plans as the account may have',
      quotaCodes.usagePlans,
      () => apigateway().send(new CreateUsagePlanCommand({ name: 'a' })),
    ),
    step: { kind: 'raise_quota', service: 'apigateway', code: 'L-E8693075' },
  },
  usedUp('quota_api_keys', 'as many keys as the account may have', quotaCodes.apiKeys, () =>
    apigateway().send(new CreateApiKeyCommand({})),
  ),
  usedUp(
    'quota_resources',
    'an account whose APIs may have one path',
    quotaCodes.resourcesPerApi,
    async () => {},
  ),
  {
    ...usedUp(
      'quota_stacks',
      'as many stacks as the account may have',
      quotaCodes.stacks,
      async () => {},
    ),
    step: { kind: 'raise_quota', service: 'cloudformation', code: 'L-0485CB21' },
  },
  {
    ...usedUp(
      'quota_other',
      'an account whose VPCs may have one subnet',
      quotaCodes.subnetsPerVpc,
      async () => {},
    ),
    step: { kind: 'raise_quota', service: 'vpc', code: null },
  },
];

const gateway: Cause[] = [
  {
    cause: 'gateway_throttled',
    by: 'an API that somebody makes in the same three seconds',
    async run() {
      const first = await standing();
      sandbox.context.options.enforceLimits = true;
      const input = into(first.network);
      const stack = `sluice-proxy-${input.proxy.name}`;
      const { runId } = await launchProxy(platform, input);
      await interfere(
        stack,
        () => sandbox.context.cloudformation.find(stack) !== undefined,
        () => apigateway().send(new CreateRestApiCommand({ name: 'theirs' })),
      );
      return ended(runId);
    },
    step: { kind: 'retry', minutes: 2 },
  },
  {
    cause: 'no_resource_policy',
    by: 'a policy that somebody removes while the API is being made',
    run: () =>
      whileLaunching(
        () => sandbox.context.apigateway.apis.size > 0,
        async () => {
          const [restApiId = ''] = sandbox.context.apigateway.apis.keys();
          const patchOperations = [{ op: 'replace' as const, path: '/policy', value: '' }];
          await apigateway().send(new UpdateRestApiCommand({ restApiId, patchOperations }));
        },
      ),
  },
  {
    cause: 'policy_too_long',
    by: 'a quota of the policy’s size below what the policy takes',
    async run() {
      sandbox.context.quotas.set(quotaCodes.policySize, 100);
      return launched(launchInput());
    },
    facts: { limit: '100' },
    step: { kind: 'raise_quota', service: 'apigateway', code: 'L-8B81B02C' },
  },
  {
    cause: 'logs_role_missing',
    by: 'an account that nobody gave API Gateway’s logging role',
    async run() {
      const patchOperations = [{ op: 'replace' as const, path: '/cloudwatchRoleArn', value: '' }];
      await apigateway().send(new UpdateAccountCommand({ patchOperations }));
      return launched(launchInput());
    },
    step: { kind: 'console', at: { page: 'gateway_settings' } },
  },
  {
    cause: 'stage_missing',
    by: 'a stage that somebody deletes before the plan is made',
    run: () =>
      whileLaunching(
        () => [...sandbox.context.apigateway.apis.values()].some(({ stages }) => stages.live),
        async () => {
          const [restApiId = ''] = sandbox.context.apigateway.apis.keys();
          await apigateway().send(new DeleteStageCommand({ restApiId, stageName: 'live' }));
        },
      ),
    facts: { name: expect.stringMatching(/:live$/) },
  },
  {
    cause: 'deployment_in_use',
    by: 'a stage that somebody put on the proxy’s deployment',
    async run() {
      const { name } = await standing();
      const [restApiId = ''] = sandbox.context.apigateway.apis.keys();
      const { items = [] } = await apigateway().send(new GetDeploymentsCommand({ restApiId }));
      const deploymentId = items[0]?.id ?? '';
      await apigateway().send(
        new CreateStageCommand({ restApiId, stageName: 'theirs', deploymentId }),
      );
      return deleted(name);
    },
    step: { kind: 'delete_retaining', retain: [expect.stringMatching(/^Deployment/)] },
  },
  {
    cause: 'key_value_taken',
    by: 'a template of another version that sets the value of a key, which another key has',
    async run() {
      const value = 'a-value-that-somebody-gave-to-a-key';
      await apigateway().send(new CreateApiKeyCommand({ value }));
      const { network: name } = await standing();
      await rest();
      const { runId } = await launchProxy(platform, into(name));
      await preparedByAnother(runId, (body) =>
        body.replace(/(\n +)Enabled: true/, `$1Enabled: true$1Value: ${value}`),
      );
      return ended(runId);
    },
    step: { kind: 'retry' },
  },
  {
    cause: 'part_missing',
    by: 'a usage plan that somebody deleted outside',
    async run() {
      const proxy = await standing();
      const runId = await planned(proxy);
      await ended(runId);
      await deletePlanByHand();
      const gone = deleteStageOnceChanged(proxy.stack);
      await executeRun(platform, runId);
      await gone;
      return ended(runId);
    },
    facts: { kind: 'Usage Plan' },
    step: { kind: 'continue_rollback', skip: ['Stage'] },
  },
  {
    cause: 'function_role',
    by: 'somebody who changes whom the probe’s role trusts, before the function is made',
    async run() {
      const { runId, stack } = await launchedNetwork(ownVpc);
      const { roles } = sandbox.context.iam;
      const taken = interfere(
        stack,
        () => roles.size > 0,
        async () => {
          for (const role of roles.values()) role.assumeRolePolicyDocument = {};
        },
      );
      await work();
      await taken;
      return ended(runId);
    },
  },
  {
    cause: 'function_role',
    by: 'somebody who takes the probe’s role its policy, before the function is made',
    run: () => withoutRoleRights(() => sandbox.context.iam.roles.size > 0),
  },
  {
    cause: 'not_stabilized',
    by: 'somebody who takes the probe’s role its policy, while Lambda makes the function’s interfaces',
    run: () => withoutRoleRights(() => sandbox.context.lambda.functions.size > 0),
    step: { kind: 'retry', minutes: 5 },
  },
];

/** A network whose probe’s role can do nothing any more from then on. */
async function withoutRoleRights(when: () => boolean): Promise<Run> {
  const { runId, stack } = await launchedNetwork(ownVpc);
  const taken = interfere(stack, when, async () => {
    for (const role of sandbox.context.iam.roles.values()) role.managedPolicyArns = [];
  });
  await work();
  await taken;
  return ended(runId);
}

/** A launch during which something is done to the proxy. */
async function whileLaunching(when: () => boolean, act: () => Promise<unknown>): Promise<Run> {
  const input = launchInput();
  const { runId } = await launchProxy(platform, input);
  const done = interfere(`sluice-proxy-${input.proxy.name}`, when, act);
  await work();
  await done;
  return ended(runId);
}

const stacks: Cause[] = [
  {
    cause: 'stack_exists',
    by: 'a stack of that name that somebody makes before Sluice does',
    async run() {
      const { runId, stack } = await launchedNetwork(ownVpc);
      const TemplateBody = JSON.stringify({ Resources: { G: { Type: 'AWS::Logs::LogGroup' } } });
      await cloudformation().send(new CreateStackCommand({ StackName: stack, TemplateBody }));
      return ended(runId);
    },
    facts: { name: expect.stringMatching(/^sluice-network-/) },
    step: { kind: 'fix', field: 'networkName' },
  },
  {
    cause: 'stack_not_ours',
    by: 'a stack of that name that somebody put in the place of Sluice’s',
    async run() {
      const { name, stack } = await standing();
      await rest();
      const runId = await deletion(name);
      const stackId = (await findStack(mainTarget(), stack))?.stackId ?? '';
      await cloudformation().send(new DeleteStackCommand({ StackName: stack }));
      await settledAs(stackId, 'DELETE_COMPLETE');
      const TemplateBody = JSON.stringify({ Resources: { G: { Type: 'AWS::Logs::LogGroup' } } });
      await cloudformation().send(new CreateStackCommand({ StackName: stack, TemplateBody }));
      return ended(runId);
    },
  },
  {
    cause: 'stack_busy',
    by: 'an update that somebody began after the deletion was asked for',
    async run() {
      const { name, stack } = await standing();
      await rest();
      const runId = await deletion(name);
      sandbox.context.engine.hold(stack);
      await changeByHand(stack);
      const run = await ended(runId);
      sandbox.context.engine.release(stack);
      return run;
    },
    facts: { status: 'UPDATE_IN_PROGRESS' },
    step: { kind: 'retry', minutes: 5 },
  },
  {
    cause: 'stack_stuck',
    by: 'an update of somebody’s that could neither be done nor taken back',
    async run() {
      const proxy = await standing();
      await rest();
      const runId = await planned(proxy);
      await deletePlanByHand();
      const gone = deleteStageOnceChanged(proxy.stack);
      await changeByHand(proxy.stack, (body) =>
        body
          .replace('ThrottlingRateLimit: 11', 'ThrottlingRateLimit: 13')
          .replace(' RateLimit: 5', ' RateLimit: 6'),
      );
      await gone;
      await settledAs(proxy.stack, 'UPDATE_ROLLBACK_FAILED');
      return ended(runId);
    },
    facts: { status: 'UPDATE_ROLLBACK_FAILED' },
    step: { kind: 'continue_rollback', skip: [] },
  },
  {
    cause: 'termination_protected',
    by: 'termination protection that somebody switched on after the deletion was asked for',
    async run() {
      const { name, stack } = await standing();
      await rest();
      const runId = await deletion(name);
      await cloudformation().send(
        new UpdateTerminationProtectionCommand({
          StackName: stack,
          EnableTerminationProtection: true,
        }),
      );
      return ended(runId);
    },
    step: { kind: 'switch_off_protection' },
  },
  {
    cause: 'plan_void',
    by: 'a change set that somebody deletes after it was decided',
    async run() {
      const proxy = await standing();
      const runId = await planned(proxy);
      const run = await ended(runId);
      await rest();
      await executeRun(platform, runId);
      const ChangeSetName = run.steps[0]?.plan?.changeSetId ?? '';
      await cloudformation().send(new DeleteChangeSetCommand({ ChangeSetName }));
      return ended(runId);
    },
    step: { kind: 'again' },
  },
  {
    cause: 'plan_void',
    by: 'an update of somebody’s after it was decided',
    async run() {
      const proxy = await standing();
      const runId = await planned(proxy);
      await ended(runId);
      await rest();
      await executeRun(platform, runId);
      await changeByHand(proxy.stack);
      await settledAs(proxy.stack, 'UPDATE_COMPLETE');
      return ended(runId);
    },
    step: { kind: 'again' },
  },
  {
    cause: 'deleted_outside',
    by: 'somebody who deletes the stack while it is being made',
    async run() {
      const { runId, stack } = await launchedNetwork(ownVpc);
      const { vpcs } = sandbox.context.ec2;
      const taken = interfere(
        stack,
        () => vpcs.size > 0,
        () => cloudformation().send(new DeleteStackCommand({ StackName: stack })),
      );
      await work();
      await taken;
      return ended(runId);
    },
    step: { kind: 'again' },
  },
  {
    cause: 'cancelled',
    by: 'somebody who cancels the update',
    async run() {
      const proxy = await standing();
      const runId = await planned(proxy);
      await ended(runId);
      sandbox.context.engine.hold(proxy.stack);
      await executeRun(platform, runId);
      await settledAs(proxy.stack, 'UPDATE_IN_PROGRESS');
      await cloudformation().send(new CancelUpdateStackCommand({ StackName: proxy.stack }));
      sandbox.context.engine.release(proxy.stack);
      return ended(runId);
    },
    step: { kind: 'retry' },
  },
  {
    cause: 'capability_missing',
    by: 'a template of another version that makes roles where this one makes none',
    async run() {
      const { runId } = await launchedNetwork(ownVpc, { probe: false });
      await preparedByAnother(runId, (body) =>
        body.replace(
          'Resources:',
          'Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}',
        ),
      );
      return ended(runId);
    },
    facts: { name: 'CAPABILITY_IAM' },
  },
  {
    cause: 'template_too_large',
    by: 'a template of another version that grew past what a call takes',
    async run() {
      const { runId } = await launchedNetwork(ownVpc);
      await preparedByAnother(runId, (body) => `${body}\n# ${'x'.repeat(52_000)}`);
      return ended(runId);
    },
    facts: { limit: '51200' },
  },
  {
    cause: 'template_invalid',
    by: 'a template of another version that refers to what it lacks',
    async run() {
      const { runId } = await launchedNetwork(ownVpc);
      await preparedByAnother(runId, (body) => body.replaceAll('!Ref Vpc', '!Ref Nothing'));
      return ended(runId);
    },
  },
  {
    cause: 'properties_invalid',
    by: 'a template of another version with a property that AWS dropped',
    async run() {
      const { runId } = await launchedNetwork(ownVpc);
      await preparedByAnother(runId, (body) =>
        body.replace('EnableDnsSupport:', 'EnableDnsSuport: true\n      EnableDnsSupport:'),
      );
      return ended(runId);
    },
    facts: { name: 'Vpc' },
  },
  {
    cause: 'unknown',
    by: 'a template of another version with a runtime that Lambda gave up, of which nobody wrote down a word',
    async run() {
      const { runId } = await launchedNetwork(ownVpc);
      await preparedByAnother(runId, (body) => body.replace('nodejs24.x', 'nodejs16.x'));
      return ended(runId);
    },
    step: { kind: 'retry' },
  },
  {
    cause: 'name_taken',
    by: 'a log group of that name in the account',
    async run() {
      const { runId, name } = await launchedNetwork(ownVpc);
      await new CloudWatchLogsClient(settings()).send(
        new CreateLogGroupCommand({ logGroupName: `/sluice/network/${name}/probe` }),
      );
      return ended(runId);
    },
    step: { kind: 'fix', field: 'networkName' },
  },
  {
    cause: 'name_taken',
    by: 'a function of that name in the account',
    async run() {
      const { runId, name } = await launchedNetwork(ownVpc);
      const TemplateBody = JSON.stringify({
        Resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Principal: { Service: 'lambda.amazonaws.com' },
                    Action: 'sts:AssumeRole',
                  },
                ],
              },
            },
          },
          Function: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              FunctionName: `sluice-${name}-probe`,
              Runtime: 'nodejs24.x',
              Handler: 'index.handler',
              Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
              Code: { ZipFile: 'exports.handler = async () => 1' },
            },
          },
        },
      });
      await cloudformation().send(
        new CreateStackCommand({
          StackName: 'theirs',
          TemplateBody,
          Capabilities: ['CAPABILITY_IAM'],
        }),
      );
      await settledAs('theirs', 'CREATE_COMPLETE');
      return ended(runId);
    },
    facts: { name: expect.stringMatching(/^sluice-.*-probe$/) },
  },
];

/** AWS itself fails: nothing in the account brings it about, so a fault is put in force. */
const aws: Cause[] = [
  {
    cause: 'aws_failed',
    by: 'EC2, answering with an error of its own',
    async run() {
      await world.fault({ service: 'ec2', operation: 'CreateVpc', kind: 'error500' });
      return launched(launchInput());
    },
    step: { kind: 'console', at: { page: 'health' } },
  },
  {
    cause: 'throttled',
    by: 'EC2, asked too much by somebody',
    async run() {
      await world.fault({ service: 'ec2', operation: 'CreateVpc', kind: 'throttle' });
      return launched(launchInput());
    },
    step: { kind: 'retry', minutes: 2 },
  },
];

async function explained(run: Run): Promise<Explanation> {
  const facts = failureFactsOf(run, await listRunEvents(run.id));
  if (!facts) throw new Error(`the run is ${run.state} without a failure`);
  return explain(facts);
}

describe.each([
  ['networks', network],
  ['quotas', quotas],
  ['API Gateway', gateway],
  ['stacks', stacks],
  ['AWS', aws],
] as const)('%s', (_family, causes) => {
  it.each(causes)('$cause, by $by', async ({ run, cause, facts, step }) => {
    const failed = await run();
    expect(failed.state).toBe('failed');
    const explanation = await explained(failed);
    expect([explanation.cause, failed.failure?.reason]).toEqual([cause, expect.any(String)]);
    if (facts) expect(explanation.facts).toMatchObject(facts);
    if (step) expect(explanation.nextSteps).toContainEqual(step);
  });
});
