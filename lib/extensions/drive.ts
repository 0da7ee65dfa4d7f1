import 'server-only';
import { toAppError } from '../aws/errors';
import { findTarget, type Target } from '../aws/targets';
import { readUsage, setRemaining } from '../aws/usage-plans';
import { db } from '../db/database';
import { AppError, type ErrorCode } from '../errors';
import { mayStill } from '../identity/gate';
import { findProxyStack } from '../proxies/fleet';
import { findPlaceOf, NotYetMyTurn, takeTurnAs } from '../runs/turns';
import { quotaPeriod, utcDay } from '../usage/calendar';
import { limitsInForce } from '../usage/limits-in-force';
import { readPlans } from '../usage/plan-usage';
import { gaugeOf, keyDays } from '../usage/report';
import { subjectOf } from '../usage/subjects';
import { closingMs, isShown, leftNow, outcomeOf } from './settle';
import {
  claimExtension,
  type ExtensionRow,
  expireExtensions,
  hold,
  listCurrent,
  moveExtension,
  recordEnd,
} from './store';
import type { ExtensionState, Told } from './types';

/** What passes by itself is tried again after this long. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'throttled',
  'limit',
  'unavailable',
  'credentials',
]);
const againMsDefault = 5_000;
/** A call may wait a minute for its budget: whoever holds one for longer is taken for dead. Steps can be repeated. */
const leaseMsDefault = 90_000;

/** Seams for tests: how long things take, and where a process may die. */
export type ExtensionOptions = {
  leaseMs?: number;
  againMs?: number;
  reached?: (point: 'written_down' | 'answered') => Promise<void>;
};
type Step = { target: Target; reached: NonNullable<ExtensionOptions['reached']> };

/**
 * Brings the next extension on by one step; true when there was one. All that decides is in the database: whoever goes
 * on after a process has died finds out from AWS whether the call had arrived, and never grants twice.
 */
export async function advanceExtensions({
  leaseMs = leaseMsDefault,
  againMs = againMsDefault,
  reached = async () => {},
}: ExtensionOptions = {}): Promise<boolean> {
  await expireExtensions();
  const row = await claimExtension(leaseMs);
  if (!row) return false;
  const target = findTarget(row.targetId);
  if (!target) {
    await end(row, 'failed', { failure: { code: 'not_found', detail: row.targetId } });
    return true;
  }
  try {
    return await (row.state === 'sending' ? settle : send)({ target, reached }, row);
  } catch (thrown) {
    return handle(row, thrown, againMs);
  }
}

async function handle(row: ExtensionRow, thrown: unknown, againMs: number): Promise<boolean> {
  const database = await db();
  if (thrown instanceof NotYetMyTurn) {
    await hold(database, row.id, Math.min(thrown.waitMs, againMs));
    return false;
  }
  const { code, detail } = toAppError(thrown);
  // An answer that did not come says nothing: the row stays, and is settled by what GetUsage tells then. Nor does a
  // refusal now say anything of a call that was sent before.
  if (row.state === 'sending' || passing.has(code) || code === 'unexpected')
    await hold(database, row.id, againMs);
  else await end(row, 'failed', { failure: { code, detail } });
  return false;
}

async function send({ target, reached }: Step, row: ExtensionRow): Promise<boolean> {
  const place = await findPlaceOf(row.targetId, 'update_plan', row.id);
  if (place) throw new NotYetMyTurn(place.startsAt.getTime() - Date.now());
  const team = (await findProxyStack(row.proxy))?.facts.team ?? row.team;
  // Whoever lost the right since then is given nothing more, not even by an approval: it was given to them.
  if (!(await mayStill(row.requestedBy, 'extension.ask', { team, name: row.proxy })))
    throw new AppError('denied', `${row.requestedBy} may not ask any more`, {
      detail: row.requestedBy,
    });
  const limit = await currentLimit(row);
  const told = await readTold(target, row, limit);
  const earlier = (await listCurrent(row.targetId, { proxy: row.proxy, states: ['granted'] }))
    .filter(({ keyId, usagePlanId }) => keyId === row.keyId && usagePlanId === row.usagePlanId)
    .flatMap(({ before, amount, grantedAt }) =>
      before && grantedAt ? [{ before, amount, grantedAt }] : [],
    );
  const left = leftNow(told, earlier, { limit, now: new Date() });
  // What GetUsage has not counted yet and the access log tells of is not given back.
  const untold = Math.max(0, (await surelyUsed(target, row)) - told.used);
  const remaining = Math.max(0, left - untold) + row.amount;
  const before = { used: told.used, left, limit };
  if (isClosing(row)) return end(row, 'expired', {});
  await takeTurnAs(row.targetId, 'update_plan', row.id, async (tx, turnAt) => {
    const change = { state: 'sending' as const, turnAt, before, remaining };
    if (!(await moveExtension(tx, row.id, ['approved'], change))) throw new NotYetMyTurn(0);
  });
  await reached('written_down');
  await setRemaining(target, { ...row, remaining });
  await reached('answered');
  return complete(target, { ...row, before, remaining }, limit);
}

