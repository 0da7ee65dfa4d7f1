import 'server-only';
import { trialMethod } from '@/templates/proxy/http-methods';
import type { ProxySpec } from '@/templates/proxy/spec';
import { toAppError } from '../aws/errors';
import { type Stop, startRounds, startTurns } from '../background';
import { db } from '../db/database';
import { AppError } from '../errors';
import { isStanding, readStandingFleet, type Standing } from '../proxies/fleet';
import { hourMs } from '../usage/calendar';
import { forgetOldProbes } from './forget';
import { probeStanding } from './mutations';
import { claimTurn, dropSchedule, endTurn, type ScheduleRow } from './schedule-store';
import { saveProbeResult } from './store';
import { affordableTurnAfter } from './turns';
import { type ProbeResult, scheduleRequester } from './types';
import { settlingPauseMs } from './waiting';

/** What is due is looked for this often. */
const lookMs = 5_000;
/**
 * Probes that one process makes at the same time. Each takes three seconds and more, since what must fail is waited for,
 * and holds one of the ten executions that a new account has in all (Lambda quotas); its key is read with GetApiKey, of
 * which an account is granted few (aws-facts C).
 */
const lanes = 4;

/**
 * Probes proxies whose turn has come, and drops results that are old. In every process: the database decides which of
 * them probes. Answers how to stop.
 */
export function startProbeSchedule(): Stop {
  const endTurns = startTurns('probes.schedule', advanceProbeSchedule, { lookMs, lanes });
  const endForgetting = startRounds(
    'probes.forget',
    () => forgetOldProbes(),
    () => hourMs,
  );
  return () => {
    void endTurns();
    void endForgetting();
  };
}

/** Makes one probe whose turn has come; true when there was one. */
export async function advanceProbeSchedule(): Promise<boolean> {
  const row = await claimTurn();
  if (!row) return false;
  let isCalled = false;
  try {
    await take(row, () => {
      isCalled = true;
    });
  } catch (thrown) {
    const { code, detail } = toAppError(thrown);
    const problem = { code, detail };
    if (isCalled) await endTurn(await db(), row, { dueAt: nextTurn(row), problem });
    else await giveBack(row, { problem });
  }
  return true;
}

async function take(row: ScheduleRow, onCall: () => void): Promise<void> {
  const fleet = await readStandingFleet();
  if (!fleet.value) throw new AppError(fleet.problem.code, 'the fleet cannot be read');
  const proxy = fleet.value.proxies.find(({ facts }) => facts.name === row.proxy);
  if (!proxy || !isStanding(proxy)) return leave(row, fleet.problem === null);
  if (!isCallable(proxy)) return giveBack(row);
  const method = proxy.spec ? trialMethod(proxy.spec.upstream) : 'GET';
  const input = { proxy: row.proxy, method, path: row.path };
  const result = await probeStanding(fleet.value, proxy, input, scheduleRequester, onCall);
  await keep(row, result);
}

/** Result and turn together: whoever lost the turn meanwhile keeps nothing. */
async function keep(row: ScheduleRow, result: ProbeResult): Promise<void> {
  const settlesAt = result.settlesAt ? new Date(result.settlesAt) : null;
  const dueAt = settlesAt ? whileSettling(row, result.at) : nextTurn(row);
  await (await db()).transaction(async (tx) => {
    if (await endTurn(tx, row, { dueAt, settlesAt, problem: null }))
      await saveProbeResult(tx, row.targetId, result);
  });
}

/** Soon, where today's budget has room for it. */
function whileSettling(row: ScheduleRow, at: Date): Date {
  const soon = new Date(at.getTime() + settlingPauseMs);
  const next = nextTurn(row);
  return row.spent < row.dailyMax && soon < next ? soon : next;
}

/** A proxy that is gone takes its schedule with it; one that AWS could not be asked about keeps it. */
async function leave(row: ScheduleRow, isGone: boolean): Promise<void> {
  if (isGone) await dropSchedule(await db(), row);
  else await giveBack(row);
}

/** Nothing was called, so nothing is charged. */
async function giveBack(
  row: ScheduleRow,
  change: Partial<Pick<ScheduleRow, 'problem'>> = {},
): Promise<void> {
  const spent = row.spent - 1;
  await endTurn(await db(), row, { ...change, dueAt: nextTurn({ ...row, spent }), spent });
}

/** What is being made or taken away answers when it does. */
function isCallable({ facts }: Standing<ProxySpec>): boolean {
  return facts.phase === 'ready' || facts.phase === 'changing';
}

function nextTurn({ everyMinutes, ...row }: ScheduleRow): Date {
  return affordableTurnAfter({ ...row, everyMinutes: everyMinutes ?? 60 }, row, new Date());
}
