import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { type Database, db, notify } from '../db/database';
import { extensions } from '../db/schema';
import { AppError } from '../errors';
import { DecisionRefused } from '../governance/refusal';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { findProxyStack } from '../proxies/fleet';
import { quotaPeriod } from '../usage/calendar';
import { planKeys } from '../usage/data';
import { closingMs } from './settle';
import {
  type ExtensionRow,
  extensionChannel,
  loadExtension,
  loadRoom,
  moveExtension,
} from './store';

export type AskExtensionInput = {
  proxy: string;
  keyId: string;
  amount: number;
  reason: string;
  /** Made by the dialog once: a second submit answers with the first extension. */
  idempotencyKey: string;
};

/**
 * Asks for more calls in this period. Within the guardrail it is approved at once and granted by a worker; beyond it,
 * somebody of the platform decides. Throws `limit` beyond what anybody may give, with the most as its detail.
 */
export async function askExtension(
  actor: Actor,
  input: AskExtensionInput,
): Promise<{ id: string; isGranted: boolean }> {
  const found = await findProxyStack(input.proxy);
  authorize(actor, 'extension.ask', found && { team: found.facts.team, name: input.proxy });
  const quota = found?.spec?.limits.quota;
  const usagePlanId = found?.facts.outputs.UsagePlanId;
  if (!found || !quota || !usagePlanId)
    throw new AppError('conflict', `${input.proxy} has no quota that could be extended`, {
      reason: { id: 'noQuota', proxy: input.proxy },
    });
  const key = planKeys(found.facts.outputs).find(
    ({ keyId, role }) => keyId === input.keyId && role === 'consumer',
  );
  if (!key) throw new AppError('not_found', `${input.proxy} has no such key`);
  const { resetsAt } = quotaPeriod(quota.period, new Date());
  const asked = {
    targetId: found.target.id,
    proxy: input.proxy,
    team: found.facts.team,
    usagePlanId,
    keyId: key.keyId,
    keyLabel: key.label,
    amount: input.amount,
    reason: input.reason,
    limit: quota.limit,
    period: quota.period,
    endsAt: resetsAt,
    requestedBy: actor.email,
    idempotencyKey: input.idempotencyKey,
  };
  return (await db()).transaction(async (tx) => {
    // One at a time over all replicas: two together could pass a guardrail that neither passes alone.
    await tx.execute(sql`select pg_advisory_xact_lock(7358203)`);
    return (await repeated(tx, asked)) ?? writeDown(tx, actor, asked);
  });
}

type Asked = typeof extensions.$inferInsert extends infer Row
  ? Omit<Row & { endsAt: Date }, 'id' | 'state'>
  : never;

async function repeated(on: Database, asked: Asked) {
  const { requestedBy, idempotencyKey } = asked;
  const [row] = await on
    .select()
    .from(extensions)
    .where(
      and(eq(extensions.requestedBy, requestedBy), eq(extensions.idempotencyKey, idempotencyKey)),
    );
  if (!row) return null;
  const isSame =
    row.proxy === asked.proxy && row.keyId === asked.keyId && row.amount === asked.amount;
  if (!isSame)
    throw new AppError('conflict', 'another extension was asked for under this key', {
      reason: { id: 'keyReused' },
    });
  return { id: row.id, isGranted: row.state !== 'requested' };
}

async function writeDown(on: Database, actor: Actor, asked: Asked) {
  if (asked.endsAt.getTime() - Date.now() < closingMs)
    throw new AppError('conflict', 'the period is about to end', {
      reason: { id: 'periodEnds', at: asked.endsAt.toISOString() },
    });
  const { atOnce, most } = await loadRoom(asked, on);
  if (asked.amount > most)
    throw new AppError('limit', 'no extension may be that large', { detail: String(most) });
  const id = `ext_${randomBytes(12).toString('hex')}`;
  const isGranted = asked.amount <= atOnce;
  await on.insert(extensions).values({
    ...asked,
    id,
    state: isGranted ? 'approved' : 'requested',
  });
  await recordAudit(on, {
    actor,
    action: isGranted ? 'extension.ask' : 'extension.request',
    object: asked.proxy,
    team: asked.team,
    detail: detailOf({ ...asked, id }),
    reason: asked.reason,
    clientToken: asked.idempotencyKey,
  });
  await notify(extensionChannel, id, on);
  return { id, isGranted };
}

export type DecideExtensionInput = { id: string; isApproved: boolean; reason: string };

/**
 * Approves or denies what is beyond the guardrail. Never by whoever asked: that throws `conflict`, whatever their
 * role. The same decision again, by the same person, changes nothing.
 */
export async function decideExtension(
  actor: Actor,
  { id, isApproved, reason }: DecideExtensionInput,
): Promise<void> {
  const row = await loadExtension(id);
  authorize(actor, 'extension.approve', row && { team: row.team, name: row.proxy });
  if (!row) throw new AppError('not_found', `there is no extension ${id}`);
  if (row.requestedBy === actor.email)
    throw new DecisionRefused('own', {
      permission: 'extension.approve',
      object: row.proxy,
      team: row.team,
    });
  const state = isApproved ? 'approved' : 'denied';
  await (await db()).transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7358203)`);
    if (row.state === 'requested') await requireOpen(tx, row, isApproved);
    const decided = { decidedBy: actor.email, decidedAt: new Date(), decisionReason: reason };
    if (await moveExtension(tx, id, ['requested'], { state, ...decided }))
      return recordAudit(tx, {
        actor,
        action: isApproved ? 'extension.approve' : 'extension.deny',
        object: row.proxy,
        team: row.team,
        detail: { ...detailOf(row), requestedBy: row.requestedBy, decision: reason },
        changes: [{ field: 'state', from: 'requested', to: state }],
        reason,
      });
    const now = await loadExtension(id, tx);
    const isDone = now?.decidedBy === actor.email && (now.state === 'denied') === !isApproved;
    if (!isDone)
      throw new AppError('conflict', `${id} is ${now?.state}`, {
        detail: now?.state ?? '',
        reason: { id: 'decided' },
      });
  });
}

/** A denial is always right; an approval only while there is a period to extend, and room in it. */
async function requireOpen(on: Database, row: ExtensionRow, isApproved: boolean): Promise<void> {
  if (row.endsAt.getTime() - Date.now() < closingMs)
    throw new AppError('conflict', 'the period has ended', {
      detail: 'expired',
      reason: { id: 'periodEnds', at: row.endsAt.toISOString() },
    });
  const { most } = await loadRoom(row, on);
  if (isApproved && row.amount > most)
    throw new AppError('conflict', 'others were granted meanwhile', {
      reason: { id: 'overRoom', most },
    });
}

function detailOf(
  row: Pick<ExtensionRow, 'id' | 'keyId' | 'amount' | 'reason' | 'limit' | 'period'>,
) {
  const { id, keyId, amount, reason, limit, period } = row;
  return { extension: id, keyId, amount, reason, limit, period };
}
