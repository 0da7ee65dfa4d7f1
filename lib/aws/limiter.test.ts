import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimiter, ownLedger } from './limiter';

describe('createLimiter', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function passedAfter(ms: number, calls: number) {
    const limiter = createLimiter({ ratePerSecond: 4, burst: 4 }, Date.now);
    let passed = 0;
    for (let i = 0; i < calls; i++) void limiter.take().then(() => passed++);
    await vi.advanceTimersByTimeAsync(ms);
    return passed;
  }

  it('lets a burst through at once', async () => {
    expect(await passedAfter(0, 10)).toBe(4);
  });

  it('never lets more than rate × time + burst through', async () => {
    expect(await passedAfter(1000, 100)).toBe(8);
    expect(await passedAfter(10_000, 100)).toBe(44);
  });

  it('keeps no more than the burst while idle', async () => {
    const limiter = createLimiter({ ratePerSecond: 4, burst: 4 }, Date.now);
    await vi.advanceTimersByTimeAsync(60_000);
    let passed = 0;
    for (let i = 0; i < 20; i++) void limiter.take().then(() => passed++);
    await vi.advanceTimersByTimeAsync(0);
    expect(passed).toBe(4);
  });

  it('halves its rate when it is eased, and has it back after half a minute', async () => {
    const limiter = createLimiter({ ratePerSecond: 10, burst: 4 }, Date.now);
    let passed = 0;
    const ask = () => void limiter.take().then(() => passed++);
    limiter.ease();
    for (let i = 0; i < 20; i++) ask();
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toBe(5);
    await vi.advanceTimersByTimeAsync(40_000);
    passed = 0;
    for (let i = 0; i < 100; i++) ask();
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toBe(14);
  });

  it('goes on, however often it is eased', async () => {
    const limiter = createLimiter({ ratePerSecond: 16, burst: 1 }, Date.now);
    for (let i = 0; i < 100; i++) limiter.ease();
    let passed = 0;
    for (let i = 0; i < 3; i++) void limiter.take().then(() => passed++);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(passed).toBe(3);
  });

  it('is one budget for all that keep one ledger', async () => {
    const ledger = ownLedger(Date.now);
    const replicas = Array.from({ length: 2 }, () => {
      const limiter = createLimiter({ ratePerSecond: 4, burst: 4 }, Date.now, ledger);
      const replica = { passed: 0 };
      for (let i = 0; i < 100; i++) void limiter.take().then(() => replica.passed++);
      return replica;
    });
    await vi.advanceTimersByTimeAsync(10_000);
    const [one, other] = replicas.map(({ passed }) => passed);
    expect((one ?? 0) + (other ?? 0)).toBe(44);
    expect(Math.abs((one ?? 0) - (other ?? 0))).toBeLessThanOrEqual(4);
  });

  it('grants nothing to a caller that gave up before its turn was near', async () => {
    const limiter = createLimiter({ ratePerSecond: 1, burst: 1 }, Date.now);
    await limiter.take();
    void limiter.take();
    const abort = new AbortController();
    const left = limiter.take(abort.signal).catch(() => 'left');
    let passed = 0;
    void limiter.take().then(() => passed++);
    abort.abort();
    expect(await left).toBe('left');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(passed).toBe(1);
  });

  it('rejects a caller that gives up', async () => {
    const limiter = createLimiter({ ratePerSecond: 1, burst: 1 }, Date.now);
    await limiter.take();
    const abort = new AbortController();
    const waiting = limiter.take(abort.signal);
    abort.abort(new Error('gave up'));
    await expect(waiting).rejects.toThrow('gave up');
  });
});
