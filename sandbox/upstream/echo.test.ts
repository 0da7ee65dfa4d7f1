import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeApi, startWithNetwork } from '../dataplane/fixture';
import { type EchoUpstream, startEcho } from './echo';
import { isPrivateAddress, upstreamRoute } from './hosts';

let echo: EchoUpstream;
beforeAll(async () => {
  echo = await startEcho();
});
afterAll(() => echo.close());

const ask = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${echo.port}${path}`, { redirect: 'manual', ...init });

// Source: httpbin's own code (httpbin/core.py, httpbin/helpers.py).
describe('the echo answers as httpbin does', () => {
  it.each([
    ['/get', 'GET', 200],
    ['/post', 'POST', 200],
    ['/put', 'PUT', 200],
    ['/patch', 'PATCH', 200],
    ['/delete', 'DELETE', 200],
    ['/anything', 'PUT', 200],
    ['/anything/a/b', 'GET', 200],
    ['/headers', 'GET', 200],
    ['/ip', 'GET', 200],
    ['/user-agent', 'GET', 200],
    ['/uuid', 'GET', 200],
    ['/bytes/7', 'GET', 200],
    ['/drip?numbytes=3&duration=0', 'GET', 200],
    ['/redirect/1', 'GET', 302],
    ['/status/503', 'POST', 503],
    ['/status/204', 'GET', 204],
    ['/get', 'POST', 405],
    ['/nothing-here', 'GET', 404],
  ])('%s by %s → %d', async (path, method, status) => {
    expect((await ask(path, { method })).status).toBe(status);
  });

  it('describes a body as text, form and JSON', async () => {
    const json = await (await ask('/post', { method: 'POST', body: '{"a":1}' })).json();
    expect(json).toMatchObject({ data: '{"a":1}', json: { a: 1 }, form: {}, files: {}, args: {} });
    const body = new URLSearchParams({ b: '2' });
    expect(await (await ask('/post?q=1&q=2', { method: 'POST', body })).json()).toMatchObject({
      data: '',
      form: { b: '2' },
      args: { q: ['1', '2'] },
    });
  });

  it('hides what its own infrastructure adds, and takes the origin from it', async () => {
    const headers = { 'x-forwarded-for': '10.0.0.10' };
    const seen = await (await ask('/get', { headers })).json();
    expect(seen.origin).toBe('10.0.0.10');
    expect(seen.headers['X-Forwarded-For']).toBeUndefined();
    const shown = await (await ask('/get?show_env=1', { headers })).json();
    expect(shown.headers['X-Forwarded-For']).toBe('10.0.0.10');
  });

  it('streams one line after another', async () => {
    const chunks: string[] = [];
    await new Promise<void>((resolve, reject) => {
      request({ host: '127.0.0.1', port: echo.port, path: '/stream/5' }, (incoming) => {
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
        incoming.once('end', resolve);
      })
        .once('error', reject)
        .end();
    });
    expect(chunks.length).toBeGreaterThan(1);
    const lines = chunks.join('').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('where a host leads', () => {
  it('httpbin.org and named hosts to the echo, an alias to its server, others nowhere', () => {
    const options = {
      upstream: 'echo' as const,
      echoHosts: ['api.example.com', 'up.example.com=http://127.0.0.1:9000'],
    };
    expect(upstreamRoute('HTTPBIN.org', options)).toEqual({ kind: 'echo' });
    expect(upstreamRoute('api.example.com', options)).toEqual({ kind: 'echo' });
    expect(upstreamRoute('up.example.com', options)).toEqual({
      kind: 'local',
      host: '127.0.0.1',
      port: 9000,
      isSecure: false,
    });
    expect(upstreamRoute('example.com', options)).toEqual({ kind: 'unknown' });
    expect(upstreamRoute('example.com', { upstream: 'internet', echoHosts: [] }).kind).toBe(
      'internet',
    );
  });

  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    'fd00::1',
    'fe80::1',
    'no address',
  ])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['1.1.1.1', '172.32.0.1', '203.0.113.80', '2606:4700::1111'])(
    '%s is public',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  it('going out for real never reaches a private address', async () => {
    const network = await startWithNetwork({ upstream: 'internet' });
    for (const uri of [`http://127.0.0.1:${echo.port}/{proxy}`, 'https://localhost/{proxy}']) {
      const api = await makeApi(network, { integration: { uri } });
      const answer = await api.call('/get');
      expect([answer.status, answer.text]).toEqual([500, '{"message":"Internal server error"}']);
    }
    await network.sandbox.close();
  });
});
