import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('no request reaches actorFor, which proves nothing: scripts and tests only', () => {
  const root = join(import.meta.dirname, '../..');
  const callers = ['app', 'components', 'lib']
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true }).map((name) => join(room, `${name}`)),
    )
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|^lib\/testing\//.test(path))
    .filter((path) => /\bactorFor\b/.test(readFileSync(join(root, path), 'utf8')));
  expect(callers).toEqual(['lib/identity/gate.ts']);
});
