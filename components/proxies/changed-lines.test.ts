import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedLines } from './changed-lines';

describe('changedLines', () => {
  it('marks the line that was edited, and no other', () => {
    expect([...changedLines(['a', 'limit: 20', 'c'], ['a', 'limit: 25', 'c'])]).toEqual([1]);
  });

  it('marks what was put between', () => {
    expect([...changedLines(['a', 'c'], ['a', 'b', 'c'])]).toEqual([1]);
  });

  it('marks nothing when lines were only removed', () => {
    expect(changedLines(['a', 'b', 'c'], ['a', 'c']).size).toBe(0);
  });

  it('marks nothing between equal texts, and only lines that exist', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'));
    fc.assert(
      fc.property(lines, lines, (previous, next) => {
        expect(changedLines(next, next).size).toBe(0);
        for (const index of changedLines(previous, next)) expect(index).toBeLessThan(next.length);
      }),
    );
  });
});
