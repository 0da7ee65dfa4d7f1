import 'server-only';
import { and, asc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import { type Database, db, notify } from '../db/database';
import { runSteps, runs } from '../db/schema';
import { env } from '../env';
import { loadExtensionClaims } from '../extensions/claims';
import { type Claim, placeOf, type TurnKind, turnKindOf } from './place';
import { runChannel, type StepRow } from './store';
import type { QueuePlace } from './types';

/** It is another run's turn at a call that AWS grants only every so often; come back in `waitMs`. */
export class NotYetMyTurn extends Error {
  constructor(readonly waitMs: number) {
    super(`not yet my turn, for ${waitMs} ms`);
  }
}

/** Milliseconds between two turns of a kind, in one account and Region. */
export function spacingOf(kind: TurnKind): number {
  const { SLUICE_DELETE_SPACING_MS, SLUICE_PLAN_SPACING_MS } = env();
  return { delete_api: SLUICE_DELETE_SPACING_MS, update_plan: SLUICE_PLAN_SPACING_MS }[kind];
}

/**
 * Takes the step's turn where its stack operation makes CloudFormation call what API Gateway grants an account only
 * every so often. Turns are taken in the order in which the runs were asked for, over all processes. Throws
 * NotYetMyTurn. A step that was cut off after its turn takes it again: nobody knows what came of it.
 */
export async function takeTurn(targetId: string, step: StepRow): Promise<void> {
  const kind = turnKindOf(step);
  if (!kind) return;
  await takeTurnAs(targetId, kind, claimOf(step), (tx, turnAt) =>
    tx
      .update(runSteps)
      .set({ turnAt })
      .where(and(eq(runSteps.runId, step.runId), eq(runSteps.index, step.index))),
  );
}

/** As takeTurn, for whoever else makes such a call: `mark` writes down, in the same transaction, that it was its turn. */
export async function takeTurnAs(
  targetId: string,
  kind: TurnKind,
  id: string,
  mark: (tx: Database, turnAt: Date) => PromiseLike<unknown>,
): Promise<void> {
  const waiting = await (await db()).transaction(async (tx) => {
    // One at a time over all replicas, or two would take the same turn.
    await tx.execute(sql`select pg_advisory_xact_lock(7358202)`);
    const claims = await loadClaims(tx, targetId, kind);
    const now = Date.now();
    const place = placeOf(claims, id, spacingOf(kind), now);
    if (place && place.inMs > 0) throw new NotYetMyTurn(place.inMs);
    await mark(tx, new Date(now));
    return claims.filter(({ turnAt }) => turnAt === null);
  });
  // Everyone behind moves up.
  for (const claim of waiting) await notify(runChannel, runOf(claim));
}

/** A run that changes a plan twice, as one that puts back does, takes two turns. */
function claimOf({ runId, index }: Pick<StepRow, 'runId' | 'index'>): string {
  return `${runId}/${index}`;
}

function runOf({ id }: Claim): string {
  return id.split('/')[0] ?? id;
}

/** Where a run that has not begun stands in the queue; null where it need not queue. */
export async function findPlace(targetId: string, steps: StepRow[]): Promise<QueuePlace | null> {
  const [step] = steps.filter(({ state }) => state === 'waiting');
  const kind = step && turnKindOf(step);
  return kind ? findPlaceOf(targetId, kind, claimOf(step)) : null;
}

/** Where one of those that queue for such a call stands; null where it need not wait. */
export async function findPlaceOf(
  targetId: string,
  kind: TurnKind,
  id: string,
): Promise<QueuePlace | null> {
  const now = Date.now();
  const place = placeOf(await loadClaims(await db(), targetId, kind), id, spacingOf(kind), now);
  if (!place || place.inMs <= 0) return null;
  return { position: place.position, startsAt: new Date(now + place.inMs) };
}

/**
 * All that queue for a turn of the kind, in order, and whoever took the last one. An extension goes before every run:
 * callers are refused while it waits, and a roll may have hundreds of runs in line.
 */
async function loadClaims(on: Database, targetId: string, kind: TurnKind): Promise<Claim[]> {
  const action = kind === 'delete_api' ? ('delete' as const) : ('update' as const);
  const open = await on
    .select({ step: runSteps })
    .from(runSteps)
    .innerJoin(runs, eq(runs.id, runSteps.runId))
    .where(
      and(
        eq(runs.targetId, targetId),
        inArray(runs.state, ['queued', 'running']),
        eq(runs.aim, 'execute'),
        ne(runSteps.state, 'skipped'),
        eq(runSteps.action, action),
      ),
    )
    .orderBy(asc(runs.requestedAt), asc(runs.id), asc(runSteps.index));
  const [last] = await on
    .select({ step: runSteps })
    .from(runSteps)
    .innerJoin(runs, eq(runs.id, runSteps.runId))
    .where(
      and(eq(runs.targetId, targetId), eq(runSteps.action, action), isNotNull(runSteps.turnAt)),
    )
    .orderBy(sql`${runSteps.turnAt} desc`)
    .limit(1);
  const claims = open.filter(({ step }) => turnKindOf(step) === kind).map(toClaim);
  const extending = kind === 'update_plan' ? await loadExtensionClaims(on, targetId) : [];
  const before = last ? [toClaim(last)] : [];
  return [...extending, ...before, ...claims.filter(({ id }) => id !== before[0]?.id)];
}

function toClaim({ step }: { step: StepRow }): Claim {
  return { id: claimOf(step), turnAt: step.turnAt };
}
