import 'server-only';
import { and, desc, eq, exists, gt, ne } from 'drizzle-orm';
import { parseTemplateYaml } from '@/templates/parse-template';
import { templatesVersion } from '@/templates/version';
import { readChangeSet } from '../aws/change-sets';
import { findStack } from '../aws/stacks';
import { findTarget } from '../aws/targets';
import { type Database, db } from '../db/database';
import { runEvents, runSteps, runs } from '../db/schema';
import { AppError } from '../errors';
import { type Moved, PlanMoved } from './moved';
import type { RunRow, StepRow } from './store';
import { movedSince } from './update-step';

/**
 * Throws PlanMoved, with what moved, where a plan is not what would be made now. AWS refuses most of these too, but
 * later and in words that do not help.
 */
export async function refuseVoid(run: RunRow, steps: readonly StepRow[]): Promise<void> {
  const target = findTarget(run.targetId);
  if (!target) throw new AppError('not_found', `the target ${run.targetId} is not configured`);
  for (const step of steps) {
    const { plan, stackId, stackName, clientToken } = step;
    if (!plan || !stackId) continue;
    const from = versionOf(step);
    if (from !== null && from !== templatesVersion)
      throw new PlanMoved({ what: 'template', from, to: templatesVersion });
    const stack = await findStack(target, stackId);
    if (!stack) throw new PlanMoved({ what: 'gone', stackName, status: 'gone' });
    const moved = movedSince(stack, plan);
    if (moved) throw new PlanMoved(await byWhom(run, stackId, moved));
    const changeSet = await readChangeSet(target, { stackId, changeSetName: clientToken });
    if (changeSet?.state === 'ready') continue;
    const state = changeSet?.state ?? 'deleted';
    throw new PlanMoved({ what: 'change_set', stackName, state });
  }
}

/** The version of the renderer that made a step's template; null of one that was taken over as it stood. */
function versionOf({ spec, templateBody }: StepRow): string | null {
  if (spec === null || templateBody === null) return null;
  const { Metadata } = parseTemplateYaml(templateBody) as {
    Metadata?: { Sluice?: { Version?: string } };
  };
  return Metadata?.Sluice?.Version ?? null;
}

/** A run holds what it works on: one that came between has begun after this one was asked for, and has left events. */
async function byWhom(run: RunRow, stackId: string, moved: Moved): Promise<Moved> {
  const database = await db();
  const [other] = await database
    .select({ runId: runs.id, by: runs.requestedBy })
    .from(runSteps)
    .innerJoin(runs, eq(runs.id, runSteps.runId))
    .where(
      and(
        eq(runSteps.stackId, stackId),
        ne(runSteps.runId, run.id),
        gt(runSteps.startedAt, run.requestedAt),
        exists(
          database
            .select({ id: runEvents.id })
            .from(runEvents)
            .where(
              and(eq(runEvents.runId, runSteps.runId), eq(runEvents.stepIndex, runSteps.index)),
            ),
        ),
      ),
    )
    .orderBy(desc(runSteps.startedAt))
    .limit(1);
  return other ? { what: 'run', ...other, isWorking: false } : moved;
}

/** The newer plan for the same object that a plan was dropped for; null where somebody dropped it by itself. */
export async function newerPlan(on: Database, run: RunRow): Promise<PlanMoved | null> {
  const [newer] = await on
    .select({ runId: runs.id, by: runs.requestedBy })
    .from(runs)
    .where(
      and(
        eq(runs.targetId, run.targetId),
        eq(runs.subjectKind, run.subjectKind),
        eq(runs.subjectName, run.subjectName),
        eq(runs.kind, run.kind),
        gt(runs.requestedAt, run.requestedAt),
      ),
    )
    .orderBy(desc(runs.requestedAt))
    .limit(1);
  return newer ? new PlanMoved({ what: 'form', ...newer }) : null;
}
