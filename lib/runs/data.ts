import 'server-only';
import { and, asc, desc, eq, exists, gt, inArray, lt, or } from 'drizzle-orm';
import { db } from '../db/database';
import { runEvents, runSteps, runs } from '../db/schema';
import { loadRun, type StepRow, toRun } from './store';
import type { Run, RunEvent, RunSubject } from './types';

/** One run with its steps; null when there is none with that id. */
export async function getRun(id: string): Promise<Run | null> {
  const found = await loadRun(id);
  return found && toRun(found.run, found.steps);
}

export type RunFilter = {
  /** Runs whose steps touch it. */
  subject?: RunSubject | undefined;
  teams?: readonly string[] | undefined;
  /** The last run of the page before. */
  after?: Pick<Run, 'id' | 'requestedAt'> | undefined;
  limit?: number;
};

/** Runs, newest first. */
export async function listRuns(filter: RunFilter = {}): Promise<Run[]> {
  const database = await db();
  const { subject, teams, after } = filter;
  const touches = subject && [
    eq(runSteps.runId, runs.id),
    eq(runSteps.subjectKind, subject.kind),
    eq(runSteps.subjectName, subject.name),
  ];
  const rows = await database
    .select()
    .from(runs)
    .where(
      and(
        touches &&
          exists(
            database
              .select()
              .from(runSteps)
              .where(and(...touches)),
          ),
        teams && inArray(runs.team, [...teams]),
        after &&
          or(
            lt(runs.requestedAt, after.requestedAt),
            and(eq(runs.requestedAt, after.requestedAt), lt(runs.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(runs.requestedAt), desc(runs.id))
    .limit(filter.limit ?? 50);
  const steps = await stepsOf(rows.map(({ id }) => id));
  return rows.map((row) => toRun(row, steps.get(row.id) ?? []));
}

/** The run's events after `afterId` in order of arrival. */
export async function listRunEvents(runId: string, afterId = 0): Promise<RunEvent[]> {
  const rows = await (await db())
    .select()
    .from(runEvents)
    .where(and(eq(runEvents.runId, runId), gt(runEvents.id, afterId)))
    .orderBy(asc(runEvents.id));
  return rows.map(({ runId: _, ...event }) => event);
}

async function stepsOf(runIds: string[]): Promise<Map<string, StepRow[]>> {
  const byRun = new Map<string, StepRow[]>();
  if (runIds.length === 0) return byRun;
  const rows = await (await db())
    .select()
    .from(runSteps)
    .where(inArray(runSteps.runId, runIds))
    .orderBy(asc(runSteps.index));
  for (const row of rows) byRun.set(row.runId, [...(byRun.get(row.runId) ?? []), row]);
  return byRun;
}
