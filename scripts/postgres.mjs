// Starts a throw-away PostgreSQL from Debian's packages for the database tests, prints its URL on standard output,
// and removes it on SIGTERM or SIGINT (with `--attached` also when standard input ends). Exit 3: none installed.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './steps/free-port.mjs';

const packages = '/usr/lib/postgresql';

const bin = newestBin();
if (!bin) {
  console.error('No PostgreSQL here: its tests are skipped (apt-get install postgresql).');
  process.exit(3);
}
const owner = process.getuid?.() === 0 ? unprivileged() : {};
const home = mkdtempSync(join(tmpdir(), 'sluice-postgres-'));
const data = join(home, 'data');
const passwordFile = join(home, 'password');
const password = randomBytes(16).toString('hex');
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

writeFileSync(passwordFile, password);
for (const path of [home, passwordFile]) {
  if (owner.uid !== undefined) chownSync(path, owner.uid, owner.gid);
  chmodSync(path, 0o700);
}
execFileSync(
  join(bin, 'initdb'),
  [
    '-D',
    data,
    '-U',
    'sluice',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--locale=C',
    '-E',
    'UTF8',
    '-N',
  ],
  { ...owner, cwd: home, stdio: ['ignore', 'ignore', 'inherit'] },
);

const port = await freePort();
const settings = {
  port,
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Nothing here outlives a test.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 200,
};
const server = spawn(
  join(bin, 'postgres'),
  ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
  { ...owner, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] },
);
let said = '';
server.stderr.on('data', (chunk) => {
  const wasReady = said.includes('ready to accept connections');
  said = (said + chunk).slice(-8000);
  if (!wasReady && said.includes('ready to accept connections'))
    console.log(`postgres://sluice:${password}@127.0.0.1:${port}/postgres`);
});
let isStopping = false;
server.on('exit', (code) => {
  if (!isStopping) console.error(`${said}PostgreSQL ended by itself (exit ${code}).`);
  process.exit(isStopping ? 0 : 1);
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
if (process.argv.includes('--attached')) process.stdin.on('end', stop).resume();

/** SIGINT is PostgreSQL's fast shutdown: it does not wait for clients. */
function stop() {
  isStopping = true;
  server.kill('SIGINT');
}

function newestBin() {
  if (!existsSync(packages)) return null;
  const versions = readdirSync(packages).filter((name) =>
    existsSync(join(packages, name, 'bin/initdb')),
  );
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest ? join(packages, newest, 'bin') : null;
}

/** PostgreSQL refuses to run as root; Debian's package made a user for it. */
function unprivileged() {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // Try the next one.
    }
  }
  console.error('PostgreSQL does not run as root, and there is no user postgres or nobody.');
  process.exit(1);
}
