import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenLength, timeLeft } from './time-left';

const now = new Date('2026-01-02T03:04:05Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const step = (
  kind: 'proxy' | 'network',
  state: 'waiting' | 'running' | 'succeeded',
  elapsedMs = 0,
) => ({
  index: 0,
  action: 'create' as const,
  subject: { kind, name: 'a' },
  state,
  startedAt: state === 'waiting' ? null : ago(elapsedMs),
});

describe('timeLeft', () => {
  const past = {
    'create proxy': [10_000, 20_000, 30_000, 40_000, 50_000],
    'create network': [100_000, 120_000, 140_000, 160_000, 180_000],
  };

  it('says nothing before five earlier steps, and nothing when nothing is left', () => {
    const few = { 'create proxy': [1, 2, 3, 4] };
    expect(timeLeft([step('proxy', 'running')], few, now)).toBeNull();
    expect(timeLeft([step('proxy', 'running')], {}, now)).toBeNull();
    expect(timeLeft([step('proxy', 'succeeded')], past, now)).toBeNull();
  });

  it('is what half of the earlier ones kept to', () => {
    expect(timeLeft([step('proxy', 'running')], past, now)).toEqual({
      kind: 'range',
      fromMs: 20_000,
      toMs: 40_000,
    });
  });

  it('forgets those that were over by now', () => {
    expect(timeLeft([step('proxy', 'running', 35_000)], past, now)).toEqual({
      kind: 'range',
      fromMs: 7_500,
      toMs: 12_500,
    });
  });

  it('says so when it takes longer than nearly all', () => {
    expect(timeLeft([step('proxy', 'running', 45_000)], past, now)).toEqual({ kind: 'longer' });
  });

  it('adds what is still to come', () => {
    const steps = [step('network', 'running'), step('proxy', 'waiting')];
    expect(timeLeft(steps, past, now)).toEqual({ kind: 'range', fromMs: 140_000, toMs: 200_000 });
  });

  it('counts the wait for a later turn in, and says nothing where no such wait is known', () => {
    const update = { ...step('proxy', 'running'), action: 'update' as const };
    const steps = [update, { ...update, index: 1, state: 'waiting' as const, startedAt: null }];
    const updates = { 'update proxy': [10_000, 20_000, 30_000, 40_000, 50_000] };
    const turns = { 'turn update proxy': [15_000, 16_000, 17_000, 18_000, 19_000] };
    expect(timeLeft(steps, updates, now)).toBeNull();
    expect(timeLeft(steps, { ...updates, ...turns }, now)).toEqual({
      kind: 'range',
      fromMs: 20_000 + 16_000 + 20_000,
      toMs: 40_000 + 18_000 + 40_000,
    });
  });

  it('is a range of moments still to come, whatever was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000_000 }), { maxLength: 60 }),
        fc.nat(10_000_000),
        (lengths, elapsed) => {
          const left = timeLeft(
            [step('proxy', 'running', elapsed)],
            { 'create proxy': lengths },
            now,
          );
          if (left?.kind !== 'range') return;
          expect(left.fromMs).toBeGreaterThan(0);
          expect(left.toMs).toBeGreaterThanOrEqual(left.fromMs);
        },
      ),
    );
  });
});

describe('spokenLength', () => {
  it.each([
    [0, 'seconds', 5],
    [12_400, 'seconds', 10],
    [88_000, 'seconds', 90],
    [90_000, 'minutes', 2],
    [260_000, 'minutes', 4],
  ])('of %i ms', (ms, unit, count) => {
    expect(spokenLength(ms)).toEqual({ unit, count });
  });
});
