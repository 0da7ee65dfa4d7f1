import { describe, expect, it } from 'vitest';
import { callsOfAll, recentCalls } from './recent';

const days = (...used: number[]) =>
  used.map((count, index) => ({ date: `2026-01-0${index + 1}`, used: count, remaining: null }));
const key = (role: 'consumer' | 'probe', label: string, ...used: number[]) => ({
  keyId: `id-${label}`,
  role,
  label,
  days: days(...used),
  gauge: null,
});

describe('recentCalls', () => {
  it('counts the last days of each consumer key, and leaves Sluice’s own out', () => {
    const keys = [key('consumer', 'A', 9, 1, 2, 3), key('probe', 'probe', 5, 5, 5, 5)];
    expect(recentCalls({ keys }, 3)).toEqual([{ keyId: 'id-A', label: 'A', calls: 6 }]);
  });

  it('knows nothing where days are missing, rather than too little', () => {
    expect(recentCalls({ keys: [key('consumer', 'A', 1, 2)] }, 3)[0]?.calls).toBeNull();
  });
});

describe('callsOfAll', () => {
  const known = { keys: [key('consumer', 'A', 1, 2, 3), key('probe', 'probe', 9, 9, 9)] };

  it('adds up the consumers of every proxy', () => {
    expect(callsOfAll([known, { keys: [key('consumer', 'B', 4, 5, 6)] }], 3)).toBe(21);
    expect(callsOfAll([], 3)).toBe(0);
  });

  it('is not known, and no zero, while a day of one is missing', () => {
    expect(callsOfAll([known, { keys: [key('consumer', 'B', 4)] }], 3)).toBeNull();
    expect(callsOfAll([known, null], 3)).toBeNull();
  });
});
