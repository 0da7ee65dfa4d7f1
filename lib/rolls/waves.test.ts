import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberKind, MemberState, RollState } from './types';
import { inWaves, memberState, nextMove } from './waves';

type Member = { index: number; wave: number; state: MemberState };

const waved = (members: { kind: MemberKind; state: MemberState }[]): Member[] =>
  inWaves(members).map(({ wave, state }, index) => ({ index, wave, state }));

const members = (...states: MemberState[]): Member[] =>
  waved(states.map((state) => ({ kind: 'proxy', state })));

const kinds = fc.array(fc.constantFrom<MemberKind>('network', 'proxy'), { maxLength: 40 });

describe('waves', () => {
  it('are one, then five, then the rest', () => {
    const waves = members(...Array.from({ length: 40 }, () => 'waiting' as const));
    expect(waves.filter(({ wave }) => wave === 1)).toHaveLength(1);
    expect(waves.filter(({ wave }) => wave === 2)).toHaveLength(5);
    expect(waves.slice(6).every(({ wave }) => wave === 3)).toBe(true);
  });

  it('are of networks alone until those are over, in whatever order the stacks are found', () => {
    fc.assert(
      fc.property(kinds, (found) => {
        const all = inWaves(found.map((kind, at) => ({ kind, at })));
        expect(all.map(({ at }) => at).toSorted((a, b) => a - b)).toEqual(found.map((_, at) => at));
        expect(all.map(({ kind }) => kind)).toEqual(found.toSorted());
        const waves = all.map(({ wave }) => wave);
        expect(waves).toEqual(waves.toSorted((a, b) => a - b));
        const last = all.findLast(({ kind }) => kind === 'network')?.wave ?? 0;
        for (const { kind, wave } of all) expect(wave > last).toBe(kind === 'proxy');
        expect(new Set([0, ...waves]).size).toBe((waves.at(-1) ?? 0) + 1);
      }),
    );
  });
});

describe('a member', () => {
  it('stands as its run does, and says when it was never begun', () => {
    const run = { state: 'planned', aim: 'plan', decidedBy: null, hasBegun: false } as const;
    const busy = { code: 'conflict', detail: null } as const;
    expect(memberState(null, null)).toBe('waiting');
    expect(memberState(null, busy)).toBe('left');
    expect(memberState(run, null)).toBe('planned');
    expect(memberState(run, busy)).toBe('failed');
    expect(memberState({ ...run, state: 'running' }, null)).toBe('planning');
    const decided = { ...run, state: 'queued', aim: 'execute' } as const;
    expect(memberState(decided, null)).toBe('beginning');
    expect(memberState({ ...decided, state: 'running' }, null)).toBe('beginning');
    expect(memberState({ ...decided, hasBegun: true }, null)).toBe('changing');
    expect(memberState({ ...decided, aim: 'discard', decidedBy: 'x' }, null)).toBe('left');
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

  it('has no more than six under way, however large the wave', () => {
    const wave3 = (...states: MemberState[]) =>
      members(...Array.from({ length: 6 }, () => 'succeeded' as const), ...states);
    const planned = Array.from({ length: 9 }, () => 'planned' as const);
    expect(nextMove('rolling', wave3(...planned))).toEqual({
      kind: 'execute',
      members: [6, 7, 8, 9, 10, 11],
    });
    const two = wave3('changing', 'changing', 'beginning', 'beginning', ...planned);
    expect(nextMove('rolling', two)).toEqual({ kind: 'execute', members: [10, 11] });
    const six = [...Array.from({ length: 5 }, () => 'beginning' as const), 'changing' as const];
    expect(nextMove('rolling', wave3(...six, ...planned))).toEqual({ kind: 'wait' });
  });

  it('withdraws what has not begun at the first failure, and drops every plan once the rest is over', () => {
    expect(
      nextMove('rolling', members('succeeded', 'failed', 'changing', 'beginning', 'planned')),
    ).toEqual({ kind: 'withdraw', members: [3] });
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
    expect(nextMove('stopping', members('succeeded', 'changing', 'beginning', 'planned'))).toEqual({
      kind: 'withdraw',
      members: [2],
    });
    expect(nextMove('stopping', members('changing', 'planned'))).toEqual({ kind: 'wait' });
    expect(nextMove('stopping', members('succeeded', 'planned', 'waiting'))).toEqual({
      kind: 'settle',
      state: 'stopped',
      drop: [1],
    });
  });

  it('comes to an end whatever the runs do, keeps to six at once, and begins nothing after a failure or a stop', () => {
    const fate = fc.constantFrom<MemberState>('succeeded', 'succeeded', 'succeeded', 'failed');
    const kind = fc.constantFrom<MemberKind>('network', 'proxy');
    const plan = fc.constantFrom<MemberState>('planned', 'planned', 'planned', 'same', 'left');
    const fates = fc.array(fc.tuple(plan, fate, kind), { minLength: 1, maxLength: 40 });
    // Which of those that are busy goes on next, and after how many steps somebody presses Stop.
    const order = fc.array(fc.nat(40), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fates, order, fc.nat(400), (fates, order, stopAt) => {
        const all = waved(fates.map(([, , kind]) => ({ kind, state: 'waiting' })));
        const set = (indexes: number[], state: MemberState) => {
          for (const index of indexes) (all[index] as Member).state = state;
        };
        const are = (...states: MemberState[]) => all.filter((one) => states.includes(one.state));
        let state: RollState = 'planning';
        let isOver = false;
        let hasFailed = false;
        for (let step = 0; step < 1_000; step++) {
          if (step === stopAt && state === 'rolling') state = 'stopping';
          isOver ||= hasFailed || state === 'stopping';
          const move = nextMove(state, all);
          if (move.kind === 'plan') set(move.members, 'planning');
          if (move.kind === 'withdraw') {
            expect(isOver).toBe(true);
            set(move.members, 'left');
          }
          if (move.kind === 'execute') {
            expect(isOver).toBe(false);
            set(move.members, 'beginning');
          }
          expect(are('beginning', 'changing').length).toBeLessThanOrEqual(6);
          if (isOver) expect(are('beginning')).toEqual([]);
          if (move.kind === 'settle') {
            state = move.state;
            set(
              move.drop.filter((index) => all[index]?.state === 'planned'),
              'left',
            );
            if (state !== 'planned') break;
            state = 'rolling';
          }
          if (move.kind === 'wait') {
            const busy = are('planning', 'beginning', 'changing');
            const one = busy[(order[step % order.length] ?? 0) % busy.length];
            if (!one) throw new Error('it waits for nothing');
            const [planned, ended] = fates[one.index] as [MemberState, MemberState, MemberKind];
            if (one.state === 'planning') one.state = planned;
            else one.state = one.state === 'beginning' ? 'changing' : ended;
            hasFailed ||= one.state === 'failed';
          }
        }
        expect(['succeeded', 'failed', 'stopped']).toContain(state);
        if (state !== 'stopped') expect(state === 'failed').toBe(hasFailed);
        expect(are('planning', 'planned', 'beginning', 'changing')).toEqual([]);
      }),
    );
  });
});
