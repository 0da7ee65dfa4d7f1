import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { findStack } from '../aws/stacks';
import { findTarget } from '../aws/targets';
import { type Database, db, notify } from '../db/database';
import { runs } from '../db/schema';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { refuseUnoffered } from '../proxies/offers';
import { findObstacle } from './locks';
import { PlanMoved } from './moved';
import { changePermission } from './permission';
import type { Requester } from './start-run';
import { decideRuns, loadHolds, loadRun, type RunRow, runChannel, type StepRow } from './store';
import { takeBackToken } from './take-back';
import type { RunAim } from './types';
import { newerPlan, refuseVoid } from './void-plan';

type Found = { run: RunRow; steps: StepRow[] };

/**
 * Has exactly what was planned executed. Throws `conflict`, and says what moved, where the stack, its change set or
 * another run has come between; pressed twice it is executed once.
 */
export async function executeRun(actor: Actor, runId: string): Promise<void> {
  await execute(actor, await findDecidable(actor, runId));
}

/** The same within work that was authorised as a whole, and goes on while nobody asks. */
export async function executePlanned(by: Requester, runId: string): Promise<void> {
  const found = await loadRun(runId);
  if (!found) throw new AppError('not_found', `there is no run ${runId}`);
  await execute(by, found);
}

async function execute(by: Requester, found: Found): Promise<void> {
  if (found.run.state === 'planned') await refuseVoid(found.run, found.steps);
  await decide(by, found, 'execute');
}

/** Drops a plan, and its change set with it. */
export async function discardRun(actor: Actor, runId: string): Promise<void> {
  await decide(actor, await findDecidable(actor, runId), 'discard');
}

/**
 * Asks for a running update to be taken back; the engine that watches it hands that on. Throws `conflict` where
 * CloudFormation would refuse: before the update has begun, and once it is past the point.
 */
export async function cancelRun(actor: Actor, runId: string): Promise<{ runId: string }> {
  const found = await findDecidable(actor, runId);
  if (found.run.cancelledAt) return { runId };
  const step = await cancellableStep(found);
  await (await db()).transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7358201)`);
    const [cancelled] = await tx
      .update(runs)
      .set({ cancelledBy: actor.email, cancelledAt: new Date() })
      .where(and(eq(runs.id, runId), eq(runs.state, 'running'), isNull(runs.cancelledAt)))
      .returning({ id: runs.id });
    // Asked for twice, or over meanwhile.
    if (!cancelled) return;
    await recordAudit(tx, {
      actor,
      action: 'run.cancel',
      object: found.run.subjectName,
      team: found.run.team,
      detail: { runId, stack: step.stackName },
      clientToken: takeBackToken(step),
      awsOperation: 'cloudformation:CancelUpdateStack',
    });
    await notify(runChannel, runId, tx);
  });
  return { runId };
}

/** The step whose update CloudFormation would take back now. */
async function cancellableStep({ run, steps }: Found): Promise<StepRow> {
  const step = steps.find(({ action, state }) => action === 'update' && state === 'running');
  const target = findTarget(run.targetId);
  const stack =
    step?.stackId && run.state === 'running' && target
      ? await findStack(target, step.stackId)
      : null;
  if (!step || !stack)
    throw new AppError('conflict', `run ${run.id} updates no stack now`, {
      detail: `${run.id}: ${run.state}`,
      reason: { id: 'notUpdating' },
    });
  refuseUnoffered(stack, 'cancel_update');
  return step;
}

async function findDecidable(actor: Actor, runId: string): Promise<Found> {
  const found = await loadRun(runId);
  const object = found && { team: found.run.team, name: found.run.subjectName };
  authorize(actor, changePermission(found?.run.subjectKind), object);
  if (!found) throw new AppError('not_found', `there is no run ${runId}`);
  return found;
}

/** What a plan is made from is being changed by another run. */
async function working(tx: Database, runId: string): Promise<PlanMoved> {
  const [other] = await tx.select({ by: runs.requestedBy }).from(runs).where(eq(runs.id, runId));
  return new PlanMoved({ what: 'run', runId, by: other?.by ?? '', isWorking: true });
}

async function decide(
  actor: Requester,
  { run, steps }: Found,
  aim: Exclude<RunAim, 'plan'>,
): Promise<void> {
  await (await db()).transaction(async (tx) => {
    // The same lock as a beginning's: a decision begins work too.
    await tx.execute(sql`select pg_advisory_xact_lock(7358201)`);
    const [now] = await tx.select().from(runs).where(eq(runs.id, run.id));
    if (now?.decidedBy && now.aim === aim) return;
    const newer = now?.aim === 'discard' ? await newerPlan(tx, now) : null;
    if (newer) throw newer;
    if (now?.state !== 'planned')
      throw new AppError('conflict', `run ${run.id} is ${now?.state ?? 'gone'}`, {
        detail: `${run.id}: ${now?.state ?? 'gone'}`,
        reason: { id: 'moved' },
      });
    if (aim === 'execute') {
      const owns = steps.map((s) => ({ kind: s.subjectKind, name: s.subjectName }));
      const obstacle = findObstacle(await loadHolds(tx, run.targetId), { owns, uses: [] });
      if (obstacle) throw await working(tx, obstacle.runId);
    }
    await recordAudit(tx, {
      actor,
      action: `run.${aim}`,
      object: run.subjectName,
      team: run.team,
      detail: { runId: run.id, stacks: steps.map(({ stackName }) => stackName) },
      clientToken: steps[0]?.clientToken ?? null,
      awsOperation: `cloudformation:${aim === 'execute' ? 'ExecuteChangeSet' : 'DeleteChangeSet'}`,
    });
    await decideRuns(tx, eq(runs.id, run.id), aim, actor.email);
  });
}
