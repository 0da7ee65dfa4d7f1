import 'server-only';
import { and, asc, eq, exists, gte, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { findBegun } from '../audit/data';
import { recordAudit } from '../audit/mutations';
import { type Database, db, notify } from '../db/database';
import { runEvents, runSteps, runs } from '../db/schema';
import type { Problem } from '../known';
import type { Hold } from './locks';
import type {
  QueuePlace,
  Run,
  RunAim,
  RunFailure,
  RunState,
  RunStep,
  RunSubject,
  StepState,
} from './types';

export type RunRow = typeof runs.$inferSelect;
export type StepRow = typeof runSteps.$inferSelect;
export type NewEvent = Omit<typeof runEvents.$inferInsert, 'id'>;

/** The channel on which a run's watchers hear that there is something new; the payload is the run's id. */
export const runChannel = 'run';
/** The channel on which engines hear that a run waits for one. */
export const queueChannel = 'run_queue';

export async function loadRun(id: string): Promise<{ run: RunRow; steps: StepRow[] } | null> {
  const database = await db();
  const [run] = await database.select().from(runs).where(eq(runs.id, id));
  if (!run) return null;
  const steps = await database
    .select()
    .from(runSteps)
    .where(eq(runSteps.runId, id))
    .orderBy(asc(runSteps.index));
  return { run, steps };
}

/** What unfinished runs of a target hold on to. Dropping a plan touches no stack, and holds nothing. */
export async function loadHolds(on: Database, targetId: string): Promise<Hold[]> {
  const rows = await on
    .select({ step: runSteps })
    .from(runs)
    .innerJoin(runSteps, eq(runSteps.runId, runs.id))
    .where(
      and(
        eq(runs.targetId, targetId),
        inArray(runs.state, ['queued', 'running']),
        ne(runs.aim, 'discard'),
      ),
    );
  const holds = new Map<string, Hold>();
  for (const { step } of rows) {
    const hold = holds.get(step.runId) ?? { runId: step.runId, owns: [], uses: [] };
    hold.owns.push({ kind: step.subjectKind, name: step.subjectName });
    hold.uses.push(...usesOf(step));
    holds.set(step.runId, hold);
  }
  return [...holds.values()];
}

export async function updateStep(
  step: Pick<StepRow, 'runId' | 'index'>,
  change: Partial<StepRow>,
): Promise<void> {
  const database = await db();
  await database
    .update(runSteps)
    .set(change)
    .where(and(eq(runSteps.runId, step.runId), eq(runSteps.index, step.index)));
  await notify(runChannel, step.runId);
}

/** Says, or with null unsays, why the run waits. */
export async function setProblem(runId: string, problem: Problem | null): Promise<void> {
  await (await db()).update(runs).set({ problem }).where(eq(runs.id, runId));
  await notify(runChannel, runId);
}

/** Marks the run as begun; a later beginning, by another engine or after a wait within it, changes nothing. */
export async function beginRun(runId: string): Promise<void> {
  await (await db())
    .update(runs)
    .set({
      state: 'running',
      startedAt: sql`coalesce(${runs.startedAt}, ${new Date().toISOString()}::timestamptz)`,
    })
    .where(and(eq(runs.id, runId), eq(runs.state, 'queued')));
  await notify(runChannel, runId);
}

/** Hands the planned runs among these to an engine, which does with them what was decided. */
export async function decideRuns(
  tx: Database,
  which: SQL | undefined,
  aim: Exclude<RunAim, 'plan'>,
  decidedBy: string,
): Promise<void> {
  const decided = await tx
    .update(runs)
    .set({ state: 'queued', aim, decidedBy, decidedAt: new Date(), startedAt: null })
    .where(and(which, eq(runs.state, 'planned')))
    .returning({ id: runs.id });
  for (const { id } of decided) {
    await notify(queueChannel, id, tx);
    await notify(runChannel, id, tx);
  }
}

/**
 * Puts a run that has to wait for its turn back; no engine takes it up again before `waitMs` are over. The wait for
 * the first turn is none of the time that the run takes, and that for a later one is.
 */
export async function deferRun(runId: string, waitMs: number): Promise<void> {
  await (await db()).transaction(async (tx) => {
    const begunSteps = tx
      .select({ index: runSteps.index })
      .from(runSteps)
      .where(and(eq(runSteps.runId, runId), gte(runSteps.startedAt, runs.startedAt)));
    await tx
      .update(runs)
      .set({
        state: 'queued',
        startedAt: sql`case when ${exists(begunSteps)} then ${runs.startedAt} end`,
        leaseOwner: null,
        leaseUntil: sql`now() + ${`${Math.ceil(waitMs)} milliseconds`}::interval`,
      })
      .where(and(eq(runs.id, runId), eq(runs.state, 'running')));
    await notify(runChannel, runId, tx);
  });
}

/** The plan is made: the run is nobody's until a person has decided. */
export async function endPlanning(runId: string): Promise<void> {
  await (await db())
    .update(runs)
    .set({ state: 'planned', problem: null, leaseOwner: null, leaseUntil: null })
    .where(and(eq(runs.id, runId), eq(runs.state, 'running')));
  await notify(runChannel, runId);
}

/**
 * Ends the run and what had not begun, and writes the audit row that completes the one which began it, in one
 * transaction. The first end counts, whoever comes to another.
 */
export async function endRun(
  runId: string,
  state: Extract<RunState, 'succeeded' | 'failed' | 'discarded'>,
  failure: RunFailure | null,
): Promise<void> {
  await (await db()).transaction(async (tx) => {
    await tx
      .update(runSteps)
      .set({ state: 'skipped' })
      .where(and(eq(runSteps.runId, runId), eq(runSteps.state, 'waiting')));
    const [ended] = await tx
      .update(runs)
      .set({
        state,
        failure,
        problem: null,
        endedAt: new Date(),
        leaseOwner: null,
        leaseUntil: null,
      })
      .where(and(eq(runs.id, runId), inArray(runs.state, ['queued', 'running'])))
      .returning();
    if (ended) await recordEnd(tx, ended);
    await notify(runChannel, runId, tx);
  });
}

/** What came of it in AWS: the stacks, the tokens and request ids that CloudTrail knows, and how it ended. */
async function recordEnd(tx: Database, run: RunRow): Promise<void> {
  const steps = await tx
    .select()
    .from(runSteps)
    .where(eq(runSteps.runId, run.id))
    .orderBy(asc(runSteps.index));
  const begun = await findBegun(tx, run.subjectName, { runId: run.id });
  await recordAudit(tx, {
    actor: 'system',
    action: 'run.end',
    object: run.subjectName,
    team: run.team,
    of: begun?.seq ?? null,
    clientToken: begun?.clientToken ?? null,
    detail: {
      runId: run.id,
      outcome: run.state,
      failure: run.failure,
      steps: steps.map(({ stackName, stackId, state, clientToken, awsRequests }) => ({
        stack: stackName,
        stackId,
        state,
        clientToken,
        awsRequests: awsRequests ?? [],
      })),
    },
  });
}

/** Adds AWS's ids of requests that a step made; what of them was lost with a process is told by its client token. */
export async function keepRequests(
  { runId, index }: Pick<StepRow, 'runId' | 'index'>,
  requestIds: string[],
): Promise<void> {
  await (await db())
    .update(runSteps)
    .set({
      awsRequests: sql`coalesce(${runSteps.awsRequests}, '[]'::jsonb) || ${JSON.stringify(requestIds)}::jsonb`,
    })
    .where(and(eq(runSteps.runId, runId), eq(runSteps.index, index)));
}

export async function endStep(
  step: StepRow,
  state: Extract<StepState, 'succeeded' | 'failed'>,
): Promise<void> {
  await updateStep(step, { state, endedAt: new Date() });
}

/** Keeps events in the order given, each once. Atomic, so that what is kept has no gap. */
export async function saveEvents(runId: string, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await (await db()).insert(runEvents).values(events).onConflictDoNothing();
  await notify(runChannel, runId);
}

export async function loadStepEvents(runId: string, stepIndex: number) {
  return (await db())
    .select()
    .from(runEvents)
    .where(and(eq(runEvents.runId, runId), eq(runEvents.stepIndex, stepIndex)))
    .orderBy(asc(runEvents.id));
}

export function toRun(run: RunRow, steps: StepRow[], place: QueuePlace | null = null): Run {
  return {
    id: run.id,
    kind: run.kind,
    subject: { kind: run.subjectKind, name: run.subjectName },
    team: run.team,
    state: run.state,
    steps: steps.map(toStep),
    failure: run.failure,
    place,
    problem: run.problem,
    decidedBy: run.decidedBy,
    decidedAt: run.decidedAt,
    cancelledBy: run.cancelledBy,
    cancelledAt: run.cancelledAt,
    requestedBy: run.requestedBy,
    requestedAt: run.requestedAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
  };
}

function toStep(step: StepRow): RunStep {
  return {
    index: step.index,
    subject: { kind: step.subjectKind, name: step.subjectName },
    action: step.action,
    stackName: step.stackName,
    stackId: step.stackId,
    clientToken: step.clientToken,
    plan: step.plan,
    options: step.options,
    state: step.state,
    startedAt: step.startedAt,
    endedAt: step.endedAt,
  };
}

/**
 * The network on which a step makes something: nobody may touch it meanwhile. What stands there already is changed
 * whatever becomes of the network, since that keeps its ids; a limit can be lowered while a probe is replaced.
 */
function usesOf({ action, spec }: Pick<StepRow, 'action' | 'spec'>): RunSubject[] {
  const name = (spec as { network?: { name?: unknown } } | null)?.network?.name;
  return action === 'create' && typeof name === 'string' ? [{ kind: 'network', name }] : [];
}
