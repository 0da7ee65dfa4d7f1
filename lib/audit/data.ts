import 'server-only';
import { and, desc, eq, lt, or, type SQL, sql } from 'drizzle-orm';
import { db } from '../db/database';
import { audit } from '../db/schema';
import type { AuditRow } from './types';

export type AuditFilter = {
  actor?: string;
  /** A whole action such as `proxy.launch`, or a kind of object such as `proxy`. */
  action?: string;
  object?: string;
  /** Rows older than this id: the last one of the page before. */
  before?: number;
  limit: number;
};

const limitMax = 200;

/** Audit rows, newest first. `next` is the `before` of the following page, null on the last. */
export async function listAudit(
  filter: AuditFilter,
): Promise<{ rows: AuditRow[]; next: number | null }> {
  const limit = Math.min(Math.max(1, Math.trunc(filter.limit)), limitMax);
  const where: (SQL | undefined)[] = [
    filter.actor ? eq(audit.actor, filter.actor) : undefined,
    filter.object ? eq(audit.object, filter.object) : undefined,
    filter.action
      ? or(
          eq(audit.action, filter.action),
          sql`starts_with(${audit.action}, ${`${filter.action}.`})`,
        )
      : undefined,
    filter.before ? lt(audit.id, filter.before) : undefined,
  ];
  const rows = await (await db())
    .select()
    .from(audit)
    .where(and(...where))
    .orderBy(desc(audit.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
