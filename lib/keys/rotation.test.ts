import { describe, expect, it } from 'vitest';
import type { KeyUse } from './last-use';
import { rotationOf } from './rotation';
import type { KeySummary } from './types';

const key = (slot: KeySummary['slot'], day: number, isEnabled = true): KeySummary => ({
  keyId: `key-${slot}`,
  slot,
  name: slot,
  isEnabled,
  createdAt: new Date(Date.UTC(2026, 10, day)),
  mask: '•',
  consumer: '',
  owner: '',
});
const use = (lastDay: string | null, silentDays: number): KeyUse => ({
  lastDay,
  silentDays,
  days: [],
});
const none = { uses: null, handedOver: new Set<string>() };

describe('a rotation', () => {
  it('begins with the second key, whichever slot is free; the probe’s own is none of them', () => {
    expect(rotationOf([key('B', 1), key('probe', 1)], none)).toMatchObject({
      step: 'make',
      old: { slot: 'B' },
      next: null,
    });
  });

  it('goes from the older key to the younger, whatever their slots', () => {
    expect(rotationOf([key('A', 20), key('B', 3)], none)).toMatchObject({
      step: 'hand_over',
      old: { slot: 'B' },
      next: { slot: 'A' },
    });
  });

  it('watches once the new key was handed over or is called with, until the old is silent', () => {
    const keys = [key('A', 1), key('B', 20)];
    const handedOver = new Set(['key-B']);
    const step = (uses: Record<string, KeyUse> | null, handed = handedOver) =>
      rotationOf(keys, { uses, handedOver: handed }).step;
    expect(step({ 'key-A': use('2026-11-25', 0) })).toBe('watch');
    expect(step(null)).toBe('watch');
    const called = { 'key-A': use('2026-11-25', 0), 'key-B': use('2026-11-25', 0) };
    expect(step(called, new Set())).toBe('watch');
    expect(step({ 'key-A': use('2026-11-22', 2) })).toBe('switch_off');
    expect(step({ 'key-A': use(null, 30) })).toBe('switch_off');
  });

  it('ends with the old key that is off, but not while the new one is off too', () => {
    expect(rotationOf([key('A', 1, false), key('B', 20)], none).step).toBe('remove');
    expect(rotationOf([key('A', 1, false), key('B', 20, false)], none).step).toBe('hand_over');
  });
});
