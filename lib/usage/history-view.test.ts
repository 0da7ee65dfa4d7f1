import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withQuery } from '../query';
import { routes } from '../routes';
import { daysOf, historyQuery, parseHistoryView, rangeDaysMax } from './history-view';

const today = '2026-09-20';

describe('parseHistoryView', () => {
  it('is thirty days of every key in the viewer’s zone where the URL says nothing', () => {
    const view = parseHistoryView({});
    expect(view).toEqual({ range: { days: 30 }, keys: [], isCompared: false, zone: 'local' });
    expect(historyQuery(view)).toEqual({
      days: null,
      from: null,
      to: null,
      key: [],
      compare: null,
      zone: null,
    });
  });

  it('turns two dates round, and takes the last ninety days of more', () => {
    expect(parseHistoryView({ from: '2026-09-20', to: '2026-09-01' }).range).toEqual({
      from: '2026-09-01',
      to: '2026-09-20',
    });
    const { range } = parseHistoryView({ from: '2020-01-01', to: '2026-09-20' });
    expect(daysOf({ range }, today)).toHaveLength(rangeDaysMax);
  });

  it.each(['2026-02-30', 'yesterday', '9999-99-99', '1970-01-01'])('does not take %s', (from) => {
    expect(parseHistoryView({ from, to: today }).range).toEqual({ days: 30 });
  });

  it('makes a view of any URL, which comes back from its own query', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('7', '90', 'week', 'utc', today, 'abc123'));
    const params = fc.dictionary(
      fc.constantFrom('days', 'from', 'to', 'key', 'compare', 'zone'),
      fc.oneof(text, fc.array(text)),
    );
    fc.assert(
      fc.property(params, (given) => {
        const view = parseHistoryView(given);
        const url = new URL(withQuery(routes.proxies, historyQuery(view)), 'http://x');
        const again = Object.fromEntries(
          [...new Set(url.searchParams.keys())].map((name) => [
            name,
            url.searchParams.getAll(name),
          ]),
        );
        expect(parseHistoryView(again)).toEqual(view);
        expect(daysOf(view, today).length).toBeGreaterThan(0);
        expect(daysOf(view, today).length).toBeLessThanOrEqual(rangeDaysMax);
        expect(daysOf(view, today).every((day) => day <= today)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
