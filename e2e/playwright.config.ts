import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { systemBrowser } from '../scripts/steps/browser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// Workers load this file too and must meet the same servers: what is chosen once is handed on by the environment.
process.env.E2E_STATE ??= mkdtempSync(join(tmpdir(), 'sluice-e2e-'));
process.env.E2E_PORT ??= '43110';
process.env.E2E_SANDBOX_PORT ??= '43599';
const state = process.env.E2E_STATE;
const port = process.env.E2E_PORT;
const sandboxPort = process.env.E2E_SANDBOX_PORT;

const aws = {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${sandboxPort}`,
  AWS_REGION: 'ap-northeast-1',
  AWS_ACCESS_KEY_ID: 'sandbox',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};
// The specs use the SDK as an oracle of their own.
Object.assign(process.env, aws);

const executablePath = systemBrowser();

export default defineConfig({
  testDir: '.',
  outputDir: join(root, 'test-results'),
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 3,
  // Guards against what hangs, no measures: a busy machine takes three times as long as an idle one.
  timeout: 300_000,
  expect: { timeout: 90_000 },
  reporter: [
    ['list'],
    [
      'json',
      { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? join(root, '.cache/e2e.json') },
    ],
  ],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'en-GB',
    timezoneId: 'Asia/Tokyo',
    // What turns while a run is under way is drawn by the processor, sixty times a second, and takes a core of it.
    contextOptions: { reducedMotion: 'reduce' },
    // A trace of each step costs a third of a journey, and on CI nobody opens it.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    actionTimeout: 30_000,
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
        // Without one it is computed, and no journey looks at it.
        '--disable-gpu',
      ],
    },
  },
  webServer: [
    {
      command: 'node --import tsx sandbox/main.ts',
      cwd: root,
      url: `${aws.AWS_ENDPOINT_URL}/_sandbox/clock`,
      env: { ...aws, SANDBOX_PORT: sandboxPort, SANDBOX_PACE_MS: '120', SANDBOX_EVALUATE_IAM: '1' },
      gracefulShutdown: { signal: 'SIGTERM', timeout: 3000 },
    },
    {
      command: 'node e2e/prepared-server.mjs',
      cwd: root,
      url: `http://127.0.0.1:${port}/api/health`,
      env: {
        ...aws,
        SLUICE_DEMO: '1',
        SLUICE_DATA_DIR: state,
        PORT: port,
        HOST: '127.0.0.1',
        // Journeys that look at queues have a server of their own.
        SLUICE_DELETE_SPACING_MS: '0',
        SLUICE_PLAN_SPACING_MS: '0',
        // All journeys are a few people.
        SLUICE_ACTIONS_PER_MINUTE: '1000000',
      },
      gracefulShutdown: { signal: 'SIGTERM', timeout: 3000 },
      timeout: 60_000,
    },
  ],
});
