import { EC2Client, ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { mainTarget } from '../aws/targets';
import { readApiKey } from '../aws/usage-plans';
import { db } from '../db/database';
import { probeResults, probeSchedules } from '../db/schema';
import { AccessDenied } from '../identity/permissions';
import { findProxyStack } from '../proxies/fleet';
import { launchProxy } from '../proxies/mutations';
import { getRun } from '../runs/data';
import { createEngine } from '../runs/engine';
import { denial } from '../testing/path-faults';
import {
  actorOf,
  createWorld,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { advanceProbeSchedule } from './schedule';
import { setProbeSchedule } from './schedule-mutations';
import { type ProbeScheduleInput, probeScheduleSchema } from './schedule-schema';
import { claimTurn, endTurn, loadSchedule, type ScheduleRow } from './schedule-store';
import { excuseYoungKey } from './settling';
import { loadProbeState } from './state-store';
import { loadProbeResults } from './store';
import type { ProbeResult } from './types';

const member = actorOf('member', 'payments');
const input = launchInput();
const { name } = input.proxy;
let world: World;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0, keySettleMs: 120_000 }));
  const engine = await createEngine({ waitMs: hasty });
  const { runId } = await launchProxy(member, input);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
  await engine.stop();
});
afterAll(() => world.close());

function every(everyMinutes: number, change: Record<string, string> = {}): ProbeScheduleInput {
  return probeScheduleSchema.parse({
    proxy: name,
    isOn: 'on',
    everyMinutes: String(everyMinutes),
    path: '/get',
    dailyMax: '100',
    slowMs: '',
    worseN: '2',
    worseM: '3',
    betterN: '2',
    betterM: '2',
    ...change,
  });
}

async function row(proxy = name): Promise<ScheduleRow> {
  const found = await loadSchedule(await db(), mainTarget().id, proxy);
  if (!found) throw new Error(`${proxy} has no schedule`);
  return found;
}

async function makeDue(change: Partial<ScheduleRow> = {}) {
  await (await db())
    .update(probeSchedules)
    .set({ dueAt: sql`now() - interval '1 second'`, ...change })
    .where(eq(probeSchedules.proxy, name));
}

const results = () => loadProbeResults(mainTarget().id, name, 100);

