// `npm test`: everything, from a bare clone: installs, verify, local-AWS and database tests, conformance,
// journeys in a browser.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './steps/browser.mjs';
import {
  closingLine,
  playwrightCounts,
  reportedCounts,
  sum,
  vitestCounts,
} from './steps/counts.mjs';
import { playwrightFailures, vitestFailures } from './steps/failures.mjs';
import { fidelityFault } from './steps/fidelity.mjs';
import { build, install, isBuilt, isInstalled, root } from './steps/prepare.mjs';
import { main, requireNode, run, step } from './steps/run.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const cache = (name) => join(root, '.cache', name);

/** Runs a runner to its end whatever it says; its report tells. */
async function report(label, file, command, args, env) {
  console.log(`\n# ${label}`);
  rmSync(file, { force: true });
  return run(command, args, { env }).then(
    () => true,
    () => false,
  );
}

/** Runs the conformance checks; answers what they said. What failed was told when it failed. */
async function conform() {
  rmSync(cache('conformance.json'), { force: true });
  const script = join(root, 'scripts/conformance.mjs');
  return run(process.execPath, [script], { quiet: true }).catch(() => '');
}

await main(async () => {
  requireNode();
  if (!isInstalled()) await step('install packages', install);
  const browser = await step('find a browser', findBrowser);

  const verified = await report('verify', cache('unit.json'), process.execPath, [
    join(root, 'scripts/verify.mjs'),
  ]);
  // Beside the tests that follow, which wait more than they compute; it tells at its end.
  const conformance = conform();
  await report('local AWS and databases', cache('sandbox.json'), bin('vitest'), [
    'run',
    '--project',
    'local-aws',
    '--project',
    'sandbox',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${cache('sandbox.json')}`,
  ]);
  console.log('\n# conformance');
  process.stdout.write(await conformance);
  if (!isBuilt()) await step('build the dashboard', build);
  await report('journeys', cache('e2e.json'), bin('playwright'), ['test', '-c', 'e2e'], {
    ...(browser ? { PLAYWRIGHT_CHROMIUM: browser } : {}),
    PLAYWRIGHT_JSON_OUTPUT_FILE: cache('e2e.json'),
  });

  const fidelity = fidelityFault(cache('sandbox.json'));
  if (fidelity) console.log(`\n${fidelity}`);

  const unit = vitestCounts(cache('unit.json'));
  const total = sum([
    // A verify that failed before its tests is one failure more.
    verified || unit.failed > 0 ? unit : { ...unit, failed: 1 },
    vitestCounts(cache('sandbox.json')),
    { passed: fidelity ? 0 : 1, failed: fidelity ? 1 : 0, skipped: 0 },
    reportedCounts(cache('conformance.json')),
    playwrightCounts(cache('e2e.json')),
  ]);
  // Said again at the end: of a long run, often the end alone is kept.
  const failures = [
    ...['unit', 'sandbox', 'conformance-moto', 'conformance-ministack'].flatMap((name) =>
      vitestFailures(cache(`${name}.json`)),
    ),
    ...playwrightFailures(cache('e2e.json')),
  ];
  if (failures.length > 0) console.log(`\n# failed\n${failures.join('\n')}`);
  console.log(`\n${closingLine(total)}`);
  if (total.failed > 0) process.exitCode = 1;
});
