import { midnight, quotaPeriod } from '../usage/calendar';
import { broken, contradicted, isRecent, unknown, whole } from './hop';
import type { DoctorFacts, Hop } from './types';

export function throttle({ gateway, probe, now }: DoctorFacts): Hop {
  if (!gateway) return unknown('throttle', 'gateway');
  const { rateLimit = null, burstLimit = null } = gateway.plan?.throttle ?? {};
  const limits = `${rateLimit ?? '–'}/s, burst ${burstLimit ?? '–'}`;
  if (rateLimit === 0 || burstLimit === 0) return broken('throttle', 'rateZero', limits);
  const byPlan = whole('throttle', limits);
  // A bucket is full again within moments.
  if (probe?.outcome !== 'throttled' || !isRecent(probe, now)) return byPlan;
  return contradicted(probe, byPlan, 'throttled', 'HTTP 429');
}

/** Of the plan, of its consumers' keys by what is known of their use, and of the probe's own key. */
export function quota({ gateway, probe, uses, now }: DoctorFacts): Hop {
  if (!gateway) return unknown('quota', 'gateway');
  const plan = gateway.plan?.quota ?? null;
  if (!plan) return whole('quota', '–');
  const limit = `${plan.limit} ${plan.period}`;
  if (plan.limit === 0) return broken('quota', 'quotaZero', limit);
  const spent = uses?.find(
    // The plan may have been given more by hand since the collector looked.
    ({ isSpent, role, used }) => isSpent && role === 'consumer' && used >= plan.limit,
  );
  if (spent) return broken('quota', 'keySpent', `${spent.label}: ${spent.used} / ${spent.limit}`);
  const used = uses?.map((it) => `${it.label}: ${it.used} / ${it.limit}`).join(', ');
  const byPlan = whole('quota', used ? `${limit}; ${used}` : limit);
  const { firstDay } = quotaPeriod(periodOf(plan.period), now);
  if (probe?.outcome !== 'quota' || probe.at < midnight(firstDay)) return byPlan;
  return contradicted(probe, byPlan, 'quotaSpent', 'HTTP 429');
}

function periodOf(period: string): 'DAY' | 'WEEK' | 'MONTH' {
  return period === 'WEEK' || period === 'MONTH' ? period : 'DAY';
}
