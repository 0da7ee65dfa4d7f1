import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askPaced } from './paced';

describe('what is asked at a pace', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Asks about `count` subjects, again and again, for so long after `heldMs`, each answer taking `answerMs`. */
  async function asked(ms: number, answerMs: number, count = 100, heldMs = 0) {
    const starts: string[] = [];
    const open = new Set<string>();
    let [most, isOver, turn] = [0, false, 0];
    const rest = (wait: number) => new Promise<void>((done) => setTimeout(done, wait));
    const done = askPaced<string>({
      perSecond: 2.5,
      atOnceMax: 4,
      idleMs: 500,
      next: (isAsked) => {
        const id = String(turn % count);
        if (isAsked(id)) return null;
        turn += 1;
        return { id, turn: id };
      },
      ask: async (id) => {
        expect(open).not.toContain(id);
        starts.push(id);
        open.add(id);
        most = Math.max(most, open.size);
        await rest(answerMs);
        open.delete(id);
      },
      isOver: () => isOver,
      rest,
    });
    // The clock goes on while nothing is done.
    vi.setSystemTime(Date.now() + heldMs);
    await vi.advanceTimersByTimeAsync(ms);
    isOver = true;
    await vi.advanceTimersByTimeAsync(answerMs + 1_000);
    await done;
    expect(open.size).toBe(0);
    return { starts, most };
  }

  it('keeps its pace where answers take longer than a turn, and never goes above it', async () => {
    for (const answerMs of [0, 100, 900, 1_500])
      expect((await asked(9_999, answerMs)).starts).toHaveLength(25);
  });

  it('makes up for what a busy moment held up, and not for an hour', async () => {
    for (const [heldMs, more] of [
      [1_200, 3],
      [3_600_000, 5],
    ] as const) {
      const { starts } = await asked(5_000, 0, 100, heldMs);
      expect(starts.length).toBe(13 + more);
    }
  });

  it('waits where too many have not been answered', async () => {
    const { starts, most } = await asked(9_999, 4_000);
    expect(most).toBe(4);
    expect(starts.length).toBeLessThanOrEqual(12);
  });

  it('asks nobody twice at once', async () => {
    expect((await asked(9_999, 1_000, 1)).starts.length).toBeLessThanOrEqual(10);
  });
});
