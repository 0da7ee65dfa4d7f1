// The models part of `npm run conformance`: CONFORMANCE_PYTHON scripts/conformance/models.ts REPORT. Renews what
// botocore's models say of the members that the local AWS takes and gives; a check fails when that had changed.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../../sandbox/server';
import { applied, membersIn } from '../../sandbox/testing/models/applied';
import type { constraints, ServiceConstraints } from '../../sandbox/testing/models/constraints';
import { modelOf } from '../../sandbox/testing/models/service-model';

const [python = '', report = ''] = process.argv.slice(2);
const file = join(import.meta.dirname, '../../sandbox/testing/models/constraints.json');

const served = Object.fromEntries(
  services.map(({ signingName, operations }) => [signingName, operations]),
);
const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'models.py')], {
  input: JSON.stringify(served),
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
if (status !== 0) throw new Error(`models.py ended with ${status}: ${stderr}`);
const found: typeof constraints = JSON.parse(stdout);

const kept: Record<string, ServiceConstraints> = {};
for (const [name, rules] of Object.entries(found.services)) {
  kept[name] = applied(rules, membersIn(await modelOf(name), served[name] ?? []));
}
const renewed = `${JSON.stringify({ botocore: found.botocore, services: kept }, null, 1)}\n`;
const before = readFileSync(file, 'utf8');
writeFileSync(file, renewed);

let failed = 0;
for (const name of Object.keys(served)) {
  const was = JSON.stringify(JSON.parse(before).services[name]);
  const isSame = was === JSON.stringify(kept[name]);
  console.log(`${isSame ? '✓' : '✗'} ${name}: what its models say is what the tests check`);
  if (!isSame) failed += 1;
}
if (failed > 0) console.log('constraints.json was renewed: run the sandbox tests, then commit it.');
const passed = services.length - failed;
writeFileSync(report, JSON.stringify({ passed, failed, skipped: 0 }));
