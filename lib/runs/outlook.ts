import 'server-only';
import { and, desc, eq, isNotNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { isPending } from '@/templates/proxy/pending';
import { parseSpec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { db } from '../db/database';
import { runEvents, runSteps, runs } from '../db/schema';
import { loadRun, type StepRow } from './store';
import { lengthKey, type PastLengths, turnKey } from './time-left';

/** What each step of a run works on, by the step's index, as far as it is known before CloudFormation says so. */
export async function listRunResources(
  runId: string,
): Promise<{ logicalId: string; resourceType: string }[][]> {
  const steps = (await loadRun(runId))?.steps ?? [];
  return Promise.all(
    steps.map(async (step) => {
      if (step.plan)
        return step.plan.changes.map(({ logicalId, resourceType }) => ({
          logicalId,
          resourceType,
        }));
      return resourcesOf(step.action === 'delete' ? await lastSpecOf(step) : step.spec);
    }),
  );
}

function resourcesOf(stored: unknown): { logicalId: string; resourceType: string }[] {
  const parsed = parseSpec(stored);
  if (!parsed.ok) return [];
  const { spec } = parsed;
  const { Resources } = stackFor(spec).template;
  const resources = Object.entries(Resources).map(([logicalId, { Type }]) => ({
    logicalId,
    resourceType: Type,
  }));
  if (spec.kind !== 'proxy' || !isPending(spec)) return resources;
  // A deployment is named by the hash of what it deploys, which is not fixed before the network stands.
  return resources.filter(({ resourceType }) => resourceType !== 'AWS::ApiGateway::Deployment');
}

/** What a stack was last given by us, to know what its deletion will take away. */
async function lastSpecOf({ stackId }: StepRow): Promise<unknown> {
  if (!stackId) return null;
  const [last] = await (await db())
    .select({ spec: runSteps.spec })
    .from(runSteps)
    .where(
      and(
        eq(runSteps.stackId, stackId),
        eq(runSteps.state, 'succeeded'),
        ne(runSteps.action, 'delete'),
      ),
    )
    .orderBy(desc(runSteps.endedAt))
    .limit(1);
  return last?.spec ?? null;
}

/** So many of the latest steps of a kind say how long the next will take. */
const lengthsMax = 50;
/** And so many steps are looked at for them; changes differ too much to tell from each other, but are few. */
const stepsMax = 150;

/** How long the latest steps that ended well took, each of their resources, and waits for later turns. */
export async function listPastLengths(): Promise<PastLengths> {
  const database = await db();
  const previous = alias(runSteps, 'previous');
  const latest = database
    .select({
      runId: runSteps.runId,
      index: runSteps.index,
      action: runSteps.action,
      subjectKind: runSteps.subjectKind,
      startedAt: runSteps.startedAt,
      endedAt: runSteps.endedAt,
      // The wait for a person, between an import and its update, is none for a turn.
      freeAt: sql`greatest(${previous.endedAt}, ${runs.decidedAt})`
        .mapWith(runSteps.endedAt)
        .as('free_at'),
    })
    .from(runSteps)
    .innerJoin(runs, eq(runs.id, runSteps.runId))
    .leftJoin(
      previous,
      and(eq(previous.runId, runSteps.runId), eq(previous.index, sql`${runSteps.index} - 1`)),
    )
    .where(and(eq(runSteps.state, 'succeeded'), isNotNull(runSteps.startedAt)))
    .orderBy(desc(runSteps.endedAt))
    .limit(stepsMax)
    .as('latest');
  const [steps, resources] = await Promise.all([
    database.select().from(latest),
    database
      .select({
        action: latest.action,
        resourceType: runEvents.resourceType,
        ms: sql<number>`extract(epoch from max(${runEvents.at}) - min(${runEvents.at})) * 1000`,
      })
      .from(runEvents)
      .innerJoin(
        latest,
        and(eq(latest.runId, runEvents.runId), eq(latest.index, runEvents.stepIndex)),
      )
      .where(ne(runEvents.resourceType, 'AWS::CloudFormation::Stack'))
      .groupBy(
        latest.action,
        latest.runId,
        latest.index,
        runEvents.logicalId,
        runEvents.resourceType,
      ),
  ]);
  const lengths: PastLengths = {};
  const note = (key: string, ms: number) => {
    const known = lengths[key] ?? [];
    lengths[key] = known;
    if (known.length < lengthsMax) known.push(ms);
  };
  for (const { index, action, subjectKind, startedAt, endedAt, freeAt } of steps) {
    if (!startedAt || !endedAt) continue;
    const step = { index, action, subject: { kind: subjectKind } };
    note(lengthKey(step), endedAt.getTime() - startedAt.getTime());
    const turn = turnKey(step);
    if (turn && freeAt) note(turn, startedAt.getTime() - freeAt.getTime());
  }
  for (const { action, resourceType, ms } of resources)
    note(lengthKey({ action, subject: { kind: resourceType } }), Math.round(Number(ms)));
  return lengths;
}
