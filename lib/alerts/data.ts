import 'server-only';
import { and, asc, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { alertChannels, alertDeliveries, alertDeliveryItems, alerts, teams } from '../db/schema';
import type { Actor } from '../identity/types';
import { hasMailServer } from './channels/email';
import { loadRules, loadSettings, type TeamSettings } from './store';
import type { AlertDetail, ChannelAnswer, ChannelKind, DeliveryState, SourcedRules } from './types';

/** A channel as people see it: where it leads in short, and never what signs. */
export type Channel = {
  id: string;
  kind: ChannelKind;
  name: string;
  place: string;
  createdBy: string;
  createdAt: Date;
};

export type Delivery = {
  id: string;
  channel: string;
  kind: ChannelKind;
  state: DeliveryState;
  attempts: number;
  /** When it is tried next, while it is pending. */
  dueAt: Date;
  /** The end of the quiet hours that hold it, or held it. */
  heldUntil: Date | null;
  sentAt: Date | null;
  answer: ChannelAnswer | null;
};

export type Alert = {
  id: string;
  proxy: string;
  team: string;
  detail: AlertDetail;
  isCovered: boolean;
  raisedAt: Date;
  deliveries: Delivery[];
};

export type TeamAlerts = {
  settings: TeamSettings;
  rules: SourcedRules;
  channels: Channel[];
  hasMailServer: boolean;
};

/** How a team is told, and of what. */
export async function getTeamAlerts(team: string): Promise<TeamAlerts> {
  const [settings, rulesOf, channels] = await Promise.all([
    loadSettings(team),
    loadRules(mainTarget().id),
    listChannels(team),
  ]);
  return { settings, rules: rulesOf(team, null), channels, hasMailServer: hasMailServer() };
}

/** What one proxy is watched for, and what it would be without rules of its own. */
export async function getProxyRules(
  team: string,
  proxy: string,
): Promise<{ rules: SourcedRules; inherited: SourcedRules }> {
  const rulesOf = await loadRules(mainTarget().id);
  return { rules: rulesOf(team, proxy), inherited: rulesOf(team, null) };
}

/** Channels of a team that stand, oldest first. */
export async function listChannels(team: string): Promise<Channel[]> {
  const rows = await (await db())
    .select()
    .from(alertChannels)
    .where(and(eq(alertChannels.team, team), isNull(alertChannels.removedAt)))
    .orderBy(asc(alertChannels.createdAt), asc(alertChannels.id));
  return rows.map(({ sealed: _, team: __, removedAt: ___, ...channel }) => channel);
}

/** Alerts of a team or of a proxy, newest first, each with what became of its messages. */
export async function listAlerts(
  of: { team: string } | { proxy: string },
  limit: number,
): Promise<Alert[]> {
  const database = await db();
  const where: SQL | undefined =
    'team' in of
      ? and(eq(alerts.targetId, mainTarget().id), eq(alerts.team, of.team))
      : and(eq(alerts.targetId, mainTarget().id), eq(alerts.proxy, of.proxy));
  const rows = await database
    .select()
    .from(alerts)
    .where(where)
    .orderBy(desc(alerts.raisedAt), desc(alerts.value), desc(alerts.id))
    .limit(limit);
  if (rows.length === 0) return [];
  const sent = await database
    .select({ alertId: alertDeliveryItems.alertId, delivery: alertDeliveries, to: alertChannels })
    .from(alertDeliveryItems)
    .innerJoin(alertDeliveries, eq(alertDeliveries.id, alertDeliveryItems.deliveryId))
    .innerJoin(alertChannels, eq(alertChannels.id, alertDeliveries.channelId))
    .where(
      inArray(
        alertDeliveryItems.alertId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(alertChannels.createdAt), asc(alertChannels.id));
  return rows.map(({ id, proxy, team, detail, isCovered, raisedAt }) => ({
    id,
    proxy,
    team,
    detail,
    isCovered,
    raisedAt,
    deliveries: sent
      .filter(({ alertId }) => alertId === id)
      .map(({ delivery, to }) => deliveryOf(delivery, to)),
  }));
}

/** Teams whose alerts this person looks at: all for the platform and auditors, else their own. */
export async function listAlertTeams({ role, teams: own }: Actor): Promise<readonly string[]> {
  if (role === 'member') return own;
  const rows = await (await db()).select().from(teams).orderBy(asc(teams.name));
  return rows.map(({ name }) => name);
}

function deliveryOf(
  { id, state, attempts, dueAt, heldUntil, sentAt, answer }: typeof alertDeliveries.$inferSelect,
  { name, kind }: typeof alertChannels.$inferSelect,
): Delivery {
  return { id, channel: name, kind, state, attempts, dueAt, heldUntil, sentAt, answer };
}
