import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';
import { run, StepError } from './run.mjs';

const requirements = join(root, 'scripts/conformance/requirements.txt');
const home = join(root, '.cache/conformance-venv');
const stamp = join(home, 'made-from');
/** cfn-lint's and moto's own floor. */
const least = [3, 10];

const probe = `import sys, venv, ensurepip
assert sys.version_info >= (${least.join(', ')}), 'it is ' + sys.version.split()[0]
print(sys.version, sys.executable)`;

/** Why there is no usable Python, in one line. */
export class NoPython extends Error {}

/**
 * The Python of an environment that holds exactly what the requirements file names, made anew when that file or the
 * machine's Python changes. Throws NoPython where this machine has none that can make one.
 */
export async function conformancePython() {
  const { command, identity } = systemPython();
  const wanted = createHash('sha256').update(identity).update(readFileSync(requirements));
  const hash = wanted.digest('hex');
  const python = join(home, 'bin/python');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return python;
  rmSync(home, { recursive: true, force: true });
  try {
    await run(command, ['-m', 'venv', home], { quiet: true });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await run(python, [...pip, '--requirement', requirements], { quiet: true });
  } catch (error) {
    if (error instanceof StepError)
      throw new NoPython(`its packages cannot be installed: ${error.message}`);
    throw error;
  }
  // Written last: an install that was cut off is begun again.
  writeFileSync(stamp, hash);
  return python;
}

/** The first Python that is new enough and can make environments, by PYTHON or by its usual names. */
function systemPython() {
  const faults = [];
  for (const command of process.env.PYTHON ? [process.env.PYTHON] : ['python3', 'python']) {
    const { status, stdout, stderr, error } = spawnSync(command, ['-c', probe], {
      encoding: 'utf8',
    });
    if (status === 0) return { command, identity: stdout };
    const why = error ? error.code : stderr.trim().split('\n').at(-1);
    faults.push(`${command}: ${why}`);
  }
  throw new NoPython(
    `Python ${least.join('.')} or newer with venv is needed (Debian: apt-get install python3-venv); ${faults.join('; ')}`,
  );
}
