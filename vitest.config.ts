import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

// An odd zone, so that luck with the local clock fails; `server-only` is a build-time guard without code.
process.env.TZ = 'Asia/Kathmandu';

const shared = {
  resolve: {
    alias: { '@': root.replace(/\/$/, ''), 'server-only': `${root}lib/testing/server-only.ts` },
  },
};
const setupFiles = [`${root}lib/testing/setup.ts`];
const sandboxed = ['sandbox/**/*.test.ts', '{app,lib,policy,scripts}/**/*.sandbox.test.ts'];

/** `unit` is pure and fast and belongs to `verify`; `sandbox` starts local servers and databases. */
export default defineConfig({
  test: {
    // They wait more than they compute: more workers than cores, where Vitest would leave one core to itself.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          setupFiles,
          include: ['{templates,policy,lib,components,app,scripts}/**/*.test.{ts,tsx}'],
          exclude: sandboxed,
          // A guard against what hangs, not a measure: a shared machine may take five times as long as an idle one.
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'sandbox',
          setupFiles: [...setupFiles, `${root}sandbox/testing/models/setup.ts`],
          include: sandboxed,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
