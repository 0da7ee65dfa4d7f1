import type { Problem } from '../known';

/**
 * What one property of one resource is, on one side: saved, deployed or actual. `property` is CloudFormation's path,
 * such as `Quota.Limit`; empty for the resource itself.
 */
export type Fact = {
  where: string;
  property: string;
  value: unknown;
  /** Equal for values that mean the same. */
  meaning: string | null;
};

/** By `factKey`. What is absent on a side has no fact there. */
export type Facts = Map<string, Fact>;

export function factKey(where: string, property: string): string {
  return `${where} ${property}`;
}

/** `undeployed` is saved and not deployed, `drift` was changed outside, `both` at once. */
export type DifferenceKind = 'undeployed' | 'drift' | 'both';

/** One property whose three sides are not the same; null where it is absent on that side. */
export type Difference = {
  where: string;
  property: string;
  kind: DifferenceKind;
  ours: string | null;
  deployed: string | null;
  actual: string | null;
  /** Whether a revert can put it back, and whether the spec can say what it is now. */
  isRevertible: boolean;
  isAdoptable: boolean;
};

/**
 * `live` is said only where all three sides were compared and are the same. `undeployed` also stands for a template
 * that differs in what no caller feels.
 */
export type LiveState = 'live' | 'undeployed' | 'drifted' | 'changing' | 'failed' | 'unknown';

/** How what is saved, what was deployed and what is compare. */
export type LiveReport = {
  state: LiveState;
  differences: Difference[];
  /** When AWS was last asked what is; null when it never answered. */
  checkedAt: Date | null;
  problem: Problem | null;
};
