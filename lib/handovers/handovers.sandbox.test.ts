import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { db } from '../db/database';
import { attempts, handovers } from '../db/schema';
import { handoversMaxPerPerson } from '../identity/attempts';
import { revealKey } from '../keys/mutations';
import { launchProxy } from '../proxies/mutations';
import { getRun } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import {
  actorOf,
  confirmed,
  createWorld,
  eventually,
  hasty,
  launchInput,
  type World,
} from '../testing/world';
import { listHandovers } from './data';
import { createHandover, handoverHours, openHandover, revokeHandover } from './mutations';

const member = actorOf('member', 'payments');
const consumer = actorOf('member', 'search');
const auditor = actorOf('auditor');
const launch = launchInput();
const key = { proxy: launch.proxy.name, slot: 'A' as const };
const address = '192.0.2.7';

let world: World;
let engine: Engine;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 2 }));
  engine = await createEngine({ leaseMs: 300, waitMs: hasty });
  const { runId } = await launchProxy(member, launch);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});
beforeEach(async () => void (await (await db()).delete(attempts)));

const make = () => createHandover(member, key, confirmed(member));
const rowOf = async (id: string) =>
  (await (await db()).select().from(handovers).where(eq(handovers.id, id)))[0];
const lastAudit = async (action: string) => (await listAudit({ action, limit: 1 })).rows[0];
const refused = (detail: string) => ({ code: 'denied', detail });

describe('a hand-over link', () => {
  it('is made by those who may reveal, and keeps neither the value nor its own secret', async () => {
    await expect(createHandover(consumer, key, confirmed(consumer))).rejects.toMatchObject({
      code: 'not_found',
    });
    const { id, secret, expiresAt } = await make();
    const { value } = await revealKey(member, key, confirmed(member));
    const kept = JSON.stringify(await rowOf(id));
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(value);
    expect(JSON.stringify(await lastAudit('handover.create'))).not.toContain(secret);
    expect(Math.round((+expiresAt - Date.now()) / 3_600_000)).toBe(handoverHours);
  });

  it('shows the value once, to whoever holds it, however many open it at the same time', async () => {
    const link = await make();
    const { value } = await revealKey(member, key, confirmed(member));
    const openings = await Promise.allSettled(
      Array.from({ length: 5 }, () => openHandover(consumer, link, address)),
    );
    const opened = openings.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    expect(opened).toEqual([{ value, proxy: key.proxy, url: expect.stringMatching(/^https:/) }]);
    await expect(openHandover(consumer, link, address)).rejects.toMatchObject(refused('opened'));
    expect(await lastAudit('handover.open')).toMatchObject({
      actor: consumer.email,
      object: key.proxy,
      team: 'payments',
      detail: { handoverId: link.id, slot: 'A', madeBy: member.email },
    });
    expect((await listHandovers(key.proxy))[0]).toMatchObject({
      state: 'opened',
      openedBy: consumer.email,
    });
    await expect(revokeHandover(member, link)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('does not open with another secret, nor for an auditor, and says so in the audit', async () => {
    const link = await make();
    const other = { id: link.id, secret: (await make()).secret };
    await expect(openHandover(consumer, other, address)).rejects.toMatchObject(refused('secret'));
    await expect(openHandover(auditor, link, address)).rejects.toMatchObject(refused('role'));
    await expect(
      openHandover(consumer, { id: 'ho_none', secret: link.secret }, address),
    ).rejects.toMatchObject(refused('secret'));
    expect((await listAudit({ action: 'handover.refused', limit: 3 })).rows).toMatchObject([
      { object: 'ho_none', detail: { fault: 'secret' } },
      { actor: auditor.email, detail: { fault: 'role' } },
      { object: key.proxy, detail: { fault: 'secret', handoverId: link.id } },
    ]);
    expect(await rowOf(link.id)).toMatchObject({ openedAt: null });
  });

  it('does not open once it was revoked, or its time is over', async () => {
    const [revoked, expired] = [await make(), await make()];
    await expect(revokeHandover(consumer, revoked)).rejects.toMatchObject({ code: 'not_found' });
    await revokeHandover(member, revoked);
    await expect(openHandover(consumer, revoked, address)).rejects.toMatchObject(
      refused('revoked'),
    );
    await (await db())
      .update(handovers)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(handovers.id, expired.id));
    await expect(openHandover(consumer, expired, address)).rejects.toMatchObject(
      refused('expired'),
    );
  });

  it('is not spent where AWS does not answer', async () => {
    const link = await make();
    const mend = await world.fault({
      service: 'apigateway',
      operation: 'GetApiKey',
      kind: 'error500',
    });
    await expect(openHandover(consumer, link, address)).rejects.toMatchObject({
      code: 'unavailable',
    });
    await mend();
    expect((await openHandover(consumer, link, address)).value).toMatch(/^\S{20,128}$/);
  });

  it('is not opened by trying', async () => {
    const link = await make();
    const guess = () => openHandover(consumer, { id: link.id, secret: 'x' }, address);
    for (let tries = 0; tries < handoversMaxPerPerson; tries++)
      await expect(guess()).rejects.toMatchObject({ code: 'denied' });
    await expect(guess()).rejects.toMatchObject({ code: 'throttled' });
  });
});