/** The call was made by somebody who told nobody what came of it. */
async function settle({ target, reached }: Step, row: ExtensionRow): Promise<boolean> {
  const { before, remaining } = row;
  // The counter has started again: what it told of the period before is gone.
  if (!before || remaining === null || isClosing(row)) return end(row, 'unclear', {});
  const limit = await currentLimit(row);
  const told = await readTold(target, row, limit);
  const outcome = outcomeOf({ before, amount: row.amount, remaining }, told, limit);
  if (outcome.kind === 'unclear') return end(row, 'unclear', {});
  if (outcome.kind === 'again') {
    await takeTurnAs(row.targetId, 'update_plan', row.id, (tx, turnAt) =>
      moveExtension(tx, row.id, ['sending'], { state: 'sending', turnAt }),
    );
    await setRemaining(target, { ...row, remaining: outcome.remaining });
    await reached('answered');
  }
  return complete(target, row, limit);
}

/** What is sent now could arrive in the next period. */
function isClosing({ endsAt }: ExtensionRow): boolean {
  return endsAt.getTime() - Date.now() < closingMs;
}

/** AWS has taken it. Whether GetUsage shows it already is looked at once more, and is not waited for. */
async function complete(target: Target, row: ExtensionRow, limit: number): Promise<boolean> {
  const told = await readTold(target, row, limit).catch(() => null);
  const isSeen =
    told !== null && row.before !== null && isShown({ ...row, before: row.before }, told);
  return end(row, 'granted', { grantedAt: new Date(), isSeen });
}

async function end(
  row: ExtensionRow,
  state: ExtensionState,
  change: Partial<ExtensionRow>,
): Promise<boolean> {
  return (await db()).transaction(async (tx) => {
    const isMoved = await moveExtension(tx, row.id, ['approved', 'sending'], {
      ...change,
      state,
      leaseUntil: null,
    });
    if (isMoved) await recordEnd(tx, row, { state, ...change });
    return isMoved;
  });
}

/** The limit as it is now: a run may have changed it since it was asked. */
async function currentLimit(row: ExtensionRow): Promise<number> {
  const quota = (await findProxyStack(row.proxy))?.spec?.limits.quota;
  return quota?.period === row.period ? quota.limit : row.limit;
}

/** What all sources together are sure of, as far as they were collected. */
async function surelyUsed(target: Target, row: ExtensionRow): Promise<number> {
  const found = await findProxyStack(row.proxy);
  const limits = found?.spec && limitsInForce(found.spec.limits, [], found.facts.createdAt);
  const subject = found && subjectOf(found.facts, found.spec, limits ?? null);
  if (!subject || subject.usagePlanId !== row.usagePlanId) return 0;
  const plan = (await readPlans(target, [subject])).get(row.usagePlanId);
  return plan?.figures.get(row.keyId)?.interval.from ?? 0;
}

/** What GetUsage tells of the key now; everyone else reads a shared answer, which may be a minute old. */
async function readTold(target: Target, row: ExtensionRow, limit: number): Promise<Told> {
  const now = new Date();
  const { firstDay } = quotaPeriod(row.period, now);
  const lastDay = utcDay(now);
  const { usagePlanId, keyId, period } = row;
  const rows = await readUsage(target, { usagePlanId, startDate: firstDay, endDate: lastDay });
  const days = keyDays({ firstDay, lastDay, rows }, keyId);
  const { used, left } = gaugeOf(days, { limit, period }, now);
  return { used, left };
}
