import 'server-only';
import { inArray } from 'drizzle-orm';
import { toAppError } from '../aws/errors';
import { db } from '../db/database';
import { runs } from '../db/schema';
import type { ErrorCode } from '../errors';
import { findPersonStanding } from '../identity/data';
import { can } from '../identity/permissions';
import { planSaved } from '../proxies/mutations';
import { executePlanned } from '../runs/mutations';
import type { Requester } from '../runs/start-run';
import { decideRuns } from '../runs/store';
import {
  claimRoll,
  loadRoll,
  type MemberRow,
  moveRoll,
  type RollRow,
  releaseRoll,
  updateMember,
} from './store';
import { type Move, nextMove } from './waves';

/** A worker that is silent for this long is taken for dead; every move can be repeated. */
const leaseMs = 20_000;

/** What passes by itself is tried again at the next look. */
const passing: ReadonlySet<ErrorCode> = new Set(['throttled', 'unavailable', 'credentials']);

/**
 * Makes the next move of one roll that has one to make; true when there was one. All that decides is in the database,
 * so that another process goes on where this one ended, and nothing is begun twice: a plan has a key of its own, and
 * a decision is made once.
 */
export async function advanceRolls(): Promise<boolean> {
  const claimed = await claimRoll(leaseMs);
  if (!claimed) return false;
  try {
    return await advance(claimed.id);
  } finally {
    await releaseRoll(claimed.id);
  }
}

async function advance(id: string): Promise<boolean> {
  const found = await loadRoll(id);
  if (!found) return false;
  const { roll, members } = found;
  const move = nextMove(roll.state, members);
  if (move.kind === 'wait') return false;
  if (move.kind === 'settle') return settle(roll, move, members);
  const by = { email: roll.decidedBy ?? roll.requestedBy };
  // Whoever lost the right since then begins nothing more.
  const standing = await findPersonStanding(by.email);
  if (!standing || !can(standing, 'fleet.roll'))
    return moveRoll(await db(), id, [roll.state], { state: 'stopping' });
  const begin = move.kind === 'plan' ? plan : execute;
  let hasMoved = false;
  for (const member of members.filter(({ index }) => move.members.includes(index)))
    hasMoved = (await begin(by, roll, member)) || hasMoved;
  return hasMoved;
}

/** Plans that nobody will execute take their change sets along. One that was decided meanwhile stays as it is. */
async function settle(
  roll: RollRow,
  { state, drop }: Extract<Move, { kind: 'settle' }>,
  members: readonly MemberRow[],
): Promise<boolean> {
  const runIds = members.flatMap(({ index, runId }) => (drop.includes(index) && runId) || []);
  return (await db()).transaction(async (tx) => {
    if (runIds.length > 0)
      await decideRuns(tx, inArray(runs.id, runIds), 'discard', roll.stoppedBy ?? roll.requestedBy);
    const endedAt = state === 'planned' ? null : new Date();
    return moveRoll(tx, roll.id, [roll.state], { state, endedAt });
  });
}

async function plan(by: Requester, roll: RollRow, member: MemberRow): Promise<boolean> {
  const idempotencyKey = `${roll.id}-${member.index}`;
  return told(roll, member, async () => {
    const { runId } = await planSaved(by, { name: member.proxy, idempotencyKey });
    await updateMember(roll.id, member.index, { runId });
  });
}

async function execute(by: Requester, roll: RollRow, member: MemberRow): Promise<boolean> {
  const { runId } = member;
  return runId !== null && told(roll, member, () => executePlanned(by, runId));
}

/** A refusal is the member's, and written down; what passes is nobody's, and false: nothing has moved. */
async function told(
  roll: RollRow,
  member: MemberRow,
  begin: () => Promise<void>,
): Promise<boolean> {
  try {
    await begin();
  } catch (thrown) {
    const { code, detail } = toAppError(thrown);
    if (passing.has(code)) return false;
    await updateMember(roll.id, member.index, { problem: { code, detail } });
  }
  return true;
}
