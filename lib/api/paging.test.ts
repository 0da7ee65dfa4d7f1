import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageByName, readCursor } from './paging';

it('pages hold each thing once and in order, whatever the size of a page', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)),
      fc.integer({ min: 1, max: 5 }),
      (names, limit) => {
        const all = names.sort().map((name) => ({ name }));
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = pageByName(all, { limit, after });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map(({ name }) => name));
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(seen).toEqual(names);
      },
    ),
  );
});

it('a cursor that is none of ours is refused, not guessed at', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => readCursor(text, 2)).toThrow(expect.objectContaining({ status: 400 }));
    }),
  );
});
