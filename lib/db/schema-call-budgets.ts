import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at } from './moment';

/** Up to when calls to a target's service are granted, over all replicas. */
export const callBudgets = pgTable(
  'call_budgets',
  {
    targetId: text('target_id').notNull(),
    service: text('service').notNull(),
    until: at('until').notNull(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.service] })],
);
