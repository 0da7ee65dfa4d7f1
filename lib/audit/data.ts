import 'server-only';
import { and, asc, desc, eq, gt, gte, isNotNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { type Database, db } from '../db/database';
import { audit, auditHead } from '../db/schema';
import type { AuditFilter } from './filter';
import type { AuditRow } from './types';

export type AuditQuestion = Partial<AuditFilter> & {
  /** Rows older than this `seq`: the last one of the page before. */
  before?: number | null | undefined;
  /** Rows newer than this `seq`: the first one of the page after. */
  after?: number | null | undefined;
  limit: number;
};

const limitMax = 200;

/**
 * Audit rows, newest first. `older` is the `before` of the following page, `newer` the `after` of the one before it;
 * null where there is none.
 */
export async function listAudit(
  question: AuditQuestion,
): Promise<{ rows: AuditRow[]; older: number | null; newer: number | null }> {
  const limit = Math.min(Math.max(1, Math.trunc(question.limit)), limitMax);
  const { before, after } = question;
  const isUpwards = !before && !!after;
  const found = await (await db())
    .select()
    .from(audit)
    .where(
      and(
        chosen(question),
        before ? lt(audit.seq, before) : undefined,
        isUpwards ? gt(audit.seq, after) : undefined,
      ),
    )
    .orderBy(isUpwards ? asc(audit.seq) : desc(audit.seq))
    .limit(limit + 1);
  const hasMore = found.length > limit;
  const page = found.slice(0, limit).flatMap(rowOf);
  if (isUpwards) page.reverse();
  const [first] = page;
  const last = page.at(-1);
  return {
    rows: page,
    older: (isUpwards ? last : hasMore ? last : null)?.seq ?? null,
    newer: (isUpwards ? (hasMore ? first : null) : before ? first : null)?.seq ?? null,
  };
}

/** Rows in the order of the chain, from after one `seq` up to another. */
export async function readAuditChain(
  range: { after: number; upTo: number; limit: number },
  filter: Partial<AuditFilter> = {},
): Promise<AuditRow[]> {
  const rows = await (await db())
    .select()
    .from(audit)
    .where(and(chosen(filter), gt(audit.seq, range.after), lte(audit.seq, range.upTo)))
    .orderBy(asc(audit.seq))
    .limit(range.limit);
  return rows.flatMap(rowOf);
}

/** The newest row on an object that names something else by this fact; what came of it completes that row. */
export async function findBegun(
  on: Database,
  object: string,
  fact: { runId: string } | { extension: string } | { rollId: string },
): Promise<Pick<AuditRow, 'seq' | 'clientToken'> | null> {
  const [row] = await on
    .select()
    .from(audit)
    .where(and(eq(audit.object, object), sql`${audit.detail} @> ${JSON.stringify(fact)}::jsonb`))
    .orderBy(sql`${audit.seq} desc nulls last`)
    .limit(1);
  return (row && rowOf(row)[0]) ?? null;
}

/** The chain's end: how many rows there are, and the hash of the last one. */
export async function readAuditHead(): Promise<{ seq: number; hash: string }> {
  const [head] = await (await db())
    .select({ seq: auditHead.seq, hash: auditHead.hash })
    .from(auditHead);
  if (!head) throw new Error('the audit has no head');
  return head;
}

function chosen(filter: Partial<AuditFilter>): SQL | undefined {
  const { actor, kind, action, object, team, from, to } = filter;
  return and(
    isNotNull(audit.seq),
    actor ? eq(audit.actor, actor) : undefined,
    kind ? eq(audit.actorKind, kind) : undefined,
    object ? eq(audit.object, object) : undefined,
    team ? eq(audit.team, team) : undefined,
    action
      ? or(eq(audit.action, action), sql`starts_with(${audit.action}, ${`${action}.`})`)
      : undefined,
    from ? gte(audit.at, new Date(`${from}T00:00:00Z`)) : undefined,
    to ? lt(audit.at, new Date(Date.parse(`${to}T00:00:00Z`) + 24 * 3_600_000)) : undefined,
  );
}

/** A row that has its place; one that has not is not committed, or waits for the next start. */
function rowOf(row: typeof audit.$inferSelect): AuditRow[] {
  const { id: _, digest: __, seq, previous, hash, ...content } = row;
  return seq !== null && previous !== null && hash !== null
    ? [{ ...content, seq, previous, hash }]
    : [];
}
