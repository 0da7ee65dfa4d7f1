import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AwsResponse } from './context';
import type { RawRequest, RouterAnswer } from './router';

const bodyMaxBytes = 32 * 1024 * 1024;

/** An HTTP server that reads whole requests and hands them on. */
export function createHttpServer(handle: (request: RawRequest) => Promise<RouterAnswer>): Server {
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming)
      .then(handle)
      .then((answer) => send(incoming, outgoing, answer))
      .catch(() => incoming.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

/** Listens; a taken port is an Error that says so in one line. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const text =
        cause.code === 'EADDRINUSE'
          ? `port ${port} on ${host} is taken; choose another one`
          : `cannot listen on ${host}:${port}: ${cause.message}`;
      reject(new Error(text, { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function readRequest(incoming: IncomingMessage): Promise<RawRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyMaxBytes) throw new Error('request body too large');
    chunks.push(chunk);
  }
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks),
  };
}

function send(incoming: IncomingMessage, outgoing: ServerResponse, answer: RouterAnswer): void {
  if (answer === 'silence') return;
  if (answer === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  if (answer.isCutOff) {
    cutOff(incoming, outgoing, answer);
    return;
  }
  outgoing.writeHead(answer.status, { ...answer.headers, ...lengthOf(answer) });
  outgoing.end(answer.body);
}

/** Promises the whole body and sends half of it; an answer without a body is cut off altogether. */
function cutOff(incoming: IncomingMessage, outgoing: ServerResponse, answer: AwsResponse): void {
  const body = Buffer.from(answer.body);
  if (body.length < 2) {
    incoming.socket.resetAndDestroy();
    return;
  }
  outgoing.writeHead(answer.status, { ...answer.headers, ...lengthOf(answer) });
  outgoing.write(body.subarray(0, body.length >> 1), () => incoming.socket.destroy());
}

function lengthOf(answer: AwsResponse): Record<string, string> {
  return { 'content-length': String(Buffer.byteLength(answer.body)) };
}
