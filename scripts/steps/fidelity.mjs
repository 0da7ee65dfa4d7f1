import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './prepare.mjs';

/** Where the page stands. */
export const fidelityPath = join(root, 'docs/fidelity.md');

const head = `# What the local AWS is held to

Each row is a test of the local AWS (\`sandbox/\`) that passed in the run this page was written from: the behaviour, where
it is known from, and the file that checks it. Sources: \`A1\`…\`H\` of "aws-facts" are the project's collected facts; S-… are
documentation pages, snapshots and schemas; **UNCONFIRMED** and **INFERENCE** say that no primary source was found.
\`npm run fidelity\` writes this page; \`npm test\` fails when it is old. Where emulators that we did not write differ from
us, [divergences.md](divergences.md) says who is right.
`;

/**
 * The fidelity page, from Vitest's JSON report of the local AWS's tests: a section for each file, a row for each test.
 * Throws when a test did not pass, for a row must be tested.
 */
export function fidelityPage(report) {
  const suites = report.testResults
    .map((suite) => ({ ...suite, path: relative(root, suite.name) }))
    .filter(({ path }) => path.startsWith('sandbox/'))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return `${[head, ...suites.map(section)].join('\n')}`;
}

function section({ path, assertionResults }) {
  const failed = assertionResults.filter(({ status }) => status !== 'passed');
  if (failed.length > 0) throw new Error(`${path}: "${failed[0].title}" is ${failed[0].status}`);
  const source = fileSource(path);
  const rows = assertionResults.map(({ ancestorTitles, title }) =>
    row([...ancestorTitles, title], source),
  );
  return `## ${path}\n\n| behaviour | source |\n|---|---|\n${rows.join('\n')}\n`;
}

/** What a file says in a line `// Source: …` holds for each of its tests that names none. */
function fileSource(path) {
  const file = join(root, path);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^\/\/ Source: (.+)$/m.exec(text)?.[1] ?? 'see the test';
}

/** Titles name their source in brackets at the end: the test's own before its group's, before the file's. */
function row(titles, given) {
  const parts = titles.map((title) => /^(.*?)(?:\s*\(([^()]*)\))?$/s.exec(title));
  const source = parts.findLast((part) => part?.[2])?.[2] ?? given;
  return `| ${parts.map((part) => cell(part?.[1] ?? '')).join(' › ')} | ${cell(source)} |`;
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ').trim();
}

/** What keeps the page from being true to the report in this file, in a line; null when nothing does. */
export function fidelityFault(file) {
  if (!existsSync(file)) return 'The local AWS was not tested: nothing holds docs/fidelity.md.';
  const page = existsSync(fidelityPath) ? readFileSync(fidelityPath, 'utf8') : '';
  try {
    return fidelityPage(JSON.parse(readFileSync(file, 'utf8'))) === page
      ? null
      : 'docs/fidelity.md is old: npm run fidelity writes it.';
  } catch (error) {
    return error.message;
  }
}
