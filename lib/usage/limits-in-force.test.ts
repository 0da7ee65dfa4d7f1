import { describe, expect, it } from 'vitest';
import type { Difference } from '../drift/types';
import { limitsInForce } from './limits-in-force';

const saved = { quota: { limit: 20, period: 'DAY' as const }, rate: 5, burst: 5 };
const since = new Date('2026-11-01T00:00:00Z');

function changed(property: string, actual: string | null, kind: Difference['kind'] = 'drift') {
  const sides = { ours: null, deployed: null, isRevertible: true, isAdoptable: true };
  return { where: 'UsagePlan', property, kind, actual, ...sides };
}

describe('limitsInForce', () => {
  it('is what was saved while nobody edited the plan', () => {
    expect(limitsInForce(saved, [], since)).toEqual(saved);
    const elsewhere = { ...changed('Throttle.RateLimit', '9'), where: 'Stage' };
    expect(limitsInForce(saved, [elsewhere], since)).toEqual(saved);
  });

  it('is what the plan says where somebody edited it, or what is saved was not deployed', () => {
    const edits = [
      changed('Quota.Limit', '50'),
      changed('Throttle.RateLimit', '0.5', 'undeployed'),
    ];
    expect(limitsInForce(saved, edits, since)).toEqual({
      quota: { limit: 50, period: 'DAY' },
      rate: 0.5,
      burst: 5,
    });
    const taken = [changed('Quota.Limit', null), changed('Quota.Period', null)];
    expect(limitsInForce(saved, taken, since).quota).toBeNull();
    const given = [changed('Quota.Limit', '9'), changed('Quota.Period', 'WEEK')];
    expect(limitsInForce({ ...saved, quota: null }, given, since).quota).toEqual({
      limit: 9,
      period: 'WEEK',
    });
  });

  it('knows an offset that was set by hand, and when the plan began', () => {
    expect(limitsInForce(saved, [changed('Quota.Offset', '3')], since).quota).toEqual({
      ...saved.quota,
      offset: 3,
      since,
    });
  });
});
