import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createAuthority } from '../tls';
import { at } from './fact-table';
import { makeApi, startWithNetwork } from './fixture';
import { networkError } from './gateway-fault';

it('a certificate of an authority that nobody knows → 504 (S-GWR INTEGRATION_FAILURE; text S-LS http.py)', async () => {
  const identity = await (await createAuthority()).issue(['untrusted.example.com']);
  const asked: string[] = [];
  const server = createServer(identity, ({ url }, response) => {
    asked.push(url ?? '');
    response.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const echoHosts = [`untrusted.example.com=https://127.0.0.1:${port}`];
  const network = await startWithNetwork({ echoHosts });
  const api = await makeApi(network, at('untrusted.example.com'));
  const { status, errorType, message } = networkError();
  const answer = await api.call('/x');
  expect(answer).toMatchObject({ status });
  expect(JSON.parse(answer.text)).toEqual({ message });
  expect(answer.headers['x-amzn-errortype']).toBe(errorType);
  expect(asked).toEqual([]);
  await network.sandbox.close();
  server.close();
});
