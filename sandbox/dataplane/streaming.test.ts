import { createServer, type Server, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorUrl, makeApi, type Network, startWithNetwork } from './fixture';

let network: Network;
let upstream: Server;
let held: ServerResponse | null = null;
let written = 0;

beforeAll(async () => {
  upstream = createServer((incoming, response) => {
    if (incoming.url === '/held') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: first\n\n');
      held = response;
    } else if (incoming.url === '/20mb') {
      response.end(Buffer.alloc(20 * 1024 * 1024, 1));
    } else {
      const push = () => {
        const chunk = Buffer.alloc(64 * 1024);
        for (;;) {
          written += chunk.length;
          if (written > 64 * 1024 * 1024) return response.end();
          if (!response.write(chunk)) return response.once('drain', push);
        }
      };
      push();
    }
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  network = await startWithNetwork({ echoHosts: [`up.example.com=http://127.0.0.1:${port}`] });
});
afterAll(async () => {
  upstream.closeAllConnections();
  upstream.close();
  await network.sandbox.close();
});

const uri = 'https://up.example.com/{proxy}';
const streaming = { integration: { uri, responseTransferMode: 'STREAM' as const } };

function open(api: Awaited<ReturnType<typeof makeApi>>, path: string) {
  const url = new URL(doorUrl(network));
  return new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    request({
      host: url.hostname,
      port: url.port,
      path: `/live${path}`,
      headers: { host: api.host, 'x-api-key': api.key },
      ca: network.sandbox.caPem,
      servername: api.host,
      agent: false,
    })
      .once('response', resolve)
      .once('error', reject)
      .end();
  });
}

describe('ResponseTransferMode STREAM (S-STREAM)', () => {
  it('the first bytes reach the caller before the upstream ends', async () => {
    const api = await makeApi(network, streaming);
    const incoming = await open(api, '/held');
    const first = await new Promise<Buffer>((resolve) => incoming.once('data', resolve));
    expect(first.toString()).toBe('data: first\n\n');
    expect(held?.writableEnded).toBe(false);
    held?.end('data: last\n\n');
    const last = await new Promise<Buffer>((resolve) => incoming.once('data', resolve));
    expect(last.toString()).toBe('data: last\n\n');
  });

  it('a caller that does not read holds the upstream back', async () => {
    const api = await makeApi(network, streaming);
    const incoming = await open(api, '/endless');
    incoming.pause();
    let before = -1;
    while (before !== written) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(written).toBeLessThan(32 * 1024 * 1024);
    incoming.destroy();
  });

  it('passes 20 MB, which BUFFERED refuses with 500', async () => {
    const streamed = await makeApi(network, streaming);
    const whole = await streamed.call('/20mb');
    expect([whole.status, whole.body.length]).toEqual([200, 20 * 1024 * 1024]);
    const buffered = await makeApi(network, { integration: { uri } });
    expect((await buffered.call('/20mb')).status).toBe(500);
  });

  it('allows 900,000 ms where BUFFERED ends at 29,000 (S-STREAM, S-SPEC)', async () => {
    const long = { uri, timeoutInMillis: 900_000 };
    await makeApi(network, { integration: { ...long, responseTransferMode: 'STREAM' } });
    await expect(makeApi(network, { integration: long })).rejects.toThrow(/Timeout should be/);
  });
});
