import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Names what failed in a report of Vitest: the file, the test and the first line of its reason, a line each. */
export function vitestFailures(file) {
  return (read(file)?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that does not load, or is not made ready, has no failed test.
    if (failed.length === 0) return status === 'failed' ? [line(name, '', message)] : [];
    return failed.map((test) => line(name, test.fullName, test.failureMessages.join('\n')));
  });
}

/** Names what failed in a report of Playwright, as above; a flaky test failed. */
export function playwrightFailures(file) {
  const { suites = [], errors = [] } = read(file) ?? {};
  const failed = suites.flatMap(specsOf).filter(({ ok, tests }) => !ok || tests.some(isFlaky));
  return [
    ...failed.map((spec) => {
      const [error] = spec.tests.flatMap(({ results }) => results.flatMap((one) => one.errors));
      return line(`e2e/${spec.file}`, spec.title, error?.message);
    }),
    ...errors.map(({ message }) => line('e2e', '', message)),
  ];
}

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

const isFlaky = ({ status }) => status === 'flaky';

function line(file, title, reason = '') {
  const [first] = stripVTControlCharacters(reason).trim().split('\n');
  return [relative('.', file), title, first].filter(Boolean).join(' › ');
}
