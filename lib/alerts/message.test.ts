import { describe, expect, it } from 'vitest';
import { alertMessage } from './message';
import type { AlertDetail } from './types';

const reader = { locale: 'en', zone: 'UTC', origin: 'https://sluice.test' } as const;
const raisedAt = new Date('2026-11-25T10:00:00Z');
const reset = '2026-12-01T00:00:00.000Z';

function linkOf(detail: AlertDetail, subject = 'keya'): string | undefined {
  const alert = { id: '1', team: 't', proxy: 'p', rule: 'quota_80' as const, subject, raisedAt };
  return alertMessage('m', [{ ...alert, detail }], reader).notices[0]?.url;
}

describe('the link of an alert', () => {
  it.each([
    ['DAY', '2026-11-25'],
    ['WEEK', '2026-11-22'],
    ['MONTH', '2026-11-01'],
  ] as const)('of a %s quota leads to its key and the days of its period', (period, from) => {
    const numbers = { level: 80, used: 8, total: 10, passed: [] };
    expect(linkOf({ kind: 'quota', key: 'A', period, resetsAt: reset, ...numbers })).toBe(
      `https://sluice.test/proxies/p/usage?from=${from}&to=2026-11-25&key=keya#days`,
    );
  });

  it('of refused calls leads to how the calls of those days ended', () => {
    const since = '2026-11-24T10:00:00.000Z';
    const detail = { kind: 'throttled', percent: 5, refused: 5, requests: 100, since } as const;
    expect(linkOf(detail, '')).toBe(
      'https://sluice.test/proxies/p/usage?from=2026-11-24&to=2026-11-25#outcomes',
    );
  });

  it('of a certificate leads to its host in the register, and names who calls it', () => {
    const moments = { validTo: '2026-12-02T12:00:00.000Z', readAt: '2026-11-25T04:00:00.000Z' };
    const proxies = ['a-dev', 'b-prod'];
    const detail = {
      kind: 'certificate',
      host: 'httpbin.org',
      days: 7,
      proxies,
      ...moments,
    } as const;
    const alert = { id: '1', team: 't', proxy: 'a-dev', rule: 'certificate' as const, subject: '' };
    const [notice] = alertMessage('m', [{ ...alert, raisedAt, detail }], reader).notices;
    expect(notice?.url).toBe('https://sluice.test/upstreams/httpbin.org');
    expect(notice?.title).toBe('The certificate of httpbin.org ends in 7 days');
    expect(notice?.text).toContain('It ends at Wed, Dec 2 12:00 UTC');
    expect(notice?.text).toContain('callers of a-dev and b-prod get 504');
  });

  it('of what is no call leads to its part of the proxy’s page', () => {
    const since = '2026-11-24T10:00:00.000Z';
    expect(linkOf({ kind: 'probe', since, failures: 2, outcome: 'timeout' }, '')).toBe(
      'https://sluice.test/proxies/p#probe',
    );
  });
});
