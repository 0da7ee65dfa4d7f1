import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { type Database, db, notify } from '../db/database';
import { requests } from '../db/schema';
import { AppError } from '../errors';
import { DecisionRefused, type GuardrailRefused } from '../governance/refusal';
import { hashOf } from '../hash-of';
import { authorize } from '../identity/gate';
import { AccessDenied } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { log } from '../log';
import { requirePermitted } from '../runs/start-run';
import { beginApproved } from './begin';
import { tellAsked, tellDecided } from './notices';
import { pinOf } from './pin';
import { prepareRequest } from './prepare';
import { approvedHours, capacityOf, openDays, stateAfter } from './state';
import {
  findAsked,
  holdRequest,
  keyReused,
  loadRequest,
  type RequestRow,
  requestChannel,
} from './store';
import type { RequestInput, RequestKind } from './types';

/** Where it would stand, or what would become it; neither for a change. The guardrails' refusal has the rest. */
export type AskInput = Pick<RequestInput, 'network' | 'adoption'> & {
  reason: string;
  /** The form's own: a second submit answers with the first request. */
  idempotencyKey: string;
};

/**
 * Asks for what the guardrails did not let through at once. All else that would refuse it refuses it now. Throws
 * `conflict` while another request about this proxy is open, with its id as the detail.
 */
export async function askRequest(
  actor: Actor,
  asked: AskInput,
  refusal: GuardrailRefused,
): Promise<{ id: string }> {
  const { verdict, spec: refused } = refusal;
  const { network: _, ...proxy } = refused;
  const { name, team } = proxy;
  authorize(actor, 'request.ask', { team, name });
  const { network, adoption, reason, idempotencyKey } = asked;
  const input: RequestInput = { proxy, network, ...(adoption && { adoption }) };
  const key = { idempotencyKey, input };
  const repeated = await findRepeated(actor, key);
  if (repeated) return repeated;
  const kind: RequestKind = adoption ? 'import' : network ? 'launch' : 'change';
  const about = { input, requestId: 'asked', idempotencyKey, spec: refused };
  const { run, pinned } = await prepareRequest(actor, about);
  await requirePermitted(run);
  const { targetId } = run;
  const { spec, saved } = pinned;
  const id = `req_${randomBytes(12).toString('hex')}`;
  const requestedAt = new Date();
  const expiresAt = new Date(requestedAt.getTime() + openDays * 86_400_000);
  return (await db()).transaction(async (tx) => {
    const made = await tx
      .insert(requests)
      .values({
        ...{ id, kind, targetId, proxy: name, team, state: 'open', reason, input, spec, saved },
        ...{ pin: pinOf(pinned), verdict, requestedBy: actor.email },
        ...{ requestedAt, expiresAt, idempotencyKey },
      })
      .onConflictDoNothing()
      .returning({ id: requests.id });
    if (made.length === 0) return (await findRepeated(actor, key, tx)) ?? refuseOther(name, tx);
    await recordAudit(tx, {
      actor,
      action: 'request.ask',
      object: name,
      team,
      reason,
      detail: { request: id, kind, rules: verdict.findings.map(({ rule }) => rule) },
    });
    await tellAsked(tx, { id, targetId, proxy: name, team, by: actor.email, verdict }, requestedAt);
    return { id };
  });
}

type Key = { idempotencyKey: string; input: RequestInput };

async function findRepeated(actor: Actor, { idempotencyKey, input }: Key, on?: Database) {
  const row = await findAsked(actor, idempotencyKey, on);
  if (row && hashOf(row.input) !== hashOf(input)) throw keyReused();
  return row && { id: row.id };
}

async function refuseOther(proxy: string, on: Database): Promise<never> {
  const [row] = await on
    .select()
    .from(requests)
    .where(and(eq(requests.proxy, proxy), inArray(requests.state, ['open', 'approved'])));
  throw new AppError('conflict', `a request about ${proxy} is open`, {
    detail: `${proxy}: ${row?.id ?? 'another request'}`,
    reason: { id: 'requestOpen', proxy, ...(row && { request: row.id }) },
  });
}

