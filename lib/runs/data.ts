import 'server-only';
import { and, asc, desc, eq, exists, gt, inArray } from 'drizzle-orm';
import { db } from '../db/database';
import { runEvents, runSteps, runs } from '../db/schema';
import { formOfRun } from './form';
import type { RunForm } from './form-link';
import { loadRun, type StepRow, toRun } from './store';
import type { Run, RunEvent, RunSubject } from './types';

/** One run with its steps; null when there is none with that id. */
export async function getRun(id: string): Promise<Run | null> {
  const found = await loadRun(id);
  return found && toRun(found.run, found.steps);
}

/** The form that a run came from, to open it again; null where there is none. */
export async function getRunForm(id: string): Promise<RunForm | null> {
  const found = await loadRun(id);
  if (!found) return null;
  const { kind, subject } = toRun(found.run, found.steps);
  const steps = found.steps.map(({ index, action, spec, subjectKind, subjectName }) => ({
    index,
    action,
    spec,
    subject: { kind: subjectKind, name: subjectName },
  }));
  return formOfRun({ kind, subject }, steps);
}

/** Runs, newest first; with `subject` those whose steps touch it. */
export async function listRuns(
  filter: { subject?: RunSubject; limit?: number } = {},
): Promise<Run[]> {
  const database = await db();
  const { subject } = filter;
  const touches = subject && [
    eq(runSteps.runId, runs.id),
    eq(runSteps.subjectKind, subject.kind),
    eq(runSteps.subjectName, subject.name),
  ];
  const rows = await database
    .select()
    .from(runs)
    .where(
      touches &&
        exists(
          database
            .select()
            .from(runSteps)
            .where(and(...touches)),
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
