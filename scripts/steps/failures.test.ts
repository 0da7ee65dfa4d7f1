import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { playwrightFailures, vitestFailures } from './failures.mjs';
import { reportFiles } from './report-files';

const { none, fileOf } = reportFiles();

it('names what failed in a report of Vitest, also a file that does not load', () => {
  const assertionResults = [
    { status: 'passed', fullName: 'a sum adds', failureMessages: [] },
    {
      status: 'failed',
      fullName: 'a sum of none is nought',
      failureMessages: ['AssertionError: expected 1 to be +0\n    at sum.test.ts:3'],
    },
  ];
  const name = resolve('lib/sum.test.ts');
  const report = {
    testResults: [
      { name, status: 'failed', message: '', assertionResults },
      { name: resolve('lib/whole.test.ts'), status: 'passed', message: '', assertionResults: [] },
      { name: resolve('lib/gone.test.ts'), status: 'failed', message: 'No such module\n at x' },
    ].map((one) => ({ assertionResults: [], ...one })),
  };
  expect(vitestFailures(fileOf(report))).toEqual([
    'lib/sum.test.ts › a sum of none is nought › AssertionError: expected 1 to be +0',
    'lib/gone.test.ts › No such module',
  ]);
});

it('names what failed in a report of Playwright, however deep it stands, and what is flaky', () => {
  const spec = (title: string, ok: boolean, status: string) => ({
    title,
    file: 'live.spec.ts',
    ok,
    tests: [
      { status, results: [{ errors: ok ? [] : [{ message: '\u001b[31mlate\u001b[0m\n' }] }] },
    ],
  });
  const deep = { title: 'offline', specs: [spec('a page catches up', false, 'unexpected')] };
  const specs = [spec('a run is told', true, 'expected'), spec('a run ends', true, 'flaky')];
  const report = { suites: [{ specs, suites: [deep] }], errors: [{ message: 'no server' }] };
  expect(playwrightFailures(fileOf(report))).toEqual([
    'e2e/live.spec.ts › a run ends',
    'e2e/live.spec.ts › a page catches up › late',
    'e2e › no server',
  ]);
});

it('names nothing where there is no report', () => {
  expect(vitestFailures(none)).toEqual([]);
  expect(playwrightFailures(none)).toEqual([]);
});
