import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { reportedCounts } from './counts.mjs';
import { root } from './prepare.mjs';
import { run } from './run.mjs';

/** Lints the golden templates and those of random specs, and answers the counts of its checks. */
export async function lintTemplates(python, { specs, seed }) {
  const report = join(root, '.cache/conformance-lint.json');
  rmSync(report, { force: true });
  const script = join(root, 'scripts/conformance/lint.ts');
  const args = ['--import', 'tsx', script, python, specs, seed, report];
  // The report tells, whatever the exit says.
  await run(process.execPath, args.map(String), { cwd: root }).catch(() => {});
  return reportedCounts(report);
}
