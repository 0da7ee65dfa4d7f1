import { APIGatewayClient, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  ListChangeSetsCommand,
  ListStacksCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, seedOf } from '@/sandbox/control/random';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { atRest, Engines, isAt, liftBudgets, type Spot } from '../testing/kills';
import { everyAction, everyAim, everyKind, type RunCase, runCases } from '../testing/run-cases';
import { createWorld, region, type World } from '../testing/world';
import { type RunPoint, runPoints } from './context';
import { listRunEvents } from './data';
import type { Run } from './types';

/** How many seeds of random kills each kind goes through, and the first of them: a failure names its own. */
const seeds = Number(process.env.KILL_SEEDS ?? 1);
const firstSeed = Number(process.env.KILL_SEED ?? 1);

let world: World;
const engines = new Engines();

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 1 }));
  liftBudgets();
});
afterAll(() => world.close());
afterEach(() => engines.stop());

describe('whatever kind of run', () => {
  it('there is, the kill test has a case for it', () => {
    expect(runCases.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(Object.keys(everyKind)),
    );
    expect(runCases.map(({ aim }) => aim)).toEqual(expect.arrayContaining(Object.keys(everyAim)));
    expect(runCases.flatMap(({ actions }) => actions)).toEqual(
      expect.arrayContaining(Object.keys(everyAction)),
    );
  });

  const reachedByAny = new Set<RunPoint>();

  it.each(runCases)(
    '$name: killed at each step it comes to, it ends as if it had not been',
    async (kind) => {
      const { spots, trace } = await undisturbed(kind);
      for (const { point } of spots) reachedByAny.add(point);
      for (const spot of spots) {
        const killed = await killedAt(kind, spot);
        expect({ spot, ...killed }).toEqual({ spot, ...trace });
      }
    },
    300_000,
  );

  it('comes to every point that a run can be cut off at', () => {
    expect([...reachedByAny].sort()).toEqual([...runPoints].sort());
  });

  describe.each(Array.from({ length: seeds }, (_, index) => firstSeed + index))(
    'seed %i',
    (seed) => {
      it.each(runCases)(
        '$name: killed again and again, it ends all the same',
        async (kind) => {
          const { trace } = await undisturbed(kind);
          const chance = seededRandom(seedOf(seed, kind.name));
          const killed = await killedWhile(kind, () => chance() < 0.3);
          expect({ seed, ...killed }).toEqual({ seed, ...trace });
        },
        120_000,
      );
    },
  );
});

/** Each test begins on an empty account: it holds five VPCs. */
async function prepared(kind: RunCase): Promise<() => Promise<string>> {
  await engines.stop();
  await world.control('POST', '/reset');
  const settled = (begun: Promise<{ runId: string }>) => engines.settled(begun);
  return kind.prepare({ settled, fault: world.fault, setQuotaOutside });
}

async function setQuotaOutside(usagePlanId: string, value: string): Promise<void> {
  const client = new APIGatewayClient({ region });
  const patchOperations = [{ op: 'replace' as const, path: '/quota/limit', value }];
  await client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
  client.destroy();
}

/** One run of the kind to its rest, with every point it came to. */
async function undisturbed(kind: RunCase): Promise<{ spots: Spot[]; trace: Trace }> {
  const begin = await prepared(kind);
  const counts = new Map<RunPoint, number>();
  const spots: Spot[] = [];
  await engines.start((point) => {
    const nth = (counts.get(point) ?? 0) + 1;
    counts.set(point, nth);
    spots.push({ point, nth });
    return false;
  });
  const run = await atRest(await begin());
  await engines.stop();
  expect(run).toMatchObject({ kind: kind.kind, state: kind.rests });
  expect(run.steps.map(({ action }) => action)).toEqual(kind.actions);
  const trace = await traceOf(run);
  expect(trace.eventsKept).toEqual(trace.eventsInAws);
  return { spots, trace };
}

