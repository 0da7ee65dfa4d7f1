import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { reportedCounts } from './counts.mjs';
import { root } from './prepare.mjs';
import { run } from './run.mjs';

/** Compares what the tests know of the services' models with botocore's, and answers the counts of its checks. */
export async function compareModels(python) {
  const report = join(root, '.cache/conformance-models.json');
  rmSync(report, { force: true });
  const script = join(root, 'scripts/conformance/models.ts');
  // The report tells, whatever the exit says.
  await run(process.execPath, ['--import', 'tsx', script, python, report], { cwd: root }).catch(
    () => {},
  );
  return reportedCounts(report);
}
