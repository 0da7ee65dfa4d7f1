import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { NetworkSpec } from '@/templates/network/spec';
import type { ProxySpec } from '@/templates/proxy/spec';
import { recordAudit } from '../audit/mutations';
import type { AuditChange } from '../audit/types';
import { type Database, db, notify } from '../db/database';
import { runSteps, runs } from '../db/schema';
import { AppError } from '../errors';
import { type Approval, requireAtOnce } from '../governance/enforce';
import { hashOf } from '../hash-of';
import type { Actor } from '../identity/types';
import { awsOperationsOf } from './aws-operations';
import { findObstacle, type Hold } from './locks';
import { decideRuns, loadHolds, queueChannel, runChannel } from './store';
import type { RunAim, RunKind, RunSubject, StepAction, StepOptions } from './types';

export type NewStep = {
  subject: RunSubject;
  action: StepAction;
  stackName: string;
  stackId: string | null;
  options?: StepOptions;
  /** Sent to the letter instead of what the spec renders; the stack keeps its tags then. */
  templateBody?: string;
} & ({ spec: NetworkSpec | null } | ProxyChange);

/** A proxy's spec as it would be; `saved` is what stands, for the guardrails to compare, null where nothing does. */
type ProxyChange = { spec: ProxySpec; saved: ProxySpec | null };

/** Who a run is for. Whether they may is decided before, by who calls. */
export type Requester = Pick<Actor, 'email'>;

export type RunRequest = {
  targetId: string;
  kind: RunKind;
  /** `plan` stops before anything changes, for a person to decide; without it the run is executed. */
  aim?: RunAim;
  subject: RunSubject;
  team: string;
  steps: NewStep[];
  /** Networks that what is made will stand on. */
  uses: RunSubject[];
  idempotencyKey: string;
  /** What lets through what the guardrails would ask about. */
  approval?: Approval | null;
  /** The request as submitted, to tell a repetition from another request under the same key. */
  request: unknown;
  auditAction: string;
  auditDetail: Record<string, unknown>;
  /** What of the object will be different. */
  auditChanges?: AuditChange[];
  /** Set where it is not its requester who begins it, but a time that they have set before. */
  auditAs?: 'system';
};

/** A run that was written down; `isRepeated` where an earlier request under the same key had started it. */
export type Started = { runId: string; isRepeated: boolean };

/**
 * The run that this person already started under this key, or null. Throws `conflict` when the key was used for
 * another request. Ask before anything that a successful first request makes impossible.
 */
export async function findRepeatedRun(
  actor: Requester,
  idempotencyKey: string,
  request: unknown,
  on?: Database,
): Promise<string | null> {
  const [row] = await (on ?? (await db()))
    .select({ id: runs.id, hash: runs.requestHash })
    .from(runs)
    .where(and(eq(runs.requestedBy, actor.email), eq(runs.idempotencyKey, idempotencyKey)));
  if (!row) return null;
  if (row.hash === hashOf(request)) return row.id;
  throw new AppError('conflict', `the idempotency key belongs to another request (${row.id})`, {
    detail: `${idempotencyKey}: ${row.id}`,
    reason: { id: 'keyReused' },
  });
}

/**
 * The run that this person already started under this key, else the one that is prepared now. The request is what
 * counts, and not what it comes to: that may be another by the time it is asked again, or impossible.
 */
export async function startOnce(
  by: Requester,
  idempotencyKey: string,
  request: unknown,
  prepare: () => Promise<RunRequest>,
): Promise<Started> {
  const repeated = await findRepeatedRun(by, idempotencyKey, request);
  return repeated ? { runId: repeated, isRepeated: true } : startRun(by, await prepare());
}

/**
 * Writes the run, its steps and its audit row in one transaction, before AWS hears of it, and wakes an engine.
 * Throws `denied` where the guardrails do not let a proxy's spec through, whoever asks and by whatever way, and
 * `conflict` while another run holds one of the objects.
 */
