import { describe, expect, it } from 'vitest';
import { fidelityFault, fidelityPage } from './fidelity.mjs';
import { root } from './prepare.mjs';
import { reportFiles } from './report-files';

const { none, fileOf } = reportFiles();

const suite = (name: string, titles: [string[], string, string?][]) => ({
  name: `${root}/${name}`,
  assertionResults: titles.map(([ancestorTitles, title, status = 'passed']) => ({
    ancestorTitles,
    title,
    status,
  })),
});

describe('the fidelity page', () => {
  it('has a row for each test, with the nearest source that its titles name', () => {
    const page = fidelityPage({
      testResults: [
        suite('sandbox/b.test.ts', [
          [['keys (B1)'], 'are opaque (S-UP; text UNCONFIRMED)'],
          [['keys (B1)'], 'rotate'],
          [[], 'a | b < c'],
        ]),
        suite('lib/a.sandbox.test.ts', [[[], 'is no fact about AWS']]),
      ],
    });
    expect(page).toContain('## sandbox/b.test.ts');
    expect(page).toContain('| keys › are opaque | S-UP; text UNCONFIRMED |');
    expect(page).toContain('| keys › rotate | B1 |');
    expect(page).toContain('| a \\| b &lt; c | see the test |');
    expect(page).not.toContain('no fact');
  });

  it('is refused for a row that did not pass, and is old when it differs', () => {
    expect(fidelityFault(none)).toContain('not tested');
    const failed = { testResults: [suite('sandbox/b.test.ts', [[[], 'x', 'failed']])] };
    expect(fidelityFault(fileOf(failed))).toBe('sandbox/b.test.ts: "x" is failed');
    expect(fidelityFault(fileOf({ testResults: [] }))).toContain('npm run fidelity');
  });
});
