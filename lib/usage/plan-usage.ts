import 'server-only';
import { remember } from '../aws/remember';
import type { Target } from '../aws/targets';
import { readUsage } from '../aws/usage-plans';
import type { Known } from '../known';
import { addDays, utcDay } from './calendar';
import type { PlanUsage } from './report';

/** A month has at most 31 days, and one call answers up to 90 (aws-facts B2). */
const daysAsked = 31;

/**
 * What GetUsage says of a plan, one call for everyone. The page of one proxy asks for a young answer, the fleet for
 * an older one and does not wait for it, so that 200 plans stay within the budget.
 */
export function readPlanUsage(
  target: Target,
  usagePlanId: string,
  ttlMs: number,
  patience: { patienceMs?: number; firstPatienceMs?: number } = {},
): Promise<Known<PlanUsage>> {
  const read = async (): Promise<PlanUsage> => {
    const lastDay = utcDay(new Date());
    const firstDay = addDays(lastDay, 1 - daysAsked);
    const rows = await readUsage(target, { usagePlanId, startDate: firstDay, endDate: lastDay });
    return { firstDay, lastDay, rows };
  };
  return remember(target, `usage/${usagePlanId}`, ttlMs, read, patience);
}
