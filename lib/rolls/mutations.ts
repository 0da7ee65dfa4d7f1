import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { templatesVersion } from '@/templates/version';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { rollMembers, rolls } from '../db/schema';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { requireFleet } from '../proxies/fleet';
import { behindIn } from './behind';
import { findUnfinished, loadRoll, moveRoll } from './store';
import type { MemberKind } from './types';
import { inWaves } from './waves';

/**
 * Starts a roll: every network and proxy whose template is of an older version is planned, and nothing is changed
 * before somebody has seen the plans. Throws `conflict` while another roll is not over, or where none is behind.
 */
export async function previewRoll(
  actor: Actor,
  { idempotencyKey }: { idempotencyKey: string },
): Promise<{ rollId: string; isRepeated: boolean }> {
  authorize(actor, 'fleet.roll');
  const fleet = await requireFleet();
  const behind = inWaves(behindIn(fleet));
  return (await db()).transaction(async (tx) => {
    // The same lock as a run's beginning: one beginning at a time over all replicas.
    await tx.execute(sql`select pg_advisory_xact_lock(7358201)`);
    const [repeated] = await tx
      .select({ id: rolls.id })
      .from(rolls)
      .where(and(eq(rolls.requestedBy, actor.email), eq(rolls.idempotencyKey, idempotencyKey)));
    if (repeated) return { rollId: repeated.id, isRepeated: true };
    const other = await findUnfinished(fleet.target.id, tx);
    if (other)
      throw new AppError('conflict', `roll ${other.id} is ${other.state}`, {
        detail: other.id,
        reason: { id: 'rollRuns' },
      });
    if (behind.length === 0)
      throw new AppError('conflict', 'no stack is behind', { reason: { id: 'nothingBehind' } });
    const id = `roll_${randomBytes(12).toString('hex')}`;
    await tx.insert(rolls).values({
      id,
      targetId: fleet.target.id,
      state: 'planning',
      toVersion: templatesVersion,
      requestedBy: actor.email,
      idempotencyKey,
    });
    await tx.insert(rollMembers).values(
      behind.map(({ kind, facts, wave }, index) => ({
        rollId: id,
        index,
        wave,
        kind,
        name: facts.name,
        team: facts.team,
        fromVersion: facts.version,
      })),
    );
    const namesOf = (kind: MemberKind) =>
      behind.filter((member) => member.kind === kind).map(({ facts }) => facts.name);
    await recordAudit(tx, {
      actor,
      action: 'roll.preview',
      object: id,
      detail: {
        rollId: id,
        toVersion: templatesVersion,
        networks: namesOf('network'),
        proxies: namesOf('proxy'),
      },
      clientToken: idempotencyKey,
    });
    return { rollId: id, isRepeated: false };
  });
}

/** Has the plans executed in waves, each begun when the one before it is over, up to the first failure. */
export async function startRoll(actor: Actor, { rollId }: { rollId: string }): Promise<void> {
  await decide(actor, rollId, 'roll.start', async (tx) =>
    moveRoll(tx, rollId, ['planned'], {
      state: 'rolling',
      decidedBy: actor.email,
      decidedAt: new Date(),
    }),
  );
}

/** Begins nothing more. What is being changed comes to its end; plans that are left are dropped. */
export async function stopRoll(actor: Actor, { rollId }: { rollId: string }): Promise<void> {
  await decide(actor, rollId, 'roll.stop', async (tx) =>
    moveRoll(tx, rollId, ['planning', 'planned', 'rolling'], {
      state: 'stopping',
      stoppedBy: actor.email,
    }),
  );
}

async function decide(
  actor: Actor,
  rollId: string,
  action: 'roll.start' | 'roll.stop',
  move: (tx: Parameters<typeof moveRoll>[0]) => Promise<boolean>,
): Promise<void> {
  authorize(actor, 'fleet.roll');
  const found = await loadRoll(rollId);
  if (!found) throw new AppError('not_found', `there is no roll ${rollId}`);
  await (await db()).transaction(async (tx) => {
    if (await move(tx))
      return recordAudit(tx, { actor, action, object: rollId, detail: { rollId } });
    const now = await loadRoll(rollId, tx);
    const isDone = now?.roll.state === (action === 'roll.start' ? 'rolling' : 'stopping');
    if (isDone) return;
    throw new AppError('conflict', `roll ${rollId} is ${now?.roll.state}`, {
      detail: `${rollId}: ${now?.roll.state}`,
      reason: { id: 'moved' },
    });
  });
}
