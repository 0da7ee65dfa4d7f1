import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vitestCounts } from './counts.mjs';
import { freePort } from './free-port.mjs';
import { root } from './prepare.mjs';
import { run, StepError, untilReady } from './run.mjs';

/** How each emulator is started on loopback alone, and where it says that it is up. */
const emulators = {
  ministack: {
    args: ['-m', 'ministack'],
    // It listens everywhere, and opens a second port, unless told otherwise.
    env: (port) => ({ GATEWAY_PORT: port, BIND_HOST: '127.0.0.1', IOT_MTLS_ENABLED: '0' }),
    ready: '/_ministack/health',
  },
  moto: {
    args: ['-m', 'moto.server'],
    env: (port) => ({ MOTO_PORT: port }),
    ready: '/moto-api/',
  },
};

/**
 * Runs Vitest files against an emulator that is started for them, and answers their counts.
 * The tests find it in CONFORMANCE_URL, and its name in CONFORMANCE_EMULATOR.
 */
export async function testsAgainst(name, python, files) {
  const report = join(root, `.cache/conformance-${name}.json`);
  rmSync(report, { force: true });
  await withEmulator(name, python, (url) =>
    run(
      join(root, 'node_modules/.bin/vitest'),
      [
        ...['run', '--project', 'local-aws', '--project', 'sandbox', ...files],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ],
      { cwd: root, env: { CONFORMANCE_URL: url, CONFORMANCE_EMULATOR: name } },
      // The report tells, whatever the exit says.
    ).catch(() => {}),
  );
  return vitestCounts(report);
}

async function withEmulator(name, python, work) {
  const { args, env, ready } = emulators[name];
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), `sluice-${name}-`));
  const child = spawn(python, args, {
    cwd: home,
    env: { ...process.env, PYTHONUNBUFFERED: '1', HOME: home, ...env(String(port)) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (chunk) => {
    said = (said + chunk).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilReady(`${url}${ready}`, child, name).catch((error) => {
      throw new StepError(`${said}\n${error.message}`);
    });
    return await work(url);
  } finally {
    process.off('exit', kill);
    await stop(child);
    rmSync(home, { recursive: true, force: true });
  }
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(impatience);
}
