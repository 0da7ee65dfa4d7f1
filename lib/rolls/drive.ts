import 'server-only';
import { inArray } from 'drizzle-orm';
import { findBegun } from '../audit/data';
import { recordAudit } from '../audit/mutations';
import { toAppError } from '../aws/errors';
import { db } from '../db/database';
import { runs } from '../db/schema';
import type { ErrorCode } from '../errors';
import { mayStill } from '../identity/gate';
import { planSavedNetwork } from '../networks/mutations';
import { planSaved } from '../proxies/mutations';
import { executePlanned } from '../runs/mutations';
import type { Requester } from '../runs/start-run';
import { decideRuns } from '../runs/store';
import { withdrawRuns } from '../runs/withdraw';
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
  if (move.kind === 'withdraw') return withdraw(roll, move.members, members);
  const by = { email: roll.decidedBy ?? roll.requestedBy };
  // Whoever lost the right since then begins nothing more.
  if (!(await mayStill(by.email, 'fleet.roll'))) return stopFor(roll, by.email);
  const begin = move.kind === 'plan' ? plan : execute;
  let hasMoved = false;
  for (const member of members.filter(({ index }) => move.members.includes(index)))
    hasMoved = (await begin(by, roll, member)) || hasMoved;
  return hasMoved;
}

/** Whoever it was begun for may not have it go on. */
async function stopFor(roll: RollRow, lostBy: string): Promise<boolean> {
  return (await db()).transaction(async (tx) => {
    const isMoved = await moveRoll(tx, roll.id, [roll.state], { state: 'stopping' });
    const row = { actor: 'system', action: 'roll.stop', object: roll.id } as const;
    if (isMoved) await recordAudit(tx, { ...row, detail: { rollId: roll.id, lostBy } });
    return isMoved;
  });
}

/** False where engines have all of them in their hands at the moment: the next look tells whether they began. */
async function withdraw(
  roll: RollRow,
  indexes: readonly number[],
  members: readonly MemberRow[],
): Promise<boolean> {
  const runIds = runsOf(members, indexes);
  const by = roll.stoppedBy ?? roll.requestedBy;
  return (await db()).transaction(
    async (tx) => (await withdrawRuns(tx, inArray(runs.id, runIds), by)) > 0,
  );
}

function runsOf(members: readonly MemberRow[], indexes: readonly number[]): string[] {
  return members.flatMap(({ index, runId }) => (indexes.includes(index) && runId) || []);
}

/** Plans that nobody will execute take their change sets along. One that was decided meanwhile stays as it is. */
async function settle(
  roll: RollRow,
  { state, drop }: Extract<Move, { kind: 'settle' }>,
  members: readonly MemberRow[],
): Promise<boolean> {
  const runIds = runsOf(members, drop);
  return (await db()).transaction(async (tx) => {
    if (runIds.length > 0)
      await decideRuns(tx, inArray(runs.id, runIds), 'discard', roll.stoppedBy ?? roll.requestedBy);
    const endedAt = state === 'planned' ? null : new Date();
    const isMoved = await moveRoll(tx, roll.id, [roll.state], { state, endedAt });
    if (isMoved && endedAt)
      await recordAudit(tx, {
        actor: 'system',
        action: 'roll.end',
        object: roll.id,
        of: (await findBegun(tx, roll.id, { rollId: roll.id }))?.seq ?? null,
        detail: { rollId: roll.id, outcome: state },
      });
    return isMoved;
  });
}

async function plan(by: Requester, roll: RollRow, member: MemberRow): Promise<boolean> {
  const idempotencyKey = `${roll.id}-${member.index}`;
  return told(roll, member, async () => {
    const planOf = member.kind === 'network' ? planSavedNetwork : planSaved;
    const { runId } = await planOf(by, { name: member.name, idempotencyKey });
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
