import {
  CloudFormationClient,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DescribeRouteTablesCommand,
  DisassociateRouteTableCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { deleteProxy } from '../proxies/mutations';
import { executeRun } from '../runs/mutations';
import { atRest, liftBudgets } from '../testing/kills';
import { denial } from '../testing/path-faults';
import { createPathHands, type PathHands } from '../testing/path-hands';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { actorOf, launchInput, region } from '../testing/world';
import { getNetworkLiveReport } from './data';
import {
  adoptNetworkDrift,
  checkNetworkDrift,
  planNetworkDeployment,
  revertNetworkDrift,
} from './network-mutations';

const member = actorOf('member', 'payments');
const input = launchInput();
const name = input.network.choice === 'create' ? input.network.network.name : '';

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let standing: StandingWorld;
let hands: PathHands;
let lambda: LambdaClient;

beforeAll(async () => {
  const start = async () => {
    sandbox = await createSandbox({ paceMs: 2 });
    return sandbox;
  };
  standing = await createStandingWorld(start, input);
  hands = await createPathHands(standing.proxy.outputs);
  lambda = new LambdaClient({ region });
  liftBudgets();
});
afterAll(async () => {
  hands.close();
  lambda.destroy();
  await standing.close();
});

async function found() {
  await checkNetworkDrift(member, { name });
  const report = await getNetworkLiveReport(name);
  const shown = report?.differences.map(({ where, property, isRevertible }) =>
    [where, property, isRevertible ? '' : 'stays'].filter(Boolean).join(' '),
  );
  return { state: report?.state, shown, differences: report?.differences ?? [] };
}

let count = 0;
const asked = () => {
  count += 1;
  return { name, idempotencyKey: `drift-${count}-0123456789` };
};

async function reverted() {
  const before = await template();
  const { runId } = await revertNetworkDrift(member, asked());
  const run = await atRest(runId);
  expect(run).toMatchObject({ kind: 'revert', state: 'succeeded', failure: null });
  expect(run.steps.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
  expect(await template()).toBe(before);
  return run;
}

async function template(): Promise<string> {
  return sandbox.context.cloudformation.find(`sluice-network-${name}`)?.templateBody ?? '';
}

const rule = (GroupId: string, peer: string, port = 443) => ({
  GroupId,
  IpPermissions: [
    { IpProtocol: 'tcp', FromPort: port, ToPort: port, UserIdGroupPairs: [{ GroupId: peer }] },
  ],
});
const anywhere = (GroupId: string) => ({
  GroupId,
  IpPermissions: [
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
  ],
});

async function association(): Promise<{ id: string; subnetId: string }> {
  const { RouteTables } = await hands.ec2.send(new DescribeRouteTablesCommand({}));
  const found = RouteTables?.flatMap(({ Associations }) => Associations ?? []).find(
    ({ SubnetId }) => SubnetId,
  );
  return { id: found?.RouteTableAssociationId ?? '', subnetId: found?.SubnetId ?? '' };
}

describe('what was changed by hand in a network', () => {
  it('is nothing after a launch', async () => {
    expect(await found()).toEqual({ state: 'live', shown: [], differences: [] });
    await expect(revertNetworkDrift(member, asked())).rejects.toMatchObject({ code: 'conflict' });
    await expect(adoptNetworkDrift(member, asked())).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each<[string, () => Promise<unknown>, string[]]>([
    [
      'the endpoint’s policy and its private DNS',
      () => hands.setEndpoint({ PolicyDocument: denial, PrivateDnsEnabled: false }),
      ['Endpoint PolicyDocument', 'Endpoint PrivateDnsEnabled'],
    ],
    [
      'the VPC’s DNS attributes',
      async () => {
        await hands.setVpc('EnableDnsSupport', false);
        await hands.setVpc('EnableDnsHostnames', false);
      },
      ['Vpc EnableDnsHostnames', 'Vpc EnableDnsSupport'],
    ],
    [
      'the rule that lets clients in',
      () =>
        hands.ec2.send(
          new RevokeSecurityGroupIngressCommand(
            rule(hands.ids.endpointGroup, hands.ids.clientGroup),
          ),
        ),
      ['EndpointIngress'],
    ],
    [
      'the rule that lets clients out',
      () =>
        hands.ec2.send(
          new RevokeSecurityGroupEgressCommand(
            rule(hands.ids.clientGroup, hands.ids.endpointGroup),
          ),
        ),
      ['ClientSecurityGroup SecurityGroupEgress'],
    ],
    [
      'a subnet’s route table',
      async () =>
        hands.ec2.send(
          new DisassociateRouteTableCommand({ AssociationId: (await association()).id }),
        ),
      ['Subnet1Routes'],
    ],
    [
      'how the probe is set up',
      async () => {
        const fn = sandbox.context.lambda.functions.get(`sluice-${name}-probe`);
        if (fn) Object.assign(fn, { timeout: 3, memorySize: 128 });
      },
      ['ProbeFunction MemorySize', 'ProbeFunction Timeout'],
    ],
    [
      'the probe that is gone',
      () => lambda.send(new DeleteFunctionCommand({ FunctionName: `sluice-${name}-probe` })),
      ['ProbeFunction'],
    ],
  ])('is put back: %s', async (_, change, shown) => {
    await change();
    expect(await found()).toMatchObject({ state: 'drifted', shown });
    await reverted();
    expect(await found()).toMatchObject({ state: 'live', shown: [] });
  });

  it('stays where it was added beside the template, and the rest is put back', async () => {
    const { endpointGroup, clientGroup } = hands.ids;
    const { ec2 } = hands;
    await ec2.send(new RevokeSecurityGroupIngressCommand(rule(endpointGroup, clientGroup)));
    await ec2.send(new AuthorizeSecurityGroupIngressCommand(anywhere(endpointGroup)));
    await ec2.send(new AuthorizeSecurityGroupEgressCommand(anywhere(clientGroup)));
    const added = [
      'ClientSecurityGroup AddedEgress stays',
      'EndpointSecurityGroup AddedIngress stays',
    ];
    expect((await found()).shown).toEqual([added[0], 'EndpointIngress', added[1]]);
    await reverted();
    expect((await found()).shown).toEqual(added);
    await expect(revertNetworkDrift(member, asked())).rejects.toMatchObject({ code: 'conflict' });
    await ec2.send(new RevokeSecurityGroupIngressCommand(anywhere(endpointGroup)));
    await ec2.send(new RevokeSecurityGroupEgressCommand(anywhere(clientGroup)));
  });

  it('cannot be put back where it is a route, or another table of a subnet', async () => {
    const { ec2, ids } = hands;
    const route = { RouteTableId: ids.tableId, DestinationCidrBlock: '0.0.0.0/0' };
    await ec2.send(new CreateRouteCommand({ ...route, GatewayId: 'igw-0123456789abcdef0' }));
    expect((await found()).shown).toEqual(['RouteTable AddedRoutes stays']);
    await ec2.send(new DeleteRouteCommand(route));
    const { id, subnetId: SubnetId } = await association();
    await ec2.send(new DisassociateRouteTableCommand({ AssociationId: id }));
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: ids.vpcId }));
    const RouteTableId = RouteTable?.RouteTableId;
    const { AssociationId } = await ec2.send(
      new AssociateRouteTableCommand({ RouteTableId, SubnetId }),
    );
    expect((await found()).shown?.join()).toMatch(/^Subnet\dRoutes RouteTableId stays$/);
    await expect(revertNetworkDrift(member, asked())).rejects.toMatchObject({ code: 'conflict' });
    await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
    await reverted();
    expect((await found()).state).toBe('live');
  });

  it('is not its probe where that may not be read, and is all the rest', async () => {
    const restore = await standing.world.fault({
      service: 'lambda',
      operation: 'GetFunctionConfiguration',
      kind: 'denied',
    });
    await hands.setEndpoint({ PrivateDnsEnabled: false });
    expect((await found()).shown).toEqual(['Endpoint PrivateDnsEnabled']);
    await hands.setEndpoint({ PrivateDnsEnabled: true });
    expect((await found()).state).toBe('live');
    await restore();
  });

  it('is told from what an older template left undeployed, which one click plans', async () => {
    const client = new CloudFormationClient({ region });
    const StackName = `sluice-network-${name}`;
    const older = (await template()).replace('MemorySize: 256', 'MemorySize: 128');
    await client.send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: older.replace('Calls proxies from inside', 'Called proxies from inside'),
        Capabilities: ['CAPABILITY_IAM'],
      }),
    );
    await waitUntilStackUpdateComplete({ client, maxWaitTime: 20, minDelay: 1 }, { StackName });
    client.destroy();
    expect(await found()).toMatchObject({
      state: 'undeployed',
      shown: ['ProbeFunction MemorySize stays'],
    });
    const { runId } = await planNetworkDeployment(member, asked());
    expect((await atRest(runId)).state).toBe('planned');
    await executeRun(member, runId);
    expect((await atRest(runId)).state).toBe('succeeded');
    expect((await found()).state).toBe('live');
  });

  it('is adopted where the spec can say it: a network without a probe', async () => {
    await lambda.send(new DeleteFunctionCommand({ FunctionName: `sluice-${name}-probe` }));
    const { differences } = await found();
    expect(differences).toMatchObject([{ where: 'ProbeFunction', isAdoptable: true }]);
    const { runId } = await adoptNetworkDrift(member, asked());
    expect((await atRest(runId)).state).toBe('planned');
    await executeRun(member, runId);
    expect((await atRest(runId)).state).toBe('succeeded');
    expect(await found()).toMatchObject({ state: 'live', shown: [] });
    expect(await template()).not.toContain('ProbeFunction:');
  });

  it('is another team’s to put back', async () => {
    const stranger = actorOf('member', 'mobile');
    for (const verb of [revertNetworkDrift, adoptNetworkDrift, planNetworkDeployment])
      await expect(verb(stranger, asked())).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves a network that can be deleted', async () => {
    const { runId } = await deleteProxy(member, {
      name: input.proxy.name,
      withNetwork: true,
      idempotencyKey: 'gone-0123456789',
    });
    expect(await atRest(runId)).toMatchObject({ state: 'succeeded', failure: null });
  });
});
