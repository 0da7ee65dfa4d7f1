import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, it } from 'vitest';
import { migrationsFolder } from './migrations-folder';
import * as schema from './schema';

it('the committed migrations make exactly the schema (`npm run db:generate` adds what is missing)', async () => {
  const meta = join(migrationsFolder(), 'meta');
  const newest = readdirSync(meta)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1);
  const committed = JSON.parse(readFileSync(join(meta, newest ?? ''), 'utf8'));
  const missing = await generateMigration(committed, generateDrizzleJson(schema, committed.id));
  expect(missing).toEqual([]);
});
