import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../sandbox/tls';
import { gatewayErrors } from '../proxy/gateway-errors';
import { probeSource } from './probe-source';

const key = 'kA9-key-that-nobody-may-see-0123456789';
const directory = mkdtempSync(join(tmpdir(), 'sluice-probe-'));
let server: Server;
let port: number;

/** Answers of a gateway and what stands behind it, by path. */
const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/live/get': (_, response) => json(response, 200, { ok: true }),
  '/live/open': (_, response) => json(response, 200, { ok: true }),
  '/live/echo': ({ headers, method }, response) => json(response, 200, { method, headers }),
  '/live/keyless': ({ headers: { 'x-api-key': _, ...headers } }, response) =>
    json(response, 200, { headers }),
  '/live/never': () => {},
  '/live/drip': async (_, response) => {
    response.writeHead(200);
    for (let count = 0; count < 3; count += 1) {
      response.write('drop ');
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    response.end();
  },
  '/live/broken': (_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
    setTimeout(() => response.destroy(), 20);
  },
  '/live/large': (_, response) => response.end(Buffer.alloc(1_000_000, 'é')),
  '/live/moved': (_, response) => response.writeHead(302, { location: 'https://else.where' }).end(),
  '/live/cut': (_, response) => response.end('x'.repeat(8192 - 10) + key + 'x'.repeat(100)),
  '/live/edge': (_, response) => response.end('x'.repeat(2048 - 10) + key),
  '/live/upstream-500': (_, response) =>
    json(response, 500, { message: 'Too Many Requests' }, { 'x-amz-apigw-id': 'a1' }),
  '/live/upstream-429': (_, response) => json(response, 429, { code: 'quota' }),
};

beforeAll(async () => {
  const authority = await createAuthority();
  const identity = await authority.issue(['gateway.example', 'localhost']);
  writeFileSync(join(directory, 'ca.pem'), authority.caPem);
  writeFileSync(join(directory, 'index.js'), probeSource);
  writeFileSync(
    join(directory, 'run.js'),
    `let text = '';
     process.stdin.on('data', (chunk) => { text += chunk; }).on('end', () => {
       require('./index.js').handler(JSON.parse(text)).then(
         (answer) => process.stdout.write(JSON.stringify(answer)),
         (error) => process.stdout.write(JSON.stringify({ thrown: error.message })),
       );
     });`,
  );
  server = createServer(identity, respond);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true });
});

