import { describe, expect, it } from 'vitest';
import { accessLogFormat } from '@/templates/proxy/access-log';
import { gatewayErrors } from '@/templates/proxy/gateway-errors';
import { lineFields, readLine } from './access-line';
import { isCounted, type Outcome, outcomeOf, outcomes } from './outcomes';

/** A line of the template's format, as API Gateway fills it: a dash where there is no value. */
function line(values: Record<string, string>): string {
  const fields = JSON.parse(accessLogFormat) as Record<string, string>;
  return accessLogFormat.replace(/\$context\.[A-Za-z.]+/g, (variable) => {
    const name = Object.keys(fields).find((field) => fields[field] === variable) ?? '';
    return values[name] ?? { requestTimeEpoch: '1790000000123', status: '200' }[name] ?? '-';
  });
}

const answered = (status: string) => ({ status, integrationStatus: status, apiKeyId: 'key1' });
const refused = (status: string, errorType: string) => ({ status, errorType });

describe('a line of the access log', () => {
  it('has the fields of the template, in its order', () => {
    expect(Object.keys(JSON.parse(accessLogFormat))).toEqual([...lineFields]);
  });

  it('tells when, which key and how it ended', () => {
    expect(readLine(line({ ...answered('200'), httpMethod: 'GET' }))).toEqual({
      at: new Date(1_790_000_000_123),
      keyId: 'key1',
      outcome: 'served',
      method: 'GET',
    });
    expect(readLine(line({ ...answered('200'), httpMethod: 'BREW' }))).not.toHaveProperty('method');
  });

  it.each<[Outcome, Record<string, string>]>([
    ['served', answered('200')],
    ['served', answered('302')],
    ['upstream_4xx', answered('403')],
    ['upstream_429', answered('429')],
    ['upstream_5xx', answered('503')],
    ['quota', refused('429', 'QUOTA_EXCEEDED')],
    ['throttle', refused('429', 'THROTTLED')],
    ['key_refused', refused('403', 'INVALID_API_KEY')],
    ['policy', refused('403', 'ACCESS_DENIED')],
    ['path', refused('403', 'MISSING_AUTHENTICATION_TOKEN')],
    ['path', refused('404', 'RESOURCE_NOT_FOUND')],
    ['bad_request', refused('400', 'BAD_REQUEST_PARAMETERS')],
    ['bad_request', refused('413', 'REQUEST_TOO_LARGE')],
    ['bad_request', refused('414', 'DEFAULT_4XX')],
    ['gateway', refused('504', 'INTEGRATION_TIMEOUT')],
    ['gateway', refused('504', 'INTEGRATION_FAILURE')],
    ['gateway', refused('500', 'API_CONFIGURATION_ERROR')],
    ['gateway', refused('500', 'DEFAULT_5XX')],
  ])('is %s for %o', (outcome, values) => {
    expect(readLine(line(values))?.outcome).toBe(outcome);
  });

  it('has an outcome for every answer that the gateway gives by itself', () => {
    for (const { responseType, status } of gatewayErrors)
      expect(outcomes).toContain(
        outcomeOf({ status: status ?? 500, errorType: responseType, integrationStatus: null }),
      );
  });

  it.each([
    ['another status', { path: '/a","status":"200","x":"' }],
    ['another key', { path: '/a","apiKeyId":"key2' }],
    ['the end of the line', { path: '/a"}' }],
  ])('is not believed where its path pretends to be %s', (_what, values) => {
    expect(readLine(line({ ...refused('403', 'INVALID_API_KEY'), ...values }))).toBeNull();
  });

  it('is not believed where it is of another format', () => {
    expect(readLine('{"requestId":"a","status":"200"}')).toBeNull();
    expect(readLine('10.0.0.1 - - [10/Oct/2026] 200')).toBeNull();
    expect(readLine(line({ requestTimeEpoch: '-' }))).toBeNull();
  });
});

describe('what counts against the quota', () => {
  it('is what passed key and limits, even when the backend fails (aws-facts B2)', () => {
    expect(outcomes.filter((outcome) => isCounted(outcome, 'key1'))).toEqual([
      'served',
      'upstream_4xx',
      'upstream_429',
      'upstream_5xx',
      'bad_request',
      'gateway',
    ]);
  });

  it('is not what was found bad before there was a key', () => {
    expect(isCounted('bad_request', null)).toBe(false);
    expect(isCounted('gateway', null)).toBe(false);
  });
});
