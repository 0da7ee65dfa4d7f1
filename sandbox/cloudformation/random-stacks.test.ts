import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Node } from '../testing/random-resource';
import { randomResources, templateOf } from '../testing/random-stack';
import { clientSettings, eventsOf, settled } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: CloudFormation User Guide; aws-facts D2

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));

/** How many objects of each kind the account holds, beside what a VPC is born with. */
function tally(): Record<string, number> {
  const { ec2, apigateway, logs } = sandbox.context;
  const apis = [...apigateway.apis.values()];
  const sum = (count: (api: (typeof apis)[number]) => number) =>
    apis.reduce((total, api) => total + count(api), 0);
  const paths = (api: (typeof apis)[number]) => Object.values(api.resources);
  return {
    Vpc: ec2.vpcs.size,
    Subnet: ec2.subnets.size,
    Table: ec2.routeTables.size - ec2.vpcs.size,
    Link: [...ec2.routeTables.values()].flatMap((table) =>
      table.associations.filter((entry) => !entry.main),
    ).length,
    Group: ec2.securityGroups.size - ec2.vpcs.size,
    Endpoint: ec2.endpoints.size,
    Log: logs.groups.size,
    Api: apis.length,
    Path: sum((api) => paths(api).length - 1),
    Call: sum((api) => paths(api).flatMap((path) => Object.keys(path.methods)).length),
    Deployment: sum((api) => Object.keys(api.deployments).length),
    Stage: sum((api) => Object.keys(api.stages).length),
    Plan: apigateway.plans.size,
    Key: apigateway.keys.size,
    Member: [...apigateway.plans.values()].flatMap((plan) => plan.keyIds).length,
    interfaces: ec2.interfaces.size,
  };
}

function tallyOf(nodes: Node[]): Record<string, number> {
  const count = (prefix: string) => nodes.filter((node) => node.name.startsWith(prefix)).length;
  const kinds = Object.keys(tally()).map((prefix) => [prefix, count(prefix)]);
  return { ...Object.fromEntries(kinds), interfaces: count('Endpoint') };
}

const activeOf = (nodes: Node[], isWanted: boolean) =>
  nodes.filter((node) => isWanted || !node.isConditional);

/** A resource that the account refuses, waiting for some other one or for none. */
function withBad(nodes: Node[], position: number): Node[] {
  const waits = nodes[position % (nodes.length + 1)]?.name;
  const isConditional = false;
  const properties = { CidrBlock: '10.0.0.0/8' };
  const refs: string[] = [];
  return [
    ...nodes,
    {
      name: 'Bad',
      type: 'AWS::EC2::VPC',
      properties,
      refs,
      waits: waits ? [waits] : [],
      isConditional,
    },
  ];
}

/** Every resource begins after all it needs was complete, and goes after all that needs it is gone. */
function checkOrder(events: StackEvent[], nodes: Node[]): void {
  const first = (name: string, status: string) =>
    events.findIndex(
      (event) => event.LogicalResourceId === name && event.ResourceStatus === status,
    );
  const known = new Set(nodes.map((node) => node.name));
  for (const node of nodes) {
    const [begun, going] = [
      first(node.name, 'CREATE_IN_PROGRESS'),
      first(node.name, 'DELETE_COMPLETE'),
    ];
    for (const need of [...node.refs, ...node.waits].filter((name) => known.has(name))) {
      const isMade = first(need, 'CREATE_COMPLETE');
      if (begun >= 0) {
        expect(isMade, `${node.name} began before ${need} was there`).toBeGreaterThanOrEqual(0);
        expect(isMade).toBeLessThan(begun);
      }
      const needGoes = first(need, 'DELETE_IN_PROGRESS');
      if (begun >= 0 && needGoes >= 0) {
        expect(going, `${need} went before ${node.name} was gone`).toBeGreaterThanOrEqual(0);
        expect(going).toBeLessThan(needGoes);
      }
    }
  }
}

function parameters(isWanted: boolean) {
  return [{ ParameterKey: 'Some', ParameterValue: isWanted ? 'yes' : 'no' }];
}

async function create(nodes: Node[], isWanted: boolean) {
  const { StackId = '' } = await client.send(
    new CreateStackCommand({
      StackName: `random-${randomUUID()}`,
      TemplateBody: templateOf(nodes),
      Parameters: parameters(isWanted),
    }),
  );
  const { StackStatus } = await settled(client, StackId);
  return { StackId, StackStatus, events: await eventsOf(client, StackId) };
}

