// The lint part of `npm run conformance`: lint.ts PYTHON SPECS SEED REPORT.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { accepted } from './lint-accepted';
import { lintFiles } from './lint-runner';
import { type Check, canaryCheck, type Finding, faults, staleness } from './lint-verdict';
import { type Linted, lintedTemplates } from './linted';

const [python = '', specs = '', seed = '', report = ''] = process.argv.slice(2);
const root = join(import.meta.dirname, '../..');
const folder = join(root, '.cache/conformance-lint');
const canary = join(import.meta.dirname, 'canary.yaml');
const complaintsShown = 5;

const templates = lintedTemplates({ count: Number(specs), seed: Number(seed) });
console.log(`${templates.length} templates, in every Region that cfn-lint knows; seed ${seed}`);
writeTemplates();
const found = await lintFiles(python, [canary, ...templates.map(pathOf)]);
const checks = [
  canaryCheck(found.get(canary) ?? []),
  staleness([...found.values()].flat(), accepted),
  ...[...new Set(templates.map(({ check }) => check))].map(checkOf),
];
for (const check of checks) print(check);
const failed = checks.filter(({ complaints }) => complaints.length > 0).length;
if (failed > 0) console.log(`Again: npm run conformance -- lint --specs ${specs} --seed ${seed}`);
writeFileSync(report, JSON.stringify({ passed: checks.length - failed, failed, skipped: 0 }));

function pathOf({ fileName }: Linted): string {
  return join(folder, fileName);
}

/** They stay there afterwards, so that a finding can be looked at. */
function writeTemplates(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const template of templates) writeFileSync(pathOf(template), template.body);
}

function checkOf(name: string): Check {
  const members = templates.filter(({ check }) => check === name);
  return { name, complaints: members.flatMap(complaintsOf) };
}

function complaintsOf(template: Linted): string[] {
  const path = pathOf(template);
  const wrong = faults(found.get(path) ?? [], accepted);
  if (wrong.length === 0) return [];
  const lines = wrong.map(({ rule, message, at }: Finding) => `  ${rule} ${at}: ${message}`);
  const whence = `  in ${relative(root, path)}, of ${JSON.stringify(template.spec)}`;
  return [[...lines, whence].join('\n')];
}

function print({ name, complaints }: Check): void {
  console.log(`${complaints.length === 0 ? '✓' : '✗'} ${name}`);
  for (const complaint of complaints.slice(0, complaintsShown)) console.log(complaint);
  const more = complaints.length - complaintsShown;
  if (more > 0) console.log(`  and ${more} more like these`);
}
