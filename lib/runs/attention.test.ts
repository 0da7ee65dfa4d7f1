import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Attention } from './attention';

describe('attention', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lasts while watchers say every five seconds that they look on, and two lost words long', () => {
    const attention = new Attention();
    expect(attention.isPaidTo('run_1')).toBe(false);
    attention.hear('run_1');
    vi.advanceTimersByTime(10_000);
    expect(attention.isPaidTo('run_1')).toBe(true);
    expect(attention.isPaidTo('run_2')).toBe(false);
    attention.hear('run_1');
    vi.advanceTimersByTime(10_000);
    expect(attention.isPaidTo('run_1')).toBe(true);
    vi.advanceTimersByTime(3_000);
    expect(attention.isPaidTo('run_1')).toBe(false);
  });
});
