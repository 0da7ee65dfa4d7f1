import { existsSync, readFileSync } from 'node:fs';

const none = { passed: 0, failed: 0, skipped: 0 };

/** Reads what Vitest's JSON reporter wrote. */
export function vitestCounts(file) {
  if (!existsSync(file)) return { ...none, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that does not load, or is not made ready, has no failed test to count, yet it failed.
  const unready = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unready,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Reads what Playwright's JSON reporter wrote; a flaky test counts as failed. */
export function playwrightCounts(file) {
  if (!existsSync(file)) return { ...none, failed: 1 };
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** Reads counts that one of our own scripts wrote. */
export function reportedCounts(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { ...none, failed: 1 };
}

/** Adds counts up. */
export function sum(counts) {
  const total = { ...none };
  for (const one of counts) for (const key of Object.keys(total)) total[key] += one[key];
  return total;
}

/** The closing line. */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
