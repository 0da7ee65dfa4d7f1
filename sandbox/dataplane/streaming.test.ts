import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Integration } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorUrl, makeApi, type Network, startWithNetwork } from './fixture';

// Source: S-STREAM

const mb = 1024 * 1024;
const minuteMs = 60_000;
const uri = 'https://up.example.com/{proxy}';
const stream = { uri, responseTransferMode: 'STREAM', timeoutInMillis: 900_000 } as const;

// Real time stands still: only the tests move the clock, so that 15 minutes take none.
const startedAt = Date.now();
let network: Network;
let upstream: Server;
const waiting = new Map<string, (response: ServerResponse) => void>();

beforeAll(async () => {
  upstream = createServer((incoming, response) => {
    const path = incoming.url ?? '';
    if (path === '/ping') response.end('pong');
    else waiting.get(path)?.(response);
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  const echoHosts = [`up.example.com=http://127.0.0.1:${port}`];
  network = await startWithNetwork({ echoHosts, time: () => startedAt });
});
afterAll(async () => {
  upstream.closeAllConnections();
  upstream.close();
  await network.sandbox.close();
});

type Api = Awaited<ReturnType<typeof makeApi>>;

/** An API and a path of its own; `reached` is the upstream's side of the call, once it gets there. */
async function makeSubject(path: string, integration: Partial<Integration>) {
  const api = await makeApi(network, { integration });
  const reached = new Promise<ServerResponse>((resolve) => waiting.set(path, resolve));
  return { api, reached, open: () => open(api, path) };
}

function open(api: Api, path: string): Promise<IncomingMessage> {
  const url = new URL(doorUrl(network));
  return new Promise((resolve, reject) => {
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

/** Lets everything happen that is about to: whole calls through the same gateway take longer. */
async function settle(api: Api): Promise<void> {
  for (let call = 0; call < 3; call += 1) expect((await api.call('/ping')).text).toBe('pong');
}

const advance = (ms: number) => network.sandbox.context.clock.advance(ms);

/** Reads on, and keeps how far it is. */
function watch(incoming: IncomingMessage) {
  const seen = { bytes: 0, text: '', end: 'open' as 'open' | 'whole' | 'broken' };
  incoming.on('data', (chunk: Buffer) => {
    seen.bytes += chunk.length;
    if (seen.bytes < 1000) seen.text += chunk.toString();
  });
  incoming.once('end', () => (seen.end = 'whole'));
  incoming.on('error', () => (seen.end = 'broken'));
  return seen;
}

describe('ResponseTransferMode STREAM (S-STREAM)', () => {
  it('the first bytes reach the caller before the upstream ends', async () => {
    const { reached, open: call } = await makeSubject('/first', stream);
    const [upstreamSide, incoming] = await Promise.all([
      reached.then((response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: first\n\n');
        return response;
      }),
      call(),
    ]);
    const [first] = await once(incoming, 'data');
    expect(String(first)).toBe('data: first\n\n');
    expect(upstreamSide.writableEnded).toBe(false);
    upstreamSide.end('data: last\n\n');
    const [last] = await once(incoming, 'data');
    expect(String(last)).toBe('data: last\n\n');
  });

  it('status and headers are held until all headers are there', async () => {
    const { api, reached, open: call } = await makeSubject('/headers', stream);
    let isAnswered = false;
    const answer = call().then((incoming) => {
      isAnswered = true;
      return incoming;
    });
    const { socket } = await reached;
    socket?.write('HTTP/1.1 202 Accepted\r\nx-one: 1\r\n');
    await settle(api);
    expect(isAnswered).toBe(false);
    socket?.write('x-two: 2\r\ncontent-length: 0\r\n\r\n');
    const { statusCode, headers } = await answer;
    expect([statusCode, headers['x-one'], headers['x-two']]).toEqual([202, '1', '2']);
  });

  it('bytes pass though no binary type is declared', async () => {
    const path = '/bytes';
    const api = await makeApi(network, { integration: stream, binaryMediaTypes: [] });
    const bytes = Buffer.from([0, 255, 128, 10, 200]);
    waiting.set(path, (response) => response.end(bytes));
    expect((await api.call(path)).body).toEqual(bytes);
  });

  it('20 MB pass; BUFFERED answers 500 beyond 10 MB (S-QR payload)', async () => {
    const { api, open: call } = await makeSubject('/20mb', stream);
    waiting.set('/20mb', (response) => response.end(Buffer.alloc(20 * mb, 1)));
    const seen = watch(await call());
    while (seen.end === 'open') {
      advance(1000);
      await settle(api);
    }
    expect(seen).toMatchObject({ bytes: 20 * mb, end: 'whole' });
    const buffered = await makeApi(network, { integration: { uri } });
    const answer = await buffered.call('/20mb');
    expect([answer.status, answer.text]).toEqual([500, '{"message":"Internal server error"}']);
  });

  it('2 MB a second after the first 10 MB', async () => {
    const { api, open: call } = await makeSubject('/paced', stream);
    waiting.set('/paced', (response) => response.end(Buffer.alloc(13 * mb)));
    const seen = watch(await call());
    const reachedBytes = async (bytes: number) => {
      while (seen.bytes < bytes) await settle(api);
      await settle(api);
      expect(seen.bytes).toBe(bytes);
    };
    await reachedBytes(10 * mb);
    advance(500);
    await reachedBytes(11 * mb);
    advance(500);
    await reachedBytes(12 * mb);
    advance(500);
    await reachedBytes(13 * mb);
    expect(seen.end).toBe('whole');
  });

  it('a caller that does not read holds the upstream back', async () => {
    const { api, reached, open: call } = await makeSubject('/endless', stream);
    const whole = 96 * mb;
    let written = 0;
    const pour = (response: ServerResponse) => {
      const chunk = Buffer.alloc(64 * 1024);
      while (written < whole) {
        written += chunk.length;
        if (!response.write(chunk)) return response.once('drain', () => pour(response));
      }
      return response.end();
    };
    const [incoming] = await Promise.all([call(), reached.then(pour)]);
    incoming.pause();
    // The bandwidth is no bound here: each round allows 20 MB more. It ends when ten rounds took nothing.
    let [before, still] = [-1, 0];
    while (still < 10 && written < whole) {
      before = written;
      advance(10_000);
      await settle(api);
      still = before === written ? still + 1 : 0;
    }
    // What lies between is in the buffers of two connections and nowhere else.
    expect(written).toBeLessThan(whole / 3);
    const seen = watch(incoming);
    incoming.resume();
    while (seen.end === 'open') {
      advance(10_000);
      await settle(api);
    }
    expect(seen).toMatchObject({ bytes: whole, end: 'whole' });
  });

  it('a caller that hangs up ends the upstream’s work', async () => {
    const { reached, open: call } = await makeSubject('/gone', stream);
    const [upstreamSide, incoming] = await Promise.all([
      reached.then((response) => {
        response.write('x');
        return response;
      }),
      call(),
    ]);
    const closed = once(upstreamSide, 'close');
    incoming.destroy();
    await closed;
    expect(upstreamSide.writableFinished).toBe(false);
  });
});

describe('time limits (S-SPEC TimeoutInMillis; S-STREAM, private endpoints)', () => {
  it.each([
    ['BUFFERED: 29 s without an answer', { uri }, 29_000],
    ['STREAM: 15 min without an answer', stream, 900_000],
    ['the integration’s own timeout', { uri, timeoutInMillis: 50 }, 50],
  ])('%s → 504 (S-SPEC, S-STREAM; body UNCONFIRMED)', async (name, integration, limitMs) => {
    const path = `/silent-${limitMs}`;
    const { api, reached } = await makeSubject(path, integration);
    let status: number | null = null;
    const answer = api.call(path).then((it) => {
      status = it.status;
      return it;
    });
    await reached;
    advance(limitMs - 1);
    await settle(api);
    expect([name, status]).toEqual([name, null]);
    advance(1);
    const { headers, text } = await answer;
    expect([status, text]).toEqual([504, '{"message":"Endpoint request timed out"}']);
    expect(headers['x-amzn-errortype']).toBe('InternalServerErrorException');
  });

  it('BUFFERED: 29 s are for the whole answer, not for its headers → 504', async () => {
    const { api, reached } = await makeSubject('/half', { uri });
    const answer = api.call('/half');
    (await reached).write('half');
    await settle(api);
    advance(29_000);
    expect((await answer).status).toBe(504);
  });

  it.each([
    ['silent for 5 min', [5 * minuteMs]],
    ['never silent, but 15 min long', [4, 4, 4, 3].map((it) => it * minuteMs)],
  ])('STREAM: a stream that is %s breaks off, and not earlier', async (_, silences) => {
    const path = `/long-${silences.length}`;
    const { api, reached, open: call } = await makeSubject(path, stream);
    const [upstreamSide, incoming] = await Promise.all([
      reached.then((response) => {
        response.write('-');
        return response;
      }),
      call(),
    ]);
    const seen = watch(incoming);
    for (const [index, ms] of silences.entries()) {
      while (seen.bytes < index + 1) await settle(api);
      advance(ms - 1);
      await settle(api);
      expect(seen.end).toBe('open');
      if (index < silences.length - 1) upstreamSide.write('-');
      while (index < silences.length - 1 && seen.bytes < index + 2) await settle(api);
      advance(1);
    }
    while (seen.end === 'open') await settle(api);
    expect(seen.end).toBe('broken');
    expect(seen.bytes).toBe(silences.length);
  });

  it('BUFFERED refuses more than 29,000 ms, STREAM more than 900,000 (S-STREAM, S-SPEC)', async () => {
    await expect(
      makeApi(network, { integration: { uri, timeoutInMillis: 29_001 } }),
    ).rejects.toThrow(/Timeout should be/);
    await expect(
      makeApi(network, { integration: { ...stream, timeoutInMillis: 900_001 } }),
    ).rejects.toThrow(/Timeout should be/);
  });
});
