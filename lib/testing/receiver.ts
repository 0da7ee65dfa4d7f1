import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { headers: IncomingHttpHeaders; body: string };

/** A receiver of webhooks on this machine, which can be taken away and brought back at the same address. */
export type Receiver = {
  url: string;
  received: Received[];
  /** What it answers from now on. */
  answer: { status: number; body: string; headers?: Record<string, string> };
  stop(): Promise<void>;
  start(): Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
  let server: Server | null = null;
  let port = 0;
  const receiver: Receiver = {
    url: '',
    received: [],
    answer: { status: 200, body: 'ok' },
    async start() {
      server = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk) => {
          body += chunk;
        });
        request.on('end', () => {
          receiver.received.push({ headers: request.headers, body });
          const { status, body: text, headers } = receiver.answer;
          response.writeHead(status, headers).end(text);
        });
      });
      await new Promise<void>((done) => server?.listen(port, '127.0.0.1', done));
      port = (server.address() as AddressInfo).port;
      receiver.url = `http://127.0.0.1:${port}/hook/4f1c-not-to-be-shown`;
    },
    async stop() {
      await new Promise((done) => server?.close(done));
    },
  };
  await receiver.start();
  return receiver;
}
