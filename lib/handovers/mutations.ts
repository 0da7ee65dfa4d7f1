import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { findTarget } from '../aws/targets';
import { readApiKeyValue } from '../aws/usage-plans';
import { db } from '../db/database';
import { handovers } from '../db/schema';
import { AppError } from '../errors';
import { countHandover } from '../identity/attempts';
import { authorize } from '../identity/gate';
import type { Actor, Confirmed } from '../identity/types';
import { keySlots } from '../keys/data';
import { type RevealKeyInput, requireRevealable } from '../keys/mutations';
import { findProxyStack } from '../proxies/fleet';
import { isSecretOf, newSecret, secretHash } from './secret';
import { handoverState } from './state';

/** Long enough for a weekend; a link that nobody opens is made again. */
export const handoverHours = 72;

/**
 * Makes a link that shows a key's value once. What is answered is all that opens it: the secret is kept as a hash only.
 * It takes what a reveal takes, since it can end in one.
 */
export async function createHandover(
  actor: Actor,
  input: RevealKeyInput,
  confirm: () => Promise<Confirmed>,
): Promise<{ id: string; secret: string; expiresAt: Date }> {
  const { keyId, team, target, by } = await requireRevealable(actor, input, confirm);
  const id = `ho_${randomBytes(12).toString('hex')}`;
  const secret = newSecret();
  const expiresAt = new Date(Date.now() + handoverHours * 3_600_000);
  const { proxy, slot } = input;
  await (await db()).transaction(async (tx) => {
    await tx.insert(handovers).values({
      id,
      targetId: target.id,
      proxy,
      team,
      slot,
      keyId,
      secretHash: secretHash(secret),
      madeBy: actor.email,
      expiresAt,
    });
    await recordAudit(tx, {
      actor,
      action: 'handover.create',
      object: proxy,
      team,
      detail: { handoverId: id, slot, keyId, expiresAt, confirmed: by },
    });
  });
  return { id, secret, expiresAt };
}

type Opening = { id: string; secret: string };

/**
 * Shows the value to whoever holds the link, once: the secret is the right to it, whatever team they are of. They are
 * signed in all the same, since the audit must say who has the value, and an auditor sees none. The value is read from
 * AWS at this moment, and leaves only where this was the opening that spent the link. What does not open is `denied`,
 * with the reason as its detail, but for a wrong secret: an address without it learns nothing.
 */
export async function openHandover(
  actor: Actor,
  { id, secret }: Opening,
  address: string,
): Promise<{ value: string; proxy: string; url: string | null }> {
  if (actor.role === 'auditor' || actor.token) return refuse(actor, id, 'role');
  await countHandover(actor.personId, address);
  const [row] = await (await db()).select().from(handovers).where(eq(handovers.id, id));
  if (!row || !isSecretOf(secret, row.secretHash)) return refuse(actor, id, 'secret', row);
  const state = handoverState(row, new Date());
  if (state !== 'open') return refuse(actor, id, state, row);
  const found = await findProxyStack(row.proxy);
  const target = findTarget(row.targetId);
  const isThere = keySlots(found?.facts.outputs ?? {}).some(({ keyId }) => keyId === row.keyId);
  if (!found || !target || !isThere) return refuse(actor, id, 'gone', row);
  const value = await readApiKeyValue(target, row.keyId);
  await (await db()).transaction(async (tx) => {
    const spent = await tx
      .update(handovers)
      .set({ openedAt: new Date(), openedBy: actor.email })
      .where(
        and(
          eq(handovers.id, id),
          isNull(handovers.openedAt),
          isNull(handovers.revokedAt),
          gt(handovers.expiresAt, sql`now()`),
        ),
      )
      .returning({ id: handovers.id });
    if (spent.length === 0)
      throw new AppError('conflict', `link ${id} was spent`, {
        detail: 'opened',
        reason: { id: 'linkOpened' },
      });
    const { proxy, team, slot, keyId, madeBy } = row;
    await recordAudit(tx, {
      actor,
      action: 'handover.open',
      object: proxy,
      team,
      detail: { handoverId: id, slot, keyId, madeBy },
      awsOperation: 'apigateway:GetApiKey',
    });
  });
  return { value, proxy: row.proxy, url: found.facts.outputs.InvokeUrl ?? null };
}

/** Makes a link worthless before its time. One that was opened has shown the value already: that is a `conflict`. */
export async function revokeHandover(actor: Actor, { id }: { id: string }): Promise<void> {
  const database = await db();
  const [row] = await database.select().from(handovers).where(eq(handovers.id, id));
  authorize(actor, 'key.reveal', row ? { team: row.team, name: row.proxy } : null);
  if (!row) throw new AppError('not_found', `there is no link ${id}`);
  await database.transaction(async (tx) => {
    const revoked = await tx
      .update(handovers)
      .set({ revokedAt: new Date(), revokedBy: actor.email })
      .where(and(eq(handovers.id, id), isNull(handovers.openedAt), isNull(handovers.revokedAt)))
      .returning({ id: handovers.id });
    if (revoked.length === 0) {
      if (row.revokedAt) return;
      throw new AppError('conflict', `link ${id} was opened`, {
        detail: 'opened',
        reason: { id: 'linkOpened' },
      });
    }
    const { proxy, team, slot, keyId } = row;
    await recordAudit(tx, {
      actor,
      action: 'handover.revoke',
      object: proxy,
      team,
      detail: { handoverId: id, slot, keyId },
    });
  });
}

type Refusal = 'role' | 'secret' | 'opened' | 'revoked' | 'expired' | 'gone';

async function refuse(
  actor: Actor,
  id: string,
  fault: Refusal,
  row?: typeof handovers.$inferSelect,
): Promise<never> {
  await recordAudit(await db(), {
    actor,
    action: 'handover.refused',
    object: row?.proxy ?? id,
    team: row?.team ?? null,
    detail: { fault, ...(row ? { handoverId: row.id, slot: row.slot, keyId: row.keyId } : {}) },
  });
  throw new AppError('denied', `link ${id} does not open: ${fault}`, { detail: fault });
}
