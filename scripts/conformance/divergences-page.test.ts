import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { divergences } from '../../sandbox/testing/divergences';
import { divergencesPage } from './divergences-page';

const root = join(import.meta.dirname, '../..');

it('docs/divergences.md says what the tests know (else: npm run divergences)', () => {
  expect(readFileSync(join(root, 'docs/divergences.md'), 'utf8')).toBe(divergencesPage());
});

it('every divergence is of a fact that a test checks, once', () => {
  const facts = ['sandbox/apigateway/facts.test.ts', 'sandbox/ec2/facts.test.ts'].flatMap(factsIn);
  const known = divergences.map(({ fact }) => fact);
  expect(known.filter((fact) => !facts.includes(fact))).toEqual([]);
  expect(new Set(known).size).toBe(known.length);
});

/** Subject and title of every fact in a test file. */
function factsIn(path: string): string[] {
  const [, ...subjects] = readFileSync(join(root, path), 'utf8').split(/^about\(/m);
  return subjects.flatMap((text) => {
    const subject = /^'([^']+)'/.exec(text)?.[1];
    return [...text.matchAll(/^ {2}fact\('([^']+)'/gm)].map(([, title]) => `${subject} ${title}`);
  });
}
