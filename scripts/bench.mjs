// `npm run bench`: figures, never judgements. Prints one JSON line per figure and a table at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, isBuilt, isInstalled, root } from './steps/prepare.mjs';
import { main, requireNode, run, step } from './steps/run.mjs';

await main(async () => {
  requireNode();
  if (!isInstalled()) await step('install packages', install);
  if (!isBuilt()) await step('build the dashboard', build);
  const state = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  try {
    await run(
      process.execPath,
      ['--import', 'tsx', 'scripts/bench/main.ts', ...process.argv.slice(2)],
      {
        cwd: root,
        env: { BENCH_STATE: state },
      },
    );
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
});