export async function startRun(actor: Requester, request: RunRequest): Promise<Started> {
  await requirePermitted(request);
  const database = await db();
  return database.transaction(async (tx) => {
    // One beginning at a time over all replicas, so that two cannot both find the way free.
    await tx.execute(sql`select pg_advisory_xact_lock(7358201)`);
    const repeated = await findRepeatedRun(actor, request.idempotencyKey, request.request, tx);
    if (repeated) return { runId: repeated, isRepeated: true };
    const owns = request.steps.map(({ subject }) => subject);
    await refuseObstacle(tx, request.targetId, { owns, uses: request.uses });
    if (request.aim === 'plan') await dropEarlierPlans(tx, actor, request);
    return { runId: await writeRun(tx, actor, request), isRepeated: false };
  });
}

/** Throws `denied` with the findings unless the guardrails let every proxy's spec of it through. */
export async function requirePermitted(request: RunRequest): Promise<void> {
  for (const change of proxyChangesOf(request)) await requireAtOnce(change, request.approval);
}

/** The specs of proxies that a run stores, each once, however many steps bring it there. */
export function proxyChangesOf({ steps }: Pick<RunRequest, 'steps'>): ProxyChange[] {
  const changes = steps.flatMap((step) => ('saved' in step ? [[step.spec, step] as const] : []));
  return [...new Map(changes).values()];
}

/** One plan for an object at a time: a newer one is what its person means now. */
async function dropEarlierPlans(
  tx: Database,
  actor: Requester,
  request: RunRequest,
): Promise<void> {
  const { targetId, subject } = request;
  const sameSubject = and(
    eq(runs.targetId, targetId),
    eq(runs.subjectKind, subject.kind),
    eq(runs.subjectName, subject.name),
  );
  await decideRuns(tx, sameSubject, 'discard', actor.email);
}

/** Throws `conflict` while another run holds one of the objects. */
export async function refuseObstacle(
  tx: Database,
  targetId: string,
  wanted: Omit<Hold, 'runId'>,
): Promise<void> {
  const obstacle = findObstacle(await loadHolds(tx, targetId), wanted);
  if (!obstacle) return;
  const { runId, subject } = obstacle;
  throw new AppError('conflict', `run ${runId} is working on the ${subject.kind} ${subject.name}`, {
    detail: `${subject.name}: ${runId}`,
    reason: { id: 'runHolds', name: subject.name, run: runId },
  });
}

async function writeRun(tx: Database, actor: Requester, request: RunRequest): Promise<string> {
  const random = randomBytes(12).toString('hex');
  const id = `run_${random}`;
  const token = (index: number) => `sluice-${random}-${index}`;
  await tx.insert(runs).values({
    id,
    kind: request.kind,
    aim: request.aim ?? 'execute',
    subjectKind: request.subject.kind,
    subjectName: request.subject.name,
    team: request.team,
    targetId: request.targetId,
    state: 'queued',
    requestedBy: actor.email,
    requestedAt: new Date(),
    idempotencyKey: request.idempotencyKey,
    requestHash: hashOf(request.request),
  });
  await tx.insert(runSteps).values(
    request.steps.map((step, index) => ({
      runId: id,
      index,
      subjectKind: step.subject.kind,
      subjectName: step.subject.name,
      action: step.action,
      stackName: step.stackName,
      stackId: step.stackId,
      clientToken: token(index),
      state: 'waiting' as const,
      spec: step.spec,
      options: step.options ?? null,
      templateBody: step.templateBody ?? null,
    })),
  );
  await recordAudit(tx, {
    actor: request.auditAs ?? actor,
    action: request.auditAction,
    object: request.subject.name,
    team: request.team,
    detail: { ...request.auditDetail, runId: id, stacks: request.steps.map((s) => s.stackName) },
    changes: request.auditChanges ?? null,
    awsOperation: awsOperationsOf(
      request.steps.map(({ action }) => action),
      request.aim ?? 'execute',
    ),
    clientToken: token(request.steps.findLastIndex((s) => isSame(s.subject, request.subject))),
  });
  await notify(queueChannel, id, tx);
  await notify(runChannel, id, tx);
  return id;
}

function isSame(one: RunSubject, other: RunSubject): boolean {
  return one.kind === other.kind && one.name === other.name;
}
