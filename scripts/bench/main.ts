import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { printTable } from './figures';
import { benchServer } from './server';
import { benchTemplates } from './templates';

const state = process.env.BENCH_STATE ?? '/nowhere';
const sandboxPort = 43_699;
const port = 43_210;
const aws = {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${sandboxPort}`,
  AWS_REGION: 'ap-northeast-1',
  AWS_ACCESS_KEY_ID: 'sandbox',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
};

await benchTemplates();
const sandbox = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts'], {
  env: {
    ...process.env,
    ...aws,
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_DATA_DIR: join(state, 'aws'),
  },
  stdio: 'ignore',
});
try {
  await benchServer({
    port,
    sandboxUrl: aws.AWS_ENDPOINT_URL,
    env: {
      ...aws,
      SLUICE_DEMO: '1',
      SLUICE_DATA_DIR: state,
      PORT: String(port),
      HOST: '127.0.0.1',
    },
  });
} finally {
  sandbox.kill('SIGTERM');
}
printTable();
