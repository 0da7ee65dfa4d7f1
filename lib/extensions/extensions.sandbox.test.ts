import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { db } from '../db/database';
import { extensions, runSteps } from '../db/schema';
import { createPerson } from '../identity/mutations';
import { revealKey } from '../keys/mutations';
import { getProxy, listProxies } from '../proxies/data';
import { launchProxy, planProxyChange } from '../proxies/mutations';
import { executeRun } from '../runs/mutations';
import { createCaller } from '../testing/caller';
import { atRest, Engines, liftBudgets } from '../testing/kills';
import {
  actorOf,
  confirmed,
  createWorld,
  eventually,
  launchInput,
  type World,
} from '../testing/world';
import { collectOnce } from '../usage/collector';
import { getUsage } from '../usage/data';
import { listExtensions, listRequests } from './data';
import { advanceExtensions, type ExtensionOptions } from './drive';
import { askExtension, decideExtension } from './mutations';
import { loadExtension } from './store';

/** In place of 20 seconds. */
const spacingMs = 300;
process.env.SLUICE_PLAN_SPACING_MS = String(spacingMs);

const member = actorOf('member', 'payments');
const stranger = actorOf('member', 'search');
const platform = actorOf('platform');
const secondPlatform = { ...platform, email: 'second@example.com' };
const limits = { quota: { limit: 5, period: 'DAY' as const }, rate: 1_000, burst: 1_000 };
const base = launchInput();
const input = { ...base, proxy: { ...base.proxy, limits } };
const { name } = input.proxy;
const engines = new Engines();

let world: World;
let call: () => Promise<number>;
let keyId: string;
let asked = 0;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0, usageLagMs: 0 }));
  // The SDK repeats what is late, and the calls are counted.
  liftBudgets({ callTimeoutMs: 5_000 });
  // Who asked is looked at again when it is given.
  const { email, role, teams } = member;
  await createPerson({ name: 'Ben', email, role, teams, password: 'correct horse battery' });
  await engines.settled(launchProxy(member, input));
  const proxy = (await getProxy(name))?.value;
  keyId = proxy?.outputs.KeyAId ?? '';
  const { value: key } = await revealKey(member, { proxy: name, slot: 'A' }, confirmed(member));
  const { InvokeUrl: invokeUrl = '' } = proxy?.outputs ?? {};
  const endpointId = proxy?.spec?.network.endpointId ?? '';
  call = await createCaller(world, { endpointId, invokeUrl, key });
});
afterEach(async () => {
  await engines.stop();
  await world.control('DELETE', '/faults');
  // Each test is a period of its own to the guardrail, while AWS's counter goes on.
  await (await db()).delete(extensions);
});
afterAll(() => world.close());

const ask = (amount: number, change: object = {}) =>
  askExtension(member, {
    proxy: name,
    keyId,
    amount,
    reason: 'the batch of the month runs today',
    idempotencyKey: `ask-${asked++}-0123456789`,
    ...change,
  });

/** Sends until the gateway refuses; answers how many passed. */
async function callUntilRefused(): Promise<number> {
  for (let passed = 0; passed < 200; passed++) {
    const status = await call();
    if (status === 429) return passed;
    expect(status).toBe(200);
  }
  throw new Error('nothing is refused');
}

async function settled(id: string, options: ExtensionOptions = {}) {
  return eventually(async () => {
    await advanceExtensions({ againMs: 50, ...options });
    const row = await loadExtension(id);
    if (!row?.grantedAt) throw new Error(`${id} is ${row?.state}`);
    return row;
  });
}

/** A worker that dies, as a killed process does, once it has come to a point. */
async function dyingAt(point: 'written_down' | 'answered'): Promise<void> {
  const work = () =>
    new Promise<boolean>((resolve, reject) => {
      const reached = async (at: string) => {
        if (at !== point) return;
        resolve(true);
        await new Promise(() => {});
      };
      advanceExtensions({ leaseMs: 300, againMs: 50, reached }).then(() => resolve(false), reject);
    });
  await eventually(async () => {
    // One at a time: another would take over what the first is only slow with.
    const isDead = await work();
    if (!isDead) throw new Error(`not ${point} yet`);
  });
}

const updates = async () => (await world.takeCalls())['apigateway.UpdateUsage'] ?? 0;

