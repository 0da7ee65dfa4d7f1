import 'server-only';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { ProxySpec } from '@/templates/proxy/spec';
import { parseSpec } from '@/templates/spec';
import { db } from '../db/database';
import { runSteps, runs } from '../db/schema';
import type { PastChange } from './replay';

/**
 * The launches, adoptions and changes of proxies that were asked for since then, oldest first, each with what stood when
 * it was asked; the update that an adoption ends with is of the adoption. A change of something whose launch Sluice did
 * not see is left out: what it widened is not known.
 */
export async function loadPastChanges(targetId: string, since: Date): Promise<PastChange[]> {
  const rows = await (await db())
    .select({
      runId: runs.id,
      at: runs.requestedAt,
      by: runs.requestedBy,
      name: runSteps.subjectName,
      kind: runs.kind,
      action: runSteps.action,
      state: runSteps.state,
      spec: runSteps.spec,
    })
    .from(runSteps)
    .innerJoin(runs, eq(runs.id, runSteps.runId))
    .where(
      and(
        eq(runs.targetId, targetId),
        eq(runSteps.subjectKind, 'proxy'),
        inArray(runSteps.action, ['create', 'import', 'update', 'delete']),
      ),
    )
    .orderBy(asc(runs.requestedAt), asc(runSteps.index));
  const standing = new Map<string, ProxySpec>();
  return rows.flatMap(({ runId, at, by, name, kind, action, state, spec }): PastChange[] => {
    const parsed = parseSpec(spec);
    const wanted = parsed.ok && parsed.spec.kind === 'proxy' ? parsed.spec : null;
    const saved = standing.get(name) ?? null;
    if (state === 'succeeded' && action === 'delete') standing.delete(name);
    if (state === 'succeeded' && wanted) standing.set(name, wanted);
    const isOwnUpdate = kind === 'import' && action === 'update';
    if (!wanted || at < since || isOwnUpdate || (action === 'update' && !saved)) return [];
    return [{ runId, at, by, spec: wanted, saved: action === 'update' ? saved : null }];
  });
}
