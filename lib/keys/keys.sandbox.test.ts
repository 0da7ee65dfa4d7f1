import { APIGatewayClient, GetApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { eq, type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { db } from '../db/database';
import { keySchedules, memberships, people, teams } from '../db/schema';
import { collectActual } from '../drift/collector';
import { recallLiveReport } from '../drift/data';
import { getProxy } from '../proxies/data';
import { findProxyStack } from '../proxies/fleet';
import { launchProxy, planProxyChange } from '../proxies/mutations';
import { callersHit, consequencesOf } from '../runs/consequences';
import { getRun } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import { discardRun } from '../runs/mutations';
import {
  actorOf,
  confirmed,
  createWorld,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { readCallers } from '../usage/callers';
import { collectOnce } from '../usage/collector';
import type { KeyChange } from './change';
import { keySlots, listKeySchedules, listKeys } from './data';
import { changeKey, dropSchedule, revealKey, scheduleKey } from './mutations';
import { advanceKeySchedules } from './schedule';

const member = actorOf('member', 'payments');
const stranger = actorOf('member', 'search');
const input = launchInput();
const { name } = input.proxy;

let world: World;
let engine: Engine;
const gateway = () => new APIGatewayClient({ region });

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 2 }));
  engine = await createEngine({ leaseMs: 300, waitMs: hasty });
  const database = await db();
  await database.insert(teams).values({ name: 'payments' });
  await database.insert(people).values({ id: member.personId, name: 'Pia', email: member.email });
  await database.insert(memberships).values({ personId: member.personId, team: 'payments' });
  expect(await ended((await launchProxy(member, input)).runId)).toBe('succeeded');
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});

function ended(runId: string): Promise<string | undefined> {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt && run?.state !== 'planned') throw new Error(`the run is ${run?.state}`);
    return run.state;
  });
}

let asked = 0;
const change = (what: KeyChange) =>
  changeKey(member, { proxy: name, change: what, idempotencyKey: `change-${asked++}-0123456789` });
const changed = async (what: KeyChange) => ended((await change(what)).runId);

async function keyIn(slot: 'A' | 'B') {
  const { outputs = {} } = (await findProxyStack(name))?.facts ?? {};
  const keyId = keySlots(outputs).find((it) => it.slot === slot)?.keyId;
  return keyId ? gateway().send(new GetApiKeyCommand({ apiKey: keyId, includeValue: true })) : null;
}

async function listed() {
  const proxy = await getProxy(name);
  if (!proxy?.value) throw new Error(`no proxy ${name}`);
  return (await listKeys(proxy.value)).value ?? [];
}

async function liveState() {
  await collectActual({ freshMs: 0, msPerProxy: 0 });
  const standing = await findProxyStack(name);
  return standing && (await recallLiveReport(standing)).state;
}

async function texts(text: SQL<string>, from: SQL): Promise<string[]> {
  return (await (await db()).select({ text }).from(from)).map((row) => row.text);
}

const utcMidnight = () => Math.floor(Date.now() / 86_400_000) * 86_400_000;
const labels = { consumer: 'billing-worker', owner: 'chie@example.com' };