async function remove(StackId: string): Promise<void> {
  await client.send(new DeleteStackCommand({ StackName: StackId }));
  expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
}

async function present(StackName: string): Promise<Record<string, string | undefined>> {
  const { StackResources = [] } = await client.send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  return Object.fromEntries(
    StackResources.map((it) => [it.LogicalResourceId, it.PhysicalResourceId]),
  );
}

/** UserGuide: DependsOn attribute, conditions, and stack deletion. fast-check prints the seed of a failure. */
test('any stack is made in the order of its dependencies and taken away in reverse, with nothing left', async () => {
  await fc.assert(
    fc.asyncProperty(randomResources(), fc.boolean(), async ({ first }, isWanted) => {
      fc.pre(activeOf(first, isWanted).length > 0);
      const nodes = activeOf(first, isWanted);
      const { StackId, StackStatus, events } = await create(first, isWanted);
      expect(
        StackStatus,
        JSON.stringify(events.find((it) => it.ResourceStatus === 'CREATE_FAILED')),
      ).toBe('CREATE_COMPLETE');
      checkOrder(events, nodes);
      expect(tally()).toEqual(tallyOf(nodes));
      await remove(StackId);
      checkOrder(await eventsOf(client, StackId), nodes);
      expect(tally()).toEqual(tallyOf([]));
    }),
    { numRuns: 40 },
  );
});

test('any stack that fails rolls back to nothing (aws-facts D2 ROLLBACK_COMPLETE)', async () => {
  const strikes = ['CreateVpc', 'CreateSubnet', 'CreateRestApi', 'CreateLogGroup', 'CreateApiKey'];
  await fc.assert(
    fc.asyncProperty(
      randomResources(),
      fc.nat({ max: 30 }),
      fc.option(fc.constantFrom(...strikes)),
      async ({ first }, position, strike) => {
        const nodes = withBad(first, position);
        if (strike !== null) {
          const service = /Api/.test(strike) ? 'apigateway' : /Log/.test(strike) ? 'logs' : 'ec2';
          sandbox.context.faults.add({ service, operation: strike, kind: 'error500', count: 1 });
        }
        const { StackId, StackStatus, events } = await create(nodes, true);
        sandbox.context.faults.remove(null);
        expect(StackStatus).toBe('ROLLBACK_COMPLETE');
        checkOrder(events, nodes);
        const failed = events.filter((event) => event.ResourceStatus === 'CREATE_FAILED');
        const turn = events.find((event) => event.ResourceStatus === 'ROLLBACK_IN_PROGRESS');
        expect(turn?.ResourceStatusReason).toBe(
          `The following resource(s) failed to create: [${failed.map((it) => it.LogicalResourceId).join(', ')}]. Rollback requested by user.`,
        );
        expect(tally()).toEqual(tallyOf([]));
        await remove(StackId);
      },
    ),
    { numRuns: 40 },
  );
});

test('any update ends with what its template says or with what was before (aws-facts D2 UPDATE_ROLLBACK_COMPLETE)', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomResources(),
      fc.boolean(),
      fc.boolean(),
      fc.option(fc.nat({ max: 30 }), { freq: 2 }),
      async ({ first, second }, wasWanted, isWanted, bad) => {
        fc.pre(activeOf(first, wasWanted).length > 0 && activeOf(second, isWanted).length > 0);
        const { StackId } = await create(first, wasWanted);
        const before = await present(StackId);
        const next = bad === null ? second : withBad(second, bad);
        const isStarted = await client
          .send(
            new UpdateStackCommand({
              StackName: StackId,
              TemplateBody: templateOf(next),
              Parameters: parameters(isWanted),
            }),
          )
          .then(() => true)
          .catch((error: Error) => {
            expect(error.message).toBe('No updates are to be performed.');
            return false;
          });
        const { StackStatus, StackStatusReason } = await settled(client, StackId);
        if (isStarted && StackStatus === 'UPDATE_COMPLETE') {
          expect(bad).toBeNull();
          expect(StackStatusReason).toBeUndefined();
          const active = activeOf(next, isWanted);
          expect(Object.keys(await present(StackId)).sort()).toEqual(
            active.map((node) => node.name).sort(),
          );
          expect(tally()).toEqual(tallyOf(active));
        } else {
          if (isStarted) expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
          expect(await present(StackId)).toEqual(before);
          expect(tally()).toEqual(tallyOf(activeOf(first, wasWanted)));
        }
        await remove(StackId);
        expect(tally()).toEqual(tallyOf([]));
      },
    ),
    { numRuns: 40 },
  );
});
