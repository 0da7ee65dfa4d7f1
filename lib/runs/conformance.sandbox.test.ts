// The product's own AWS layer, run against the local AWS and, by `npm run conformance`, against an emulator that we
// did not write. Where the two differ, lib/testing/divergences.ts says who is right.
import {
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  GetUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { DescribeStackResourcesCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import type { NetworkSpecInput } from '@/templates/network/spec';
import type { ProxySpecInput } from '@/templates/proxy/spec';
import { parseSpec, type SpecInput } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { createChangeSet, executeChangeSet, readChangeSet } from '../aws/change-sets';
import { connectionOf } from '../aws/clients';
import { invokeFunction } from '../aws/probe-function';
import { readNewEvents, type StackEventRow } from '../aws/stack-events';
import {
  createStack,
  deleteStack,
  findStack,
  listOurStacks,
  readMetadata,
  readTemplate,
} from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { readApiKey, readApiKeyValue } from '../aws/usage-plans';
import {
  readDnsAttributes,
  readExecuteApiEndpoints,
  readOfferedAzs,
  readSubnets,
  readVpcs,
} from '../aws/vpcs';
import { getNetwork } from '../networks/data';
import { probeAnswerSchema } from '../probes/answer';
import { getProxy } from '../proxies/data';
import { deleteProxy, launchProxy } from '../proxies/mutations';
import { facts } from '../testing/facts';
import {
  actorOf,
  createWorld,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { getRun, listRunEvents } from './data';
import { createEngine, type Engine } from './engine';
import type { Run } from './types';

type StandingNetwork = NetworkSpecInput & {
  vpc: { id: string; subnetIds: string[]; endpointId: string };
};

const emulator = process.env.CONFORMANCE_EMULATOR ?? 'sandbox';
const { fact, strayDivergences } = facts(emulator);
const member = actorOf('member', 'payments');
const whole = launchInput();
const { name } = whole.proxy;

/** The network that stands: the VPC and the endpoint it adopts are made here, so every emulator can make it. */
let standing: StandingNetwork;
let world: World;
let engine: Engine;
let launch: Run;

beforeAll(async () => {
  const url = process.env.CONFORMANCE_URL;
  const external = url ? { url, close: async () => {} } : null;
  world = await createWorld(async () => external ?? createSandbox({ paceMs: 5 }));
  engine = await createEngine({ waitMs: hasty });
  standing = await standingNetwork();
  const network = { choice: 'create' as const, network: standing };
  const { runId } = await launchProxy(member, { ...whole, network });
  launch = await finished(runId);
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});

const clients = () => connectionOf(mainTarget(), 'operate').clients;

/** The network that the article makes: a VPC of its own and all that is in it. */
function wholeNetwork(): NetworkSpecInput {
  if (whole.network.choice !== 'create') throw new Error('the article makes its network');
  return whole.network.network;
}

async function standingNetwork(): Promise<StandingNetwork> {
  const { ec2 } = clients();
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  for (const attribute of ['EnableDnsSupport', 'EnableDnsHostnames'])
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, [attribute]: { Value: true } }));
  const subnetIds: string[] = [];
  for (const [index, letter] of ['a', 'c'].entries()) {
    const place = { CidrBlock: `10.9.${index}.0/24`, AvailabilityZone: `${region}${letter}` };
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, ...place }));
    subnetIds.push(Subnet?.SubnetId ?? '');
  }
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName: 'endpoint', Description: 'The endpoint' }),
  );
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${region}.execute-api`,
      SubnetIds: subnetIds,
      SecurityGroupIds: [GroupId],
      PrivateDnsEnabled: true,
    }),
  );
  const endpointId = VpcEndpoint?.VpcEndpointId ?? '';
  const vpc = { id: VpcId, subnetIds, endpointId, endpointSecurityGroupIds: [] };
  return { ...wholeNetwork(), vpc };
}

function finished(runId: string): Promise<Run> {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt) throw new Error(`the run is ${run?.state}: ${JSON.stringify(run?.problem)}`);
    return run;
  });
}

async function proxy() {
  const known = await getProxy(name);
  if (!known?.value) throw new Error('the proxy is not known');
  return known.value;
}

async function network() {
  const known = await getNetwork(standing.name);
  if (!known?.value) throw new Error('the network is not known');
  return known.value;
}

/** Where a proxy of the standing network stands. */
const place = () => ({
  name: standing.name,
  vpcId: standing.vpc.id,
  endpointId: standing.vpc.endpointId,
});

function stackOf(spec: SpecInput) {
  const parsed = parseSpec(spec);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const stack = stackFor(parsed.spec);
  return { ...stack, templateBody: renderYaml(stack.template) };
}

/** The status of a stack once it rests. */
function resting(stackId: string): Promise<string> {
  return eventually(async () => {
    const status = (await findStack(mainTarget(), stackId))?.status ?? 'GONE';
    if (status.endsWith('_IN_PROGRESS')) throw new Error(`${stackId} is ${status}`);
    return status;
  });
}

let own = 0;

/** A proxy of its own in the network that stands: asked for by the product's own calls, with `limit` calls a day. */
async function ownProxy() {
  own += 1;
  const spec: ProxySpecInput = { ...whole.proxy, name: `own-${own}`, network: place() };
  const request = { ...stackOf(spec), clientToken: `make-${spec.name}` };
  const stackId = await createStack(mainTarget(), request);
  expect(await resting(stackId)).toBe('CREATE_COMPLETE');
  const quota = { limit: 77, period: 'DAY' as const };
  const changed = stackOf({ ...spec, limits: { ...spec.limits, quota } });
  return { stackId, request, changed };
}

type Asked = ReturnType<typeof stackOf>;

function updateOf({ stackName, templateBody, tags }: Asked) {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return { StackName: stackName, TemplateBody: templateBody, Tags };
}

/** The events of a new proxy's update, and none of its launch. */
async function updateEvents(): Promise<StackEventRow[]> {
  const { stackId, request, changed } = await ownProxy();
  const clientToken = `change-${request.stackName}`;
  const update = { ...updateOf(changed), ClientRequestToken: clientToken };
  await clients().cloudformation.send(new UpdateStackCommand(update));
  expect(await resting(stackId)).toBe('UPDATE_COMPLETE');
  return readNewEvents(mainTarget(), { stackId, clientToken }, () => false);
}

const firstCause = (events: StackEventRow[]) =>
  events.find(({ status }) => status === 'CREATE_FAILED');

async function outputsOf(stackId: string): Promise<Record<string, string>> {
  return (await findStack(mainTarget(), stackId))?.outputs ?? {};
}

async function planOf(stackId: string) {
  const { UsagePlanId } = await outputsOf(stackId);
  return clients().apigateway.send(new GetUsagePlanCommand({ usagePlanId: UsagePlanId }));
}

/** What CloudFormation calls each resource, by its logical id. */
async function physicalIds(stackId: string) {
  const { StackResources } = await clients().cloudformation.send(
    new DescribeStackResourcesCommand({ StackName: stackId }),
  );
  return Object.fromEntries(
    (StackResources ?? []).map(({ LogicalResourceId, PhysicalResourceId }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]),
  );
}

/** A change set as it rests, made by the product for this request. It goes by the name of its stack. */
async function changeSet(request: Asked, changeSetName: string) {
  const key = { stackId: request.stackName, changeSetName };
  await createChangeSet(mainTarget(), { ...request, ...key });
  const made = await eventually(async () => {
    const set = await readChangeSet(mainTarget(), key);
    if (!set || set.state === 'working') throw new Error(`the change set is ${set?.state}`);
    return set;
  });
  return { key, made };
}

describe('a launch', () => {
  fact('makes the network, then the proxy', async () => {
    expect([launch.state, launch.failure]).toEqual(['succeeded', null]);
    expect(launch.steps.map(({ subject, state }) => [subject.kind, state])).toEqual([
      ['network', 'succeeded'],
      ['proxy', 'succeeded'],
    ]);
  });

  fact('tells every event once, from the stack’s beginning to its end', async () => {
    const events = await listRunEvents(launch.id);
    expect(new Set(events.map(({ awsEventId }) => awsEventId)).size).toBe(events.length);
    expect(events[0]).toMatchObject({ stepIndex: 0, status: 'CREATE_IN_PROGRESS' });
    expect(events.at(-1)).toMatchObject({ stepIndex: 1, status: 'CREATE_COMPLETE' });
  });

  fact('tells that each resource of the proxy began and ended', async () => {
    const events = (await listRunEvents(launch.id)).filter(({ stepIndex }) => stepIndex === 1);
    const withStatus = (status: string) =>
      new Set(events.filter((e) => e.status === status).map(({ logicalId }) => logicalId));
    const { template } = stackOf({ ...whole.proxy, network: place() });
    const expected = new Set([...Object.keys(template.Resources), `sluice-proxy-${name}`]);
    expect(withStatus('CREATE_IN_PROGRESS')).toEqual(expected);
    expect(withStatus('CREATE_COMPLETE')).toEqual(expected);
  });

  fact('with a VPC of its own makes it whole', async () => {
    const asked = stackOf({ ...wholeNetwork(), name: 'whole' });
    const stackId = await createStack(mainTarget(), { ...asked, clientToken: 'make-whole' });
    expect(await resting(stackId)).toBe('CREATE_COMPLETE');
    const { VpcId, EndpointId } = await outputsOf(stackId);
    const endpoints = await readExecuteApiEndpoints(mainTarget());
    expect(endpoints.find(({ endpointId }) => endpointId === EndpointId)).toMatchObject({
      vpcId: VpcId,
      privateDns: true,
      state: 'available',
    });
    await deleteStack(mainTarget(), { stackId, clientToken: 'delete-whole' });
    expect(await resting(stackId)).toBe('DELETE_COMPLETE');
  });
});

describe('a stack that stands', () => {
  fact('is described with its tags, by name, by ARN and in the list', async () => {
    const { stackId, stackName } = await proxy();
    const tags = { 'sluice:kind': 'proxy', 'sluice:name': name, 'sluice:team': 'payments' };
    const expected = { stackId, stackName, status: 'CREATE_COMPLETE', tags };
    expect(await findStack(mainTarget(), stackName)).toMatchObject(expected);
    expect(await findStack(mainTarget(), stackId)).toMatchObject(expected);
    const listed = await listOurStacks(mainTarget());
    expect(listed.filter((row) => row.stackId === stackId)).toMatchObject([expected]);
  });

  fact('gives back the template it was made from, to the letter', async () => {
    const { stackId, request } = await ownProxy();
    expect(await readTemplate(mainTarget(), stackId)).toBe(request.templateBody);
  });

  fact('gives back the spec in its template’s metadata', async () => {
    const { stackId, request } = await ownProxy();
    expect(await readMetadata(mainTarget(), stackId)).toEqual(request.template.Metadata);
  });

  fact('that is not there is not found', async () => {
    expect(await findStack(mainTarget(), 'sluice-proxy-nothing')).toBeNull();
  });

  fact('keeps its name from another', async () => {
    const { request } = await ownProxy();
    const other = createStack(mainTarget(), { ...request, clientToken: 'another-token' });
    await expect(other).rejects.toMatchObject({ code: 'conflict' });
  });

  fact('is the answer to the same request repeated under its token', async () => {
    const { stackId, request } = await ownProxy();
    expect(await createStack(mainTarget(), request)).toBe(stackId);
  });

  fact('with IAM in it needs the capability to be acknowledged', async () => {
    const asked = stackOf({ ...standing, name: 'no-capability' });
    const request = { ...asked, capabilities: [], clientToken: 'no-capability' };
    await expect(createStack(mainTarget(), request)).rejects.toMatchObject({
      code: 'invalid',
      cause: { name: 'InsufficientCapabilitiesException' },
    });
  });
});

describe('what the outputs of a proxy name', () => {
  fact(
    'is an API that keeps the resource policy for the network’s VPC, escaped once more',
    async () => {
      const { RestApiId: restApiId } = (await proxy()).outputs;
      const api = await clients().apigateway.send(new GetRestApiCommand({ restApiId }));
      expect(api).toMatchObject({ name, apiKeySource: 'HEADER' });
      const policy = JSON.parse(JSON.parse(`"${api.policy}"`));
      expect(JSON.stringify(policy)).toContain(`"aws:SourceVpc":"${place().vpcId}"`);
    },
  );

  fact('is an API that is private to the network’s endpoint', async () => {
    const { RestApiId: restApiId } = (await proxy()).outputs;
    const api = await clients().apigateway.send(new GetRestApiCommand({ restApiId }));
    const vpcEndpointIds = [place().endpointId];
    expect(api.endpointConfiguration).toMatchObject({ types: ['PRIVATE'], vpcEndpointIds });
  });

  fact('forwards every method under a key, to the one upstream', async () => {
    const { RestApiId: restApiId } = (await proxy()).outputs;
    const { apigateway } = clients();
    const { items = [] } = await apigateway.send(new GetResourcesCommand({ restApiId }));
    expect(items.map(({ path }) => path).sort()).toEqual(['/', '/{proxy+}']);
    for (const { id: resourceId } of items) {
      const which = { restApiId, resourceId, httpMethod: 'ANY' };
      const method = await apigateway.send(new GetMethodCommand(which));
      expect(method).toMatchObject({
        apiKeyRequired: true,
        authorizationType: 'NONE',
        methodIntegration: { type: 'HTTP_PROXY', httpMethod: 'ANY' },
      });
      expect(method.methodIntegration?.uri).toMatch(/^https:\/\/httpbin\.org\//);
    }
  });

  fact('is deployed at its stage', async () => {
    const { RestApiId: restApiId, Stage: stageName } = (await proxy()).outputs;
    const stage = await clients().apigateway.send(new GetStageCommand({ restApiId, stageName }));
    expect(stage).toMatchObject({ stageName, deploymentId: expect.stringMatching(/^[a-z0-9]+$/) });
  });

  fact('is a usage plan with the quota and the throttle that were asked for', async () => {
    const { stackId, outputs } = await proxy();
    expect(await planOf(stackId)).toMatchObject({
      quota: { limit: 20, period: 'DAY' },
      throttle: { rateLimit: 5, burstLimit: 5 },
      apiStages: [{ apiId: outputs.RestApiId, stage: outputs.Stage }],
    });
  });

  fact('is a key, enabled, whose value only a question for it tells', async () => {
    const { KeyAId = '' } = (await proxy()).outputs;
    expect(await readApiKey(mainTarget(), KeyAId)).toMatchObject({
      keyId: KeyAId,
      isEnabled: true,
    });
    // A value is 20 to 128 characters (CreateApiKey), and API Gateway makes 40.
    expect(await readApiKeyValue(mainTarget(), KeyAId)).toMatch(/^\S{20,128}$/);
  });
});

describe('what EC2 says of the network', () => {
  fact('is its VPC with names on, its subnets and its endpoint', async () => {
    const { vpcId, endpointId } = place();
    expect((await readVpcs(mainTarget())).map((vpc) => vpc.vpcId)).toContain(vpcId);
    const dns = await readDnsAttributes(mainTarget(), vpcId);
    expect(dns).toEqual({ dnsSupport: true, dnsHostnames: true });
    const subnets = (await readSubnets(mainTarget())).filter((subnet) => subnet.vpcId === vpcId);
    expect(subnets.map(({ az }) => az).sort()).toEqual([`${region}a`, `${region}c`]);
    const endpoints = await readExecuteApiEndpoints(mainTarget());
    expect(endpoints.find((endpoint) => endpoint.endpointId === endpointId)).toMatchObject({
      vpcId,
      state: 'available',
    });
  });

  fact('is that the endpoint has private DNS', async () => {
    const endpoints = await readExecuteApiEndpoints(mainTarget());
    const ours = endpoints.find(({ endpointId }) => endpointId === place().endpointId);
    expect(ours).toMatchObject({ privateDns: true });
  });

  fact('is that zones offer execute-api', async () => {
    const zones = await readOfferedAzs(mainTarget());
    expect(zones.length).toBeGreaterThan(1);
    for (const zone of zones) expect(zone).toMatch(new RegExp(`^${region}[a-z]$`));
  });
});

describe('the probe', () => {
  fact('runs in Lambda and answers in its own form', async () => {
    const { ProbeFunctionName: functionName = '' } = (await network()).outputs;
    // Nobody listens on the discard port; nothing leaves the machine.
    const event = { url: 'https://127.0.0.1:9/', method: 'GET', headers: {}, timeoutMs: 2_000 };
    const request = { functionName, event, timeoutMs: 30_000 };
    const outcome = await eventually(async () => {
      const answer = await invokeFunction(mainTarget(), request);
      if (answer.kind === 'broken' && answer.reason === 'function_pending')
        throw new Error('pending');
      return answer;
    });
    expect(outcome).toMatchObject({ kind: 'answered' });
    const answer = probeAnswerSchema.parse(outcome.kind === 'answered' ? outcome.payload : null);
    expect([answer.status, answer.phases.wait]).toEqual([null, null]);
    expect(answer.error?.phase).toMatch(/tcp|dns/);
  });

  fact('that is not there is said to be missing', async () => {
    const request = { functionName: 'no-such-function', event: {}, timeoutMs: 5_000 };
    const outcome = await invokeFunction(mainTarget(), request);
    expect(outcome).toMatchObject({ kind: 'broken', reason: 'function_missing' });
  });
});

describe('an update of the quota', () => {
  fact('changes the plan in place and replaces nothing', async () => {
    const { stackId, changed } = await ownProxy();
    const before = await physicalIds(stackId);
    await clients().cloudformation.send(new UpdateStackCommand(updateOf(changed)));
    expect(await resting(stackId)).toBe('UPDATE_COMPLETE');
    expect((await planOf(stackId)).quota).toMatchObject({ limit: 77, period: 'DAY' });
    expect(await physicalIds(stackId)).toEqual(before);
  });

  fact('tells its events apart from those of the launch by their token', async () => {
    const events = await updateEvents();
    const ofStack = events.filter(({ isStack }) => isStack).map(({ status }) => status);
    expect([ofStack.at(0), ofStack.at(-1)]).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']);
    const ofPlan = events.filter(({ logicalId }) => logicalId === 'UsagePlan');
    expect(ofPlan.map(({ status }) => status)).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']);
  });

  fact('touches no other resource', async () => {
    const events = await updateEvents();
    const touched = events.filter(({ isStack }) => !isStack).map(({ logicalId }) => logicalId);
    expect([...new Set(touched)]).toEqual(['UsagePlan']);
  });

  fact('cleans up before it is complete', async () => {
    const events = await updateEvents();
    expect(events.filter(({ isStack }) => isStack).map(({ status }) => status)).toEqual([
      'UPDATE_IN_PROGRESS',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
    ]);
  });

  fact('is previewed by a change set, which changes nothing until it is executed', async () => {
    const { stackId, changed } = await ownProxy();
    const { key, made } = await changeSet(changed, 'raise');
    expect(made.state).toBe('ready');
    expect(made.changes.find(({ logicalId }) => logicalId === 'UsagePlan')?.action).toBe('Modify');
    expect((await planOf(stackId)).quota?.limit).toBe(20);
    await executeChangeSet(mainTarget(), { ...key, clientToken: `execute-${key.stackId}` });
    await eventually(async () => expect(await resting(stackId)).toBe('UPDATE_COMPLETE'));
    expect((await planOf(stackId)).quota?.limit).toBe(77);
  });

  fact('is a change set of one change that replaces nothing', async () => {
    const { changed } = await ownProxy();
    const { made } = await changeSet(changed, 'narrow');
    expect(made.changes).toMatchObject([{ logicalId: 'UsagePlan', replacement: 'False' }]);
  });

  fact('is a change set that is found by the ARN of its stack too', async () => {
    const { stackId, changed } = await ownProxy();
    const { key, made } = await changeSet(changed, 'found');
    expect(await readChangeSet(mainTarget(), { ...key, stackId })).toEqual(made);
  });

  fact('to what is there is refused', async () => {
    const { request } = await ownProxy();
    const update = new UpdateStackCommand(updateOf(request));
    await expect(clients().cloudformation.send(update)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });

  fact(
    'to what is there is a change set that fails, and says that nothing would change',
    async () => {
      const { request } = await ownProxy();
      const { made } = await changeSet(request, 'nothing');
      expect(made.state).toBe('empty');
    },
  );
});

describe('a stack that cannot be made', () => {
  fact(
    'names the resource that failed, is rolled back and takes along what it had made',
    async () => {
      const spec: ProxySpecInput = { ...whole.proxy, name: 'broken', network: place() };
      const asked = stackOf(spec);
      const Broken = {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: 'UsagePlan',
        Properties: { RestApiId: 'nosuchapi0' },
      };
      const Resources = { ...asked.template.Resources, Broken };
      const templateBody = renderYaml({ ...asked.template, Resources });
      const clientToken = 'make-broken';
      const stackId = await createStack(mainTarget(), { ...asked, templateBody, clientToken });
      expect(await resting(stackId)).toBe('ROLLBACK_COMPLETE');
      const events = await readNewEvents(mainTarget(), { stackId, clientToken }, () => false);
      expect(firstCause(events)).toMatchObject({
        logicalId: 'Broken',
        reason: expect.stringMatching(/Invalid API identifier specified/),
      });
      const restApiId = events.find((e) => e.logicalId === 'Api' && e.physicalId)?.physicalId ?? '';
      const api = clients().apigateway.send(new GetRestApiCommand({ restApiId }));
      await expect(api).rejects.toMatchObject({ name: 'NotFoundException' });
      await deleteStack(mainTarget(), { stackId, clientToken: 'delete-broken' });
      expect(await resting(stackId)).toBe('DELETE_COMPLETE');
    },
  );

  fact('in a VPC that is not there fails at its first resource', async () => {
    const vpcId = 'vpc-0fedcba9876543210';
    const vpc = { ...standing.vpc, id: vpcId };
    const asked = stackOf({ ...standing, name: 'nowhere', probe: false, vpc });
    const clientToken = 'make-nowhere';
    const stackId = await createStack(mainTarget(), { ...asked, clientToken });
    expect(await resting(stackId)).toBe('ROLLBACK_COMPLETE');
    const events = await readNewEvents(mainTarget(), { stackId, clientToken }, () => false);
    expect(firstCause(events)).toMatchObject({
      logicalId: 'ClientSecurityGroup',
      reason: expect.stringContaining(`The vpc ID '${vpcId}' does not exist`),
    });
  });
});

describe('a deletion', () => {
  fact('takes everything along; the stack is found by its ARN alone', async () => {
    const { stackId, request } = await ownProxy();
    const { RestApiId: restApiId, KeyAId = '' } = await outputsOf(stackId);
    await deleteStack(mainTarget(), { stackId, clientToken: `delete-${request.stackName}` });
    expect(await resting(stackId)).toBe('DELETE_COMPLETE');
    expect(await findStack(mainTarget(), request.stackName)).toBeNull();
    const api = clients().apigateway.send(new GetRestApiCommand({ restApiId }));
    await expect(api).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(readApiKey(mainTarget(), KeyAId)).rejects.toMatchObject({ code: 'not_found' });
  });

  fact('of a proxy by the product leaves its network', async () => {
    const second = launchInput({ network: { choice: 'existing', name: standing.name } });
    const launched = await finished((await launchProxy(member, second)).runId);
    expect([launched.state, launched.failure]).toEqual(['succeeded', null]);
    const { runId } = await deleteProxy(member, {
      name: second.proxy.name,
      withNetwork: false,
      idempotencyKey: `delete-${second.idempotencyKey}`,
    });
    expect(await finished(runId)).toMatchObject({ state: 'succeeded', failure: null });
    expect(await findStack(mainTarget(), `sluice-proxy-${second.proxy.name}`)).toBeNull();
    expect((await network()).phase).toBe('ready');
  });
});

it('every divergence that is listed is of a fact above', () => {
  expect(strayDivergences()).toEqual([]);
});
