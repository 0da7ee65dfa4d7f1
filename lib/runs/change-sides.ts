import type { ResourceChange } from '../aws/change-sets';
import { differencesOf } from './property-diff';

/** AWS leaves it open where it depends on a value that only the execution knows; then it is taken to be so. */
export function isRenewed({ replacement }: ResourceChange): boolean {
  return replacement === 'True' || replacement === 'Conditional';
}

/** Whether a resource's tags change and nothing else. */
export function isLabelled({ action, properties }: ResourceChange): boolean {
  return action === 'Modify' && properties.every(({ path }) => /^(\/Properties\/)?Tags/.test(path));
}

export type Side = (...path: string[]) => string | null;

/** A resource's changed values as they were and as they will be; what did not change is null on both sides. */
export function sides({ properties }: ResourceChange): { before: Side; after: Side } {
  const differences = differencesOf(properties);
  const read =
    (which: 'before' | 'after'): Side =>
    (...path) =>
      differences.find((one) => one.path === path.join('.'))?.[which] ?? null;
  return { before: read('before'), after: read('after') };
}
