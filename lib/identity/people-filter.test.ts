import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withQuery } from '../query';
import { isPeopleFiltered, parsePeopleFilter, peopleQuery } from './people-filter';
import { personOrigins, roles } from './types';

const nothing = { text: '', role: null, team: null, origin: null, page: 1 };

describe('the filter of people', () => {
  it('is what the URL says, there and back', () => {
    const text = fc.stringMatching(/^[a-z@.ー-]{0,12}$/);
    const filter = fc.record({
      text,
      role: fc.option(fc.constantFrom(...roles)),
      team: fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{1,10}$/)),
      origin: fc.option(fc.constantFrom(...personOrigins)),
      page: fc.integer({ min: 1, max: 10_000 }),
    });
    fc.assert(
      fc.property(filter, (given) => {
        const url = new URL(withQuery('/people' as '/', peopleQuery(given)), 'http://any');
        expect(parsePeopleFilter(Object.fromEntries(url.searchParams))).toEqual(given);
      }),
    );
  });

  it('takes what it does not know for nothing', () => {
    const params = { role: 'root', origin: 'x', team: ' ', q: ' ', page: '-1' };
    expect(parsePeopleFilter(params)).toEqual(nothing);
    for (const page of ['0', '1.5', '1e9', 'x', ''])
      expect(parsePeopleFilter({ page })).toEqual(nothing);
    expect(isPeopleFiltered(parsePeopleFilter({ page: '3' }))).toBe(false);
    expect(isPeopleFiltered(parsePeopleFilter({ q: 'a' }))).toBe(true);
  });
});
