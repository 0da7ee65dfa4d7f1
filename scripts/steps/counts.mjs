import { existsSync, readFileSync } from 'node:fs';

const none = { passed: 0, failed: 0, skipped: 0 };

/** What a runner wrote; null where it wrote nothing. */
export const readReport = (file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;

/** A file that does not load, or is not made ready, has no failed test to count, yet it failed. */
export const isUnready = ({ status, assertionResults }) =>
  status === 'failed' && !assertionResults.some((test) => test.status === 'failed');

/** Reads what Vitest's JSON reporter wrote. */
export function vitestCounts(file) {
  const report = readReport(file);
  if (!report) return { ...none, failed: 1 };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.testResults.filter(isUnready).length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Reads what Playwright's JSON reporter wrote; a flaky test counts as failed. */
export function playwrightCounts(file) {
  const report = readReport(file);
  if (!report) return { ...none, failed: 1 };
  const { stats, errors } = report;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** Reads counts that one of our own scripts wrote. */
export function reportedCounts(file) {
  return readReport(file) ?? { ...none, failed: 1 };
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
