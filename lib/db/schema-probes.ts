import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Problem } from '../known';
import type { ProbeState, Thresholds } from '../probes/thresholds';
import { at } from './moment';

/** How often a proxy is probed without anybody pressing, by what its state is decided, and how its turns stand. */
export const probeSchedules = pgTable(
  'probe_schedules',
  {
    targetId: text('target_id').notNull(),
    proxy: text('proxy').notNull(),
    team: text('team').notNull(),
    /** Null while it is off. */
    everyMinutes: integer('every_minutes'),
    /** Path and query below the stage. */
    path: text('path').notNull(),
    /** Probes that the schedule may make in one UTC day. */
    dailyMax: integer('daily_max').notNull(),
    /** What decides the proxy's state; Sluice's own where it is null. */
    thresholds: jsonb('thresholds').$type<Thresholds>(),
    changedBy: text('changed_by').notNull(),
    changedAt: at('changed_at').notNull().defaultNow(),
    /** When the next probe is due; null while it is off. */
    dueAt: at('due_at'),
    /** Made anew by whoever takes a turn: who was too slow finds another's here. */
    claim: text('claim'),
    /** Nobody takes the turn before, unless whoever has it says that it is over. */
    claimedUntil: at('claimed_until'),
    /** The UTC day that `spent` counts. */
    spentOn: text('spent_on'),
    spent: integer('spent').notNull().default(0),
    /** Until when the gateway may refuse the probe's young key; null where it was not refused for that. */
    settlesAt: at('settles_at'),
    /** Why the last turn came to no probe. */
    problem: jsonb('problem').$type<Problem>(),
  },
  (table) => [
    primaryKey({ columns: [table.targetId, table.proxy] }),
    index('probe_schedules_due').on(table.dueAt),
  ],
);

/** What the probes of a proxy say together, kept with each result: nobody goes through all of them. */
export const probeStates = pgTable(
  'probe_states',
  {
    targetId: text('target_id').notNull(),
    proxy: text('proxy').notNull(),
    state: jsonb('state').$type<ProbeState>().notNull(),
    changedAt: at('changed_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.proxy] })],
);
