import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ScheduleState } from '../keys/types';
import type { Problem } from '../known';
import { at } from './moment';

/** When a key is to be switched off without anybody pressing: on a date, or after days without a call. */
export const keySchedules = pgTable(
  'key_schedules',
  {
    id: text('id').primaryKey(),
    targetId: text('target_id').notNull(),
    proxy: text('proxy').notNull(),
    team: text('team').notNull(),
    slot: text('slot').$type<'a' | 'b'>().notNull(),
    keyId: text('key_id').notNull(),
    /** Set where it is a date. */
    dueAt: at('due_at'),
    /** Set where it is silence: so many whole UTC days without a call. */
    silentDays: integer('silent_days'),
    state: text('state').$type<ScheduleState>().notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: at('requested_at').notNull().defaultNow(),
    /** The run that switches it off. */
    runId: text('run_id'),
    /** Why it could not be begun; it is tried again while the schedule waits. */
    problem: jsonb('problem').$type<Problem>(),
    endedAt: at('ended_at'),
    /** Nobody looks again before. */
    lookAt: at('look_at'),
  },
  (table) => [
    uniqueIndex('key_schedules_one')
      .on(table.targetId, table.keyId)
      .where(sql`${table.state} = 'waiting'`),
    index('key_schedules_state').on(table.state, table.lookAt),
  ],
);
