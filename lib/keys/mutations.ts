import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { readApiKeyValue } from '../aws/usage-plans';
import { db } from '../db/database';
import { keySchedules } from '../db/schema';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import { requireConfirmed } from '../identity/step-up';
import type { Actor, Confirmed } from '../identity/types';
import { findProxyStack } from '../proxies/fleet';
import type { KeyChange } from './change';
import { slotLabel, startKeyChange } from './change-run';
import { keySlots } from './data';

export type RevealKeyInput = { proxy: string; slot: 'A' | 'B' };

/**
 * A key's value, for its team only, and for somebody who has just said again who they are. The audit row is written
 * before the value leaves; it is stored nowhere.
 */
export async function revealKey(
  actor: Actor,
  input: RevealKeyInput,
  confirm: () => Promise<Confirmed>,
): Promise<{ value: string }> {
  const { keyId, team, target, by } = await requireRevealable(actor, input, confirm);
  const value = await readApiKeyValue(target, keyId);
  await recordAudit(await db(), {
    actor,
    action: 'key.reveal',
    object: input.proxy,
    team,
    detail: { slot: input.slot, keyId, confirmed: by },
    awsOperation: 'apigateway:GetApiKey',
  });
  return { value };
}

/** The key of a slot, where this person may see its value; only then are they asked who they are. */
export async function requireRevealable(
  actor: Actor,
  { proxy, slot }: RevealKeyInput,
  confirm: () => Promise<Confirmed>,
) {
  const found = await findProxyStack(proxy);
  authorize(actor, 'key.reveal', found && { team: found.facts.team, name: proxy });
  const key = keySlots(found?.facts.outputs ?? {}).find((it) => it.slot === slot);
  if (!found || !key) throw new AppError('not_found', `${proxy} has no key ${slot}`);
  const confirmed = await confirm();
  requireConfirmed(actor, confirmed);
  return { keyId: key.keyId, team: found.facts.team, target: found.target, by: confirmed.by };
}

export type ChangeKeyInput = { proxy: string; change: KeyChange; idempotencyKey: string };

/**
 * Starts the run that makes, labels, switches or deletes a key. Throws `conflict` where its slot is not as the change
 * takes it for, or another run works on the proxy. `isPlan` where it waits for somebody to look at its plan.
 */
export async function changeKey(
  actor: Actor,
  input: ChangeKeyInput,
): Promise<{ runId: string; isPlan: boolean }> {
  const found = await findProxyStack(input.proxy);
  authorize(actor, 'proxy.update', found && { team: found.facts.team, name: input.proxy });
  if (!found) throw new AppError('not_found', `there is no proxy ${input.proxy}`);
  const { change, idempotencyKey } = input;
  return startKeyChange(actor, found, { change, idempotencyKey });
}

const noSchedule = { dueAt: null, silentDays: null };

/** When a key is to be switched off by itself: on a date, or after so many whole days without a call. */
export type ScheduleInput = {
  proxy: string;
  slot: 'a' | 'b';
  when: { dueAt: Date } | { silentDays: number };
};

/** Writes down when a key is to be switched off; a later word about the same key takes the place of an earlier one. */
export async function scheduleKey(actor: Actor, input: ScheduleInput): Promise<{ id: string }> {
  const found = await findProxyStack(input.proxy);
  authorize(actor, 'proxy.update', found && { team: found.facts.team, name: input.proxy });
  const slot = slotLabel(input.slot);
  const key = keySlots(found?.facts.outputs ?? {}).find((it) => it.slot === slot);
  if (!found || !key) throw new AppError('not_found', `${input.proxy} has no key ${slot}`);
  const id = `ks_${randomBytes(12).toString('hex')}`;
  const { dueAt = null, silentDays = null } =
    'dueAt' in input.when ? { dueAt: input.when.dueAt } : { silentDays: input.when.silentDays };
  await (await db()).transaction(async (tx) => {
    const [earlier] = await tx
      .update(keySchedules)
      .set({ state: 'dropped', endedAt: new Date() })
      .where(
        and(
          eq(keySchedules.targetId, found.target.id),
          eq(keySchedules.keyId, key.keyId),
          eq(keySchedules.state, 'waiting'),
        ),
      )
      .returning({ dueAt: keySchedules.dueAt, silentDays: keySchedules.silentDays });
    await tx.insert(keySchedules).values({
      id,
      targetId: found.target.id,
      proxy: input.proxy,
      team: found.facts.team,
      slot: input.slot,
      keyId: key.keyId,
      dueAt,
      silentDays,
      state: 'waiting',
      requestedBy: actor.email,
    });
    await recordAudit(tx, {
      actor,
      action: 'key.schedule',
      object: input.proxy,
      team: found.facts.team,
      detail: { slot, keyId: key.keyId, scheduleId: id, dueAt, silentDays },
      changes: changesOf(earlier ?? noSchedule, { dueAt, silentDays }),
    });
  });
  return { id };
}

/** Takes back what was to happen to a key by itself. What has begun already is a run. */
export async function dropSchedule(actor: Actor, { id }: { id: string }): Promise<void> {
  const database = await db();
  const [row] = await database.select().from(keySchedules).where(eq(keySchedules.id, id));
  authorize(actor, 'proxy.update', row ? { team: row.team, name: row.proxy } : null);
  if (!row) throw new AppError('not_found', `there is no schedule ${id}`);
  await database.transaction(async (tx) => {
    const dropped = await tx
      .update(keySchedules)
      .set({ state: 'dropped', endedAt: new Date() })
      .where(and(eq(keySchedules.id, id), eq(keySchedules.state, 'waiting')))
      .returning({ id: keySchedules.id });
    if (dropped.length === 0) {
      if (row.state === 'dropped') return;
      throw new AppError('conflict', `schedule ${id} is ${row.state}`, {
        detail: id,
        reason: { id: 'moved' },
      });
    }
    await recordAudit(tx, {
      actor,
      action: 'key.unschedule',
      object: row.proxy,
      team: row.team,
      detail: { slot: slotLabel(row.slot), keyId: row.keyId, scheduleId: id },
      changes: changesOf({ dueAt: row.dueAt, silentDays: row.silentDays }, noSchedule),
    });
  });
}
