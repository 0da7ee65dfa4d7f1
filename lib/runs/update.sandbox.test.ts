import {
  CloudFormationClient,
  GetTemplateCommand,
  ListChangeSetsCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { templatesVersion } from '@/templates/version';
import { findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { runSteps } from '../db/schema';
import { changeKey } from '../keys/mutations';
import { getProxy } from '../proxies/data';
import { launchProxy, planProxyChange } from '../proxies/mutations';
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
import { getRun, listRunEvents, listRuns } from './data';
import { createEngine, type Engine } from './engine';
import type { PlanMoved } from './moved';
import { discardRun, executeRun } from './mutations';
import type { Run } from './types';

const member = actorOf('member', 'payments');
const stranger = actorOf('member', 'search');

let world: World;
const engines: Engine[] = [];

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 5 }));
});
afterAll(() => world.close());
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
  // An account holds five VPCs.
  await world.control('POST', '/reset');
});

async function startEngine() {
  engines.push(await createEngine({ waitMs: hasty }));
}

/** A run that nobody works on: it is over, or waits for a person. */
function atRest(runId: string): Promise<Run> {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt && run?.state !== 'planned')
      throw new Error(`the run is ${run?.state}: ${JSON.stringify(run?.problem)}`);
    return run;
  });
}

async function launched(): Promise<LaunchProxyInput> {
  const input = launchInput();
  const run = await atRest((await launchProxy(member, input)).runId);
  expect(run.state).toBe('succeeded');
  return input;
}

let edits = 0;

function edit(input: LaunchProxyInput, change: Partial<LaunchProxyInput['proxy']>) {
  edits += 1;
  return { proxy: { ...input.proxy, ...change }, idempotencyKey: `edit-${edits}-0123456789` };
}

const faster = { limits: { quota: { limit: 20, period: 'DAY' as const }, rate: 9, burst: 5 } };
const elsewhere = { upstream: { url: 'https://httpbin.org/anything' } };

async function planned(input: LaunchProxyInput, change: Partial<LaunchProxyInput['proxy']>) {
  return atRest((await planProxyChange(member, edit(input, change))).runId);
}

const stackNameOf = (input: LaunchProxyInput) => `sluice-proxy-${input.proxy.name}`;

async function standing(input: LaunchProxyInput) {
  const stack = await findStack(mainTarget(), stackNameOf(input));
  if (!stack) throw new Error('no stack');
  return stack;
}

async function changeSetsOf(input: LaunchProxyInput) {
  const client = new CloudFormationClient({ region });
  const StackName = stackNameOf(input);
  return (await client.send(new ListChangeSetsCommand({ StackName }))).Summaries ?? [];
}

/** Somebody changes the stack without Sluice: the outside world's own move. */
async function changeByHand(input: LaunchProxyInput) {
  const client = new CloudFormationClient({ region });
  const StackName = stackNameOf(input);
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName }));
  const body = TemplateBody.replace('BurstLimit: 5', 'BurstLimit: 6');
  expect(body).not.toBe(TemplateBody);
  const { tags } = await standing(input);
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await client.send(new UpdateStackCommand({ StackName, TemplateBody: body, Tags }));
  await eventually(async () => expect((await standing(input)).status).toBe('UPDATE_COMPLETE'));
}

