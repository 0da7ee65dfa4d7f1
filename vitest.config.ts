import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('.', import.meta.url));

// An odd zone, so that luck with the local clock fails; `server-only` is a build-time guard without code.
process.env.TZ = 'Asia/Kathmandu';

const shared = {
  resolve: {
    alias: { '@': root.replace(/\/$/, ''), 'server-only': `${root}lib/testing/server-only.ts` },
  },
};
const setupFiles = [`${root}lib/testing/setup.ts`];
const served = ['{app,lib,policy,scripts}/**/*.sandbox.test.ts'];
const againstModels = [...setupFiles, `${root}sandbox/testing/models/setup.ts`];

/** Guards against what hangs, no measures: a shared machine may take ten times as long as an idle one. */
const patience = { testTimeout: 240_000, hookTimeout: 240_000 };

/** Files that take a minute or more: begun last, one of them would keep a worker busy while the others are done. */
const long =
  /\/(kill[\w-]*|soak|doctor|causes|roll|drift|network-drift|database|update|engine)\.sandbox\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/**
 * `unit` is pure and fast and belongs to `verify`; `local-aws` holds the local AWS against AWS. Their files share what
 * they import, which halves their time. `sandbox` starts the product on local servers and databases: a product is one
 * to a process, so each file has modules of its own.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // They wait more than they compute: more workers than cores, where Vitest would leave one core to itself.
    maxWorkers: availableParallelism() + 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          setupFiles,
          include: ['{templates,policy,lib,components,app,scripts}/**/*.test.{ts,tsx}'],
          exclude: served,
          isolate: false,
          ...patience,
        },
      },
      {
        ...shared,
        test: {
          name: 'local-aws',
          setupFiles: againstModels,
          include: ['sandbox/**/*.test.ts'],
          isolate: false,
          ...patience,
        },
      },
      {
        ...shared,
        test: {
          name: 'sandbox',
          globalSetup: `${root}lib/testing/postgres-server.ts`,
          setupFiles: againstModels,
          include: served,
          ...patience,
        },
      },
    ],
  },
});
