import { bigserial, index, json, pgTable, text } from 'drizzle-orm/pg-core';
import type { CertificateProblem, CertificateReading } from '../upstreams/certificate';
import type { DataClass, UpstreamState } from '../upstreams/types';
import { at } from './moment';

/** Every state the guardrails were ever in; the newest is in force, and no row is changed or deleted. */
export const guardrailVersions = pgTable('guardrail_versions', {
  version: bigserial('version', { mode: 'number' }).primaryKey(),
  /** The whole document, as `guardrailsSchema` reads it. Not jsonb, which would put its keys in an order of its own. */
  document: json('document').$type<unknown>().notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: at('made_at').notNull().defaultNow(),
  /** Why, in the words of whoever saved it. */
  reason: text('reason').notNull(),
});

/** Public hosts that somebody answers for. What happened to one stands in the audit. */
export const upstreams = pgTable(
  'upstreams',
  {
    host: text('host').primaryKey(),
    purpose: text('purpose').notNull(),
    owner: text('owner').notNull(),
    dataClass: text('data_class').$type<DataClass>().notNull(),
    terms: text('terms').notNull().default(''),
    /** `2027-01-31`: a day, the same one everywhere. */
    reviewOn: text('review_on').notNull(),
    state: text('state').$type<UpstreamState>().notNull(),
    /** The team that proposed it. */
    team: text('team').notNull(),
    proposedBy: text('proposed_by').notNull(),
    proposedAt: at('proposed_at').notNull().defaultNow(),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    decisionReason: text('decision_reason'),
  },
  (table) => [index('upstreams_state').on(table.state)],
);

/** What each host's certificate was when it was last read, and when it is looked at again. By the database's clock. */
export const upstreamCertificates = pgTable('upstream_certificates', {
  host: text('host').primaryKey(),
  dueAt: at('due_at').notNull().defaultNow(),
  /** Who looks at it now, until when at most. */
  claim: text('claim'),
  claimedUntil: at('claimed_until'),
  triedAt: at('tried_at'),
  /** Why the last look read nothing, and since when none did; null where it read one. */
  problem: text('problem').$type<CertificateProblem>(),
  failingSince: at('failing_since'),
  /** The last that was read stays, whatever later looks come to. */
  readAt: at('read_at'),
  reading: json('reading').$type<CertificateReading>(),
});
