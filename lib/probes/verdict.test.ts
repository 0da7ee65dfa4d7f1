import { describe, expect, it } from 'vitest';
import { type ProbeAnswer, probeAnswerSchema } from './answer';
import { judge, judgeBroken, probeOutcomes } from './verdict';

const good: ProbeAnswer = {
  outcome: 'ok',
  status: 200,
  phases: { dns: 1.2, tcp: 2, tls: 8, send: 0.1, wait: 40, transfer: 1 },
  totalMs: 52.4,
  addresses: ['10.0.1.5'],
  isPrivateAddress: true,
  tlsVersion: 'TLSv1.2',
  certificateName: '*.execute-api.ap-northeast-1.amazonaws.com',
  headers: { 'x-amz-apigw-id': 'abc=', 'x-amzn-requestid': 'r-1' },
  bodyExcerpt: '{}',
  bodyBytes: 2,
  chunks: 1,
  mirror: null,
  endpointAddresses: null,
  error: null,
  negatives: [{ check: 'without_key', passed: true, evidence: '403 forbidden_key' }],
};

const gateway = (type: string) => ({ 'x-amzn-errortype': type, 'x-amz-apigw-id': 'abc=' });

const table: [
  name: string,
  answer: Partial<ProbeAnswer>,
  verdict: string,
  outcome: string,
  by: string,
][] = [
  ['a good call', {}, 'healthy', 'ok', 'upstream'],
  [
    'an upstream that says no',
    { outcome: 'upstream_error', status: 401 },
    'healthy',
    'upstream_error',
    'upstream',
  ],
  [
    'an upstream that breaks',
    { outcome: 'upstream_error', status: 503 },
    'degraded',
    'upstream_failing',
    'upstream',
  ],
  [
    'an upstream that throttles',
    { outcome: 'upstream_error', status: 429 },
    'degraded',
    'upstream_failing',
    'upstream',
  ],
  [
    'a spent quota',
    { outcome: 'quota', status: 429, headers: gateway('LimitExceededException') },
    'degraded',
    'quota',
    'gateway',
  ],
  [
    'a throttle',
    { outcome: 'throttled', status: 429, headers: gateway('TooManyRequestsException') },
    'degraded',
    'throttled',
    'gateway',
  ],
  [
    'a key that is not known',
    { outcome: 'forbidden_key', status: 403, headers: gateway('ForbiddenException') },
    'down',
    'forbidden_key',
    'gateway',
  ],
  [
    'a refused endpoint',
    { outcome: 'forbidden_policy', status: 403, headers: gateway('AccessDeniedException') },
    'down',
    'forbidden_policy',
    'gateway',
  ],
  [
    'a blocked port',
    {
      outcome: 'connect_timeout',
      status: null,
      headers: {},
      error: { phase: 'tcp', code: 'ETIMEDOUT', message: 'no answer' },
    },
    'down',
    'connect_timeout',
    'nobody',
  ],
  [
    'a stream that goes on for longer than the probe',
    {
      outcome: 'timeout',
      bodyBytes: 4_096,
      error: { phase: 'transfer', code: 'ETIMEDOUT', message: 'no transfer in time' },
    },
    'healthy',
    'cut',
    'upstream',
  ],
  [
    'an answer of which no byte came in time',
    {
      outcome: 'timeout',
      bodyBytes: 0,
      error: { phase: 'transfer', code: 'ETIMEDOUT', message: 'no transfer in time' },
    },
    'down',
    'timeout',
    'upstream',
  ],
  [
    'an upstream whose name does not resolve',
    { outcome: 'other', status: 500, headers: gateway('InternalServerErrorException') },
    'down',
    'gateway_failed',
    'gateway',
  ],
  ['a stranger behind the address', { headers: {} }, 'healthy', 'ok', 'nobody'],
  [
    'a second way out',
    { negatives: [{ check: 'public_address', passed: false, evidence: 'connected' }] },
    'degraded',
    'not_private',
    'upstream',
  ],
  [
    'a key that the upstream saw',
    { mirror: { headers: { 'X-Api-Key': '[redacted]' }, hasKey: true } },
    'degraded',
    'key_passed_on',
    'upstream',
  ],
  [
    'an upstream that saw no key',
    { mirror: { headers: { Accept: '*/*' }, hasKey: false } },
    'healthy',
    'ok',
    'upstream',
  ],
  ['a word we do not know', { outcome: 'teapot' }, 'down', 'other', 'upstream'],
];

describe('judge', () => {
  it.each(table)('%s', (_, answer, verdict, outcome, by) => {
    const seen = judge({ ...good, ...answer });
    expect([seen.verdict, seen.outcome, seen.answeredBy]).toEqual([verdict, outcome, by]);
  });

  it('never lets a leak hide a worse fault', () => {
    const negatives = [{ check: 'public_address' as const, passed: false, evidence: 'connected' }];
    expect(judge({ ...good, outcome: 'tls', status: null, negatives }).outcome).toBe('tls');
  });

  it('says in which phase it ended', () => {
    const error = { phase: 'tcp', code: 'ETIMEDOUT', message: 'no tcp in time' };
    expect(judge({ ...good, status: null, error }).error).toBe('tcp: no tcp in time');
  });
});

describe('judgeBroken', () => {
  it.each(probeOutcomes.filter((word) => word.startsWith('function_')))('%s is down', (word) => {
    expect(judgeBroken(word, 'detail', 1).verdict).toBe('down');
  });
});

describe('probeAnswerSchema', () => {
  it('bounds what an upstream could make long', () => {
    const parsed = probeAnswerSchema.parse({ ...good, bodyExcerpt: 'x'.repeat(10_000) });
    expect(parsed.bodyExcerpt).toHaveLength(2048);
  });

  it('takes the answer of a function that is older than its questions', () => {
    const { bodyBytes, chunks, mirror, endpointAddresses, phases, ...rest } = good;
    const { send, ...older } = phases;
    const parsed = probeAnswerSchema.parse({ ...rest, phases: older });
    expect(judge(parsed)).toMatchObject({
      outcome: 'ok',
      phases: { ...older, send: null },
      bodyBytes: null,
      chunks: null,
      mirror: null,
      endpointAddresses: null,
    });
  });
});

it.each([
  ['without_key', 'wait: no wait in time', null, 'ok'],
  ['wrong_path', 'tcp: 10.0.1.5 did not answer', null, 'ok'],
  ['wrong_path', '429 throttled', null, 'ok'],
  ['without_key', '200 ok', false, 'not_private'],
  ['public_address', 'connected to 1.1.1.1 port 443', false, 'not_private'],
] as const)('%s of an older function that says “%s” is %s', (check, evidence, passed, outcome) => {
  const said = { ...good, negatives: [{ check, passed: false, evidence }] };
  const read = probeAnswerSchema.parse(said);
  expect(read.negatives).toEqual([{ check, passed, evidence }]);
  expect(judge(read).outcome).toBe(outcome);
});

it('takes a check without an answer for no way in', () => {
  const negatives = [{ check: 'without_key' as const, passed: null, evidence: 'wait: late' }];
  expect(judge(probeAnswerSchema.parse({ ...good, negatives })).outcome).toBe('ok');
});
