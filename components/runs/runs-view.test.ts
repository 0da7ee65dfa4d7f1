import { describe, expect, it } from 'vitest';
import { isRunsFiltered, parseRunsView, runsQuery } from './runs-view';

describe('the list of runs', () => {
  it('keeps in its URL what it shows', () => {
    const view = parseRunsView({
      state: 'running',
      kind: 'delete',
      who: ' Ben@Example.com ',
      before: '2026-01-02T03:04:05.000Z',
    });
    expect(view).toEqual({
      state: 'running',
      kind: 'delete',
      who: 'ben@example.com',
      before: new Date('2026-01-02T03:04:05Z'),
    });
    expect(parseRunsView(runsQuery(view) as Record<string, string>)).toEqual(view);
    expect(isRunsFiltered(view)).toBe(true);
  });

  it('takes what it does not know for no filter', () => {
    const view = parseRunsView({ state: 'sleeping', kind: 'x', who: ' ', before: 'yesterday' });
    expect(view).toEqual({ state: null, kind: null, who: null, before: null });
    expect(isRunsFiltered(view)).toBe(false);
  });
});
