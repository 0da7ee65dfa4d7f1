import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** True when node_modules holds what the lockfile asks for, as far as this script installed it. */
export function isInstalled() {
  return read(join(root, 'node_modules/.sluice-lock')) === lockHash();
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Installs exactly the lockfile. */
export async function install() {
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, quiet: true });
  writeFileSync(join(root, 'node_modules/.sluice-lock'), lockHash());
}

const built = ['app', 'components', 'lib', 'templates', 'policy', 'public'];
const builtFiles = [
  'instrumentation.ts',
  'instrumentation-node.ts',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'package-lock.json',
  'tsconfig.json',
];

/** True when `.next` was built from exactly these sources. */
export function isBuilt() {
  return read(join(root, '.next/sluice-sources')) === sourcesHash();
}

function sourcesHash() {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else if (!/\.test\.tsx?$/.test(path)) {
      hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  };
  for (const name of [...built, ...builtFiles]) visit(join(root, name));
  return hash.digest('hex');
}

/** Builds the dashboard for production. */
export async function build() {
  await run(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    quiet: true,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  mkdirSync(join(root, '.next'), { recursive: true });
  writeFileSync(join(root, '.next/sluice-sources'), sourcesHash());
}
