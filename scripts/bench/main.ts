import { join } from 'node:path';
import { benchAudit } from './audit';
import { printTable } from './figures';
import { benchLive } from './live';
import { onServer } from './on-server';
import { begin, stop } from './programs';
import { benchServer } from './server';
import { benchTemplates } from './templates';

const state = process.env.BENCH_STATE ?? '/nowhere';
const sandboxPort = Number(process.env.BENCH_SANDBOX_PORT ?? 43_699);
const port = Number(process.env.BENCH_PORT ?? 43_210);
const aws = {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${sandboxPort}`,
  AWS_REGION: 'ap-northeast-1',
  AWS_ACCESS_KEY_ID: 'sandbox',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
};

type Bench = (options: {
  port: number;
  sandboxUrl: string;
  env: Record<string, string>;
}) => Promise<void>;

/** Runs a part on a local AWS and a database of its own. */
async function onOwnStack(name: string, bench: Bench): Promise<void> {
  const sandbox = begin(['--import', 'tsx', 'sandbox/main.ts'], {
    ...aws,
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_DATA_DIR: join(state, name, 'aws'),
  });
  const env = {
    ...aws,
    SLUICE_DEMO: '1',
    SLUICE_DATA_DIR: join(state, name),
    PORT: String(port),
    HOST: '127.0.0.1',
  };
  try {
    await bench({ port, sandboxUrl: aws.AWS_ENDPOINT_URL, env });
  } finally {
    await stop(sandbox);
  }
}

const parts: Record<string, () => Promise<void>> = {
  templates: benchTemplates,
  audit: benchAudit,
  server: () => onOwnStack('server', benchServer),
  live: () => onOwnStack('live', benchLive),
  collector: () => onServer('collector-run.ts'),
  doctor: () => onServer('doctor-run.ts'),
};

const chosen = process.argv.slice(2);
for (const part of chosen.length > 0 ? chosen : Object.keys(parts)) {
  const bench = parts[part];
  if (!bench) throw new Error(`There is no part ${part}: ${Object.keys(parts).join(', ')}`);
  await bench();
}
printTable();
