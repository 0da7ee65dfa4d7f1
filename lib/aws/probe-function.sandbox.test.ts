import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { invokeFunction } from './probe-function';
import { mainTarget } from './targets';

/** Ends a connection as soon as it is used a second time, as whoever closes idle ones does at a bad moment. */
let server: Server;
const used = new Set<Socket>();

beforeAll(async () => {
  server = createServer((request, response) => {
    if (used.has(request.socket)) return void request.socket.destroy();
    used.add(request.socket);
    response.end('{"ok":true}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'sandbox');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'sandbox');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

it('never stands on a connection that was used before: a broken one could not be tried again', async () => {
  const invoke = () =>
    invokeFunction(mainTarget(), { functionName: 'probe', event: {}, timeoutMs: 5_000 });
  const answered = { kind: 'answered', payload: { ok: true } };
  expect(await invoke()).toEqual(answered);
  expect(await invoke()).toEqual(answered);
});
