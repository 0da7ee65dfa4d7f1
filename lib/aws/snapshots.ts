import 'server-only';
import { and, eq, like, sql } from 'drizzle-orm';
import { db } from '../db/database';
import { snapshots } from '../db/schema';

export type Snapshot = { value: unknown; asOf: Date };

/** The last answer that any process of this installation had to this read; null when there was none. */
export async function loadSnapshot(targetId: string, key: string): Promise<Snapshot | null> {
  const [row] = await (await db())
    .select({ value: snapshots.value, asOf: snapshots.asOf })
    .from(snapshots)
    .where(and(eq(snapshots.targetId, targetId), eq(snapshots.key, key)));
  return row ? { value: thaw(row.value), asOf: row.asOf } : null;
}

/** Keeps an answer unless a newer one is kept already. */
export async function saveSnapshot(targetId: string, key: string, snapshot: Snapshot) {
  const value = freeze(snapshot.value);
  await (await db())
    .insert(snapshots)
    .values({ targetId, key, value, asOf: snapshot.asOf, problem: null })
    .onConflictDoUpdate({
      target: [snapshots.targetId, snapshots.key],
      set: { value, asOf: snapshot.asOf, problem: null },
      setWhere: sql`${snapshots.asOf} < excluded.as_of`,
    });
}

/** Forgets what was known about something that no longer exists. `prefix` holds no wildcard of LIKE. */
export async function dropSnapshots(targetId: string, prefix: string): Promise<void> {
  await (await db())
    .delete(snapshots)
    .where(and(eq(snapshots.targetId, targetId), like(snapshots.key, `${prefix}%`)));
}

/** JSON knows no dates: `{ "$date": iso }` stands for one. */
export function freeze(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(freeze);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, freeze(entry)]));
}

export function thaw(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(thaw);
  if (typeof value !== 'object' || value === null) return value;
  if ('$date' in value && typeof value.$date === 'string') return new Date(value.$date);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, thaw(entry)]));
}
