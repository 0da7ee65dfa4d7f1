import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Sandbox } from '../server';

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: Buffer;
  text: string;
};

export type CallOptions = {
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
};

/** A call to a listener as a client that resolved the host's name to it: TLS is verified for that host. */
export function callThrough(
  sandbox: Pick<Sandbox, 'caPem'>,
  url: string,
  { method = 'GET', path = '/', headers = {}, body }: CallOptions,
): Promise<Answer> {
  const target = new URL(url);
  const isSecure = target.protocol === 'https:';
  const host = String(headers.host ?? target.host);
  const length =
    'transfer-encoding' in headers ? {} : { 'content-length': Buffer.byteLength(body ?? '') };
  return new Promise((resolve, reject) => {
    const options = {
      host: target.hostname,
      port: target.port,
      method,
      path,
      headers: { ...length, ...headers },
      agent: false as const,
    };
    const outgoing = isSecure
      ? httpsRequest({ ...options, ca: sandbox.caPem, servername: host.split(':')[0] ?? '' })
      : httpRequest(options);
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () => {
        const whole = Buffer.concat(chunks);
        const { statusCode: status = 0, headers: received, rawHeaders } = incoming;
        resolve({ status, headers: received, rawHeaders, body: whole, text: whole.toString() });
      });
    });
    outgoing.end(body);
  });
}