describe('an extension within the guardrail', () => {
  it('lets exactly the granted calls through, and says so in every gauge', async () => {
    expect(await callUntilRefused()).toBe(5);
    const { id, isGranted } = await ask(3);
    expect(isGranted).toBe(true);
    expect(await settled(id)).toMatchObject({ state: 'granted', isSeen: true, remaining: 3 });
    await collectOnce();
    const known = await getProxy(name);
    if (!known?.value) throw new Error('not known');
    const extension = {
      granted: 3,
      grants: [{ amount: 3, by: member.email, approvedBy: null, reason: /batch/ }],
    };
    const { gauge } = (await getUsage(known.value)).value ?? {};
    expect(gauge).toMatchObject({ limit: 5, used: 5, left: 3, extension: { granted: 3 } });
    expect(gauge?.extension?.grants[0]).toMatchObject({
      ...extension.grants[0],
      reason: expect.stringMatching(/batch/),
    });
    expect(gauge?.extension?.until).toEqual(gauge?.resetsAt);
    const [row] = (await listProxies()).value ?? [];
    expect(row?.quota?.value?.extension?.granted).toBe(3);
    expect(await callUntilRefused()).toBe(3);
    const { rows } = await listAudit({ action: 'extension', limit: 10 });
    expect(rows.map(({ action }) => action)).toEqual(['extension.grant', 'extension.ask']);
    expect(rows[1]?.detail).toMatchObject({ amount: 3, reason: expect.stringMatching(/batch/) });
  });

  it('is granted once however often it is submitted', async () => {
    await callUntilRefused();
    await updates();
    const twice = { idempotencyKey: 'double-click-0123456789' };
    const [first, second] = await Promise.all([ask(2, twice), ask(2, twice)]);
    expect(second).toEqual(first);
    await settled(first.id);
    expect(await ask(2, twice)).toEqual(first);
    await advanceExtensions();
    expect(await updates()).toBe(1);
    expect(await callUntilRefused()).toBe(2);
    await expect(ask(3, twice)).rejects.toMatchObject({ reason: { id: 'keyReused' } });
  });

  it.each(['written_down', 'answered'] as const)(
    'is granted once where the process dies when it was %s',
    async (point) => {
      await callUntilRefused();
      await updates();
      const { id } = await ask(4);
      await dyingAt(point);
      expect(await loadExtension(id)).toMatchObject({ state: 'sending', grantedAt: null });
      world.forgetMemory();
      await settled(id, { leaseMs: 100 });
      expect(await updates()).toBe(1);
      expect(await callUntilRefused()).toBe(4);
    },
  );

  it.each(['timeout_before', 'timeout_after'])(
    'is settled by GetUsage where the answer is lost (%s)',
    async (kind) => {
      await callUntilRefused();
      // The SDK repeats the call once.
      await world.fault({ service: 'apigateway', operation: 'UpdateUsage', kind, count: 1 });
      const { id } = await ask(2);
      await settled(id);
      expect(await callUntilRefused()).toBe(2);
    },
  );

  it('says what AWS refuses, and grants nothing', async () => {
    await callUntilRefused();
    await world.fault({ service: 'apigateway', operation: 'UpdateUsage', kind: 'denied' });
    const { id } = await ask(1);
    await eventually(async () => {
      await advanceExtensions();
      expect(await loadExtension(id)).toMatchObject({
        state: 'failed',
        failure: { code: 'denied' },
      });
    });
    expect(await callUntilRefused()).toBe(0);
  });

  it('is for its own team, for a consumer’s key, and for a reason', async () => {
    const question = {
      proxy: name,
      keyId,
      amount: 1,
      reason: 'x',
      idempotencyKey: 'no-0123456789',
    };
    const denied = { code: 'denied' };
    await expect(askExtension(actorOf('auditor'), question)).rejects.toMatchObject(denied);
    const none = { code: 'not_found' };
    await expect(askExtension(stranger, question)).rejects.toMatchObject(none);
    await expect(askExtension(member, { ...question, proxy: 'none' })).rejects.toMatchObject(none);
    const probe = (await getProxy(name))?.value?.outputs.ProbeKeyId ?? '';
    await expect(askExtension(member, { ...question, keyId: probe })).rejects.toMatchObject(none);
  });
});

