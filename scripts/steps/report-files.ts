import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Reports for the test file that asks for them, gone after it: where none stands, and one that the next overwrites. */
export function reportFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-reports-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    none: join(folder, 'none.json'),
    fileOf(report: unknown): string {
      const path = join(folder, 'report.json');
      writeFileSync(path, JSON.stringify(report));
      return path;
    },
  };
}
