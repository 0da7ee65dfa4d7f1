import { date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { HttpMethod } from '@/templates/proxy/http-methods';
import type { Problem } from '../known';
import type { Outcome } from '../usage/outcomes';
import { at } from './moment';

/*
 * What AWS was asked about traffic, once for everyone. Requests without a key have the key id ''.
 */

/** Older ones have no method. */
export type KeptRequest = [msInHour: number, outcome: Outcome, method?: HttpMethod];

/** Every request of an hour and how it ended, as the access log tells it. Kept for days, to play them again. */
export const usageRequests = pgTable(
  'usage_requests',
  {
    targetId: text('target_id').notNull(),
    apiId: text('api_id').notNull(),
    keyId: text('key_id').notNull(),
    hour: at('hour').notNull(),
    requests: jsonb('requests').$type<KeptRequest[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.targetId, table.apiId, table.hour, table.keyId] }),
    index('usage_requests_hour').on(table.hour),
  ],
);

/** How many requests of an hour ended how, as the access log tells it. */
export const usageHours = pgTable(
  'usage_hours',
  {
    targetId: text('target_id').notNull(),
    apiId: text('api_id').notNull(),
    keyId: text('key_id').notNull(),
    hour: at('hour').notNull(),
    outcome: text('outcome').$type<Outcome>().notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.targetId, table.apiId, table.hour, table.keyId, table.outcome] }),
    index('usage_hours_hour').on(table.hour),
  ],
);

/** What GetUsage said last of a key's UTC day. */
export const usageDays = pgTable(
  'usage_days',
  {
    targetId: text('target_id').notNull(),
    usagePlanId: text('usage_plan_id').notNull(),
    keyId: text('key_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    used: integer('used').notNull(),
    remaining: integer('remaining'),
    /** The quota that the plan was known to have then: what remains beyond it was granted on top. */
    quotaLimit: integer('quota_limit'),
    asOf: at('as_of').notNull(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.usagePlanId, table.keyId, table.day] })],
);

/** What CloudWatch said last of five minutes of an API: every request that reached it, whoever sent it. */
export const usageCounts = pgTable(
  'usage_counts',
  {
    targetId: text('target_id').notNull(),
    apiId: text('api_id').notNull(),
    slot: at('slot').notNull(),
    requests: integer('requests').notNull(),
    errors4xx: integer('errors_4xx').notNull(),
    errors5xx: integer('errors_5xx').notNull(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.apiId, table.slot] })],
);

export type UsageSourceKind = 'usage' | 'log' | 'metrics';

/** How far each source was read. The subject is a usage plan's id, or an API's. */
export const usageSources = pgTable(
  'usage_sources',
  {
    targetId: text('target_id').notNull(),
    subject: text('subject').notNull(),
    source: text('source').$type<UsageSourceKind>().notNull(),
    /** Everything that the source said of before is known; null while nothing was read. */
    asOf: at('as_of'),
    /** The first moment that this source was read for: before it nothing is known, and nought is not meant. */
    since: at('since'),
    triedAt: at('tried_at').notNull(),
    problem: jsonb('problem').$type<Problem>(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.subject, table.source] })],
);

/** Lines of access logs that were counted lately, so that none is counted twice. */
export const usageLines = pgTable(
  'usage_lines',
  {
    targetId: text('target_id').notNull(),
    apiId: text('api_id').notNull(),
    eventId: text('event_id').notNull(),
    at: at('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.targetId, table.apiId, table.eventId] }),
    index('usage_lines_at').on(table.at),
  ],
);

/** Work that one process of an installation does for all: who does it, and until when unless it says so again. */
export const duties = pgTable('duties', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: at('until').notNull(),
});
