import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { TLSSocket } from 'node:tls';
import type { SandboxContext } from '../context';
import { writeAccessLog } from './access-log';
import { type Arrival, type Call, headerOf } from './call';
import type { Outcome } from './context-variables';
import { answerCall } from './gateway';
import { rawHeaders } from './integrate';
import { recordCall } from './metrics';
import type { Reply } from './reply';
import { payloadBytesMax } from './sizes';

/** What one door knows of a request besides what is in it. */
export type Door = {
  arrivalOf(): Pick<Arrival, 'endpoint' | 'sourceIp'>;
  /** False: the caller gets no answer at all, the connection just breaks. */
  admits(call: Call): boolean;
};

/** Takes one HTTP request through the gateway, then books it in log and metrics. */
export async function receive(
  context: SandboxContext,
  echoPort: number,
  door: Door,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now();
  const hungUp = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) hungUp.abort();
  });
  const call = await toCall(context, door, incoming, hungUp.signal);
  if (!door.admits(call)) {
    incoming.socket.destroy();
    return;
  }
  const reply = await answerCall(context, echoPort, call);
  const responseLength = await send(response, reply, call.method);
  const outcome: Outcome = {
    status: reply.status,
    responseLength,
    responseLatencyMs: Math.round(performance.now() - startedAt),
  };
  writeAccessLog(context, call, outcome);
  recordCall(context, call, outcome);
  context.touch();
}

async function toCall(
  context: SandboxContext,
  door: Door,
  incoming: IncomingMessage,
  hungUp: AbortSignal,
): Promise<Call> {
  const [rawPath = '/', ...query] = (incoming.url ?? '/').split('?');
  const headers = rawHeaders(incoming);
  const tls = 'encrypted' in incoming.socket ? (incoming.socket as TLSSocket) : null;
  return {
    arrival: {
      ...door.arrivalOf(),
      isSecure: tls !== null,
      tlsVersion: tls?.getProtocol() ?? null,
      cipherSuite: tls?.getCipher().standardName ?? null,
    },
    // The client can override the one, not the other (aws-facts B3); by which header is an INFERENCE.
    requestId: headerOf({ headers }, 'x-amzn-requestid') || randomUUID(),
    extendedRequestId: `${randomBytes(11).toString('base64').replace(/=+$/, '')}=`,
    receivedAt: context.clock.now(),
    method: incoming.method ?? 'GET',
    rawPath,
    rawQuery: query.join('?'),
    headers,
    body: await readBody(incoming),
    hungUp,
    target: null,
    route: null,
    key: null,
    fault: null,
    integration: { status: null, latencyMs: null },
  };
}

/** Reads to the end, but keeps no more than shows that it is too long. */
async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    if (length <= payloadBytesMax) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}

/** Sends a reply and tells how many bytes its body had. An upstream that breaks off breaks the answer off. */
async function send(response: ServerResponse, reply: Reply, method: string): Promise<number> {
  const { body } = reply;
  const headers = reply.headers.filter(([name]) => name.toLowerCase() !== 'connection');
  if (Buffer.isBuffer(body)) {
    const length = ['Content-Length', String(body.length)];
    response.writeHead(reply.status, [...headers, length].flat());
    response.end(body);
    return method === 'HEAD' ? 0 : body.length;
  }
  response.writeHead(reply.status, headers.flat());
  response.flushHeaders();
  let sent = 0;
  body.on('data', (chunk: Buffer) => {
    sent += chunk.length;
  });
  await pipeline(body, response).catch(() => response.destroy());
  return sent;
}
