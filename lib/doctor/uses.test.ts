import { expect, it } from 'vitest';
import type { UsageReport } from '../usage/types';
import { usesOf } from './uses';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 9, minute));
const gauge = { limit: 20, period: 'DAY', used: 20, left: 0, resetsAt: at(0), state: 'spent' };
const key = { keyId: 'a', role: 'consumer', label: 'A', days: [], gauge };
const report = { gauge, hasQuota: true, rate: 5, burst: 5, keys: [key], days: [] };
const known = { value: report as unknown as UsageReport, asOf: at(10), problem: null };
const grant = { keyId: 'a', amount: 5, grantedAt: at(11), isSeen: true };
const isSpent = (...grants: (typeof grant)[]) => usesOf(known, grants, at(12))?.[0]?.isSpent;

it('counts a grant that GetUsage was not asked about yet, or does not tell of in time', () => {
  expect(isSpent()).toBe(true);
  expect(isSpent(grant)).toBe(false);
  expect(isSpent({ ...grant, grantedAt: at(9), isSeen: false })).toBe(false);
  expect(usesOf(known, [grant], at(12))).toMatchObject([{ label: 'A', used: 20, limit: 25 }]);
});

it('counts none twice, and none of another key', () => {
  expect(isSpent({ ...grant, grantedAt: at(9) })).toBe(true);
  expect(isSpent({ ...grant, keyId: 'b' })).toBe(true);
  const late = { ...grant, grantedAt: at(9), isSeen: false };
  expect(usesOf(known, [late], at(59))?.[0]?.isSpent).toBe(true);
});

it('knows nothing where nothing is known', () => {
  expect(
    usesOf({ value: null, asOf: null, problem: { code: 'unavailable', detail: null } }, [], at(12)),
  ).toBeNull();
});
