import 'server-only';
import { and, desc, eq } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { handovers } from '../db/schema';
import type { Actor } from '../identity/types';
import { handoverState } from './state';
import type { Handover } from './types';

/** Links that were made for a proxy's keys, newest first. */
export async function listHandovers(proxy: string, limit = 10): Promise<Handover[]> {
  const rows = await (await db())
    .select()
    .from(handovers)
    .where(and(eq(handovers.targetId, mainTarget().id), eq(handovers.proxy, proxy)))
    .orderBy(desc(handovers.madeAt), desc(handovers.id))
    .limit(limit);
  return rows.map(handoverOf);
}

/** One link, for whoever holds its address; null where there is none. Whom it shows the value, its secret decides. */
export async function findHandover(_reader: Actor, id: string): Promise<Handover | null> {
  const [row] = await (await db()).select().from(handovers).where(eq(handovers.id, id));
  return row ? handoverOf(row) : null;
}

export function handoverOf(row: typeof handovers.$inferSelect): Handover {
  const { targetId: _, team: __, secretHash: ___, ...facts } = row;
  return { ...facts, state: handoverState(row, new Date()) };
}
