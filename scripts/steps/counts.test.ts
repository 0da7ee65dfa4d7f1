import { describe, expect, it } from 'vitest';
import { closingLine, playwrightCounts, reportedCounts, sum, vitestCounts } from './counts.mjs';
import { reportFiles } from './report-files';

const { none, fileOf } = reportFiles();

describe('the counts of Vitest', () => {
  const whole = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 3 };

  it('are those of its report, what is to be written counting as skipped', () => {
    const assertionResults = [{ status: 'passed' }, { status: 'failed' }];
    const report = { ...whole, testResults: [{ status: 'failed', assertionResults }] };
    expect(vitestCounts(fileOf(report))).toEqual({ passed: 7, failed: 1, skipped: 5 });
  });

  it('take a file that did not load for a failure, though it has no tests', () => {
    const report = { ...whole, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(vitestCounts(fileOf(report)).failed).toBe(2);
  });

  it('take a file that was not made ready for a failure, though its tests were skipped', () => {
    const assertionResults = [{ status: 'skipped' }];
    const report = { ...whole, testResults: [{ status: 'failed', assertionResults }] };
    expect(vitestCounts(fileOf(report)).failed).toBe(2);
  });
});

describe('the counts of Playwright', () => {
  const stats = { expected: 9, unexpected: 1, flaky: 2, skipped: 4 };

  it('take a flaky test for a failed one', () => {
    const report = { stats, errors: [] };
    expect(playwrightCounts(fileOf(report))).toEqual({ passed: 9, failed: 3, skipped: 4 });
  });

  it('take what failed outside of tests, such as a server that did not start, for a failure', () => {
    const report = { stats, errors: [{ message: 'no server' }] };
    expect(playwrightCounts(fileOf(report)).failed).toBe(4);
  });
});

it('counts that a script of ours wrote are read as they are', () => {
  const counts = { passed: 3, failed: 0, skipped: 1 };
  expect(reportedCounts(fileOf(counts))).toEqual(counts);
});

it.each([vitestCounts, playwrightCounts, reportedCounts])(
  'a missing report is one failure (%o)',
  (counts) => {
    expect(counts(none)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  },
);

it('the closing line says the sum over all runners', () => {
  const counts = [
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 10, failed: 3, skipped: 0 },
  ];
  expect(closingLine(sum(counts))).toBe('11 passed, 3 failed, 2 skipped');
  expect(closingLine(sum([]))).toBe('0 passed, 0 failed, 0 skipped');
});
