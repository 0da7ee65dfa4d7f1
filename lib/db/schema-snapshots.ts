import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ErrorCode } from '../errors';
import { at } from './moment';

/** The last known answer of a read of AWS, so that a page can show it with its age when AWS does not answer. */
export const snapshots = pgTable(
  'snapshots',
  {
    targetId: text('target_id').notNull(),
    key: text('key').notNull(),
    value: jsonb('value').$type<unknown>().notNull(),
    asOf: at('as_of').notNull(),
    problem: jsonb('problem').$type<{ code: ErrorCode; detail: string | null }>(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.key] })],
);
