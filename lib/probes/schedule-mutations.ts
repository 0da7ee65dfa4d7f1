import 'server-only';
import { recordAudit } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { db } from '../db/database';
import { probeSchedules } from '../db/schema';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { findProxyStack } from '../proxies/fleet';
import type { ProbeScheduleInput } from './schedule-schema';
import { loadSchedule, type ScheduleRow } from './schedule-store';
import { weighAgain } from './state-store';
import { affordableTurnAfter, isUsedUp } from './turns';

/**
 * Sets how often a proxy is probed by itself, up to how many times a day, and by what its state is decided. What of the
 * day's budget was spent stays spent.
 */
export async function setProbeSchedule(actor: Actor, input: ProbeScheduleInput): Promise<void> {
  const found = await findProxyStack(input.proxy);
  authorize(actor, 'proxy.probe', found && { team: found.facts.team, name: input.proxy });
  if (!found) throw new AppError('not_found', `there is no proxy ${input.proxy}`);
  const { proxy, isOn, path, dailyMax, thresholds } = input;
  const everyMinutes = isOn ? input.everyMinutes : null;
  const { team } = found.facts;
  const targetId = found.target.id;
  await (await db()).transaction(async (tx) => {
    const before = await loadSchedule(tx, targetId, proxy);
    const spending = { dailyMax, spent: before?.spent ?? 0, spentOn: before?.spentOn ?? null };
    const now = new Date();
    const turns = { targetId, proxy, everyMinutes: input.everyMinutes };
    const isNew = !before?.everyMinutes && !isUsedUp(spending, now);
    // Whoever switches it on sees at once what comes of it.
    const dueAt = isOn ? (isNew ? now : affordableTurnAfter(turns, spending, now)) : null;
    const setting = { team, everyMinutes, path, dailyMax, thresholds };
    const row = { ...setting, changedBy: actor.email, changedAt: now, dueAt, ...noTurn };
    await tx
      .insert(probeSchedules)
      .values({ targetId, proxy, ...row })
      .onConflictDoUpdate({ target: [probeSchedules.targetId, probeSchedules.proxy], set: row });
    await weighAgain(tx, targetId, proxy, { path, thresholds });
    await recordAudit(tx, {
      actor,
      action: 'probe.schedule',
      object: proxy,
      team,
      detail: { everyMinutes, path, dailyMax, thresholds },
      changes: changesOf(before && shownOf(before), { everyMinutes, path, dailyMax, thresholds }),
    });
  });
}

function shownOf({ everyMinutes, path, dailyMax, thresholds }: ScheduleRow) {
  return { everyMinutes, path, dailyMax, thresholds };
}

/** A probe that is on its way ends for nothing: it was another schedule's. */
const noTurn = { claim: null, claimedUntil: null, settlesAt: null, problem: null };
