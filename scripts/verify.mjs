// `npm run verify`: format, lint, types, dead code and unit tests, without network, in under a minute.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { closingLine, vitestCounts } from './steps/counts.mjs';
import { root } from './steps/prepare.mjs';
import { main, requireNode, run, StepError, step } from './steps/run.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const report = join(root, '.cache/unit.json');

await main(async () => {
  requireNode();
  await step('format and lint', () =>
    run(bin('biome'), ['ci', '--colors=off', '--error-on-warnings', '.'], { quiet: true }),
  );
  await step('route types', () => run(bin('next'), ['typegen'], { quiet: true }));
  await step('types', () => run(bin('tsc'), ['--noEmit', '-p', '.'], { quiet: true }));
  await step('dead code', () => run(bin('knip'), [], { quiet: true }));
  rmSync(report, { force: true });
  await run(bin('vitest'), [
    'run',
    '--project',
    'unit',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]).catch(() => {});
  const counts = vitestCounts(report);
  console.log(closingLine(counts));
  if (counts.failed > 0) throw new StepError('Unit tests failed.');
});
