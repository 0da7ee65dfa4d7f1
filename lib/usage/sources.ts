import 'server-only';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { toProblem } from '../aws/errors';
import type { Target } from '../aws/targets';
import { type Database, db } from '../db/database';
import { type UsageSourceKind, usageSources } from '../db/schema';
import { log } from '../log';

export type SourceRow = typeof usageSources.$inferSelect;

/** How far every source of the target was read, or those of these subjects, by `sourceKey`. */
export async function loadSources(
  target: Target,
  subjects?: readonly string[],
): Promise<Map<string, SourceRow>> {
  const rows = await (await db())
    .select()
    .from(usageSources)
    .where(
      and(
        eq(usageSources.targetId, target.id),
        subjects && inArray(usageSources.subject, [...subjects]),
      ),
    );
  return new Map(rows.map((row) => [sourceKey(row.subject, row.source), row]));
}

/** How far one source was read; null while it never was. */
export async function loadSource(
  target: Target,
  subject: string,
  source: UsageSourceKind,
): Promise<SourceRow | null> {
  const [row] = await (await db())
    .select()
    .from(usageSources)
    .where(
      and(
        eq(usageSources.targetId, target.id),
        eq(usageSources.subject, subject),
        eq(usageSources.source, source),
      ),
    );
  return row ?? null;
}

export function sourceKey(subject: string, source: UsageSourceKind): string {
  return `${source}/${subject}`;
}

/** Writes down that these were read to `asOf`. `since` stands from the first time on; where it moved back, it moves. */
export async function saveRead(
  database: Database,
  target: Target,
  source: UsageSourceKind,
  subjects: readonly { subject: string; asOf: Date; since: Date }[],
): Promise<void> {
  if (subjects.length === 0) return;
  const rows = subjects.map(({ subject, asOf, since }) => ({
    targetId: target.id,
    subject,
    source,
    asOf,
    since,
    triedAt: new Date(),
    problem: null,
  }));
  await database
    .insert(usageSources)
    .values(rows)
    .onConflictDoUpdate({
      target: [usageSources.targetId, usageSources.subject, usageSources.source],
      set: {
        asOf: sql`greatest(excluded.as_of, ${usageSources.asOf})`,
        since: sql`least(excluded.since, ${usageSources.since})`,
        triedAt: sql`excluded.tried_at`,
        problem: null,
      },
    });
}

/** Writes down why these could not be read; what is known of them stays, with its age. */
export async function saveProblem(
  target: Target,
  source: UsageSourceKind,
  subjects: readonly string[],
  thrown: unknown,
): Promise<void> {
  const problem = toProblem(thrown);
  log.warn('usage.read_failed', { source, subjects: subjects.slice(0, 3), ...problem });
  if (subjects.length === 0) return;
  const triedAt = new Date();
  await (await db())
    .insert(usageSources)
    .values(subjects.map((subject) => ({ targetId: target.id, subject, source, triedAt, problem })))
    .onConflictDoUpdate({
      target: [usageSources.targetId, usageSources.subject, usageSources.source],
      set: { triedAt, problem },
    });
}
