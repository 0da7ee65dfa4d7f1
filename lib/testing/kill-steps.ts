import { afterAll, beforeAll, it } from 'vitest';
import type { RunKind } from '../runs/types';
import { KillWorld } from './kill-world';
import { runCases } from './run-cases';

type Share = 'create' | 'change' | 'delete' | 'import' | 'mend';

/** Each share is a file of its own: together they would keep one worker busy for longer than all others. */
const shares: Record<RunKind, Share> = {
  create: 'create',
  update: 'change',
  protect: 'change',
  unprotect: 'change',
  delete: 'delete',
  import: 'import',
  revert: 'mend',
  continue_rollback: 'mend',
};

/** That each run of a share ends, killed at each step it comes to, as if it had not been. */
export function killAtEachStep(share: Share, start: Parameters<typeof KillWorld.open>[0]): void {
  let world: KillWorld;

  beforeAll(async () => {
    world = await KillWorld.open(start);
  });
  afterAll(() => world.close());

  it.each(runCases.filter(({ kind }) => shares[kind] === share))(
    '$name: killed at each step it comes to, it ends as if it had not been',
    (kind) => world.expectSurvivesEachStep(kind),
    600_000,
  );
}
