import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { db } from '../db/database';
import { alertChannels, alertDeliveries, alertDeliveryItems, alerts } from '../db/schema';
import type { RaisedAlert } from './message';
import type { ChannelAnswer, DeliveryState } from './types';

/** Longer than any attempt takes: a worker that is silent for this long is taken for dead. */
export const leaseMs = 60_000;

export type DeliveryRow = typeof alertDeliveries.$inferSelect;
export type ChannelRow = typeof alertChannels.$inferSelect;

export type Claimed = {
  delivery: DeliveryRow & { leaseOwner: string };
  channel: ChannelRow;
  alerts: RaisedAlert[];
};

/**
 * Takes messages that are due and that nobody holds: no two workers send one at a time. The attempt is counted before
 * the alerts are read, so that quiet hours add none to a message that may be out already.
 */
export async function claimDeliveries(now: Date, count: number): Promise<Claimed[]> {
  const database = await db();
  const leaseOwner = randomBytes(8).toString('hex');
  const free = database
    .select({ id: alertDeliveries.id })
    .from(alertDeliveries)
    .where(
      and(
        eq(alertDeliveries.state, 'pending'),
        lte(alertDeliveries.dueAt, now),
        or(isNull(alertDeliveries.leaseUntil), lte(alertDeliveries.leaseUntil, now)),
      ),
    )
    .orderBy(asc(alertDeliveries.dueAt))
    .limit(count)
    .for('update', { skipLocked: true });
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const rows = await database
    .update(alertDeliveries)
    .set({ leaseOwner, leaseUntil, attempts: sql`${alertDeliveries.attempts} + 1` })
    .where(inArray(alertDeliveries.id, free))
    .returning();
  return Promise.all(rows.map((row) => loadClaimed({ ...row, leaseOwner })));
}

async function loadClaimed(delivery: Claimed['delivery']): Promise<Claimed> {
  const database = await db();
  const [channel] = await database
    .select()
    .from(alertChannels)
    .where(eq(alertChannels.id, delivery.channelId));
  if (!channel) throw new Error(`delivery ${delivery.id} has no channel`);
  const rows = await database
    .select({ alert: alerts })
    .from(alertDeliveryItems)
    .innerJoin(alerts, eq(alerts.id, alertDeliveryItems.alertId))
    .where(eq(alertDeliveryItems.deliveryId, delivery.id))
    .orderBy(asc(alerts.raisedAt), asc(alerts.id));
  return { delivery, channel, alerts: rows.map(({ alert }) => alert) };
}

/** Writes what became of it, unless another worker holds it by now. */
export async function settleDelivery(
  { delivery }: Claimed,
  change: {
    state: DeliveryState;
    answer?: ChannelAnswer;
    sentAt?: Date;
    dueAt?: Date;
    attempts?: number;
  },
): Promise<void> {
  await (await db())
    .update(alertDeliveries)
    .set({ ...change, leaseOwner: null, leaseUntil: null })
    .where(held(delivery));
}

const held = ({ id, leaseOwner }: Claimed['delivery']) =>
  and(
    eq(alertDeliveries.id, id),
    eq(alertDeliveries.leaseOwner, leaseOwner),
    eq(alertDeliveries.state, 'pending'),
  );
