import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:https';
import { expect, test } from 'vitest';
import { createAuthority } from './tls';

// Source: ours: a promise of the local AWS, no fact about AWS

test('a client that trusts the CA, and only the CA, reaches a server by any name it was issued for', async () => {
  const authority = await createAuthority();
  const identity = await authority.issue(['127.0.0.1', '::1', 'localhost', '*.example.test']);
  const server = createServer(identity, (_incoming, outgoing) => outgoing.end('hello'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const call = (servername: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(
        { host: '127.0.0.1', port, servername, ca: authority.caPem, agent: false },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
  try {
    await expect(call('api.example.test')).resolves.toBe(200);
    await expect(call('localhost')).resolves.toBe(200);
    await expect(call('elsewhere.test')).rejects.toThrow(/altnames/i);
  } finally {
    server.close();
  }
  const leaf = new X509Certificate(identity.cert);
  expect(leaf.subjectAltName).toContain('IP Address:127.0.0.1');
  expect(leaf.verify(new X509Certificate(authority.caPem).publicKey)).toBe(true);
});
