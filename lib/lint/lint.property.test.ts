import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { article } from './article';
import { lint } from './lint';
import { maxLength } from './parse';

const pieces = [
  'resource "aws_x" "y" {',
  '}',
  '{',
  '[',
  '(',
  '"',
  '${',
  '<<EOT\n',
  '/*',
  '#',
  '\n',
  'a = ',
  'Resources:\n',
  '!Sub ',
  '- ',
  '  ',
  'jsonencode(',
];
const shreds = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), {
  maxLength: 60,
});

describe('any text', () => {
  it('is read without a throw, with every line inside the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          shreds.map((each) => each.join('')),
        ),
        (text) => {
          const count = text.split('\n').length;
          for (const { line } of [...lint(text).findings, ...lint(text).faults]) {
            expect(line).toBeGreaterThan(0);
            expect(line).toBeLessThanOrEqual(count);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('before and between the blocks moves what is found, and loses none of it', () => {
    const rules = (text: string) => lint(text).findings.map((each) => [each.rule, each.subject]);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Prose, and "more".', '「日本語」', 'x = [1, {', ''), {
          maxLength: 5,
        }),
        (prose) => {
          const between = `\n\n${prose.join('\n')}\n\nresource "`;
          expect(rules(article.replaceAll(/\n+resource "/g, between))).toEqual(rules(article));
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ...pieces,
    'resource "a" "b" {\n',
    'resource "a" "b" {\nx = <<E\n',
    'resource "a" "b" {\nx = [\n',
  ])(
    'as long as is read, of nothing but %j, comes to an end',
    (piece) => {
      expect(lint(piece.repeat(Math.floor(maxLength / piece.length))).isTooLong).toBe(false);
    },
    20_000,
  );

  it('longer than that is refused before it is read', () => {
    expect(lint('a'.repeat(maxLength + 1)).isTooLong).toBe(true);
  });
});
