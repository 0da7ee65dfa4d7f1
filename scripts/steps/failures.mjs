import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { isUnready, readReport } from './counts.mjs';

/** Names what failed in a report of Vitest: the file, the test and the first line of its reason, a line each. */
export function vitestFailures(file) {
  return (readReport(file)?.testResults ?? []).flatMap((suite) => {
    const { name, message, assertionResults } = suite;
    if (isUnready(suite)) return [line(name, '', message)];
    return assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => line(name, fullName, failureMessages.join('\n')));
  });
}

/** Names what failed in a report of Playwright, as above; a flaky test failed. */
export function playwrightFailures(file) {
  const { suites = [], errors = [] } = readReport(file) ?? {};
  const failed = suites.flatMap(specsOf).filter(({ ok, tests }) => !ok || tests.some(isFlaky));
  return [
    ...failed.map((spec) => {
      const [error] = spec.tests.flatMap(({ results }) => results.flatMap((one) => one.errors));
      return line(`e2e/${spec.file}`, spec.title, error?.message);
    }),
    ...errors.map(({ message }) => line('e2e', '', message)),
  ];
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

const isFlaky = ({ status }) => status === 'flaky';

function line(file, title, reason = '') {
  const [first] = stripVTControlCharacters(reason).trim().split('\n');
  return [relative('.', file), title, first].filter(Boolean).join(' › ');
}
