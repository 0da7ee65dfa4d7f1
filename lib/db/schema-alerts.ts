import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type {
  AlertCause,
  AlertDetail,
  ChannelAnswer,
  ChannelKind,
  DeliveryState,
  RuleName,
} from '../alerts/types';
import type { Locale } from '../i18n/locales';
import { at } from './moment';

/** How a team wants to be told. A team without a row is told in English, at any hour. */
export const alertSettings = pgTable('alert_settings', {
  team: text('team').primaryKey(),
  locale: text('locale').$type<Locale>().notNull(),
  /** An IANA zone, in which the quiet hours are meant. */
  zone: text('zone').notNull(),
  /** Minutes of the day; both null without quiet hours. */
  quietFrom: integer('quiet_from'),
  quietUntil: integer('quiet_until'),
});

/** What differs from Sluice's defaults: a team's, or, with `proxy`, one proxy's from its team's. */
export const alertRules = pgTable(
  'alert_rules',
  {
    targetId: text('target_id').notNull(),
    team: text('team').notNull(),
    /** Empty for the team's defaults. */
    proxy: text('proxy').notNull().default(''),
    rule: text('rule').$type<RuleName>().notNull(),
    isOn: boolean('is_on').notNull(),
    value: integer('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.team, table.proxy, table.rule] })],
);

export const alertChannels = pgTable(
  'alert_channels',
  {
    id: text('id').primaryKey(),
    team: text('team').notNull(),
    kind: text('kind').$type<ChannelKind>().notNull(),
    name: text('name').notNull(),
    /** What people may see of where it leads: an address, or a URL's host. */
    place: text('place').notNull(),
    /** Where it leads and what signs, sealed: a webhook's URL is a secret too. */
    sealed: text('sealed').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    removedAt: at('removed_at'),
  },
  (table) => [index('alert_channels_team').on(table.team)],
);

/** One row for each threshold and period: the unique index decides between rounds, restarts and replicas. */
export const alerts = pgTable(
  'alerts',
  {
    id: text('id').primaryKey(),
    targetId: text('target_id').notNull(),
    team: text('team').notNull(),
    proxy: text('proxy').notNull(),
    rule: text('rule').$type<AlertCause>().notNull(),
    value: integer('value').notNull(),
    /** The key's id, or empty where it is about the proxy. */
    subject: text('subject').notNull(),
    period: text('period').notNull(),
    detail: jsonb('detail').$type<AlertDetail>().notNull(),
    /** Told with a higher level of the same quota, and not by itself. */
    isCovered: boolean('is_covered').notNull().default(false),
    raisedAt: at('raised_at').notNull(),
  },
  (table) => [
    uniqueIndex('alerts_once').on(
      table.targetId,
      table.proxy,
      table.rule,
      table.value,
      table.subject,
      table.period,
    ),
    index('alerts_team').on(table.team, table.raisedAt),
    index('alerts_proxy').on(table.targetId, table.proxy, table.raisedAt),
  ],
);

/** One message to one channel, about one alert or about all that fell in its quiet hours. Its id is the receiver's to know it again by. */
export const alertDeliveries = pgTable(
  'alert_deliveries',
  {
    id: text('id').primaryKey(),
    channelId: text('channel_id')
      .notNull()
      .references((): AnyPgColumn => alertChannels.id, { onDelete: 'cascade' }),
    state: text('state').$type<DeliveryState>().notNull().default('pending'),
    /** The end of the quiet hours that it collects the alerts of; null where it does not. */
    heldUntil: at('held_until'),
    createdAt: at('created_at').notNull(),
    /** When it is to be sent, or sent again. */
    dueAt: at('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    answer: jsonb('answer').$type<ChannelAnswer>(),
    sentAt: at('sent_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: at('lease_until'),
  },
  (table) => [
    uniqueIndex('alert_deliveries_held').on(table.channelId, table.heldUntil),
    index('alert_deliveries_due').on(table.state, table.dueAt),
  ],
);

export const alertDeliveryItems = pgTable(
  'alert_delivery_items',
  {
    deliveryId: text('delivery_id')
      .notNull()
      .references((): AnyPgColumn => alertDeliveries.id, { onDelete: 'cascade' }),
    alertId: text('alert_id')
      .notNull()
      .references((): AnyPgColumn => alerts.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.deliveryId, table.alertId] }),
    index('alert_delivery_items_alert').on(table.alertId),
  ],
);