async function killedAt(kind: RunCase, spot: Spot): Promise<Trace> {
  const begin = await prepared(kind);
  const engine = await engines.start(isAt(spot));
  const runId = await begin();
  // How often a stack is asked varies, so that the run may not come there so often this time.
  await engines.diedOn(engine, runId);
  await engines.start();
  return traceOf(await atRest(runId));
}

/** Engine after engine is killed where `isKilled` says so; the eleventh may live. */
async function killedWhile(kind: RunCase, isKilled: () => boolean): Promise<Trace> {
  const begin = await prepared(kind);
  let engine = await engines.start(isKilled);
  const runId = await begin();
  for (let kills = 0; (await engines.diedOn(engine, runId)) && kills < 10; kills++)
    engine = await engines.start(kills < 9 ? isKilled : undefined);
  return traceOf(await atRest(runId));
}

/** What a run left in AWS and in the database, without what differs from one proxy to the next. */
type Trace = {
  state: string;
  steps: string[];
  failure: unknown;
  /** Of each step's name, every stack that ever bore it: which stand, and as what. */
  stacks: string[][];
  /** Change sets that could still be executed. */
  openChangeSets: number;
  /** `LogicalId STATUS` of each event that bears the step's token, in AWS and in the database. */
  eventsInAws: string[];
  eventsKept: string[];
  auditRows: number;
};

/** Looks AWS and the database over after a run. */
async function traceOf(run: Run): Promise<Trace> {
  const client = new CloudFormationClient({ region });
  const all = (await client.send(new ListStacksCommand({}))).StackSummaries ?? [];
  const stacks = run.steps.map(({ stackName }) => all.filter((s) => s.StackName === stackName));
  const kept = await listRunEvents(run.id);
  const inAws: string[] = [];
  let openChangeSets = 0;
  for (const [index, step] of run.steps.entries()) {
    for (const { StackId, StackStatus } of stacks[index] ?? []) {
      const events = await everyEvent(client, StackId ?? '');
      inAws.push(...events.filter((e) => e.ClientRequestToken === step.clientToken).map(wordOf));
      if (StackStatus !== 'DELETE_COMPLETE')
        openChangeSets += await countOpenChangeSets(client, StackId ?? '');
    }
  }
  client.destroy();
  const { rows } = await listAudit({ object: run.subject.name, limit: 50 });
  return {
    state: run.state,
    steps: run.steps.map(({ state }) => state),
    failure: run.failure,
    stacks: stacks.map((ofName) => ofName.map(({ StackStatus }) => StackStatus ?? '').sort()),
    openChangeSets,
    eventsInAws: inAws.sort(),
    eventsKept: kept.map(({ logicalId, status }) => plain(run, `${logicalId} ${status}`)).sort(),
    auditRows: rows.filter(({ detail }) => detail.runId === run.id).length,
  };

  function wordOf({ LogicalResourceId, ResourceStatus }: StackEvent): string {
    return plain(run, `${LogicalResourceId} ${ResourceStatus}`);
  }
}

/** Without what no two proxies share: a stack's own events bear its name, a deployment's the hash of what it is of. */
function plain({ steps }: Run, text: string): string {
  const [step] = steps.filter(({ stackName }) => text.startsWith(`${stackName} `));
  if (step) return text.replace(step.stackName, `(${step.subject.kind})`);
  return text.replace(/^Deployment[0-9a-f]+ /, 'Deployment ');
}

async function everyEvent(client: CloudFormationClient, StackName: string): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeStackEventsCommand({ StackName, NextToken }));
    events.push(...(page.StackEvents ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return events;
}

async function countOpenChangeSets(client: CloudFormationClient, StackName: string) {
  const { Summaries = [] } = await client.send(new ListChangeSetsCommand({ StackName }));
  return Summaries.filter(({ ExecutionStatus }) => ExecutionStatus !== 'EXECUTE_COMPLETE').length;
}
