import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Authority, TlsIdentity } from '../tls';

export type DoorServer = { readonly port: number; close(): Promise<void> };

/** First byte of a TLS handshake record. */
const tlsHandshake = 0x16;

/** More than the gateway allows, so that it is the gateway that refuses. Bytes. */
const maxHeaderSize = 64 * 1024;

/** HTTPS and plain HTTP on one loopback port; the first byte tells which. */
export async function openDoor(
  identity: TlsIdentity,
  listener: RequestListener,
): Promise<DoorServer> {
  const plain = createHttpServer({ maxHeaderSize }, listener);
  const secure = createHttpsServer(
    { ...identity, maxHeaderSize, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] },
    listener,
  );
  secure.on('tlsClientError', (_error, socket) => socket.destroy());
  const sockets = new Set<Socket>();
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (chunk: Buffer) => {
      socket.pause();
      socket.unshift(chunk);
      (chunk[0] === tlsHandshake ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(0, '127.0.0.1', resolve);
  });
  const { port } = front.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** One certificate for every name by which an endpoint may be called, and for the loopback address. */
export function issueGatewayIdentity(authority: Authority, region: string): Promise<TlsIdentity> {
  return authority.issue([
    `*.execute-api.${region}.amazonaws.com`,
    `*.execute-api.${region}.vpce.amazonaws.com`,
    `*.${region}.vpce.amazonaws.com`,
    'localhost',
    '127.0.0.1',
  ]);
}
