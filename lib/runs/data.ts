import 'server-only';
import { and, asc, desc, eq, exists, gt, inArray, lt, or } from 'drizzle-orm';
import { db } from '../db/database';
import { runEvents, runSteps, runs } from '../db/schema';
import { formOfRun } from './form';
import type { RunForm } from './form-link';
import { listPastLengths, listRunResources } from './outlook';
import { loadRun, type StepRow, toRun } from './store';
import { findPlace } from './turns';
import type { Run, RunEvent, RunKind, RunState, RunSubject } from './types';

/** One run with its steps; null when there is none with that id. */
export async function getRun(id: string): Promise<Run | null> {
  const found = await loadRun(id);
  return found && toRun(found.run, found.steps, await placeIn(found));
}

async function placeIn({ run, steps }: NonNullable<Awaited<ReturnType<typeof loadRun>>>) {
  return run.state === 'queued' ? findPlace(run.targetId, steps) : null;
}

/** All that a page shows of one run; null when there is none with that id. */
export async function getRunView(id: string) {
  const [run, events, resources, past] = await Promise.all([
    getRun(id),
    listRunEvents(id),
    listRunResources(id),
    listPastLengths(),
  ]);
  return run && { run, events, resources, past };
}

/** The form that a run came from, to open it again; null where there is none. */
export async function getRunForm(id: string): Promise<RunForm | null> {
  const found = await loadRun(id);
  if (!found) return null;
  const { kind, subject } = toRun(found.run, found.steps);
  const steps = found.steps.map(({ index, action, spec, options, subjectKind, subjectName }) => ({
    index,
    action,
    spec,
    options,
    subject: { kind: subjectKind, name: subjectName },
  }));
  return formOfRun({ kind, subject }, steps);
}

export type RunFilter = {
  /** Runs whose steps touch it. */
  subject?: RunSubject | undefined;
  state?: RunState;
  kind?: RunKind;
  /** The e-mail address of whoever asked for it, or decided it. */
  who?: string;
  teams?: readonly string[] | undefined;
  /** Asked for earlier than this. */
  before?: Date;
  /** The last run of the page before. */
  after?: Pick<Run, 'id' | 'requestedAt'> | undefined;
  limit?: number;
};

/** Runs that match, newest first. */
export async function listRuns(filter: RunFilter = {}): Promise<Run[]> {
  const database = await db();
  const { subject, state, kind, who, teams, before, after } = filter;
  const touches = subject && [
    eq(runSteps.runId, runs.id),
    eq(runSteps.subjectKind, subject.kind),
    eq(runSteps.subjectName, subject.name),
  ];
  const matches = [
    touches &&
      exists(
        database
          .select()
          .from(runSteps)
          .where(and(...touches)),
      ),
    state && eq(runs.state, state),
    kind && eq(runs.kind, kind),
    who ? or(eq(runs.requestedBy, who), eq(runs.decidedBy, who)) : undefined,
    before && lt(runs.requestedAt, before),
    teams && inArray(runs.team, [...teams]),
    after &&
      or(
        lt(runs.requestedAt, after.requestedAt),
        and(eq(runs.requestedAt, after.requestedAt), lt(runs.id, after.id)),
      ),
  ];
  const rows = await database
    .select()
    .from(runs)
    .where(and(...matches))
    .orderBy(desc(runs.requestedAt), desc(runs.id))
    .limit(filter.limit ?? 50);
  const steps = await stepsOf(rows.map(({ id }) => id));
  return Promise.all(
    rows.map(async (run) => {
      const own = steps.get(run.id) ?? [];
      return toRun(run, own, await placeIn({ run, steps: own }));
    }),
  );
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
