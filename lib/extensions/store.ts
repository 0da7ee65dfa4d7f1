import 'server-only';
import { and, asc, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { findBegun } from '../audit/data';
import { recordAudit } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { type Database, db, notify } from '../db/database';
import { extensions, settings } from '../db/schema';
import {
  type ExtensionGuardrail,
  extensionGuardrailDefault,
  extensionGuardrailKey,
  extensionGuardrailSchema,
  extensionRoom,
} from './guardrail';
import type { Extension, ExtensionState } from './types';

export type ExtensionRow = typeof extensions.$inferSelect;

/** The channel on which replicas hear that an extension has something to do. */
export const extensionChannel = 'extension';

export function toExtension(row: ExtensionRow): Extension {
  const { id, proxy, team, keyId, keyLabel, amount, reason, limit, period, endsAt } = row;
  const { state, requestedBy, requestedAt, decidedBy, decisionReason, grantedAt } = row;
  const { isSeen, failure } = row;
  return {
    ...{ id, proxy, team, keyId, keyLabel, amount, reason, limit, period, endsAt },
    ...{ state, requestedBy, requestedAt, decidedBy, decisionReason, grantedAt },
    ...{ isSeen, failure },
  };
}

/** Extensions whose period goes on, of one proxy or of all, newest first. */
export async function listCurrent(
  targetId: string,
  { proxy, states, on }: { proxy?: string; states?: ExtensionState[]; on?: Database } = {},
): Promise<ExtensionRow[]> {
  return (on ?? (await db()))
    .select()
    .from(extensions)
    .where(
      and(
        eq(extensions.targetId, targetId),
        gt(extensions.endsAt, new Date()),
        proxy === undefined ? undefined : eq(extensions.proxy, proxy),
        states && inArray(extensions.state, states),
      ),
    )
    .orderBy(desc(extensions.requestedAt), desc(extensions.id));
}

export async function loadExtension(id: string, on?: Database): Promise<ExtensionRow | null> {
  const [row] = await (on ?? (await db())).select().from(extensions).where(eq(extensions.id, id));
  return row ?? null;
}

/** The rule of this installation, or the default where it has none, or one that is not valid. */
async function loadGuardrail(on?: Database): Promise<ExtensionGuardrail> {
  const [row] = await (on ?? (await db()))
    .select()
    .from(settings)
    .where(eq(settings.key, extensionGuardrailKey));
  const parsed = extensionGuardrailSchema.safeParse(row?.value);
  return parsed.success ? parsed.data : extensionGuardrailDefault;
}

/** What one key may have at once, and with an approval, beside what it has had, or was promised, in this period. */
export async function loadRoom(
  { targetId, proxy, keyId, limit }: Pick<ExtensionRow, 'targetId' | 'proxy' | 'keyId' | 'limit'>,
  on?: Database,
): Promise<{ atOnce: number; most: number }> {
  const states: ExtensionState[] = ['approved', 'sending', 'granted', 'unclear'];
  const rows = await listCurrent(targetId, { proxy, states, ...(on ? { on } : {}) });
  const given = rows
    .filter((row) => row.keyId === keyId)
    .reduce((sum, { amount }) => sum + amount, 0);
  return extensionRoom(await loadGuardrail(on), { limit, given });
}

/** Moves one on from the state it was seen in; what another has done meanwhile stays. */
export async function moveExtension(
  on: Database,
  id: string,
  from: readonly ExtensionState[],
  change: Partial<ExtensionRow> & { state: ExtensionState },
): Promise<boolean> {
  const moved = await on
    .update(extensions)
    .set(change)
    .where(and(eq(extensions.id, id), inArray(extensions.state, [...from])))
    .returning({ id: extensions.id });
  await notify(extensionChannel, id, on);
  return moved.length > 0;
}

/** What waited until its period was over is over too. */
export async function expireExtensions(): Promise<void> {
  await (await db()).transaction(async (tx) => {
    const expired = await tx
      .update(extensions)
      .set({ state: 'expired' })
      .where(
        and(
          inArray(extensions.state, ['requested', 'approved']),
          lte(extensions.endsAt, new Date()),
        ),
      )
      .returning();
    for (const row of expired) await recordEnd(tx, row, { state: 'expired' });
  });
}

/** The row that completes the one of whoever asked, or decided. */
export async function recordEnd(
  on: Database,
  row: ExtensionRow,
  { state, failure = null, isSeen = false }: Partial<ExtensionRow> & { state: ExtensionState },
): Promise<void> {
  const { id, proxy, team, keyId, amount, remaining, before, idempotencyKey } = row;
  const isGranted = state === 'granted';
  await recordAudit(on, {
    actor: 'system',
    action: isGranted ? 'extension.grant' : 'extension.end',
    object: proxy,
    team,
    of: (await findBegun(on, proxy, { extension: id }))?.seq ?? null,
    detail: { extension: id, keyId, amount, state, remaining, failure, isSeen },
    changes: isGranted ? changesOf({ remaining: before?.left }, { remaining }) : null,
    clientToken: idempotencyKey,
    awsOperation: remaining === null ? null : 'apigateway:UpdateUsage',
  });
}

/**
 * Takes the next one that has something to do and that nobody holds, what was sent before what waits. While one was
 * sent and is not settled, no other goes to the same key: it would be told of a remaining that is about to change.
 */
export async function claimExtension(leaseMs: number): Promise<ExtensionRow | null> {
  const open: ExtensionState[] = ['sending', 'approved'];
  return (await db()).transaction(async (tx) => {
    // One at a time over all replicas.
    await tx.execute(sql`select pg_advisory_xact_lock(7358203)`);
    const rows = await tx
      .select({
        row: extensions,
        isFree: sql<boolean>`${extensions.leaseUntil} is null or ${extensions.leaseUntil} < now()`,
      })
      .from(extensions)
      .where(inArray(extensions.state, open))
      .orderBy(desc(extensions.state), asc(extensions.requestedAt), asc(extensions.id));
    const isSent = ({ usagePlanId, keyId, id }: ExtensionRow) =>
      rows.some(
        ({ row }) =>
          row.state === 'sending' &&
          row.id !== id &&
          row.usagePlanId === usagePlanId &&
          row.keyId === keyId,
      );
    const next = rows.find(({ row, isFree }) => isFree && !isSent(row))?.row;
    if (next) await hold(tx, next.id, leaseMs);
    return next ?? null;
  });
}

/** Nobody looks at it for so long; 0 lets it go. */
export async function hold(on: Database, id: string, forMs: number): Promise<void> {
  const leaseUntil = forMs === 0 ? null : sql`now() + ${`${forMs} milliseconds`}::interval`;
  await on.update(extensions).set({ leaseUntil }).where(eq(extensions.id, id));
}
