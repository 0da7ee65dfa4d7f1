import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeApi, type Network, startWithNetwork } from './fixture';
import type { Answer, CallOptions } from './fixture-caller';

export type Api = Awaited<ReturnType<typeof makeApi>>;
export type ApiSettings = NonNullable<Parameters<typeof makeApi>[1]>;

/** What a request or an answer must look like: null is absence; what is not named does not matter. */
type Headers = Record<string, string | RegExp | null>;

/** One row: a fact about AWS, where it is known from, a call and what comes of it. */
export type Fact = {
  fact: string;
  /** Ends with UNCONFIRMED or INFERENCE where aws-facts does. */
  source: string;
  api?: ApiSettings;
  /** What happens between the API's making and the call. */
  given?: (api: Api, network: Network) => Promise<unknown>;
  path?: string;
  request?: CallOptions;
  /** Another call than one with the key through the endpoint. */
  call?: (api: Api, network: Network) => Promise<Answer>;
  upstream?: (incoming: IncomingMessage, response: ServerResponse) => void;
  /** How the request reaches the upstream; null: it does not. */
  sent?: { method?: string; url?: string; headers?: Headers; body?: string | Buffer } | null;
  answer?: {
    status?: number;
    /** To the letter. An object is JSON with its members in this order. */
    body?: string | Buffer | object | ((api: Api) => object);
    headers?: Headers;
    /** `x-amzn-ErrorType`; there only when the gateway answers by itself (B3). */
    errorType?: string;
  };
};

export const upstreamUri = 'https://up.example.com/{proxy}';
export const at = (host: string) => ({ integration: { uri: `https://${host}/{proxy}` } });

type Seen = { method: string; url: string; headers: Map<string, string>; body: Buffer };

/** Runs a table of facts against a sandbox of its own, with an upstream that keeps what reaches it. */
export function describeFacts(title: string, facts: Fact[]): void {
  describe(title, () => {
    let network: Network;
    const upstream = new Recorder();
    beforeAll(async () => {
      const port = await upstream.listen();
      const echoHosts = [
        `up.example.com=http://127.0.0.1:${port}`,
        'closed.example.com=http://127.0.0.1:9',
      ];
      network = await startWithNetwork({ echoHosts });
    });
    afterAll(async () => {
      upstream.close();
      await network.sandbox.close();
    });
    for (const fact of facts) {
      it(`${fact.fact} (${fact.source})`, async () => {
        const integration = { uri: upstreamUri, ...fact.api?.integration };
        const api = await makeApi(network, { ...fact.api, integration });
        await fact.given?.(api, network);
        upstream.expect(fact.upstream);
        const call = fact.call ?? ((it) => it.call(fact.path ?? '/x', fact.request));
        const answer = await call(api, network);
        checkSent(fact, upstream.seen);
        checkAnswer(fact, answer, api);
      });
    }
  });
}

function checkSent({ sent }: Fact, seen: Seen[]): void {
  if (sent === undefined) return;
  if (sent === null) {
    expect(seen).toEqual([]);
    return;
  }
  expect(seen).toHaveLength(1);
  const [request] = seen;
  if (!request) return;
  if (sent.method !== undefined) expect(request.method).toBe(sent.method);
  if (sent.url !== undefined) expect(request.url).toBe(sent.url);
  if (sent.body !== undefined) expect(request.body).toEqual(Buffer.from(sent.body));
  checkHeaders(sent.headers, (name) => request.headers.get(name.toLowerCase()));
}

function checkAnswer({ answer: expected = {} }: Fact, answer: Answer, api: Api): void {
  const { status = 200, errorType, headers, body } = expected;
  expect([status, answer.headers['x-amzn-errortype']]).toEqual([answer.status, errorType]);
  // Whatever reached API Gateway has both (B3, "who answered").
  expect(answer.headers['x-amzn-requestid']).toBeTruthy();
  expect(answer.headers['x-amz-apigw-id']).toMatch(/=$/);
  checkHeaders(headers, (name) => answer.headers[name.toLowerCase()]?.toString());
  if (body === undefined) return;
  const wanted = typeof body === 'function' ? body(api) : body;
  if (Buffer.isBuffer(wanted)) {
    expect([answer.body.length, answer.body.equals(wanted)]).toEqual([wanted.length, true]);
    return;
  }
  expect(answer.text).toBe(typeof wanted === 'string' ? wanted : JSON.stringify(wanted));
}

function checkHeaders(expected: Headers = {}, actual: (name: string) => string | undefined): void {
  for (const [name, value] of Object.entries(expected)) {
    const found = actual(name);
    if (value === null) expect([name, found]).toEqual([name, undefined]);
    else if (typeof value === 'string') expect([name, found]).toEqual([name, value]);
    else expect(`${name}: ${found}`).toMatch(value);
  }
}

/** An upstream that keeps what it is sent, and answers as it is told. */
class Recorder {
  seen: Seen[] = [];
  #answer: NonNullable<Fact['upstream']> = ok;
  readonly #server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('end', () => {
      const { method = '', url = '', rawHeaders } = incoming;
      const headers = new Map<string, string>();
      for (let index = 0; index < rawHeaders.length; index += 2) {
        const name = rawHeaders[index]?.toLowerCase() ?? '';
        const value = rawHeaders[index + 1] ?? '';
        headers.set(name, headers.has(name) ? `${headers.get(name)} | ${value}` : value);
      }
      this.seen.push({ method, url, headers, body: Buffer.concat(chunks) });
      this.#answer(incoming, response);
    });
  });

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Forgets what was; the next request is answered like this. */
  expect(answer: Fact['upstream'] = ok): void {
    this.seen = [];
    this.#answer = answer;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function ok(_incoming: IncomingMessage, response: ServerResponse): void {
  response.end('ok');
}
