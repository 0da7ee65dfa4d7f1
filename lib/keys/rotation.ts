import type { KeyUse } from './last-use';
import type { KeySummary } from './types';

export const rotationSteps = ['make', 'hand_over', 'watch', 'switch_off', 'remove'] as const;
export type RotationStep = (typeof rotationSteps)[number];

export type Rotation = {
  /** What is to be done next. */
  step: RotationStep;
  /** The key that goes; the only one before a rotation has begun. Null where the proxy has none. */
  old: KeySummary | null;
  /** The key that comes. */
  next: KeySummary | null;
};

/**
 * How far a rotation is, from what stands and what was called, so that it is the same after a reload, on another
 * replica, or when half of it was done in the console. The older key is the one that goes.
 */
export function rotationOf(
  keys: readonly KeySummary[],
  { uses, handedOver }: { uses: Record<string, KeyUse> | null; handedOver: ReadonlySet<string> },
): Rotation {
  const [old = null, next = null] = keys
    .filter(({ slot }) => slot !== 'probe')
    .toSorted((a, b) => +a.createdAt - +b.createdAt || (a.slot < b.slot ? -1 : 1));
  return { step: stepOf(), old, next };

  function stepOf(): RotationStep {
    if (!old || !next) return 'make';
    if (!old.isEnabled && next.isEnabled) return 'remove';
    const isInUse = handedOver.has(next.keyId) || Boolean(uses?.[next.keyId]?.lastDay);
    if (!next.isEnabled || !isInUse) return 'hand_over';
    const oldUse = uses?.[old.keyId];
    return oldUse && (oldUse.lastDay === null || oldUse.silentDays > 0) ? 'switch_off' : 'watch';
  }
}
