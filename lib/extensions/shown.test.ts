import { describe, expect, it } from 'vitest';
import type { QuotaGauge, UsageReport } from '../usage/types';
import { extensionsByKey, withExtensions } from './shown';

const endsAt = new Date('2026-11-23T00:00:00Z');
const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour));
const grant = {
  keyId: 'a',
  amount: 10,
  reason: 'batch',
  requestedBy: 'ben@example.com',
  decidedBy: null,
  grantedAt: at(9),
  endsAt,
  isSeen: true,
};

function report(...gauges: Pick<QuotaGauge, 'used' | 'left' | 'state'>[]): UsageReport {
  const keys = gauges.map((gauge, index) => ({
    keyId: 'ab'[index] ?? '',
    role: 'consumer' as const,
    label: 'AB'[index] ?? '',
    days: [],
    gauge: { limit: 20, period: 'DAY' as const, resetsAt: endsAt, ...gauge },
  }));
  const worst = keys[0]?.gauge ?? null;
  return { gauge: worst, hasQuota: true, rate: 5, burst: 5, keys, days: [] };
}

describe('what a gauge shows of extensions', () => {
  it('is the sum of what AWS has taken, newest first, with who, why and until when', () => {
    const second = { ...grant, amount: 5, decidedBy: 'aiko@example.com', grantedAt: at(11) };
    const waiting = { ...grant, amount: 99, grantedAt: null };
    const found = extensionsByKey([grant, second, waiting, { ...grant, keyId: 'b' }]);
    expect(found.get('a')).toEqual({
      granted: 15,
      grants: [
        {
          amount: 5,
          reason: 'batch',
          by: grant.requestedBy,
          approvedBy: 'aiko@example.com',
          at: at(11),
        },
        { amount: 10, reason: 'batch', by: grant.requestedBy, approvedBy: null, at: at(9) },
      ],
      until: endsAt,
    });
  });

  it('belongs to its key alone', () => {
    const before = report(
      { used: 20, left: 10, state: 'plenty' },
      { used: 1, left: 19, state: 'plenty' },
    );
    const after = withExtensions(before, extensionsByKey([grant]));
    expect(after.gauge?.extension?.granted).toBe(10);
    expect(after.keys.map(({ gauge }) => gauge?.extension?.granted)).toEqual([10, undefined]);
    expect(withExtensions(before, new Map())).toBe(before);
  });

  it('is near its end at a fifth of all there is', () => {
    const states = [10, 7, 6, 0].map((left) => {
      const one = report({ used: 30 - left, left, state: 'plenty' });
      return withExtensions(one, extensionsByKey([grant])).gauge?.state;
    });
    expect(states).toEqual(['plenty', 'plenty', 'near', 'spent']);
  });
});
