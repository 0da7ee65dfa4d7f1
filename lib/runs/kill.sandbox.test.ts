import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, seedOf } from '@/sandbox/control/random';
import { createSandbox } from '@/sandbox/server';
import { KillWorld } from '../testing/kill-world';
import { everyAction, everyAim, everyKind, runCases } from '../testing/run-cases';
import { type RunPoint, runPoints } from './context';

/** How many seeds of random kills each kind goes through, and the first of them: a failure names its own. */
const seeds = Number(process.env.KILL_SEEDS ?? 1);
const firstSeed = Number(process.env.KILL_SEED ?? 1);

let world: KillWorld;

beforeAll(async () => {
  world = await KillWorld.open(() => createSandbox({ paceMs: 1 }));
});
afterAll(() => world.close());

// Kills at each step are in kill-steps-*: files run side by side, and together they take minutes.
describe('whatever kind of run', () => {
  it('there is, the kill tests have a case for it', () => {
    expect(runCases.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(Object.keys(everyKind)),
    );
    expect(runCases.map(({ aim }) => aim)).toEqual(expect.arrayContaining(Object.keys(everyAim)));
    expect(runCases.flatMap(({ actions }) => actions)).toEqual(
      expect.arrayContaining(Object.keys(everyAction)),
    );
  });

  const reachedByAny = new Set<RunPoint>();

  it.each(runCases)(
    '$name: killed again and again, it ends all the same',
    async (kind) => {
      const { spots, trace } = await world.undisturbed(kind);
      for (const { point } of spots) reachedByAny.add(point);
      for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
        const chance = seededRandom(seedOf(seed, kind.name));
        const killed = await world.killedWhile(kind, () => chance() < 0.3);
        expect({ seed, ...killed }).toEqual({ seed, ...trace });
      }
    },
    120_000 * seeds,
  );

  it('comes to every point that a run can be cut off at', () => {
    expect([...reachedByAny].sort()).toEqual([...runPoints].sort());
  });
});
