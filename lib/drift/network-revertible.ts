import type { Difference } from './types';

type Changed = Pick<Difference, 'kind' | 'property' | 'isRevertible'>;

/**
 * Whether a revert of a network can be begun: something can be put back, and nothing whole is lost for good. What was
 * added beside the template is in nothing's way, and stays.
 */
export function canRevertNetwork(differences: readonly Changed[]): boolean {
  const drifted = differences.filter(({ kind }) => kind !== 'undeployed');
  return drifted.some(({ isRevertible }) => isRevertible) && !drifted.some(isLost);
}

/** Gone, and not to be had again: what is made anew has another id. */
export function isLost({ property, isRevertible }: Changed): boolean {
  return property === '' && !isRevertible;
}