export type DecideInput = { id: string; isApproved: boolean; reason: string };

/**
 * Approves or denies. Never by whoever asked, whatever their role; where two words are needed they are of two people.
 * The same again by the same person changes nothing. Once nobody's word is missing the run begins, exactly as asked.
 */
export async function decideRequest(actor: Actor, input: DecideInput): Promise<void> {
  const found = await loadRequest(input.id);
  authorize(actor, 'request.decide', found && { team: found.team, name: found.proxy });
  const state = await (await db()).transaction((tx) => decide(tx, actor, input));
  if (state !== 'approved') return;
  // What cannot begin now begins later: the approval stands.
  await beginApproved(input.id).catch((error) =>
    log.error('request.begin_failed', { request: input.id, error }),
  );
}

async function decide(tx: Database, actor: Actor, { id, isApproved, reason }: DecideInput) {
  const row = await holdRequest(tx, id);
  if (!row) throw new AppError('not_found', `there is no request ${id}`);
  const before = row.decisions.find(({ by }) => by === actor.email);
  if (before?.isApproved === isApproved) return row.state;
  const now = new Date();
  if (row.state !== 'open' || row.expiresAt <= now)
    throw new AppError('conflict', `${id} is ${row.state}`, {
      detail: row.state === 'open' ? 'expired' : row.state,
      reason: { id: 'decided' },
    });
  const capacity = capacityOf(row, actor);
  if ('not' in capacity)
    throw new DecisionRefused(capacity.not, {
      permission: 'request.decide',
      object: row.proxy,
      team: row.team,
    });
  const state = stateAfter(row, { ...capacity, isApproved });
  const decision = { by: actor.email, ...capacity, isApproved, reason, at: now.toISOString() };
  await tx
    .update(requests)
    .set({
      state,
      decisions: [...row.decisions, decision],
      ...(state === 'denied' ? { endedAt: now } : {}),
      ...(state === 'approved'
        ? { expiresAt: new Date(now.getTime() + approvedHours * 3_600_000) }
        : {}),
    })
    .where(eq(requests.id, id));
  await recordAudit(tx, {
    actor,
    action: isApproved ? 'request.approve' : 'request.deny',
    object: row.proxy,
    team: row.team,
    reason,
    detail: { request: id, as: capacity.as, requestedBy: row.requestedBy, pin: row.pin },
    changes: changesOf({ state: row.state }, { state }),
  });
  if (state !== 'open') await tellDecided(tx, row, { ...decision, state }, now);
  if (state === 'approved') await notify(requestChannel, id, tx);
  return state;
}

/** Takes a request back; only whoever asked can. Taken back already is no failure. */
export async function withdrawRequest(actor: Actor, { id }: { id: string }): Promise<void> {
  const found = await loadRequest(id);
  authorize(actor, 'request.ask', found && { team: found.team, name: found.proxy });
  await (await db()).transaction(async (tx) => {
    const row = await holdRequest(tx, id);
    if (!row) throw new AppError('not_found', `there is no request ${id}`);
    if (row.requestedBy !== actor.email)
      throw new AccessDenied('request.ask', { name: row.proxy, team: row.team });
    if (row.state === 'withdrawn') return;
    refuseOver(row);
    const ended = { state: 'withdrawn' as const, endedAt: new Date() };
    await tx.update(requests).set(ended).where(eq(requests.id, id));
    await recordAudit(tx, {
      actor,
      action: 'request.withdraw',
      object: row.proxy,
      team: row.team,
      detail: { request: id },
      changes: changesOf({ state: row.state }, { state: ended.state }),
    });
  });
}

function refuseOver({ id, state }: RequestRow): void {
  if (state !== 'open')
    throw new AppError('conflict', `${id} is ${state}`, {
      detail: state,
      reason: { id: 'decided' },
    });
}
