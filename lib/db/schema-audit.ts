import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AuditChange } from '../audit/types';
import { at } from './moment';

/**
 * Append-only, and chained: see docs/audit.md. A row stands in the same transaction as its effect. Its place in the
 * chain (`at`, `seq`, `previous`, `hash`) is given by a trigger at the very end of that transaction; triggers refuse
 * every other change. Those are custom SQL in the migration.
 */
export const audit = pgTable(
  'audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: at('at').notNull().defaultNow(),
    actor: text('actor').notNull(),
    actorKind: text('actor_kind').$type<'person' | 'token' | 'system'>().notNull(),
    action: text('action').notNull(),
    object: text('object'),
    team: text('team'),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
    changes: jsonb('changes').$type<AuditChange[]>(),
    reason: text('reason'),
    clientToken: text('client_token'),
    awsOperation: text('aws_operation'),
    /** The `seq` of the row that this one completes. */
    of: bigint('of_seq', { mode: 'number' }),
    /** SHA-256 of what the row says. Null only in rows of before there was a chain, until the next start. */
    digest: text('digest'),
    seq: bigint('seq', { mode: 'number' }),
    previous: text('previous'),
    hash: text('hash'),
  },
  (table) => [
    uniqueIndex('audit_seq').on(table.seq),
    index('audit_actor').on(table.actor, table.seq),
    index('audit_action').on(table.action, table.seq),
    index('audit_object').on(table.object, table.seq),
    index('audit_team').on(table.team, table.seq),
  ],
);

/** The chain's end, one row: its lock is what orders the rows over all replicas. */
export const auditHead = pgTable(
  'audit_head',
  {
    one: boolean('one').primaryKey().default(true),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
  },
  ({ one }) => [check('audit_head_one', sql`${one}`)],
);
