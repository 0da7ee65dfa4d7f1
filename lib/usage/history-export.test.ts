import { describe, expect, it } from 'vitest';
import { csvOf } from '../csv';
import { keyHistories } from './history';
import { cellsOf, dayColumns, dayLines, hourColumns, hourLines } from './history-export';

const whose = { proxy: 'httpbin-dev', team: 'payments', environment: 'dev' };
const asOf = new Date('2026-09-20T12:00:00Z');

describe('dayLines', () => {
  it('leave the cells of a day that is not known empty, and never say 0', () => {
    const row = { day: '2026-09-19', keyId: 'k1', used: 0, remaining: 20, quotaLimit: 20, asOf };
    const rows = [row, { ...row, day: '2026-09-20', used: 7, remaining: 13 }];
    const keys = keyHistories(
      { rows, since: '2026-09-19', asOf },
      [{ keyId: 'k1', label: 'A', role: 'consumer' }],
      ['2026-09-18', '2026-09-19', '2026-09-20'],
      asOf,
    );
    const text = csvOf(dayColumns, cellsOf(dayColumns, dayLines(whose, keys)));
    expect(text.split('\r\n')).toEqual([
      '\uFEFFdate,proxy,team,environment,key_id,key,used,left,quota_limit,is_complete,as_of',
      '2026-09-18,httpbin-dev,payments,dev,k1,A,,,,,',
      '2026-09-19,httpbin-dev,payments,dev,k1,A,0,20,20,true,2026-09-20T12:00:00.000Z',
      '2026-09-20,httpbin-dev,payments,dev,k1,A,7,13,20,false,2026-09-20T12:00:00.000Z',
      '',
    ]);
  });
});

describe('hourLines', () => {
  it('say 0 of a known hour without requests, and nothing of one that is not known', () => {
    const hour = new Date('2026-09-20T10:00:00Z');
    const hours = [{ hour, keyId: 'k1', outcome: 'quota' as const, count: 3 }];
    const known = { from: new Date('2026-09-20T09:30:00Z'), to: new Date('2026-09-20T11:30:00Z') };
    const lines = cellsOf(hourColumns, hourLines(whose, { hours, known }));
    expect(lines.map((line) => [line[0], line[5], line[6], line[7]])).toEqual([
      ['2026-09-20T10:00:00.000Z', 'quota', 3, 'false'],
      ['2026-09-20T11:00:00.000Z', null, 0, null],
    ]);
  });
});
