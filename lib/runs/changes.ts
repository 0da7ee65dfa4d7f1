import 'server-only';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { parseSpec } from '@/templates/spec';
import { db } from '../db/database';
import { runSteps, runs } from '../db/schema';
import type { Change } from '../usage/marks';

/** Far more than a proxy sees; the oldest go first, and only what they changed is then not told. */
const changesMax = 500;

/** What runs did to a proxy of the target, oldest first. */
export async function listChanges(targetId: string, proxy: string): Promise<Change[]> {
  const rows = await (await db())
    .select({ run: runs, step: runSteps })
    .from(runs)
    .innerJoin(runSteps, eq(runSteps.runId, runs.id))
    .where(
      and(
        eq(runs.targetId, targetId),
        eq(runSteps.subjectKind, 'proxy'),
        eq(runSteps.subjectName, proxy),
        eq(runSteps.state, 'succeeded'),
        eq(runs.state, 'succeeded'),
        inArray(runs.kind, ['create', 'update', 'revert']),
      ),
    )
    .orderBy(asc(runs.endedAt))
    .limit(changesMax);
  const changes = new Map<string, Change>();
  for (const { run, step } of rows) {
    if (!run.endedAt) continue;
    const parsed = parseSpec(step.spec);
    const limits = parsed.ok && parsed.spec.kind === 'proxy' ? parsed.spec.limits : null;
    const types = step.plan?.changes.map(({ resourceType }) => resourceType) ?? [];
    const earlier = changes.get(run.id);
    changes.set(run.id, {
      runId: run.id,
      kind: run.kind as Change['kind'],
      at: run.endedAt,
      by: run.decidedBy ?? run.requestedBy,
      limits: limits ?? earlier?.limits ?? null,
      resourceTypes: [...(earlier?.resourceTypes ?? []), ...types],
    });
  }
  return [...changes.values()];
}
