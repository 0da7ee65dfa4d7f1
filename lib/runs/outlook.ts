import 'server-only';
import { and, desc, eq, isNotNull, ne } from 'drizzle-orm';
import { isPending } from '@/templates/proxy/pending';
import { parseSpec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { db } from '../db/database';
import { runSteps } from '../db/schema';
import { loadRun, type StepRow } from './store';
import { lengthKey, type PastLengths } from './time-left';

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

/** How long the latest steps that ended well took, by what they did. Changes differ too much to tell from each other. */
export async function listPastLengths(): Promise<PastLengths> {
  const rows = await (await db())
    .select({
      action: runSteps.action,
      subjectKind: runSteps.subjectKind,
      startedAt: runSteps.startedAt,
      endedAt: runSteps.endedAt,
    })
    .from(runSteps)
    .where(and(eq(runSteps.state, 'succeeded'), isNotNull(runSteps.startedAt)))
    .orderBy(desc(runSteps.endedAt))
    .limit(lengthsMax * 6);
  const lengths: PastLengths = {};
  for (const { action, subjectKind, startedAt, endedAt } of rows) {
    if (!startedAt || !endedAt) continue;
    const key = lengthKey({ action, subject: { kind: subjectKind } });
    const known = lengths[key] ?? [];
    lengths[key] = known;
    if (known.length < lengthsMax) known.push(endedAt.getTime() - startedAt.getTime());
  }
  return lengths;
}
