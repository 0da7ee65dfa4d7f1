import type { PlanContext } from '../context';
import {
  dayMs,
  emptyUsage,
  extraAt,
  quotaAt,
  quotaLeft,
  quotaPeriod,
  usedIn,
  utcDay,
  withRemaining,
} from '../dataplane/quota';
import { badRequest, notFound, requirePlan } from './faults';
import type { KeyUsage, UsagePlan } from './types';

const slotMs = 10_000;
/** repost.aws/knowledge-center/api-gateway-usage-key: the range of a report. */
export const usageDaysMax = 90;

/** Books calls that passed key, throttle and quota. */
export function meter(usage: KeyUsage, now: number, calls: number, lagMs: number): KeyUsage {
  const day = utcDay(now);
  const slot = Math.floor(now / slotMs) * slotMs;
  const recent = usage.recent.filter(([at]) => at > now - lagMs - slotMs);
  const last = recent.at(-1);
  if (last?.[0] === slot) recent[recent.length - 1] = [slot, last[1] + calls];
  else if (lagMs > 0) recent.push([slot, calls]);
  return { ...usage, days: { ...usage.days, [day]: (usage.days[day] ?? 0) + calls }, recent };
}

/**
 * GetUsage's rows for one key: `[used, remaining]` for each day, oldest first. It lags behind the truth, except
 * that it turns real-time once the quota is reached (localstack/localstack#11393). Days without calls answer
 * `[0, remaining]` here; on AWS their shape differs in a way nobody has described: UNCONFIRMED. Without a quota
 * `remaining` is 0: UNCONFIRMED.
 */
export function usageRows(
  plan: UsagePlan,
  usage: KeyUsage = emptyUsage(),
  range: { from: number; to: number },
  { now, lagMs }: { now: number; lagMs: number },
): [number, number][] {
  const isSpent = plan.quota !== undefined && quotaLeft(usage, plan.quota, now) === 0;
  const days = isSpent ? usage.days : laggingDays(usage, now - lagMs);
  const rows: [number, number][] = [];
  for (let day = range.from; day <= Math.min(range.to, now); day += dayMs) {
    const close = Math.min(now, day + dayMs - 1);
    rows.push([days[utcDay(day)] ?? 0, remainingAt(plan, { ...usage, days }, day, close)]);
  }
  return rows;
}

export function usageRange(startDate: string, endDate: string): { from: number; to: number } {
  const [from, to] = [Date.parse(startDate), Date.parse(endDate)];
  // UNCONFIRMED texts; the limit of 90 days is documented.
  if (Number.isNaN(from) || Number.isNaN(to)) {
    throw badRequest('Invalid date specified. Dates must be in the format YYYY-MM-DD');
  }
  if (to < from) throw badRequest('Start date must be before end date');
  if ((to - from) / dayMs > usageDaysMax) {
    throw badRequest(`Date range cannot exceed ${usageDaysMax} days`);
  }
  return { from, to };
}

/** UpdateUsage `/remaining`: what is left of this period becomes `remaining`. */
export function setRemaining(
  context: PlanContext,
  planId: string,
  keyId: string,
  remaining: number,
): void {
  const plan = requirePlan(context, planId);
  if (!plan.keyIds.includes(keyId)) throw notFound('Invalid API Key identifier specified');
  if (!plan.quota) throw badRequest('Usage Plan has no quota');
  if (!Number.isInteger(remaining) || remaining < 0) {
    throw badRequest('Invalid value specified for remaining');
  }
  const key = `${planId}/${keyId}`;
  const { usage } = context.apigateway;
  const before = usage.get(key) ?? emptyUsage();
  usage.set(key, withRemaining(before, plan.quota, remaining, context.clock.now()));
}

function laggingDays(usage: KeyUsage, visibleUntil: number): Record<string, number> {
  const days = { ...usage.days };
  for (const [slot, calls] of usage.recent) {
    const day = utcDay(slot);
    if (slot > visibleUntil) days[day] = Math.max(0, (days[day] ?? 0) - calls);
  }
  return days;
}

/** What was left at the close of a day, which for today is now. */
function remainingAt(plan: UsagePlan, usage: KeyUsage, day: number, close: number): number {
  const quota = quotaAt(plan, close);
  if (!quota) return 0;
  const period = quotaPeriod(day, quota);
  const used = usedIn(usage, period.start, day + dayMs);
  return Math.max(0, quota.limit + extraAt(usage, period, close) - used);
}
