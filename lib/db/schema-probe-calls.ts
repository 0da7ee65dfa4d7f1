import { pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ProbeMethod } from '../probes/types';
import { at } from './moment';

/** A call that a team keeps to probe its proxy with. Headers are lines; a credential stands without its value. */
export const probeCalls = pgTable(
  'probe_calls',
  {
    id: text('id').primaryKey(),
    targetId: text('target_id').notNull(),
    proxy: text('proxy').notNull(),
    name: text('name').notNull(),
    method: text('method').$type<ProbeMethod>().notNull(),
    path: text('path').notNull(),
    headers: text('headers').notNull(),
    body: text('body').notNull(),
    savedBy: text('saved_by').notNull(),
    savedAt: at('saved_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('probe_calls_name').on(table.targetId, table.proxy, table.name)],
);