describe('a schedule', () => {
  it('is set by whoever may probe, on the record, and by nobody else', async () => {
    await setProbeSchedule(member, every(5));
    const { dueAt, changedBy, spent } = await row();
    expect(changedBy).toBe(member.email);
    // The first comes at once, the ones after it in their turns; a change has no first.
    expect(dueAt?.getTime()).toBeLessThanOrEqual(Date.now());
    await setProbeSchedule(member, every(5));
    const next = (await row()).dueAt?.getTime() ?? 0;
    expect(next).toBeGreaterThan(Date.now());
    expect(next).toBeLessThanOrEqual(Date.now() + 1.2 * 300_000);
    expect(spent).toBe(0);
    const { rows } = await listAudit({ action: 'probe.schedule', limit: 10 });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ actor: member.email, object: name, team: 'payments' });
    expect(rows[0]?.detail).toMatchObject({ everyMinutes: 5, dailyMax: 100, path: '/get' });
    for (const actor of [actorOf('member', 'search'), actorOf('auditor')])
      await expect(setProbeSchedule(actor, every(1))).rejects.toThrow(AccessDenied);
    expect((await row()).everyMinutes).toBe(5);
  });

  it('of a new proxy waits for its key, and what was refused meanwhile counts for nothing', async () => {
    await makeDue();
    expect(await advanceProbeSchedule()).toBe(true);
    const [young] = await results();
    expect(young).toMatchObject({ outcome: 'forbidden_key', settlesAt: expect.any(String) });
    const waiting = await row();
    expect(waiting.settlesAt?.toISOString()).toBe(young?.settlesAt);
    expect(waiting.dueAt?.getTime()).toBeLessThanOrEqual(Date.now() + 20_000);
    expect((await loadProbeState(mainTarget().id, name)).state).toBeNull();
    await world.control('POST', '/clock', { advanceMs: 120_000 });
    await makeDue();
    expect(await advanceProbeSchedule()).toBe(true);
    expect(await results()).toMatchObject([{ outcome: 'ok' }, { outcome: 'forbidden_key' }]);
    expect((await row()).settlesAt).toBeNull();
    const counted = await (await db())
      .select()
      .from(probeResults)
      .where(and(eq(probeResults.proxy, name), eq(probeResults.isCounted, true)));
    expect(counted.map(({ outcome }) => outcome)).toEqual(['ok']);
    expect((await loadProbeState(mainTarget().id, name)).state).toBe('healthy');
    await (await db()).delete(probeResults);
    await makeDue({ spent: 0, dueAt: null });
  });

  it('makes one probe a turn, however many look, and no audit row for it', async () => {
    expect(await advanceProbeSchedule()).toBe(false);
    await makeDue();
    const worked = await Promise.all(Array.from({ length: 6 }, () => advanceProbeSchedule()));
    expect(worked.filter(Boolean)).toHaveLength(1);
    expect(await results()).toMatchObject([{ requestedBy: 'schedule', outcome: 'ok' }]);
    const { dueAt, spent, claim, problem } = await row();
    expect(dueAt?.getTime()).toBeGreaterThan(Date.now());
    expect({ spent, claim, problem }).toEqual({ spent: 1, claim: null, problem: null });
    expect((await listAudit({ action: 'proxy.probe', limit: 10 })).rows).toEqual([]);
  });

  it('grades a path that breaks, is slow and is well again, by its thresholds and no sooner', async () => {
    const once = { betterN: '1', betterM: '1' };
    const turn = async () => {
      await makeDue();
      expect(await advanceProbeSchedule()).toBe(true);
      const [last] = await results();
      return [last?.outcome, (await loadProbeState(mainTarget().id, name)).state];
    };
    await setProbeSchedule(member, every(5, once));
    const { network } = (await findProxyStack(name))?.spec ?? {};
    const ec2 = new EC2Client({ region });
    const setPolicy = (change: { PolicyDocument: string } | { ResetPolicy: true }) =>
      ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: network?.endpointId, ...change }));
    await setPolicy({ PolicyDocument: denial });
    expect(await turn()).toEqual(['forbidden_policy', 'healthy']);
    expect(await turn()).toEqual(['forbidden_policy', 'down']);
    await setPolicy({ ResetPolicy: true });
    await setProbeSchedule(member, every(5, { ...once, slowMs: '1', path: '/headers' }));
    expect(await turn()).toEqual(['ok', 'degraded']);
    expect((await results())[0]?.url).toMatch(/\/live\/headers$/);
    await setProbeSchedule(member, every(5, once));
    expect(await turn()).toEqual(['ok', 'healthy']);
    ec2.destroy();
    await makeDue({ spent: 1, dueAt: null });
  });

  it('goes on after a process that was killed with its turn, which then has none', async () => {
    await makeDue();
    const killed = await claimTurn();
    expect(await claimTurn()).toBeNull();
    const now = new Date();
    const held = (killed?.claimedUntil?.getTime() ?? 0) - now.getTime();
    // Four invocations of up to 50 s each and the pauses between them.
    expect(held).toBeGreaterThan(4 * 50_000 + 3 * 2_000);
    await makeDue({ claimedUntil: now });
    const next = await claimTurn();
    expect(next?.proxy).toBe(name);
    expect(await endTurn(await db(), killed as ScheduleRow, { dueAt: now })).toBe(false);
    expect(await endTurn(await db(), next as ScheduleRow, { dueAt: null })).toBe(true);
    // Both were charged: nobody knows what the killed one still had called.
    expect((await row()).spent).toBe(3);
  });

  it('keeps to its budget of the UTC day, and begins anew on the next', async () => {
    await setProbeSchedule(member, every(5, { dailyMax: '3' }));
    const { dueAt, spent, spentOn } = await row();
    expect(spent).toBe(3);
    expect(dueAt?.toISOString().slice(0, 10)).not.toBe(spentOn);
    await makeDue();
    expect(await claimTurn()).toBeNull();
    await makeDue({ spentOn: '2020-01-01' });
    const next = await claimTurn();
    expect(next).toMatchObject({ spent: 1, spentOn });
    await endTurn(await db(), next as ScheduleRow, { dueAt: null });
  });

  it('tells what kept a turn from its probe, and goes on', async () => {
    await makeDue();
    const { spent } = await row();
    const mend = await world.fault({
      service: 'apigateway',
      operation: 'GetApiKey',
      kind: 'denied',
    });
    expect(await advanceProbeSchedule()).toBe(true);
    await mend();
    expect(await row()).toMatchObject({ problem: { code: 'denied' }, claim: null });
    expect((await row()).dueAt?.getTime()).toBeGreaterThan(Date.now());
    // Its key could not be read, so nothing was called.
    expect((await row()).spent).toBe(spent);
  });

  it('that is switched off has no turns, and keeps what was spent', async () => {
    const before = await row();
    await setProbeSchedule(member, every(5, { isOn: 'off' }));
    expect(await row()).toMatchObject({ everyMinutes: null, dueAt: null, spent: before.spent });
    await makeDue();
    expect(await claimTurn()).toBeNull();
  });

  it('goes with its proxy', async () => {
    const { everyMinutes: _, ...rest } = await row();
    await (await db())
      .insert(probeSchedules)
      .values({ ...rest, proxy: 'gone', everyMinutes: 1, dueAt: new Date(0) });
    expect(await advanceProbeSchedule()).toBe(true);
    expect(await loadSchedule(await db(), mainTarget().id, 'gone')).toBeNull();
  });
});

describe('a key that the gateway does not know yet', () => {
  it('is not young any more after three minutes', async () => {
    const keyId = (await findProxyStack(name))?.facts.outputs.ProbeKeyId ?? '';
    const { createdAt } = await readApiKey(mainTarget(), keyId);
    const [result] = await results();
    const bare = { ...(result as ProbeResult), outcome: 'forbidden_key' };
    const aged = (seconds: number) => ({
      ...bare,
      at: new Date(createdAt.getTime() + seconds * 1_000),
    });
    const excuse = (seconds: number) => excuseYoungKey(mainTarget(), keyId, aged(seconds));
    expect((await excuse(179)).settlesAt).toBeDefined();
    expect((await excuse(180)).settlesAt).toBeUndefined();
    const other = { ...aged(10), outcome: 'forbidden_policy' };
    expect(await excuseYoungKey(mainTarget(), keyId, other)).toEqual(other);
  });
});
