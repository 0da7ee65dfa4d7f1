import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ErrorCode } from '../errors';
import type { ExtensionState, Told } from '../extensions/types';
import type { QuotaGauge } from '../usage/types';
import { at } from './moment';

/**
 * More calls for one key, for the rest of one quota period. Written before AWS is called and completed after: what is
 * `sending` holds all that tells, after a restart, whether the call arrived.
 */
export const extensions = pgTable(
  'extensions',
  {
    id: text('id').primaryKey(),
    targetId: text('target_id').notNull(),
    proxy: text('proxy').notNull(),
    team: text('team').notNull(),
    usagePlanId: text('usage_plan_id').notNull(),
    keyId: text('key_id').notNull(),
    keyLabel: text('key_label').notNull(),
    amount: integer('amount').notNull(),
    reason: text('reason').notNull(),
    limit: integer('quota_limit').notNull(),
    period: text('period').$type<QuotaGauge['period']>().notNull(),
    endsAt: at('ends_at').notNull(),
    state: text('state').$type<ExtensionState>().notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: at('requested_at').notNull().defaultNow(),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    decisionReason: text('decision_reason'),
    /** When it took its turn at the call. */
    turnAt: at('turn_at'),
    /** What GetUsage told right before, and the remaining that was asked of AWS. */
    before: jsonb('before').$type<Told & { limit: number }>(),
    remaining: integer('remaining'),
    grantedAt: at('granted_at'),
    isSeen: boolean('is_seen').notNull().default(false),
    failure: jsonb('failure').$type<{ code: ErrorCode; detail: string | null }>(),
    idempotencyKey: text('idempotency_key').notNull(),
    leaseUntil: at('lease_until'),
  },
  (table) => [
    uniqueIndex('extensions_idempotency').on(table.requestedBy, table.idempotencyKey),
    index('extensions_proxy').on(table.targetId, table.proxy, table.endsAt),
    index('extensions_state').on(table.state),
  ],
);
