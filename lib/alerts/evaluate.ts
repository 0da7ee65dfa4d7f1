import 'server-only';
import { decide, findReached, oncePerTeam } from './decide';
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
  const all = facts.map(
    (each) => [each, findReached(each, rulesOf(each.team, each.proxy), now)] as const,
  );
  const reached = new Map([...oncePerTeam(all)].filter(([, due]) => due.length > 0));
  const told = await loadTold(targetId, reached);
  let raised = 0;
  for (const { proxy, team } of facts) {
    const due = decide(reached.get(proxy) ?? [], told.get(proxy) ?? new Set());
    raised += await raiseAlerts({ targetId, team, proxy }, due, now);
  }
  return raised;
}
