import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, lengthRead } from './clean';
import { explain } from './explain';
import { maskSecrets } from './mask';

/** Pieces that the readers look for, so that random texts reach into every branch. */
const pieces = fc.constantFrom(
  'HTTP/1.1 403 Forbidden\n',
  'HTTP/2 504\r\n',
  'x-amzn-ErrorType: ForbiddenException\n',
  'x-amz-apigw-id: YxN9sGoaTjMF1aA=\n',
  '{"message":"Forbidden"}',
  '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: ',
  '"docs":"/errors/invalid_api_key"',
  '> GET /live/{proxy+} HTTP/1.1\n',
  '> x-api-key: ',
  '> Host: vpce-0123456789abcdef0-abcd1234.execute-api.us-east-1.vpce.amazonaws.com\n',
  'curl: (6) Could not resolve host: ',
  'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/live',
  'Failed to connect to ',
  'dial tcp [10.0.0.1',
  'Trying 999.0.0.1:443',
  '\u001b[31m',
  '\u0000\ud800',
  "-H 'x-api-key: ",
  '\\"',
  '\n',
);
const paste = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'binary' }), fc.string()), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('an explanation', () => {
  it('is given of any text, the same each time', () => {
    fc.assert(
      fc.property(paste, (text) => {
        expect(explain(text)).toEqual(explain(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('names at least one cause of each fault, each once, and puts no character of the shell into a command', () => {
    fc.assert(
      fc.property(paste, (text) => {
        const said = explain(text);
        if (said.kind !== 'known') return;
        const ids = said.causes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        if (!['served', 'request_id'].includes(said.meaning)) expect(ids.length).toBeGreaterThan(0);
        for (const { command } of said.causes) {
          expect(command ?? '').not.toMatch(/[`;\n]|\$\(/);
        }
        expect(said.log?.query ?? '').not.toMatch(/[`;'\\]/);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    'a',
    'A.',
    '{"message":',
    '{"message":"',
    'Failed to connect to ',
    "-H 'x-api-key:",
    'x-api-key: ',
    'token=',
    'https://',
    'https://a:',
    '> GET / HTTP/1.1\n',
    'HTTP/1.1 403\n',
    'a1b2c3d4e5-vpce-',
    'secretsecret-',
    '-----BEGIN PRIVATE KEY-----',
    'curl ',
    'lookup a.',
    '\\"',
    'ﷺ',
  ])('of a megabyte of %j is still an explanation', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(['known', 'unknown']).toContain(explain(text).kind);
    expect(maskSecrets(cleanText(text)).length).toBeLessThan(20 * lengthRead);
  });

  it('finds what stands at the end of a megabyte', () => {
    const text = `${'all is well\n'.repeat(90_000)}curl: (6) Could not resolve host: api.example.com`;
    expect(explain(text)).toMatchObject({ kind: 'known', meaning: 'dns_failed' });
  });
});

describe('text that tells nothing', () => {
  it.each([
    'it does not work',
    'help',
    '<html><body>hello</body></html>',
    '{"ok":true}',
    'エラーが出ました',
    '0x80004005',
  ])('%j: cannot tell, and says what to paste instead', (text) => {
    expect(explain(text)).toMatchObject({ kind: 'unknown', ask: 'more' });
  });

  it.each(['', ' \n\t '])('%j is nothing', (text) => {
    expect(explain(text)).toEqual({ kind: 'empty' });
  });
});

/** Of the shape of a key's value; no word of ours is one. */
const secret = fc.stringMatching(/^[A-Za-z0-9]{24,40}$/);

/** Every way in which people paste one. */
const carriers: readonly ((value: string) => string)[] = [
  (value) => `> x-api-key: ${value}`,
  (value) => `curl -H 'x-api-key: ${value}' https://example.com/`,
  (value) => `curl -H "X-Api-Key:${value}" https://example.com/`,
  (value) => `curl -H "Authorization: Bearer ${value}" https://example.com/`,
  (value) => `curl --header "Proxy-Authorization: Basic ${value}" https://example.com/`,
  (value) => `curl -u user:${value} https://example.com/`,
  (value) => `> Cookie: session=${value}; theme=dark`,
  (value) => `< set-cookie: sid=${value}; Path=/`,
  (value) => `{"x-api-key": "${value}", "accept": "*/*"}`,
  (value) => `{'x-api-key': '${value}'}`,
  (value) => `{"apiKey":"${value}"}`,
  (value) => `{"client_secret":"${value}"}`,
  (value) => `https://user:${value}@example.com/`,
  (value) => `https://${value}@example.com/`,
  (value) => `https://example.com/?api_key=${value}&page=2`,
  (value) => `https://example.com/?X-Amz-Signature=${value}`,
  (value) => `export OPENAI_API_KEY=${value}`,
  (value) => `PASSWORD="${value}"`,
  (value) => `AWS_SECRET_ACCESS_KEY=${value}`,
  (value) => `Incorrect API key provided: sk-proj-${value}`,
  (value) => `token ghp_${value}`,
  (value) => `sluice_pat_${value}`,
  (value) => `x-goog-api-key: ${value}`,
  (value) => `anthropic-api-key => ${value}`,
  (value) =>
    `AWS4-HMAC-SHA256 Credential=AKIA/20261122/x/aws4_request, SignedHeaders=host, Signature=${value}`,
  (value) => `curl: (6) Could not resolve host: x\nx-api-key: ${value}`,
];

describe('a secret in a paste', () => {
  it.each(carriers.map((carry) => [carry('…'), carry] as const))(
    '%s is never shown',
    (_, carry) => {
      fc.assert(
        fc.property(secret, pieces, (value, before) => {
          for (const text of [
            carry(value),
            `${before}\n${carry(value)}`,
            `${carry(value)}\n${before}`,
          ]) {
            expect(maskSecrets(cleanText(text))).not.toContain(value);
            expect(JSON.stringify(explain(text))).not.toContain(value);
          }
        }),
        { numRuns: 50 },
      );
    },
  );

  it('is not left half where a long line is cut', () => {
    fc.assert(
      fc.property(secret, fc.integer({ min: 0, max: 200 }), (value, gap) => {
        const line = `{"x-api-key":"${value}","note":"${'.'.repeat(gap)}","error":"getaddrinfo ENOTFOUND x"}`;
        const said = explain(line);
        expect(said).toMatchObject({ meaning: 'dns_failed' });
        for (let at = 0; at + 8 <= value.length; at += 1)
          expect(JSON.stringify(said)).not.toContain(value.slice(at, at + 8));
      }),
      { numRuns: 300 },
    );
  });

  it('is not left half where a long paste is cut', () => {
    const value = 'Zq8mT3vXn5Rb7Lc2Hd9Kf4Wg6Yj1Ps0A';
    for (let shift = 0; shift < 60; shift += 1) {
      const rest = `\n${'.'.repeat(lengthRead / 2 - shift)}`;
      const text = `${'.\n'.repeat(lengthRead / 2)}x-api-key: ${value}${rest}`;
      expect(maskSecrets(cleanText(text))).not.toContain(value.slice(-6));
    }
  });

  it('takes nothing else away', () => {
    for (const text of [
      'HTTP/1.1 403 Forbidden',
      'x-amzn-ErrorType: MissingAuthenticationTokenException',
      'x-amzn-RequestId: 0f3c2b1a-9d8e-4f7a-b6c5-d4e3f2a1b0c9',
      '{"message":"Missing Authentication Token"}',
      '{"usage":{"prompt_tokens":12,"max_tokens":40}}',
      'curl: (6) Could not resolve host: api.example.com',
    ]) {
      expect(maskSecrets(text)).toBe(text);
    }
    expect(maskSecrets('https://e.com/?api_key=abc&page=2')).toBe(
      'https://e.com/?api_key=[hidden]&page=2',
    );
    expect(maskSecrets(`curl -H 'x-api-key: abc' -i`)).toBe(`curl -H 'x-api-key: [hidden]' -i`);
  });
});
