import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from './csv';

const bom = '\uFEFF';
const dangerous = ['=', '+', '-', '@', '\t', '\r'];

/** RFC 4180, read a character at a time: an oracle that shares nothing with what writes. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, isQuoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === ',') {
      row.push(cell);
      cell = '';
    } else if (char === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      at += 1;
    } else cell += char;
  }
  return rows;
}

const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(fc.constantFrom(...dangerous, '"', ',', '\n', "'"), fc.string())
    .map((it) => it.join('')),
);

describe('csvOf', () => {
  it('begins with the byte order mark, once, and ends its lines as RFC 4180 says', () => {
    expect(csvOf(['a', 'b'], [[1, null]])).toBe(`${bom}a,b\r\n1,\r\n`);
  });

  it('keeps every text, and lets none begin as a formula does', () => {
    const isKept = (written: string, got = '') =>
      dangerous.includes(written[0] ?? '')
        ? got === `'${written}`
        : !dangerous.includes(got[0] ?? '') && (got === written || got === `'${written}`);
    const table = fc.array(fc.tuple(cell, cell), { maxLength: 2 });
    fc.assert(
      fc.property(table, (rows) => {
        const read = parse(csvOf(['x', 'y'], rows).slice(1)).slice(1);
        return (
          read.length === rows.length &&
          rows.every((row, at) => row.every((written, to) => isKept(written, read[at]?.[to])))
        );
      }),
      { numRuns: 10_000 },
    );
  });

  it('writes numbers as numbers, below nothing too', () => {
    expect(parse(csvOf(['n'], [[-5], [0]]).slice(1))).toEqual([['n'], ['-5'], ['0']]);
  });
});
