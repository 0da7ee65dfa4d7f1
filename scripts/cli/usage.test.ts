import { describe, expect, it } from 'vitest';
import type { MyUsage } from './types';
import { usageLines } from './usage';

const now = Date.parse('2026-11-25T18:30:00Z');
const quota = {
  limit: 20,
  period: 'DAY',
  used: 26,
  left: 4,
  resetsAt: '2026-11-26T00:00:00Z',
  state: 'near',
  extension: {
    granted: 10,
    grants: [{ amount: 10, by: 'ben@example.com', reason: 'batch' }],
    until: '2026-11-26T00:00:00Z',
  },
};
const item: MyUsage = {
  name: 'httpbin-dev',
  team: 'payments',
  environment: 'dev',
  limits: { hasQuota: true, rate: 5, burst: 5 },
  keys: [{ keyId: 'k', label: 'A', consumer: 'checkout', quota }],
  asOf: '2026-11-25T18:28:00Z',
  problem: null,
};

describe('the lines of a person’s usage', () => {
  it('say what is left of how much, when it starts again on two clocks, why there is more, and how old it is', () => {
    // The tests' own clock stands in Kathmandu, 5:45 ahead.
    expect(usageLines(item, now)).toEqual([
      'httpbin-dev (payments, dev)',
      '  key A of checkout: 4 of 30 left, 26 used this day; resets 2026-11-26 00:00 UTC = 2026-11-26 05:45 here, in 5 h 30 min',
      '    limit 20 + 10 granted by ben@example.com: batch',
      '  as of 2 min ago',
    ]);
  });

  it('never make a nought of what is not known', () => {
    const keys = [{ keyId: 'k', label: 'A', consumer: '', quota: null }];
    const problem = { code: 'throttled', detail: null };
    const unknown = { ...item, keys, asOf: null, problem };
    expect(usageLines(unknown, now)).toEqual([
      'httpbin-dev (payments, dev)',
      '  key A: not known yet',
      '  not known so far (throttled)',
    ]);
    const limits = { hasQuota: false, rate: 5, burst: 5 };
    expect(usageLines({ ...item, keys, limits }, now)[1]).toBe('  key A: no quota, 5/s, burst 5');
  });
});
