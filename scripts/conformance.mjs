// `npm run conformance`: what Sluice renders and asks, held against programs that we did not write.
// `npm run conformance -- lint --specs 1000 --seed 7` runs one part. Without a usable Python its parts are skipped, unless
// CONFORMANCE_REQUIRED=1. The seed is fixed, so that a commit has one answer; `--seed` looks at other specs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closingLine, sum } from './steps/counts.mjs';
import { testsAgainst } from './steps/emulator.mjs';
import { lintTemplates } from './steps/lint.mjs';
import { compareModels } from './steps/models.mjs';
import { install, isInstalled, root } from './steps/prepare.mjs';
import { conformancePython, NoPython } from './steps/python.mjs';
import { main, requireNode, StepError, step } from './steps/run.mjs';

const parts = {
  lint: lintTemplates,
  models: compareModels,
  moto: (python) =>
    testsAgainst('moto', python, ['sandbox/apigateway/facts.test.ts', 'sandbox/ec2/facts.test.ts']),
  ministack: (python) =>
    testsAgainst('ministack', python, ['lib/runs/conformance.sandbox.test.ts']),
};

await main(async () => {
  requireNode();
  const { names, options } = asked();
  if (!isInstalled()) await step('install packages', install);
  const python = await findPython();
  const counts = [];
  for (const name of names) {
    if (python) console.log(`\n# ${name}`);
    const one = python ? await parts[name](python, options) : { passed: 0, failed: 0, skipped: 1 };
    counts.push(one);
    console.log(`${name}: ${closingLine(one)}`);
  }
  const total = sum(counts);
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(join(root, '.cache/conformance.json'), JSON.stringify(total));
  console.log(`\n${closingLine(total)}`);
  if (total.failed > 0) process.exitCode = 1;
});

function asked() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { specs: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
  });
  const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
  if (unknown)
    throw new StepError(`There is no part ${unknown}; there are ${Object.keys(parts).join(', ')}.`);
  const specs = whole('specs', values.specs);
  const seed = whole('seed', values.seed);
  return {
    names: positionals.length > 0 ? positionals : Object.keys(parts),
    options: { specs, seed },
  };
}

function whole(name, text) {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new StepError(`--${name} ${text} is not a whole number.`);
}

/** The Python of the conformance environment, or null, said in one line, where this machine cannot have it. */
async function findPython() {
  try {
    return await step('ready the Python environment (a minute, the first time)', conformancePython);
  } catch (error) {
    if (!(error instanceof NoPython)) throw error;
    if (process.env.CONFORMANCE_REQUIRED === '1') throw new StepError(error.message);
    console.log(`Conformance is skipped: ${error.message}`);
    return null;
  }
}
