import type { ProxySpec } from '@/templates/proxy/spec';
import type { Difference } from '../drift/types';
import type { Quota } from './report';

/** What the usage plan bounds now, which is not what was saved where somebody edited the plan by hand. */
export type LimitsInForce = { quota: Quota | null; rate: number; burst: number };

/**
 * The saved limits with what is known to be otherwise on AWS: requests are refused by the plan as it is, whoever
 * edited it. `since`: when the plan was made.
 */
export function limitsInForce(
  saved: ProxySpec['limits'],
  differences: readonly Difference[],
  since: Date,
): LimitsInForce {
  const actual = (property: string): string | null | undefined =>
    differences.find((it) => it.where === 'UsagePlan' && it.property === property)?.actual;
  return {
    quota: quotaInForce(saved.quota, actual, since),
    rate: numberOf(actual('Throttle.RateLimit')) ?? saved.rate,
    burst: numberOf(actual('Throttle.BurstLimit')) ?? saved.burst,
  };
}

function quotaInForce(
  saved: Quota | null,
  actual: (property: string) => string | null | undefined,
  since: Date,
): Quota | null {
  const limitNow = actual('Quota.Limit');
  // Absent there: the quota was taken away.
  if (limitNow === null) return null;
  const limit = numberOf(limitNow) ?? saved?.limit;
  const period = periodOf(actual('Quota.Period')) ?? saved?.period;
  if (limit === undefined || period === undefined) return null;
  const offset = numberOf(actual('Quota.Offset'));
  return { limit, period, ...(offset === null ? {} : { offset, since }) };
}

function periodOf(text: string | null | undefined): Quota['period'] | null {
  return text === 'DAY' || text === 'WEEK' || text === 'MONTH' ? text : null;
}

function numberOf(text: string | null | undefined): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}
