import type { StackFacts } from '../proxies/types';

/**
 * Whether the plan of a stack tells of its keys. While a stack is made or goes, they are not in the plan yet or any more,
 * and GetUsage, which leaves out a key without requests too, would read as "none used".
 */
export function isMetered({ phase, status }: Pick<StackFacts, 'phase' | 'status'>): boolean {
  return phase === 'ready' || phase === 'changing' || /^UPDATE_/.test(status);
}
