import { usageLagMs } from '../extensions/settle';
import type { Extension } from '../extensions/types';
import type { Known } from '../known';
import type { UsageReport } from '../usage/types';
import type { KeyUse } from './types';

/**
 * What each key has used of all there is. A grant that AWS took and GetUsage does not tell of yet counts: whoever had a
 * quota extended waits to hear that it is.
 */
export function usesOf(
  { value, asOf }: Known<UsageReport>,
  extensions: readonly Pick<Extension, 'keyId' | 'amount' | 'grantedAt' | 'isSeen'>[],
  now: Date,
): KeyUse[] | null {
  if (!value) return null;
  const untold = (keyId: string) =>
    extensions
      .filter(({ keyId: of, grantedAt, isSeen }) => {
        if (of !== keyId || !grantedAt) return false;
        const isLate = !isSeen && now.getTime() - grantedAt.getTime() < usageLagMs;
        return isLate || asOf === null || grantedAt > asOf;
      })
      .reduce((sum, { amount }) => sum + amount, 0);
  return value.keys.flatMap(({ keyId, gauge, label, role }) => {
    if (!gauge) return [];
    const more = untold(keyId);
    const limit = gauge.limit + (gauge.granted ?? 0) + more;
    return [{ label, role, used: gauge.used, limit, isSpent: gauge.left + more <= 0 }];
  });
}
