import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ProxySpec } from '@/templates/proxy/spec';
import type { Verdict } from '../governance/types';
import type {
  Decision,
  RequestInput,
  RequestKind,
  RequestState,
  VoidReason,
} from '../requests/types';
import { at } from './moment';

/** What is beyond the guardrails and waits for somebody, pinned to what will run. */
export const requests = pgTable(
  'requests',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<RequestKind>().notNull(),
    targetId: text('target_id').notNull(),
    proxy: text('proxy').notNull(),
    team: text('team').notNull(),
    state: text('state').$type<RequestState>().notNull(),
    reason: text('reason').notNull(),
    /** As it was submitted. */
    input: jsonb('input').$type<RequestInput>().notNull(),
    /** What it comes to, and what stood then; `saved` is null for a launch. */
    spec: jsonb('spec').$type<ProxySpec>().notNull(),
    saved: jsonb('saved').$type<ProxySpec>(),
    /** Stands for the spec, its template and what it was compared with: see lib/requests/pin.ts. */
    pin: text('pin').notNull(),
    verdict: jsonb('verdict').$type<Verdict>().notNull(),
    decisions: jsonb('decisions').$type<Decision[]>().notNull().default([]),
    requestedBy: text('requested_by').notNull(),
    requestedAt: at('requested_at').notNull(),
    /** When nobody may decide any more, or an approval is used no more. */
    expiresAt: at('expires_at').notNull(),
    endedAt: at('ended_at'),
    runId: text('run_id'),
    voidReason: jsonb('void_reason').$type<VoidReason>(),
    idempotencyKey: text('idempotency_key').notNull(),
  },
  (table) => [
    uniqueIndex('requests_idempotency').on(table.requestedBy, table.idempotencyKey),
    uniqueIndex('requests_one_open')
      .on(table.targetId, table.proxy)
      .where(sql`state in ('open', 'approved')`),
    index('requests_state').on(table.state, table.expiresAt),
    index('requests_order').on(table.targetId, table.requestedAt),
  ],
);
