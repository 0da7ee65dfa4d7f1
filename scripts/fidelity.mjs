// `npm run fidelity`: writes docs/fidelity.md from a run of the local AWS's tests.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fidelityPage, fidelityPath } from './steps/fidelity.mjs';
import { root } from './steps/prepare.mjs';
import { main, requireNode, run } from './steps/run.mjs';

await main(async () => {
  requireNode();
  const report = join(root, '.cache/fidelity.json');
  await run(join(root, 'node_modules/.bin/vitest'), [
    'run',
    '--project',
    'local-aws',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  writeFileSync(fidelityPath, fidelityPage(JSON.parse(readFileSync(report, 'utf8'))));
});
