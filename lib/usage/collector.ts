import 'server-only';
import { mainTarget } from '../aws/targets';
import { log } from '../log';
import { readStandingFleet } from '../proxies/fleet';
import { readPlanUsage } from './plan-usage';

/** Plans asked a second at most: half of the budget, the rest is for people who look (aws-facts C). */
const plansPerSecond = 2;
/** A round begins this often, or as soon as the round before has ended. */
const roundMs = 60_000;
/** What was read within the round before is young enough. */
const freshMs = 55_000;

/**
 * Keeps every plan's use fresh for the fleet page, so that no viewer waits for it. One a process; what another
 * process read lately is not read again. Answers how to stop.
 */
export function startUsageCollector(): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const round = async () => {
    const began = Date.now();
    await collect(() => isStopped).catch((error) => log.error('usage.collect', { error }));
    if (isStopped) return;
    timer = setTimeout(round, Math.max(1_000, roundMs - (Date.now() - began))).unref();
  };
  // At once: what an earlier process left may be any age.
  timer = setTimeout(round, 0).unref();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

async function collect(isStopped: () => boolean): Promise<void> {
  const fleet = await readStandingFleet();
  for (const { facts, spec } of fleet.value?.proxies ?? []) {
    const { UsagePlanId } = facts.outputs;
    if (!UsagePlanId || !spec?.limits.quota) continue;
    if (isStopped()) return;
    await readPlanUsage(mainTarget(), UsagePlanId, freshMs);
    await new Promise((resolve) => setTimeout(resolve, 1_000 / plansPerSecond));
  }
}
