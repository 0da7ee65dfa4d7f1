import 'server-only';
import { decide, findReached } from './decide';
import { loadRules, loadTold, raiseAlerts } from './store';
import type { ProxyFacts } from './types';

/**
 * Raises every alert that these facts make due and that was not raised before, by whichever process and whenever.
 * Answers how many were raised here.
 */
export async function evaluateAlerts(
  targetId: string,
  facts: readonly ProxyFacts[],
  now: Date,
): Promise<number> {
  const rulesOf = await loadRules(targetId);
  const reached = new Map(
    facts
      .map((each) => [each.proxy, findReached(each, rulesOf(each.team, each.proxy), now)] as const)
      .filter(([, alerts]) => alerts.length > 0),
  );
  const told = await loadTold(targetId, reached);
  let raised = 0;
  for (const { proxy, team } of facts) {
    const due = decide(reached.get(proxy) ?? [], told.get(proxy) ?? new Set());
    raised += await raiseAlerts({ targetId, team, proxy }, due, now);
  }
  return raised;
}
