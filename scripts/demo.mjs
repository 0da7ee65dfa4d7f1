// `npm run demo`: from a bare clone to a running dashboard on a local AWS, with a believable fleet in it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { upstreamsOf } from './steps/internet.mjs';
import { build, install, isBuilt, isInstalled, root } from './steps/prepare.mjs';
import {
  main,
  portFrom,
  requireFreePort,
  requireNode,
  run,
  StepError,
  step,
  untilReady,
} from './steps/run.mjs';

const isEmpty = process.env.DEMO_EMPTY === '1';
const home = join(root, '.sluice', isEmpty ? 'demo-empty' : 'demo');
const seeded = join(home, 'seeded');
const echoHosts = [
  'api.cards.example.com',
  'score.fraud.example.net',
  'rates.fx.example.org',
  'llm.example.com',
  'embed.example.net',
  'geo.example.org',
  'feeds.example.com',
];
const children = [];
let isEnding = false;

/** Starts one of the two programs; its end is the end of the demo. */
function start(name, args, env) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (chunk) => {
    said = (said + chunk).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('exit', (code, signal) => {
    if (isEnding) return;
    process.stderr.write(`\n${said}\n${name} stopped (${signal ?? `exit ${code}`}).\n`);
    end(1);
  });
  children.push(child);
  return child;
}

/** Ends both programs and this one. */
function end(code) {
  if (isEnding) return;
  isEnding = true;
  process.exitCode = code;
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  for (const child of running) child.kill('SIGTERM');
  setTimeout(() => {
    for (const child of running) child.kill('SIGKILL');
  }, 5000).unref();
}

process.on('SIGINT', () => end(0));
process.on('SIGTERM', () => end(0));

await main(async () => {
  requireNode();
  const port = portFrom('PORT', 3000);
  const sandboxPort = portFrom('SANDBOX_PORT', 4599);
  await requireFreePort(port, 'PORT');
  await requireFreePort(sandboxPort, 'SANDBOX_PORT');
  console.log('Sluice demo');
  if (!isInstalled()) await step('install packages (a minute, once)', install);
  if (!isBuilt()) await step('build the dashboard (a minute, once)', build);
  if (process.env.DEMO_RESET === '1') rmSync(home, { recursive: true, force: true });
  // A first start that did not end leaves a half-seeded fleet: begin again.
  if (!isEmpty && !existsSync(seeded)) rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });

  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const aws = {
    AWS_ENDPOINT_URL: sandboxUrl,
    AWS_REGION: process.env.AWS_REGION || 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'sandbox',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
  };
  const app = {
    ...aws,
    SLUICE_DEMO: '1',
    SLUICE_DATA_DIR: home,
    PORT: String(port),
    HOST: '127.0.0.1',
  };

  await step('start the local AWS', async () => {
    const sandbox = start('The local AWS', ['--import', 'tsx', 'sandbox/main.ts'], {
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_DATA_DIR: join(home, 'aws'),
      SANDBOX_PACE_MS: process.env.SANDBOX_PACE_MS || '500',
      // The seeded fleet's upstreams are names nobody owns; the built-in upstream answers for them.
      SANDBOX_ECHO_HOSTS: process.env.SANDBOX_ECHO_HOSTS || echoHosts.join(','),
      AWS_REGION: aws.AWS_REGION,
    });
    await untilReady(`${sandboxUrl}/_sandbox/clock`, sandbox, 'The local AWS');
  });
  if (!isEmpty && !existsSync(seeded)) {
    await step('launch a small fleet in it (once)', () =>
      run(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'scripts/seed.ts'], {
        cwd: root,
        env: app,
        quiet: true,
      }),
    );
    writeFileSync(seeded, new Date().toISOString());
  }
  // The local AWS plays the internet too: upstreams' certificates are looked at there, and its authority is trusted.
  const internet = await upstreamsOf(sandboxUrl, join(home, 'internet-ca.pem'));
  const url = `http://127.0.0.1:${port}`;
  await step('start the dashboard', async () => {
    const dashboard = start('The dashboard', ['scripts/start.mjs'], { ...internet, ...app });
    await untilReady(`${url}/api/health`, dashboard, 'The dashboard');
  });
  if (isEnding) throw new StepError('Stopped while starting.');
  console.log(`
  Dashboard   ${url}
  Local AWS   ${sandboxUrl}

  To call the local AWS with your own tools:
${Object.entries(aws)
  .map(([name, value]) => `    export ${name}=${value}`)
  .join('\n')}

  Ctrl-C ends both.`);
});
// A start that failed takes the other program down with it.
if (process.exitCode === 1) end(1);