describe('an edit', () => {
  it('is planned, changes nothing until it is executed, and then exactly what was planned', async () => {
    await startEngine();
    const input = await launched();
    const before = await standing(input);
    const plan = await planned(input, faster);
    expect(plan.state).toBe('planned');
    expect(plan.steps[0]?.plan?.changes).toMatchObject([
      { logicalId: 'Stage', properties: [{ path: '/Properties/MethodSettings' }] },
      {
        logicalId: 'UsagePlan',
        action: 'Modify',
        replacement: 'False',
        properties: [{ path: '/Properties/Throttle', recreation: 'Never' }],
      },
    ]);
    expect(await standing(input)).toEqual(before);

    await executeRun(member, plan.id);
    const done = await atRest(plan.id);
    expect([done.state, done.failure, done.decidedBy]).toEqual(['succeeded', null, member.email]);
    const after = await standing(input);
    expect([after.status, after.outputs]).toEqual(['UPDATE_COMPLETE', before.outputs]);
    const proxy = await eventually(async () => {
      const known = await getProxy(input.proxy.name);
      expect(known?.value?.spec?.limits.rate).toBe(9);
      return known?.value;
    });
    expect(proxy?.phase).toBe('ready');
    const events = await listRunEvents(plan.id);
    expect(new Set(events.map(({ awsEventId }) => awsEventId)).size).toBe(events.length);
    expect([events[0]?.status, events.at(-1)?.status]).toEqual([
      'UPDATE_IN_PROGRESS',
      'UPDATE_COMPLETE',
    ]);
    // Pressed again, it is over already.
    await executeRun(member, plan.id);
    expect((await atRest(plan.id)).endedAt).toEqual(done.endedAt);
  });

  it('that changes where calls go makes a new deployment and keeps key and URL', async () => {
    await startEngine();
    const input = await launched();
    const { outputs } = await standing(input);
    const plan = await planned(input, elsewhere);
    const actions = plan.steps[0]?.plan?.changes.map((change) => [
      change.resourceType.split('::')[2],
      change.action,
      change.replacement,
    ]);
    expect(actions).toContainEqual(['Deployment', 'Add', null]);
    expect(actions).toContainEqual(['Deployment', 'Remove', null]);
    expect(actions).toContainEqual(['Method', 'Modify', 'False']);
    await executeRun(member, plan.id);
    expect((await atRest(plan.id)).state).toBe('succeeded');
    expect((await standing(input)).outputs).toEqual(outputs);
  });

  it('that changes nothing is over at once and leaves nothing', async () => {
    await startEngine();
    const input = await launched();
    const plan = await planned(input, {});
    expect([plan.state, plan.steps[0]?.plan?.changes]).toEqual(['discarded', []]);
    expect(await changeSetsOf(input)).toEqual([]);
  });

  it('that is discarded, or followed by another, takes its change set along', async () => {
    await startEngine();
    const input = await launched();
    const first = await planned(input, faster);
    const second = await planned(input, elsewhere);
    await eventually(async () => expect((await getRun(first.id))?.state).toBe('discarded'));
    expect(await changeSetsOf(input)).toHaveLength(1);
    await discardRun(member, second.id);
    expect((await atRest(second.id)).state).toBe('discarded');
    expect(await changeSetsOf(input)).toEqual([]);
    await expect(executeRun(member, second.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await standing(input)).status).toBe('CREATE_COMPLETE');
  });

  it('is refused once the stack has moved, and says what moved', async () => {
    await startEngine();
    const input = await launched();
    const refused = (id: string) =>
      executeRun(member, id).then(
        () => null,
        ({ code, moved }: PlanMoved) => ({ code, moved }),
      );
    const first = await planned(input, elsewhere);
    const plan = await planned(input, faster);
    expect((await atRest(first.id)).state).toBe('discarded');
    const by = member.email;
    const newer = { code: 'conflict', moved: { what: 'form', runId: plan.id, by } };
    expect(await refused(first.id)).toEqual(newer);

    const isOfPlan = eq(runSteps.runId, plan.id);
    const [{ templateBody = '' } = {}] = await (await db()).select().from(runSteps).where(isOfPlan);
    const old = templateBody?.replace(`Version: "${templatesVersion}"`, 'Version: "0"');
    expect(old).not.toBe(templateBody);
    await (await db()).update(runSteps).set({ templateBody: old }).where(isOfPlan);
    const template = { what: 'template', from: '0', to: templatesVersion };
    expect(await refused(plan.id)).toEqual({ code: 'conflict', moved: template });
    await (await db()).update(runSteps).set({ templateBody }).where(isOfPlan);

    await changeByHand(input);
    const stackName = stackNameOf(input);
    const at = (await standing(input)).updatedAt?.toISOString();
    const outside = { what: 'stack', stackName, at, status: 'UPDATE_COMPLETE' };
    expect(await refused(plan.id)).toEqual({ code: 'conflict', moved: outside });

    const { runId } = await changeKey(member, {
      proxy: input.proxy.name,
      change: { kind: 'make', slot: 'b', consumer: '', owner: '' },
      idempotencyKey: 'moves-0123456789',
    });
    const working = { what: 'run', runId, by, isWorking: false };
    expect((await atRest(runId)).state).toBe('succeeded');
    expect(await refused(plan.id)).toEqual({ code: 'conflict', moved: working });
    expect((await getRun(plan.id))?.state).toBe('planned');
  });

  it('that AWS refuses is rolled back: the first cause is told, and the proxy serves as before', async () => {
    await startEngine();
    const input = await launched();
    const plan = await planned(input, faster);
    await world.fault({
      service: 'apigateway',
      operation: 'UpdateUsagePlan',
      kind: 'denied',
      stack: stackNameOf(input),
      count: 1,
    });
    await executeRun(member, plan.id);
    const run = await atRest(plan.id);
    expect([run.state, run.failure?.logicalId]).toEqual(['failed', 'UsagePlan']);
    expect((await standing(input)).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    const known = await eventually(async () => {
      const found = await getProxy(input.proxy.name);
      expect(found?.value?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
      return found?.value;
    });
    expect([known?.phase, known?.spec?.limits.rate]).toEqual(['ready', 5]);
  });

  it('belongs to its team, in planning and in deciding', async () => {
    await startEngine();
    const input = await launched();
    await expect(planProxyChange(stranger, edit(input, faster))).rejects.toMatchObject({
      code: 'not_found',
    });
    const plan = await planned(input, faster);
    for (const decide of [executeRun, discardRun]) {
      await expect(decide(stranger, plan.id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(decide(member, 'run_none')).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await getRun(plan.id))?.state).toBe('planned');
    expect((await listRuns({ subject: plan.subject })).map(({ kind }) => kind)).toEqual([
      'update',
      'create',
    ]);
  });
});

describe('AWS faults during an edit', () => {
  it.each(['throttle', 'error500', 'reset', 'stale'])(
    '%s, three calls in ten: no harm',
    async (kind) => {
      await startEngine();
      const input = await launched();
      const calm = await world.fault({
        service: 'cloudformation',
        kind,
        probability: 0.3,
        seed: 7,
      });
      const { runId } = await eventually(() => planProxyChange(member, edit(input, faster)));
      const plan = await atRest(runId);
      expect([plan.state, plan.failure]).toEqual(['planned', null]);
      await eventually(() => executeRun(member, plan.id));
      const run = await atRest(plan.id);
      await calm();
      expect([run.state, run.failure]).toEqual(['succeeded', null]);
      expect((await standing(input)).status).toBe('UPDATE_COMPLETE');
    },
  );
});
