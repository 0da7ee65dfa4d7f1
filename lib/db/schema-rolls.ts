import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { MemberKind, RollProblem, RollState } from '../rolls/types';
import { at } from './moment';
import { runs } from './schema';

/** The deployment of a newer template to many stacks, in waves. Each member's run says how it stands. */
export const rolls = pgTable(
  'rolls',
  {
    id: text('id').primaryKey(),
    targetId: text('target_id').notNull(),
    state: text('state').$type<RollState>().notNull(),
    /** The generation of the templates that the members shall have. */
    toVersion: text('to_version').notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: at('requested_at').notNull().defaultNow(),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    stoppedBy: text('stopped_by'),
    endedAt: at('ended_at'),
    idempotencyKey: text('idempotency_key').notNull(),
    leaseUntil: at('lease_until'),
  },
  (table) => [
    uniqueIndex('rolls_idempotency').on(table.requestedBy, table.idempotencyKey),
    index('rolls_state').on(table.state),
  ],
);

export const rollMembers = pgTable(
  'roll_members',
  {
    rollId: text('roll_id')
      .notNull()
      .references((): AnyPgColumn => rolls.id, { onDelete: 'cascade' }),
    index: integer('index').notNull(),
    wave: integer('wave').notNull(),
    kind: text('kind').$type<MemberKind>().notNull().default('proxy'),
    /** Called so since before there were networks in rolls. */
    name: text('proxy').notNull(),
    team: text('team').notNull(),
    fromVersion: text('from_version').notNull(),
    runId: text('run_id').references((): AnyPgColumn => runs.id, { onDelete: 'set null' }),
    /** Why its run could not be begun. */
    problem: jsonb('problem').$type<RollProblem>(),
  },
  (table) => [primaryKey({ columns: [table.rollId, table.index] })],
);
