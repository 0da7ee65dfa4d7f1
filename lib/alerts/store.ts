import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { type Database, db, notify } from '../db/database';
import {
  alertChannels,
  alertDeliveries,
  alertDeliveryItems,
  alertRules,
  alertSettings,
  alerts,
} from '../db/schema';
import type { Locale } from '../i18n/locales';
import { type DueAlert, identityText } from './decide';
import { type QuietHours, quietUntil } from './quiet';
import { resolveRules } from './rules';
import type { SourcedRules } from './types';

/** The channel on which workers hear that there is something to deliver. */
export const deliveryChannel = 'alert_delivery';

export type TeamSettings = { locale: Locale; zone: string; quiet: QuietHours | null };

const defaultSettings: TeamSettings = { locale: 'en', zone: 'UTC', quiet: null };

export async function loadSettings(team: string, on?: Database): Promise<TeamSettings> {
  const [row] = await (on ?? (await db()))
    .select()
    .from(alertSettings)
    .where(eq(alertSettings.team, team));
  if (!row) return defaultSettings;
  const { locale, zone, quietFrom: from, quietUntil: until } = row;
  return { locale, zone, quiet: from === null || until === null ? null : { zone, from, until } };
}

/** How the rules of any team and proxy of a target stand. */
export async function loadRules(
  targetId: string,
): Promise<(team: string, proxy: string | null) => SourcedRules> {
  const rows = await (await db())
    .select()
    .from(alertRules)
    .where(eq(alertRules.targetId, targetId));
  return (team, proxy) => {
    const own = rows.filter((row) => row.team === team);
    const shared = own.filter((row) => row.proxy === '');
    return resolveRules(shared, proxy ? own.filter((row) => row.proxy === proxy) : []);
  };
}

/** Which of the identities in these periods were raised, for each of the proxies, as texts. */
export async function loadTold(
  targetId: string,
  reached: ReadonlyMap<string, readonly DueAlert[]>,
): Promise<Map<string, Set<string>>> {
  const told = new Map<string, Set<string>>();
  const proxies = [...reached.keys()];
  if (proxies.length === 0) return told;
  const periods = [...new Set([...reached.values()].flat().map(({ period }) => period))];
  const rows = await (await db())
    .select()
    .from(alerts)
    .where(
      and(
        eq(alerts.targetId, targetId),
        inArray(alerts.proxy, proxies),
        inArray(alerts.period, periods),
      ),
    );
  for (const row of rows) {
    const texts = told.get(row.proxy) ?? new Set();
    told.set(row.proxy, texts.add(identityText(row)));
  }
  return told;
}

/**
 * Writes down what is to be told of one proxy, with a delivery for each channel of its team, in one transaction. What
 * another process has written first is its to tell: answers how many alerts were raised here. `on` is the transaction of
 * what is told, where it is told as it happens.
 */
export async function raiseAlerts(
  subject: { targetId: string; team: string; proxy: string },
  due: readonly DueAlert[],
  now: Date,
  on?: Database,
): Promise<number> {
  if (due.length === 0) return 0;
  // In one order, so that two processes wait for each other and never both.
  const ordered = [...due].sort((a, b) => (identityText(a) < identityText(b) ? -1 : 1));
  return (on ?? (await db())).transaction(async (tx) => {
    const rows = ordered.map(({ rule, value, subject: of, period, detail, isCovered }) => ({
      id: `alert_${randomBytes(12).toString('hex')}`,
      ...subject,
      rule,
      value,
      subject: of,
      period,
      detail,
      isCovered,
      raisedAt: now,
    }));
    const raised = await tx
      .insert(alerts)
      .values(rows)
      .onConflictDoNothing()
      .returning({ id: alerts.id, isCovered: alerts.isCovered });
    const told = raised.filter(({ isCovered }) => !isCovered).map(({ id }) => id);
    if (told.length > 0) await addDeliveries(tx, subject.team, told, now);
    return raised.length;
  });
}

async function addDeliveries(
  tx: Database,
  team: string,
  alertIds: readonly string[],
  now: Date,
): Promise<void> {
  const heldUntil = quietUntil((await loadSettings(team, tx)).quiet, now);
  const channels = await tx
    .select({ id: alertChannels.id })
    .from(alertChannels)
    .where(and(eq(alertChannels.team, team), isNull(alertChannels.removedAt)))
    // Against a removal at the same time, which drops what is pending.
    .for('share');
  for (const { id: channelId } of channels)
    for (const alertId of alertIds) {
      const held = heldUntil && (await heldDelivery(tx, channelId, heldUntil, now));
      const deliveryId = held ?? (await newDelivery(tx, channelId, heldUntil ?? now, now));
      await tx.insert(alertDeliveryItems).values({ deliveryId, alertId });
    }
  await notify(deliveryChannel, team, tx);
}

/** The one message that collects what falls in these quiet hours; null where it has gone out already. */
async function heldDelivery(
  tx: Database,
  channelId: string,
  heldUntil: Date,
  now: Date,
): Promise<string | null> {
  await tx
    .insert(alertDeliveries)
    .values({ id: deliveryId(), channelId, heldUntil, createdAt: now, dueAt: heldUntil })
    .onConflictDoNothing();
  const [row] = await tx
    .select()
    .from(alertDeliveries)
    .where(and(eq(alertDeliveries.channelId, channelId), eq(alertDeliveries.heldUntil, heldUntil)))
    .for('update');
  return row && row.state === 'pending' && row.attempts === 0 ? row.id : null;
}

async function newDelivery(
  tx: Database,
  channelId: string,
  dueAt: Date,
  now: Date,
): Promise<string> {
  const id = deliveryId();
  await tx.insert(alertDeliveries).values({ id, channelId, createdAt: now, dueAt });
  return id;
}

function deliveryId(): string {
  return `msg_${randomBytes(12).toString('hex')}`;
}