describe('an extension beyond the guardrail', () => {
  it('waits for somebody of the platform who did not ask', async () => {
    await callUntilRefused();
    const first = await ask(4);
    await settled(first.id);
    // Four of five are given: two more are one too many.
    const { id, isGranted } = await ask(2);
    expect(isGranted).toBe(false);
    await advanceExtensions();
    expect((await loadExtension(id))?.state).toBe('requested');
    expect((await listRequests(platform)).map((each) => each.id)).toEqual([id]);
    expect(await listRequests(member)).toEqual([]);
    const decision = { id, isApproved: true, reason: 'agreed on the phone' };
    await expect(decideExtension(member, decision)).rejects.toMatchObject({ code: 'denied' });
    await decideExtension(platform, decision);
    await decideExtension(platform, decision);
    const row = await settled(id);
    expect(row).toMatchObject({ decidedBy: platform.email, decisionReason: 'agreed on the phone' });
    expect(await callUntilRefused()).toBe(6);
    const { rows } = await listAudit({ action: 'extension.approve', limit: 10 });
    expect(rows).toHaveLength(1);
  });

  it('is approved by nobody for themselves, and can be denied with a reason', async () => {
    const question = {
      proxy: name,
      keyId,
      amount: 20,
      reason: 'load test',
      idempotencyKey: 'own-0123456789',
    };
    const { id } = await askExtension(platform, question);
    const decision = { id, isApproved: true, reason: 'mine' };
    await expect(decideExtension(platform, decision)).rejects.toMatchObject({
      name: 'DecisionRefused',
      reason: { id: 'ownDecision' },
    });
    await decideExtension(secondPlatform, { id, isApproved: false, reason: 'use staging' });
    expect(await listExtensions(name)).toMatchObject([
      { state: 'denied', decidedBy: secondPlatform.email, decisionReason: 'use staging' },
    ]);
    await advanceExtensions();
    expect(await callUntilRefused()).toBe(0);
    await expect(ask(51)).rejects.toMatchObject({ code: 'limit', detail: '50' });
  });

  it('ends with the period', async () => {
    const { id } = await ask(20);
    const past = { endsAt: new Date(Date.now() - 1) };
    await (await db()).update(extensions).set(past).where(eq(extensions.id, id));
    const late = { id, isApproved: true, reason: 'late' };
    await expect(decideExtension(platform, late)).rejects.toMatchObject({
      reason: { id: 'periodEnds' },
    });
    await advanceExtensions();
    expect((await loadExtension(id))?.state).toBe('expired');
    expect(await listExtensions(name)).toEqual([]);
  });
});

describe('turns (aws-facts C: UpdateUsagePlan 1 per 20 s; whether UpdateUsage counts is UNCONFIRMED)', () => {
  it('are shared with runs that change a plan, and say how long one waits', async () => {
    const first = await ask(1);
    const second = await ask(1);
    const began = Date.now();
    // One is ahead of it, whenever that one has its turn.
    const [waiting] = await listExtensions(name);
    expect(waiting?.place?.position).toBe(2);
    expect(waiting?.place?.startsAt.getTime()).toBeGreaterThanOrEqual(began + spacingMs);
    await settled(first.id);
    await engines.start();
    const changed = { ...limits, rate: 900 };
    const plan = { proxy: { ...input.proxy, limits: changed }, idempotencyKey: 'plan-0123456789' };
    const { runId } = await planProxyChange(member, plan);
    await atRest(runId);
    await executeRun(member, runId);
    await settled(second.id);
    await eventually(async () => expect((await turnsOf(runId)).length).toBe(1));
    const extended = await (await db()).select().from(extensions);
    const turns = [...extended.flatMap(({ turnAt }) => turnAt ?? []), ...(await turnsOf(runId))];
    const taken = turns.map((at) => at.getTime()).sort((a, b) => a - b);
    expect(taken).toHaveLength(3);
    const gaps = taken.slice(1).map((at, index) => at - (taken[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(spacingMs);
    await eventually(async () => expect((await atRest(runId)).state).toBe('succeeded'));
  });
});

async function turnsOf(runId: string): Promise<Date[]> {
  const rows = await (await db()).select().from(runSteps).where(eq(runSteps.runId, runId));
  return rows.flatMap(({ turnAt }) => turnAt ?? []);
}