describe('the probe', () => {
  it('measures each phase of a call that works', async () => {
    const answer = await probe({ url: at('/live/get') });
    expect(answer).toMatchObject({
      ok: true,
      outcome: 'ok',
      status: 200,
      isPrivateAddress: true,
      tlsVersion: 'TLSv1.3',
      certificateName: 'gateway.example',
      bodyExcerpt: '{"ok":true}',
      bodyBytes: 11,
      chunks: 1,
      mirror: null,
      endpointAddresses: null,
      error: null,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.addresses).toContain('127.0.0.1');
    const phases = Object.values(answer.phases) as number[];
    expect(phases).toHaveLength(6);
    for (const ms of phases) expect(ms).toBeGreaterThanOrEqual(0);
    expect(sum(phases)).toBeLessThanOrEqual(answer.totalMs + 1);
  });

  it('tells the first byte from the last, and in how many pieces the answer came', async () => {
    const { phases, bodyExcerpt, chunks } = await probe({ url: at('/live/drip') });
    expect(chunks).toBe(3);
    expect(bodyExcerpt).toBe('drop drop drop ');
    expect(phases.transfer).toBeGreaterThan(100);
    expect(phases.wait).toBeLessThan(100);
  });

  it.each([
    ['a name that does not exist', { url: 'https://no-such-host.invalid/' }, 'dns', 'dns'],
    ['a port where nobody listens', { url: 'https://localhost:1/' }, 'connect_refused', 'tcp'],
    ['an answer that never comes', { url: '/live/never', timeoutMs: 1500 }, 'timeout', 'wait'],
    ['an answer that breaks off', { url: '/live/broken' }, 'other', 'transfer'],
  ])('says how far it came: %s', async (_, event, outcome, phase) => {
    const url = event.url.startsWith('/') ? at(event.url) : event.url;
    const answer = await probe({ ...event, url });
    expect(answer).toMatchObject({ ok: false, outcome, error: { phase } });
    const order = ['dns', 'tcp', 'tls', 'send', 'wait', 'transfer'];
    const reached = order.filter((name) => answer.phases[name] !== null);
    expect(reached).toEqual(order.slice(0, order.indexOf(phase) + 1));
  });

  it('trusts no certificate that it has no reason to trust', async () => {
    const answer = await probe({ url: at('/live/get') }, { NODE_EXTRA_CA_CERTS: '' });
    expect(answer).toMatchObject({ outcome: 'tls', error: { phase: 'tls' }, status: null });
  });

  it('calls no public address where private DNS is expected', async () => {
    const answer = await probe({
      url: at('/live/get'),
      connectHost: '8.8.8.8',
      expect: { privateDns: true },
    });
    expect(answer).toMatchObject({
      outcome: 'dns_not_private',
      isPrivateAddress: false,
      addresses: ['8.8.8.8'],
      phases: { tcp: null },
    });
  });

  it('connects to another host under the name of the URL, when told to', async () => {
    const answer = await probe({
      url: `https://gateway.example:${port}/live/echo`,
      connectHost: 'localhost',
    });
    expect(answer.outcome).toBe('ok');
    expect(answer.bodyExcerpt).toContain(`gateway.example:${port}`);
  });

  it.each(['GET', 'POST', 'DELETE'])('sends %s as it was told', async (method) => {
    const answer = await probe({
      url: at('/live/echo'),
      method,
      body: method === 'POST' ? 'x=1' : null,
    });
    const echoed = JSON.parse(answer.bodyExcerpt);
    expect(echoed.method).toBe(method);
    expect(echoed.headers['content-length']).toBe(method === 'POST' ? '3' : undefined);
  });

  it.each([
    ['ForbiddenException', 403, 'Forbidden', 'forbidden_key'],
    ['LimitExceededException', 429, 'Limit Exceeded', 'quota'],
    ['TooManyRequestsException', 429, 'Too Many Requests', 'throttled'],
    ['AccessDeniedException', 403, 'User: anonymous is not authorized', 'forbidden_policy'],
    ['MissingAuthenticationTokenException', 403, 'Missing Authentication Token', 'no_route'],
    ['InternalServerErrorException', 504, 'Endpoint request timed out', 'upstream_timeout'],
    [
      'InternalServerErrorException',
      504,
      'Network error communicating with endpoint',
      'upstream_unreachable',
    ],
    ['BadRequestException', 400, 'Missing required request parameters', 'other'],
  ])('knows the gateway’s %s (%i %s)', async (type, status, message, outcome) => {
    const url = at(`/gateway?type=${type}&status=${status}&message=${encodeURIComponent(message)}`);
    expect(await probe({ url })).toMatchObject({ outcome, ok: false, status });
  });

  it('knows the gateway by its own code where AWS gives no type', async () => {
    const codes = gatewayErrors.map(({ code }) => code);
    for (const code of ['quota_exceeded', 'throttled', 'invalid_api_key', 'access_denied']) {
      expect(codes).toContain(code);
    }
    const url = at('/gateway?status=429&code=quota_exceeded');
    expect(await probe({ url })).toMatchObject({ outcome: 'quota' });
  });

  it.each(['/live/upstream-500', '/live/upstream-429'])(
    'leaves %s to the upstream',
    async (path) => {
      expect(await probe({ url: at(path) })).toMatchObject({
        outcome: 'upstream_error',
        ok: false,
      });
    },
  );

  it('does not follow a redirect, and shows where it leads', async () => {
    const answer = await probe({ url: at('/live/moved') });
    expect(answer).toMatchObject({ status: 302, headers: { location: 'https://else.where' } });
  });

  it('counts a body of any size and keeps two kilobytes', async () => {
    const answer = await probe({ url: at('/live/large') });
    expect(answer.bodyBytes).toBe(1_000_000);
    expect(Buffer.byteLength(answer.bodyExcerpt)).toBeLessThanOrEqual(2048);
    expect(answer.bodyExcerpt).toMatch(/^é+$/);
  });

  it.each(['/live/echo', '/live/cut', '/live/edge'])(
    'shows no key, not even where %s echoes it',
    async (path) => {
      const token = 'sk-upstream-secret-token';
      const answer = await probe({
        url: at(path),
        headers: {
          'x-api-key': key,
          authorization: `Bearer ${token}`,
          'x-upstream-api-key': token,
        },
      });
      const text = JSON.stringify(answer);
      for (const secret of [key, token]) {
        expect(text).not.toContain(secret.slice(0, 8));
        expect(text).not.toContain(secret.slice(-8));
      }
      expect(answer.outcome).toBe('ok');
    },
  );

  it('shows what an upstream that echoes it saw, and whether the key was among it', async () => {
    const plain = { 'x-api-key': key, 'x-asked': 'yes' };
    const { mirror } = await probe({ url: at('/live/echo'), headers: plain });
    expect(mirror).toMatchObject({
      headers: { 'x-asked': 'yes', 'x-api-key': '[redacted]', 'user-agent': 'sluice-probe' },
      hasKey: true,
    });
    const kept = await probe({ url: at('/live/keyless'), headers: plain });
    expect(kept.mirror).toMatchObject({ headers: { 'x-asked': 'yes' }, hasKey: false });
  });

  it('looks the endpoint up by its own name', async () => {
    const known = await probe({ url: at('/live/get'), expect: { endpointHost: 'localhost' } });
    expect(known.endpointAddresses).toEqual(known.addresses);
    const unknown = { endpointHost: 'no-such-host.invalid' };
    expect((await probe({ url: at('/live/get'), expect: unknown })).endpointAddresses).toBeNull();
  });

  it('passes the negative checks where nothing gets through', async () => {
    const { negatives } = await probe({
      url: at('/live/get'),
      negatives: {
        withoutKey: true,
        wrongUrl: at('/gateway?type=MissingAuthenticationTokenException&status=403'),
        directUrl: 'https://localhost:1/v1',
        publicAddress: '127.0.0.1:1',
      },
    });
    expect(negatives).toEqual([
      { check: 'without_key', passed: true, evidence: '403 forbidden_key' },
      { check: 'wrong_path', passed: true, evidence: '403 no_route' },
      { check: 'direct_upstream', passed: true, evidence: expect.stringContaining('ECONNREFUSED') },
      { check: 'public_address', passed: true, evidence: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  it('fails them where something does, and says what', async () => {
    const { negatives } = await probe({
      url: at('/live/open'),
      negatives: {
        withoutKey: true,
        wrongUrl: at('/live/echo'),
        directUrl: at('/'),
        publicAddress: `127.0.0.1:${port}`,
      },
    });
    expect(negatives).toEqual([
      { check: 'without_key', passed: false, evidence: '200 ok' },
      { check: 'wrong_path', passed: false, evidence: '200 ok' },
      { check: 'direct_upstream', passed: false, evidence: `connected to 127.0.0.1 port ${port}` },
      { check: 'public_address', passed: false, evidence: `connected to 127.0.0.1 port ${port}` },
    ]);
  });

  it('says of a check that met no answer that it does not know, and tries none where the call met none', async () => {
    const silent = await probe({
      url: at('/live/get'),
      negatives: { withoutKey: true, wrongUrl: at('/live/never') },
    });
    expect(silent.negatives).toEqual([
      { check: 'without_key', passed: true, evidence: '403 forbidden_key' },
      { check: 'wrong_path', passed: null, evidence: 'wait: no wait in time' },
    ]);
    const shut = await probe({
      url: 'https://localhost:1/',
      negatives: { withoutKey: true, wrongUrl: at('/'), publicAddress: '127.0.0.1:1' },
    });
    expect(shut.negatives).toEqual([
      { check: 'without_key', passed: null, evidence: 'not tried after tcp: ECONNREFUSED' },
      { check: 'wrong_path', passed: null, evidence: 'not tried after tcp: ECONNREFUSED' },
      { check: 'public_address', passed: true, evidence: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  it('takes a throttled check for none', async () => {
    const url = at('/gateway?type=TooManyRequestsException&status=429');
    const { negatives } = await probe({ url: at('/live/get'), negatives: { wrongUrl: url } });
    expect(negatives).toEqual([{ check: 'wrong_path', passed: null, evidence: '429 throttled' }]);
  });

  it('connects to every address at once, and takes the first that answers', async () => {
    const answer = await probe({ url: at('/live/get'), connectHost: 'two.example' }, {}, twoZones);
    expect(answer).toMatchObject({ outcome: 'ok', addresses: ['192.0.2.1', '127.0.0.1'] });
    expect(answer.phases.tcp).toBeLessThan(1_000);
  });

  it('tells within ten seconds what it meets before it sends', () => {
    const bound = (name: string) =>
      Number(new RegExp(`const ${name} = (\\d+);`).exec(probeSource)?.[1]);
    const before = ['dnsMsMax', 'connectMsMax', 'tlsMsMax'].map(bound);
    expect(sum(before)).toBeLessThanOrEqual(10_000);
    // What goes around the gateway is waited for at the same time: a name, then a connection.
    expect(2 * bound('negativeMsMax')).toBeLessThanOrEqual(sum(before));
  });

  it('refuses plain HTTP', async () => {
    expect(await probe({ url: 'http://localhost/' })).toEqual({
      thrown: 'url must begin with https://',
    });
  });

  it('is plain ASCII, needs nothing but Node itself, and never logs', () => {
    expect(probeSource).toMatch(/^\p{ASCII}*$/u);
    const required = [...probeSource.matchAll(/require\('([^']+)'\)/g)].map(([, name]) => name);
    expect(required).toEqual(['node:dns', 'node:https', 'node:net', 'node:tls']);
    expect(probeSource).not.toMatch(/console\.|process\.|eval|import\(/);
  });
});

/** A name in two zones, the first of which does not answer: its SYN goes to a block for documentation (RFC 5737). */
const twoZones = [
  '--import',
  `data:text/javascript,${encodeURIComponent(`
    import dns from 'node:dns';
    import net from 'node:net';
    const lookup = dns.lookup;
    dns.lookup = (host, options, done) => host === 'two.example'
      ? done(null, [{ address: '192.0.2.1', family: 4 }, { address: '127.0.0.1', family: 4 }])
      : lookup(host, options, done);
    const connect = net.connect;
    net.connect = (options) => options.host === '192.0.2.1' ? new net.Socket() : connect(options);
  `)}`,
];

function at(path: string): string {
  return `https://localhost:${port}${path}`;
}

/** Runs the handler in a Node process of its own; anything it writes beside its answer fails the test. */
async function probe(
  event: object,
  env: Record<string, string> = {},
  flags: string[] = [],
  // biome-ignore lint/suspicious/noExplicitAny: the answer is what the tests are about
): Promise<any> {
  const child = spawn(process.execPath, [...flags, 'run.js'], {
    cwd: directory,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: join(directory, 'ca.pem'), ...env },
  });
  let output = '';
  let noise = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    noise += chunk;
  });
  child.stdin.end(JSON.stringify({ headers: { 'x-api-key': key }, timeoutMs: 5000, ...event }));
  await new Promise((resolve) => child.once('close', resolve));
  expect(noise).toBe('');
  return JSON.parse(output);
}

function respond(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://localhost');
  const answer = answers[pathname];
  if (pathname === '/gateway') {
    gateway(searchParams, response);
  } else if (pathname === '/live/get' && request.headers['x-api-key'] !== key) {
    gateway(new URLSearchParams({ type: 'ForbiddenException', status: '403' }), response);
  } else if (answer) {
    answer(request, response);
  } else {
    json(response, 404, { message: 'no such page' });
  }
}

function gateway(asked: URLSearchParams, response: ServerResponse): void {
  const type = asked.get('type');
  const body = { message: asked.get('message') ?? '', code: asked.get('code') ?? undefined };
  const headers = { 'x-amz-apigw-id': 'a1', ...(type ? { 'x-amzn-ErrorType': type } : {}) };
  json(response, Number(asked.get('status')), body, headers);
}

function json(response: ServerResponse, status: number, body: object, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
