import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../server';

// Source: ours: a promise of the local AWS about the internet that it plays, no fact about AWS; RFC 6066, 3 for names

let sandbox: Sandbox;
let port: number;
beforeAll(async () => {
  sandbox = await createSandbox({ echoHosts: ['score.example.net'] });
  ({ port } = await (await fetch(`${sandbox.url}/_sandbox/upstreams`)).json());
});
afterAll(() => sandbox.close());

function choose(body: unknown): Promise<Response> {
  const init = { method: 'POST', body: JSON.stringify(body) };
  return fetch(`${sandbox.url}/_sandbox/upstreams`, init);
}

function look(servername: string, said = ''): Promise<{ fault: string; to: string; text: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, servername, ca: sandbox.caPem };
    const socket = connect({ ...options, rejectUnauthorized: false }, () => {
      const { valid_to: to } = socket.getPeerCertificate();
      const fault = String(socket.authorizationError ?? '');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve({ fault, to, text }));
      socket.end(said);
    });
    socket.once('error', reject);
  });
}

test('a host that the echo stands for has a certificate of its own, and answers behind it', async () => {
  const said = 'GET /get HTTP/1.1\r\nhost: httpbin.org\r\nconnection: close\r\n\r\n';
  const { fault, to, text } = await look('httpbin.org', said);
  expect(fault).toBe('');
  expect(text).toContain('"url": "https://httpbin.org/get"');
  const days = (Date.parse(to) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(80);
  expect((await look('SCORE.example.net')).fault).toBe('');
});

test('with a name that nobody has, there is no handshake', async () => {
  await expect(look('nobody.example.com')).rejects.toThrow(/handshake|alert/i);
});

test('a chosen certificate is shown from then on, and a reset forgets it', async () => {
  const host = 'api.example.com';
  await choose({ host, certificate: { notAfter: '2020-01-31T00:00:00Z' } });
  expect(await look(host)).toMatchObject({
    fault: 'CERT_HAS_EXPIRED',
    to: 'Jan 31 00:00:00 2020 GMT',
  });
  await choose({ host, certificate: { names: ['other.example.com'] } });
  expect((await look(host)).fault).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  await choose({ host, certificate: { isTrusted: false } });
  expect((await look(host)).fault).toMatch(/SELF_SIGNED|UNABLE_TO/);
  await choose({ host, certificate: {} });
  expect((await look(host)).fault).toBe('');
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' });
  await expect(look(host)).rejects.toThrow();
});

test('what is no certificate is refused with its reason', async () => {
  for (const certificate of ['x', { notAfter: 'soon' }, { names: [] }, { notBefore: 7 }]) {
    const answer = await choose({ host: 'api.example.com', certificate });
    expect(answer.status).toBe(400);
    expect((await answer.json()).message).toMatch(/^certificate/);
  }
});
