import 'server-only';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../db/database';
import { db } from '../db/database';
import { probeResults, probeStates } from '../db/schema';
import { withoutQueryCredentials } from './query';
import { loadSchedule } from './schedule-store';
import {
  defaultThresholds,
  type ProbeState,
  stateAfter,
  type Thresholds,
  unknownState,
  weigh,
} from './thresholds';
import { type ProbeResult, type ProbeVerdict, scheduleRequester } from './types';

/** Probes that a state is told from where it was not kept: the rest has no say in it but by rare chains. */
const pastMax = 100;

/** Weighs a result that was just kept, with those before it, where it tells of the proxy. In the transaction that keeps it. */
export async function weighResult(
  on: Database,
  targetId: string,
  result: ProbeResult,
): Promise<void> {
  const { proxy } = result;
  const setting = await loadSchedule(on, targetId, proxy);
  if (!isTelling(result, setting)) return;
  const thresholds = setting?.thresholds ?? defaultThresholds;
  const before = await lockState(on, targetId, proxy);
  const state = before
    ? weigh(before, result, thresholds)
    : stateAfter(await loadPast(on, targetId, proxy, setting), thresholds);
  await putState(on, targetId, proxy, state);
}

/** Decides anew by another setting. A state that stays keeps when it began: nobody is told of it again. */
export async function weighAgain(
  on: Database,
  targetId: string,
  proxy: string,
  setting: Setting,
): Promise<void> {
  const before = (await lockState(on, targetId, proxy)) ?? unknownState;
  const past = await loadPast(on, targetId, proxy, setting);
  const after = stateAfter(past, setting.thresholds ?? defaultThresholds);
  const { since, failures, outcome } = before;
  const isSame = after.state === before.state;
  await putState(on, targetId, proxy, isSame ? { ...after, since, failures, outcome } : after);
}

/** What the probes of a proxy say together. */
export async function loadProbeState(targetId: string, proxy: string): Promise<ProbeState> {
  const database = await db();
  const [row] = await database.select().from(probeStates).where(isOf(targetId, proxy));
  if (row) return row.state;
  const setting = await loadSchedule(database, targetId, proxy);
  const past = await loadPast(database, targetId, proxy, setting);
  return stateAfter(past, setting?.thresholds ?? defaultThresholds);
}

/** The states of all proxies of a target that were decided, by name. */
export async function loadProbeStates(targetId: string): Promise<Map<string, ProbeVerdict>> {
  const rows = await (await db())
    .select()
    .from(probeStates)
    .where(eq(probeStates.targetId, targetId));
  return new Map(rows.flatMap(({ proxy, state: { state } }) => (state ? [[proxy, state]] : [])));
}

/** A stretch in which a proxy is down by its thresholds, with the probes that failed since it began. */
export type Outage = { since: Date; failures: number; outcome: string };

/** The outages that go on, by proxy. */
export async function loadOutages(targetId: string): Promise<Map<string, Outage>> {
  const rows = await (await db())
    .select()
    .from(probeStates)
    .where(
      and(eq(probeStates.targetId, targetId), sql`${probeStates.state}->>'state' = ${'down'}`),
    );
  return new Map(
    rows.map(({ proxy, state: { since, failures, outcome } }) => [
      proxy,
      { since: new Date(since ?? 0), failures, outcome: outcome ?? 'other' },
    ]),
  );
}

/** What decides, by the proxy's setting. */
type Setting = { path: string; thresholds: Thresholds | null };

/**
 * Whether a probe says something of the proxy, and not of a call of somebody's own making: it is the one that is
 * scheduled, or that would be; where nobody set one, any by the method that proxies are tried with.
 */
function isTelling(
  {
    requestedBy,
    method = 'GET',
    trialMethod = 'GET',
    url,
  }: Pick<ProbeResult, 'requestedBy' | 'method' | 'trialMethod' | 'url'>,
  setting: Setting | null,
): boolean {
  if (requestedBy === scheduleRequester) return true;
  return method === trialMethod && (setting === null || askedPath(url) === keptPath(setting));
}

/** Path and query below the stage, which is a URL's first part. */
function askedPath(url: string): string {
  const [, path = '/'] = /^https:\/\/[^/]+\/[^/?]+(.*)$/.exec(url) ?? [];
  return path || '/';
}

/** As the URL of a result has it. */
function keptPath({ path }: Setting): string {
  return withoutQueryCredentials(path);
}

async function lockState(on: Database, targetId: string, proxy: string) {
  const [row] = await on.select().from(probeStates).where(isOf(targetId, proxy)).for('update');
  return row?.state ?? null;
}

async function putState(on: Database, targetId: string, proxy: string, state: ProbeState) {
  const set = { state, changedAt: new Date() };
  await on
    .insert(probeStates)
    .values({ targetId, proxy, ...set })
    .onConflictDoUpdate({ target: [probeStates.targetId, probeStates.proxy], set });
}

/** Oldest first. */
async function loadPast(on: Database, targetId: string, proxy: string, setting: Setting | null) {
  const rows = await on
    .select({
      at: probeResults.at,
      verdict: probeResults.verdict,
      outcome: probeResults.outcome,
      totalMs: probeResults.totalMs,
      requestedBy: probeResults.requestedBy,
      method: sql<ProbeResult['method']>`${probeResults.result}->>'method'`,
      trialMethod: sql<ProbeResult['method']>`${probeResults.result}->>'trialMethod'`,
      url: sql<string>`${probeResults.result}->>'url'`,
    })
    .from(probeResults)
    .where(
      and(
        eq(probeResults.targetId, targetId),
        eq(probeResults.proxy, proxy),
        eq(probeResults.isCounted, true),
      ),
    )
    .orderBy(desc(probeResults.at))
    .limit(pastMax);
  return rows
    .filter((row) =>
      isTelling(
        { ...row, method: row.method ?? 'GET', trialMethod: row.trialMethod ?? 'GET' },
        setting,
      ),
    )
    .reverse();
}

function isOf(targetId: string, proxy: string) {
  return and(eq(probeStates.targetId, targetId), eq(probeStates.proxy, proxy));
}
