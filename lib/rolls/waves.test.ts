import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberState, RollState } from './types';
import { memberState, nextMove, waveOf } from './waves';

type Member = { index: number; wave: number; state: MemberState };

const members = (...states: MemberState[]): Member[] =>
  states.map((state, index) => ({ index, wave: waveOf(index), state }));

describe('waves', () => {
  it('are one, then five, then the rest', () => {
    const waves = Array.from({ length: 40 }, (_, index) => waveOf(index));
    expect(waves.filter((wave) => wave === 1)).toHaveLength(1);
    expect(waves.filter((wave) => wave === 2)).toHaveLength(5);
    expect(waves.slice(6).every((wave) => wave === 3)).toBe(true);
  });
});

describe('a member', () => {
  it('stands as its run does, and says when it was never begun', () => {
    const run = { state: 'planned', aim: 'plan', decidedBy: null } as const;
    const busy = { code: 'conflict', detail: null } as const;
    expect(memberState(null, null)).toBe('waiting');
    expect(memberState(null, busy)).toBe('left');
    expect(memberState(run, null)).toBe('planned');
    expect(memberState(run, busy)).toBe('failed');
    expect(memberState({ ...run, state: 'running' }, null)).toBe('planning');
    expect(memberState({ ...run, state: 'queued', aim: 'execute' }, null)).toBe('changing');
    expect(memberState({ ...run, state: 'failed' }, null)).toBe('left');
    expect(memberState({ ...run, state: 'failed', aim: 'execute' }, null)).toBe('failed');
    expect(memberState({ ...run, state: 'discarded' }, null)).toBe('same');
    expect(memberState({ ...run, state: 'discarded', decidedBy: 'x' }, null)).toBe('left');
  });
});

describe('the next move', () => {
  it('plans few at once, then waits for a person', () => {
    expect(
      nextMove('planning', members('waiting', 'waiting', 'waiting', 'waiting', 'waiting')),
    ).toEqual({
      kind: 'plan',
      members: [0, 1, 2, 3],
    });
    expect(nextMove('planning', members('planned', 'planning'))).toEqual({ kind: 'wait' });
    expect(nextMove('planning', members('planned', 'left'))).toMatchObject({ state: 'planned' });
    expect(nextMove('planned', members('planned'))).toEqual({ kind: 'wait' });
    expect(nextMove('planning', members('same', 'left'))).toMatchObject({ state: 'succeeded' });
  });

  it('begins no wave before the one before it is over', () => {
    expect(nextMove('rolling', members('planned', 'planned'))).toEqual({
      kind: 'execute',
      members: [0],
    });
    expect(nextMove('rolling', members('changing', 'planned'))).toEqual({ kind: 'wait' });
    expect(nextMove('rolling', members('succeeded', 'planned', 'changing', 'planned'))).toEqual({
      kind: 'execute',
      members: [1, 3],
    });
  });

  it('ends at the first failure, once what was begun is over, and drops every plan that is left', () => {
    expect(nextMove('rolling', members('succeeded', 'failed', 'changing', 'planned'))).toEqual({
      kind: 'wait',
    });
    expect(nextMove('rolling', members('succeeded', 'failed', 'succeeded', 'planned'))).toEqual({
      kind: 'settle',
      state: 'failed',
      drop: [3, 1],
    });
  });

  it('stops when asked, and leaves nothing half done', () => {
    expect(nextMove('stopping', members('changing', 'planned'))).toEqual({ kind: 'wait' });
    expect(nextMove('stopping', members('succeeded', 'planned', 'waiting'))).toEqual({
      kind: 'settle',
      state: 'stopped',
      drop: [1],
    });
  });

  it('comes to an end whatever the runs do, and never changes a proxy after a failure', () => {
    const fate = fc.constantFrom<MemberState>('succeeded', 'failed');
    const plan = fc.constantFrom<MemberState>('planned', 'planned', 'planned', 'same', 'left');
    fc.assert(
      fc.property(fc.array(fc.tuple(plan, fate), { minLength: 1, maxLength: 30 }), (fates) => {
        const all = fates.map(
          (_, index): Member => ({ index, wave: waveOf(index), state: 'waiting' }),
        );
        let state: RollState = 'planning';
        let hasFailed = false;
        for (let step = 0; step < 500; step++) {
          const move = nextMove(state, all);
          if (move.kind === 'plan')
            for (const index of move.members) (all[index] as Member).state = 'planning';
          if (move.kind === 'execute') {
            expect(hasFailed).toBe(false);
            for (const index of move.members) (all[index] as Member).state = 'changing';
          }
          if (move.kind === 'settle') {
            state = move.state;
            for (const index of move.drop)
              if (all[index]?.state === 'planned') all[index].state = 'left';
            if (state !== 'planned') break;
            state = 'rolling';
          }
          if (move.kind === 'wait') {
            const busy = all.find((one) => one.state === 'planning' || one.state === 'changing');
            if (!busy) throw new Error('it waits for nothing');
            busy.state = fates[busy.index]?.[busy.state === 'planning' ? 0 : 1] as MemberState;
            hasFailed ||= busy.state === 'failed';
          }
        }
        expect(['succeeded', 'failed']).toContain(state);
        expect(state === 'failed').toBe(hasFailed);
        expect(all.some((one) => one.state === 'changing' || one.state === 'planned')).toBe(false);
      }),
    );
  });
});
