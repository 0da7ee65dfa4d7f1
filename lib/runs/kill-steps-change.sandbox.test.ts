import { afterAll, beforeAll, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { KillWorld } from '../testing/kill-world';
import { runCases } from '../testing/run-cases';

let world: KillWorld;

beforeAll(async () => {
  world = await KillWorld.open(() => createSandbox({ paceMs: 1 }));
});
afterAll(() => world.close());

it.each(runCases.filter(({ kind }) => kind !== 'delete'))(
  '$name: killed at each step it comes to, it ends as if it had not been',
  (kind) => world.expectSurvivesEachStep(kind),
  600_000,
);
