import { describe, expect, it } from 'vitest';
import { editQuery, fieldsOf, parseReplayQuery } from './replay-query';

const now = new Date('2026-11-25T01:00:00Z');
const saved = { quota: { limit: 20, period: 'DAY' as const }, rate: 5, burst: 5 };

describe('parseReplayQuery', () => {
  it('asks for yesterday and the limits in force until told otherwise', () => {
    expect(parseReplayQuery({}, saved, now)).toEqual({
      day: '2026-11-24',
      fields: { quotaLimit: '20', quotaPeriod: 'DAY', rate: '5', burst: '5' },
      limits: saved,
    });
  });

  it('takes a day that is kept and limits as they are typed', () => {
    const params = { day: '2026-11-18', quotaLimit: '１,０００', quotaPeriod: 'WEEK', rate: '0.5' };
    expect(parseReplayQuery(params, saved, now)).toMatchObject({
      day: '2026-11-18',
      limits: { quota: { limit: 1000, period: 'WEEK' }, rate: 0.5, burst: 5 },
    });
    expect(parseReplayQuery({ day: '2026-11-17' }, saved, now).day).toBe('2026-11-24');
  });

  it.each([{ rate: '0' }, { burst: '1.5' }, { quotaLimit: 'many' }, { quotaPeriod: 'YEAR' }])(
    'keeps what is typed and replays nothing for %o',
    (params) => {
      const query = parseReplayQuery(params, saved, now);
      expect(query.limits).toBeNull();
      expect(query.fields).toMatchObject(params);
    },
  );

  it('opens the form of an edit with the same limits', () => {
    expect(editQuery(fieldsOf(saved))).toEqual({
      quotaLimit: '20',
      quotaPeriod: 'DAY',
      rate: '5',
      burst: '5',
    });
    expect(editQuery(fieldsOf({ ...saved, quota: null })).quotaLimit).toBeNull();
  });
});
