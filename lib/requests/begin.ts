import 'server-only';
import { and, eq } from 'drizzle-orm';
import type { ProxySpec } from '@/templates/proxy/spec';
import { toAppError } from '../aws/errors';
import { db } from '../db/database';
import { requests } from '../db/schema';
import { AppError, type ErrorCode } from '../errors';
import { hashOfSpec } from '../governance/enforce';
import { actorWhoAsked } from '../identity/gate';
import { findRepeatedRun, startRun } from '../runs/start-run';
import { tellVoid } from './notices';
import { type Pinned, pinOf } from './pin';
import { prepareRequest } from './prepare';
import { loadRequest, type RequestRow } from './store';
import type { VoidReason } from './types';

/** What passes by itself: the approval stands, and its run begins later. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'throttled',
  'limit',
  'unavailable',
  'credentials',
  'unexpected',
]);

class Moved extends Error {
  readonly what: 'spec' | 'template';

  constructor(what: 'spec' | 'template') {
    super(`the ${what} is another one`);
    this.what = what;
  }
}

/**
 * Begins the run of an approved request, for whoever asked: exactly what was approved, or nothing. Its key is the
 * request's, so that whoever comes by twice, or after a crash, finds the run that began. Throws what passes by itself.
 */
export async function beginApproved(id: string): Promise<void> {
  const row = await loadRequest(id);
  if (row?.state !== 'approved' || row.expiresAt <= new Date()) return;
  try {
    await end(row, { state: 'started', runId: await begin(row) });
  } catch (thrown) {
    if (thrown instanceof Moved) return voidOf(row, { moved: thrown.what });
    const { code, detail } = toAppError(thrown);
    if (passing.has(code)) throw thrown;
    await voidOf(row, { code, detail });
  }
}

async function begin(row: RequestRow): Promise<string> {
  const actor = await actorWhoAsked(row.requestedBy);
  if (!actor) throw new AppError('denied', `${row.requestedBy} may not act any more`);
  const request = { verb: 'request.start', requestId: row.id, pin: row.pin };
  const repeated = await findRepeatedRun(actor, row.id, request);
  if (repeated) return repeated;
  const { id, input, spec } = row;
  const about = { input, requestId: id, idempotencyKey: id, spec };
  const { run, pinned } = await prepareRequest(actor, about);
  refuseMoved(row, pinned);
  const approvedBy = row.decisions.map(({ by }) => by);
  const auditDetail = { ...run.auditDetail, requestId: row.id, approvedBy };
  return (await startRun(actor, { ...run, request, auditDetail })).runId;
}

/** Whether what would run is what was approved; told apart, so that whoever asked knows why to ask again. */
function refuseMoved(row: RequestRow, pinned: Pinned): void {
  if (pinOf(pinned) === row.pin) return;
  const { spec, saved } = pinned;
  const isSame = hashOfSpec(spec) === hashOfSpec(row.spec) && sameSaved(saved, row.saved);
  throw new Moved(isSame ? 'template' : 'spec');
}

function sameSaved(one: ProxySpec | null, other: ProxySpec | null): boolean {
  return one === null || other === null ? one === other : hashOfSpec(one) === hashOfSpec(other);
}

async function voidOf(row: RequestRow, voidReason: VoidReason): Promise<void> {
  await end(row, { state: 'void', voidReason });
}

async function end(
  row: RequestRow,
  change: { state: 'started'; runId: string } | { state: 'void'; voidReason: VoidReason },
): Promise<void> {
  const now = new Date();
  await (await db()).transaction(async (tx) => {
    const ended = await tx
      .update(requests)
      .set({ ...change, endedAt: now })
      .where(and(eq(requests.id, row.id), eq(requests.state, 'approved')))
      .returning({ id: requests.id });
    // A run leaves a row of its own; what came to nothing leaves this one.
    if (ended.length > 0 && change.state === 'void')
      await tellVoid(tx, row, change.voidReason, now);
  });
}
