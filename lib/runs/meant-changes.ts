import type { ResourceChange } from '../aws/change-sets';
import type { Run } from './types';

/** What a run's plans change. A revert's first step only writes down what is: what it means is in its last one. */
export function meantChanges({ kind, steps }: Pick<Run, 'kind' | 'steps'>): ResourceChange[] {
  const meant = kind === 'revert' ? steps.slice(-1) : steps;
  return meant.flatMap(({ plan }) => plan?.changes ?? []);
}
