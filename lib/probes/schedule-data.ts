import 'server-only';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import type { Problem } from '../known';
import { utcDay } from '../usage/calendar';
import { loadSchedule } from './schedule-store';
import { loadProbeState } from './state-store';
import { defaultThresholds, type ProbeState, type Thresholds } from './thresholds';

/** How a proxy is probed by itself, and what its probes say together; what a page shows and a form begins with. */
export type ScheduleView = {
  /** Null while it is off. */
  everyMinutes: number | null;
  dailyMax: number | null;
  /** Null where nobody chose. */
  path: string | null;
  thresholds: Thresholds;
  /** Null while it is off. */
  dueAt: Date | null;
  /** Of the UTC day that goes on. */
  spentToday: number;
  /** Until when a refusal of the probe's young key counts for nothing; null where none was refused for that. */
  settlesAt: Date | null;
  /** Why the last turn came to no probe. */
  problem: Problem | null;
  changedBy: string | null;
  state: ProbeState;
};

export async function getProbeSchedule(proxy: string): Promise<ScheduleView> {
  const { id } = mainTarget();
  const [row, state] = await Promise.all([
    loadSchedule(await db(), id, proxy),
    loadProbeState(id, proxy),
  ]);
  const now = new Date();
  const isSettling = row?.settlesAt != null && row.settlesAt > now;
  return {
    everyMinutes: row?.everyMinutes ?? null,
    dailyMax: row?.dailyMax ?? null,
    path: row?.path ?? null,
    thresholds: row?.thresholds ?? defaultThresholds,
    dueAt: row?.dueAt ?? null,
    spentToday: row?.spentOn === utcDay(now) ? row.spent : 0,
    settlesAt: isSettling ? row.settlesAt : null,
    problem: row?.problem ?? null,
    changedBy: row?.changedBy ?? null,
    state,
  };
}
