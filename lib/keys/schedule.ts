import 'server-only';
import { and, asc, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { ProxySpec } from '@/templates/proxy/spec';
import { recordAudit } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { toAppError } from '../aws/errors';
import { readApiKey } from '../aws/usage-plans';
import { type Stop, startTurns } from '../background';
import { db } from '../db/database';
import { keySchedules } from '../db/schema';
import { AppError } from '../errors';
import { mayStill } from '../identity/gate';
import type { Problem } from '../known';
import { findProxyStack, type Standing } from '../proxies/fleet';
import { getPlanUsage } from '../usage/data';
import { keyDays } from '../usage/report';
import { slotLabel, startKeyChange } from './change-run';
import { keySlots } from './data';
import { isSilent } from './last-use';

type Row = typeof keySchedules.$inferSelect;

/** What is due is looked for this often. */
const lookMs = 5_000;
/** What could not be begun, and a key that is not silent yet, are looked at again after so long. */
const againS = 60;

/** Switches off keys whose time has come. One a process; a row is looked at by one of them. Answers how to stop. */
export function startKeySchedule(): Stop {
  return startTurns('keys.schedule', advanceKeySchedules, { lookMs });
}

/**
 * Looks at one schedule that is due; true when there was one. All that decides is in the database: another process
 * goes on where this one ended, and the run has a key of its own, so that it is begun once.
 */
export async function advanceKeySchedules(): Promise<boolean> {
  const row = await claim();
  if (!row) return false;
  try {
    await advance(row);
  } catch (thrown) {
    const { code, detail } = toAppError(thrown);
    await update(row, { problem: { code, detail } });
  }
  return true;
}

/** Pushes back when it is looked at next, so that no other process, nor a failing look, comes sooner. */
async function claim(): Promise<Row | null> {
  const database = await db();
  const due = database
    .select({ id: keySchedules.id })
    .from(keySchedules)
    .where(
      and(
        eq(keySchedules.state, 'waiting'),
        or(lte(keySchedules.dueAt, sql`now()`), isNotNull(keySchedules.silentDays)),
        or(isNull(keySchedules.lookAt), lte(keySchedules.lookAt, sql`now()`)),
      ),
    )
    .orderBy(asc(keySchedules.requestedAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const [claimed] = await database
    .update(keySchedules)
    .set({ lookAt: sql`now() + make_interval(secs => ${againS})` })
    .where(eq(keySchedules.id, due))
    .returning();
  return claimed ?? null;
}

async function advance(row: Row): Promise<void> {
  const proxy = await findProxyStack(row.proxy);
  const slot = slotLabel(row.slot);
  const isThere = keySlots(proxy?.facts.outputs ?? {}).some(
    (it) => it.slot === slot && it.keyId === row.keyId,
  );
  const key = proxy?.spec?.keys[row.slot];
  if (!proxy || !isThere || key?.enabled === false) return drop(row, null);
  // Whoever lost the right since then switches nothing off any more.
  if (!(await mayStill(row.requestedBy, 'proxy.update', { team: proxy.facts.team })))
    return drop(row, { code: 'denied', detail: row.requestedBy });
  if (row.silentDays !== null && !(await isQuiet(proxy, row, row.silentDays))) return;
  const { runId } = await startKeyChange({ email: row.requestedBy }, proxy, {
    change: { kind: 'disable', slot: row.slot },
    idempotencyKey: `schedule-${row.id}`,
    auditAs: 'system',
    auditDetail: { scheduleId: row.id, scheduledBy: row.requestedBy, ...whenOf(row) },
  });
  await update(row, { state: 'begun', runId, problem: null, endedAt: new Date() });
}

function whenOf({ dueAt, silentDays }: Row) {
  return silentDays === null ? { dueAt } : { silentDays };
}

async function isQuiet(
  { facts, spec, target }: Standing<ProxySpec>,
  { keyId }: Row,
  wanted: number,
): Promise<boolean> {
  const usage = await getPlanUsage(facts, spec);
  // What is old, or could not be read, is no ground to call a key silent.
  if (usage.asOf === null || usage.problem)
    throw new AppError(usage.problem?.code ?? 'unavailable', 'its use is not known');
  const { createdAt } = await readApiKey(target, keyId);
  return isSilent(keyDays(usage.value, keyId), wanted, { readAt: usage.asOf, createdAt });
}

/** There is nothing to switch off any more, or nobody who may have it switched off. */
async function drop(row: Row, problem: Problem | null): Promise<void> {
  await (await db()).transaction(async (tx) => {
    const dropped = await tx
      .update(keySchedules)
      .set({ state: 'dropped', problem, endedAt: new Date() })
      .where(and(eq(keySchedules.id, row.id), eq(keySchedules.state, 'waiting')))
      .returning({ id: keySchedules.id });
    if (dropped.length === 0) return;
    await recordAudit(tx, {
      actor: 'system',
      action: 'key.unschedule',
      object: row.proxy,
      team: row.team,
      detail: { slot: slotLabel(row.slot), keyId: row.keyId, scheduleId: row.id, problem },
      changes: changesOf(
        { dueAt: row.dueAt, silentDays: row.silentDays },
        { dueAt: null, silentDays: null },
      ),
    });
  });
}

async function update(row: Row, change: Partial<Row>): Promise<void> {
  await (await db()).update(keySchedules).set(change).where(eq(keySchedules.id, row.id));
}
