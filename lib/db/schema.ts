import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ErrorCode } from '../errors';
import type { Permission } from '../identity/permissions';
import type { Role, TokenKey } from '../identity/types';
import type { ProbeResult, ProbeVerdict } from '../probes/types';
import type {
  RunAim,
  RunFailure,
  RunKind,
  RunState,
  StepAction,
  StepOptions,
  StepPlan,
  StepState,
} from '../runs/types';
import { at } from './moment';

/*
 * What AWS does not know. AWS is the source of truth for what exists, so nothing here may be the only record of a
 * proxy: losing the database loses history, never a proxy.
 */

// Identity. Column keys of people, sessions, accounts and verifications are those better-auth's adapter asks for.

export const people = pgTable('people', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  role: text('role').$type<Role>().notNull().default('member'),
  /** Seeded for the demo: the picker offers these and no one else. */
  isDemo: boolean('is_demo').notNull().default(false),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: personId(),
    token: text('token').notNull().unique(),
    expiresAt: at('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [index('sessions_person').on(table.userId)],
);

export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    userId: personId(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    /** Set while whoever has this account is let in by nothing until they sign in again: see isStillMember. */
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text('scope'),
    /** A scrypt hash with its salt. */
    password: text('password'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('accounts_provider_account').on(table.providerId, table.accountId)],
);

export const verifications = pgTable(
  'verifications',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [index('verifications_identifier').on(table.identifier)],
);

export const teams = pgTable('teams', {
  name: text('name').primaryKey(),
  createdAt: at('created_at').notNull().defaultNow(),
});

export const memberships = pgTable(
  'memberships',
  {
    personId: personId(),
    team: text('team')
      .notNull()
      .references(() => teams.name, { onDelete: 'cascade' }),
    /** An owner also decides what the guardrails leave to the team itself. */
    isOwner: boolean('is_owner').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.personId, table.team] })],
);

/** Personal tokens: of their value only the hash, and a beginning by which people tell them apart. */
export const tokens = pgTable(
  'tokens',
  {
    id: text('id').primaryKey(),
    personId: personId(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    hash: text('hash').notNull().unique(),
    scopes: jsonb('scopes').$type<Permission[]>().notNull(),
    /** Null for all teams of its owner, those of tomorrow too. */
    teams: jsonb('teams').$type<string[]>(),
    /** Set where it reads the usage of this one key, and nothing else. */
    key: jsonb('key').$type<TokenKey>(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    lastUsedAt: at('last_used_at'),
    revokedAt: at('revoked_at'),
  },
  (table) => [index('tokens_person').on(table.personId)],
);

/** Fixed windows of attempts, so that every replica counts the same ones. */
export const attempts = pgTable('attempts', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  windowEndsAt: at('window_ends_at').notNull(),
});

/** Facts an installation makes once for itself, such as the secret that signs session cookies. */
export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').$type<unknown>().notNull(),
});

// Work

export const runs = pgTable(
  'runs',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<RunKind>().notNull(),
    subjectKind: text('subject_kind').$type<'proxy' | 'network' | 'bootstrap'>().notNull(),
    subjectName: text('subject_name').notNull(),
    team: text('team').notNull(),
    targetId: text('target_id').notNull(),
    state: text('state').$type<RunState>().notNull(),
    aim: text('aim').$type<RunAim>().notNull().default('execute'),
    failure: jsonb('failure').$type<RunFailure>(),
    /** Why AWS cannot be asked at the moment; the run goes on when it can. */
    problem: jsonb('problem').$type<{ code: ErrorCode; detail: string | null }>(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: at('requested_at').notNull().defaultNow(),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    cancelledBy: text('cancelled_by'),
    cancelledAt: at('cancelled_at'),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
    idempotencyKey: text('idempotency_key').notNull(),
    /** Tells a repeated submit from another request under the same key. */
    requestHash: text('request_hash').notNull(),
    leaseOwner: text('lease_owner'),
    leaseUntil: at('lease_until'),
  },
  (table) => [
    uniqueIndex('runs_idempotency').on(table.requestedBy, table.idempotencyKey),
    index('runs_subject').on(table.targetId, table.subjectKind, table.subjectName),
    index('runs_state').on(table.state),
  ],
);

export const runSteps = pgTable(
  'run_steps',
  {
    runId: runId(() => runs.id),
    index: integer('index').notNull(),
    subjectKind: text('subject_kind').$type<'proxy' | 'network' | 'bootstrap'>().notNull(),
    subjectName: text('subject_name').notNull(),
    action: text('action').$type<StepAction>().notNull(),
    stackName: text('stack_name').notNull(),
    stackId: text('stack_id'),
    clientToken: text('client_token').notNull(),
    state: text('state').$type<StepState>().notNull(),
    /** The spec as validated; ids of a network that does not stand yet are pending until its step has ended. */
    spec: jsonb('spec').$type<unknown>(),
    /** What was sent to CloudFormation, to the letter. */
    templateBody: text('template_body'),
    plan: jsonb('plan').$type<StepPlan>(),
    /** When the step took its turn at a call that AWS grants an account only every so often; null before, or without. */
    turnAt: at('turn_at'),
    options: jsonb('options').$type<StepOptions>(),
    /** AWS's ids of the requests that changed something, as far as they came back to us. */
    awsRequests: jsonb('aws_requests').$type<string[]>(),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
  },
  (table) => [primaryKey({ columns: [table.runId, table.index] })],
);

export const runEvents = pgTable(
  'run_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    runId: runId(() => runs.id),
    stepIndex: integer('step_index').notNull(),
    awsEventId: text('aws_event_id').notNull(),
    at: at('at').notNull(),
    stackName: text('stack_name').notNull(),
    logicalId: text('logical_id').notNull(),
    physicalId: text('physical_id'),
    resourceType: text('resource_type').notNull(),
    status: text('status').notNull(),
    reason: text('reason'),
    detailedStatus: text('detailed_status'),
  },
  (table) => [
    uniqueIndex('run_events_once').on(table.runId, table.awsEventId),
    index('run_events_order').on(table.runId, table.id),
  ],
);

export const probeResults = pgTable(
  'probe_results',
  {
    id: text('id').primaryKey(),
    targetId: text('target_id').notNull(),
    proxy: text('proxy').notNull(),
    at: at('at').notNull(),
    requestedBy: text('requested_by').notNull(),
    verdict: text('verdict').$type<ProbeVerdict>().notNull(),
    outcome: text('outcome').notNull(),
    status: integer('status'),
    totalMs: integer('total_ms').notNull(),
    /** False where it counts neither for nor against the proxy: its key was too young to be known everywhere. */
    isCounted: boolean('is_counted').notNull().default(true),
    /** The whole ProbeResult as JSON; its dates are ISO text. */
    result: jsonb('result').$type<Omit<ProbeResult, 'at'> & { at: string }>().notNull(),
  },
  (table) => [index('probe_results_proxy').on(table.targetId, table.proxy, table.at)],
);

export * from './schema-alerts';
export * from './schema-audit';
export * from './schema-call-budgets';
export * from './schema-extensions';
export * from './schema-governance';
export * from './schema-handovers';
export * from './schema-probe-calls';
export * from './schema-probes';
export * from './schema-requests';
export * from './schema-rolls';
export * from './schema-rotations';
export * from './schema-snapshots';
export * from './schema-usage';

function personId() {
  return text('person_id')
    .notNull()
    .references((): AnyPgColumn => people.id, { onDelete: 'cascade' });
}

function runId(column: () => AnyPgColumn) {
  return text('run_id').notNull().references(column, { onDelete: 'cascade' });
}
