import 'server-only';
import { and, desc, eq, inArray, notInArray, or } from 'drizzle-orm';
import { db } from '../db/database';
import { runSteps, runs } from '../db/schema';
import type { RunState, RunSubject, StepAction, StepState } from './types';

/** The last thing that any run did, or is doing, to an object. */
export type LatestStep = {
  runId: string;
  runState: RunState;
  isActive: boolean;
  action: StepAction;
  stepState: StepState;
  stackName: string;
  /** As submitted; ids of a network that does not stand yet are pending. */
  spec: unknown;
  team: string;
  requestedAt: Date;
};

/**
 * The latest step of each object of a kind, by name. Plans that were not executed have done nothing to it, and a
 * switched protection says nothing of how it stands, once it is switched.
 */
export async function loadLatestSteps(
  targetId: string,
  kind: RunSubject['kind'],
): Promise<Map<string, LatestStep>> {
  const rows = await (await db())
    .selectDistinctOn([runSteps.subjectName], { step: runSteps, run: runs })
    .from(runSteps)
    .innerJoin(runs, eq(runs.id, runSteps.runId))
    .where(
      and(
        eq(runSteps.subjectKind, kind),
        eq(runs.targetId, targetId),
        notInArray(runs.state, ['planned', 'discarded']),
        or(
          notInArray(runSteps.action, ['protect', 'unprotect']),
          inArray(runs.state, ['queued', 'running']),
        ),
      ),
    )
    .orderBy(runSteps.subjectName, desc(runs.requestedAt), desc(runs.id), desc(runSteps.index));
  return new Map(
    rows.map(({ step, run }) => [
      step.subjectName,
      {
        runId: run.id,
        runState: run.state,
        isActive: run.state === 'queued' || run.state === 'running',
        action: step.action,
        stepState: step.state,
        stackName: step.stackName,
        spec: step.spec,
        team: run.team,
        requestedAt: run.requestedAt,
      },
    ]),
  );
}