describe('a key rotates with overlap', () => {
  it('is refused to other teams, and where a slot is not as it is taken for', async () => {
    const idempotencyKey = 'refused-0123456789';
    const make: KeyChange = { kind: 'make', slot: 'b', ...labels };
    await expect(
      changeKey(stranger, { proxy: name, change: make, idempotencyKey }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(change({ kind: 'make', slot: 'a', ...labels })).rejects.toMatchObject({
      code: 'conflict',
      detail: 'taken',
    });
    await expect(change({ kind: 'disable', slot: 'b' })).rejects.toMatchObject({ detail: 'empty' });
    await expect(change({ kind: 'remove', slot: 'a' })).rejects.toMatchObject({ detail: 'only' });
  });

  it('makes the second beside the first, labelled, and leaves the first its value', async () => {
    const before = await keyIn('A');
    expect(await changed({ kind: 'make', slot: 'b', ...labels })).toBe('succeeded');
    const [first, second] = [await keyIn('A'), await keyIn('B')];
    expect(first).toMatchObject({ value: before?.value, enabled: true });
    expect(second).toMatchObject({
      enabled: true,
      tags: { 'sluice:consumer': 'billing-worker', 'sluice:owner': 'chie=example.com' },
    });
    expect(await listed()).toMatchObject([
      { slot: 'A', consumer: '', isEnabled: true },
      { slot: 'B', ...labels, isEnabled: true },
      { slot: 'probe' },
    ]);
    const audited = (await listAudit({ action: 'key.create', limit: 1 })).rows[0];
    expect(audited).toMatchObject({ actor: member.email, object: name, detail: { slot: 'B' } });
  });

  it('keeps its slots through an edit that says nothing of keys', async () => {
    const plan = await planProxyChange(member, {
      proxy: { ...input.proxy, description: 'edited' },
      idempotencyKey: 'edit-0123456789',
    });
    expect(await ended(plan.runId)).toBe('planned');
    const changes = (await getRun(plan.runId))?.steps[0]?.plan?.changes ?? [];
    expect(changes.map(({ logicalId }) => logicalId).filter((id) => /Key/.test(id))).toEqual([]);
    await discardRun(member, plan.runId);
    expect(await ended(plan.runId)).toBe('discarded');
  });

  it('switches the first off and on with the value it had, and neither is drift', async () => {
    const before = await keyIn('A');
    await expect(change({ kind: 'remove', slot: 'a' })).rejects.toMatchObject({ detail: 'on' });
    expect(await changed({ kind: 'disable', slot: 'a' })).toBe('succeeded');
    expect(await keyIn('A')).toMatchObject({ enabled: false, value: before?.value });
    await eventually(async () =>
      expect((await listed())[0]).toMatchObject({ slot: 'A', isEnabled: false }),
    );
    expect(await liveState()).toBe('live');
    expect(await changed({ kind: 'enable', slot: 'a' })).toBe('succeeded');
    expect(await keyIn('A')).toMatchObject({ enabled: true, value: before?.value });
  });
});

describe('who called with a key', () => {
  it('is told of each key by itself, once GetUsage has answered, and named where its key goes', async () => {
    const calls = async () =>
      (await readCallers([name])).callers?.map(({ slot, calls }) => [slot, calls]);
    expect(await calls()).toEqual([
      ['A', null],
      ['B', null],
    ]);
    const { RestApiId: apiId, KeyAId, KeyBId } = (await getProxy(name))?.value?.outputs ?? {};
    const times = { from: utcMidnight(), to: Date.now() };
    for (const [keyId, requests] of [
      [KeyAId, 3],
      [KeyBId, 14],
    ] as const)
      await world.control('POST', '/traffic', { apiId, keyId, requests, ...times });
    await collectOnce();
    expect(await calls()).toEqual([
      ['A', 3],
      ['B', 14],
    ]);
    const { runId } = await change({ kind: 'disable', slot: 'b' });
    expect(await ended(runId)).toBe('succeeded');
    const changes = (await getRun(runId))?.steps[0]?.plan?.changes ?? [];
    const [first] = consequencesOf(changes);
    const { callers } = await readCallers([name]);
    expect(first && callersHit(first, callers ?? [])).toMatchObject([
      { proxy: name, slot: 'B', consumer: 'billing-worker', calls: 14 },
    ]);
    expect(await changed({ kind: 'enable', slot: 'b' })).toBe('succeeded');
  });
});

describe('a key is switched off by itself', () => {
  const due = (row: { id: string }) => eq(keySchedules.id, row.id);
  const overdue = { dueAt: new Date(0), lookAt: null };
  const later = { dueAt: new Date(Date.now() + 86_400_000) };

  it('not before its date, and not once it was taken back', async () => {
    const first = await scheduleKey(member, { proxy: name, slot: 'a', when: later });
    expect(await advanceKeySchedules()).toBe(false);
    // A later word about the same key takes the place of the first.
    const second = await scheduleKey(member, { proxy: name, slot: 'a', when: later });
    await (await db()).update(keySchedules).set(overdue).where(due(first));
    expect(await advanceKeySchedules()).toBe(false);
    await expect(dropSchedule(stranger, second)).rejects.toMatchObject({ code: 'not_found' });
    await dropSchedule(member, second);
    await (await db()).update(keySchedules).set(overdue).where(due(second));
    expect(await advanceKeySchedules()).toBe(false);
  });

  it('waits for silence that GetUsage has told, and calls nothing silent that is younger', async () => {
    await scheduleKey(member, { proxy: name, slot: 'a', when: { silentDays: 2 } });
    expect(await advanceKeySchedules()).toBe(true);
    // It was looked at a moment ago: no replica looks again.
    expect(await advanceKeySchedules()).toBe(false);
    expect((await listKeySchedules(name))[0]).toMatchObject({ state: 'waiting', runId: null });
  });

  it('on its date, once however many look, and on the record as by the schedule', async () => {
    const row = await scheduleKey(member, { proxy: name, slot: 'a', when: later });
    await (await db()).update(keySchedules).set(overdue).where(due(row));
    const looks = await Promise.all([1, 2, 3].map(() => advanceKeySchedules()));
    expect(looks.filter((worked) => worked)).toHaveLength(1);
    const begun = (await listKeySchedules(name)).find(({ id }) => id === row.id);
    expect(begun).toMatchObject({ state: 'begun', slot: 'A', problem: null });
    expect(await ended(begun?.runId ?? '')).toBe('succeeded');
    expect(await keyIn('A')).toMatchObject({ enabled: false });
    const { rows } = await listAudit({ action: 'key.disable', limit: 1 });
    expect(rows[0]).toMatchObject({
      actor: 'system',
      actorKind: 'system',
      object: name,
      detail: { slot: 'A', scheduleId: row.id, scheduledBy: member.email },
    });
  });

  it('by nobody who lost the right to it', async () => {
    expect(await changed({ kind: 'enable', slot: 'a' })).toBe('succeeded');
    const row = await scheduleKey(member, { proxy: name, slot: 'a', when: later });
    const database = await db();
    await database.update(keySchedules).set(overdue).where(due(row));
    await database.delete(memberships);
    expect(await advanceKeySchedules()).toBe(true);
    expect((await listKeySchedules(name))[0]).toMatchObject({
      state: 'dropped',
      problem: { code: 'denied' },
    });
    expect(await keyIn('A')).toMatchObject({ enabled: true });
  });
});

describe('the end of a rotation', () => {
  it('deletes the first for good, and the second stays', async () => {
    const second = await keyIn('B');
    expect(await changed({ kind: 'disable', slot: 'a' })).toBe('succeeded');
    expect(await changed({ kind: 'remove', slot: 'a' })).toBe('succeeded');
    expect(await keyIn('A')).toBeNull();
    expect(await keyIn('B')).toMatchObject({ value: second?.value, enabled: true });
    expect((await listed()).map(({ slot }) => slot)).toEqual(['B', 'probe']);
    expect(await liveState()).toBe('live');
  });

  it('has left no value in any row of the database', async () => {
    const { value } = await revealKey(member, { proxy: name, slot: 'B' }, confirmed(member));
    expect(value.length).toBeGreaterThanOrEqual(20);
    const tables = await texts(
      sql`table_name`,
      sql`information_schema.tables where table_schema = 'public'`,
    );
    expect(tables).toContain('run_steps');
    for (const table of tables) {
      const rows = await texts(sql`t::text`, sql`${sql.identifier(table)} t`);
      expect(
        rows.filter((row) => row.includes(value)),
        table,
      ).toEqual([]);
    }
  });
});
