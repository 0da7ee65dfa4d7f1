import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { type Authority, createAuthority } from '../tls';
import { schemeHeader } from './describe';
import { answer } from './echo';

/** How a host's certificate differs from a good one. */
export type CertificateChoice = {
  notBefore?: Date;
  notAfter?: Date;
  /** The names in it; the host's own unless said. */
  names?: string[];
  /** False: signed by an authority that nobody knows. */
  isTrusted?: boolean;
};

/** The public internet's side of the upstreams: one TLS listener on loopback that has each host's certificate. */
export interface PublicHosts {
  choose(host: string, certificate: CertificateChoice | null): void;
  /** Every host has a good certificate again, and none more is known. */
  forget(): void;
  describe(): { host: string; port: number; chosen: Record<string, CertificateChoice> };
  close(): Promise<void>;
}

const dayMs = 86_400_000;
/** As long as public authorities give, roughly. */
const lifeMs = 90 * dayMs;

/**
 * Answers by TLS for the names that `isKnown` and for those a certificate was chosen for, by SNI; the handshake with any
 * other name fails. Behind it stands the echo. Certificates go by real time, as their readers do.
 */
export async function startPublicHosts(
  authority: Authority,
  isKnown: (name: string) => boolean,
): Promise<PublicHosts> {
  const chosen = new Map<string, CertificateChoice>();
  const contexts = new Map<string, Promise<SecureContext>>();
  let stranger: Promise<Authority> | undefined;

  async function issue(name: string): Promise<SecureContext> {
    const choice = chosen.get(name) ?? {};
    if (choice.isTrusted === false) stranger ??= createAuthority();
    const signer = (choice.isTrusted === false && (await stranger)) || authority;
    const notAfter = choice.notAfter ?? new Date(Date.now() + lifeMs);
    const before = Math.min(Date.now() - dayMs, notAfter.getTime() - lifeMs);
    const notBefore = choice.notBefore ?? new Date(before);
    return createSecureContext(await signer.issue(choice.names ?? [name], { notBefore, notAfter }));
  }
  function contextOf(name: string): Promise<SecureContext> | undefined {
    if (!chosen.has(name) && !isKnown(name)) return undefined;
    const found = contexts.get(name) ?? issue(name);
    contexts.set(name, found);
    return found;
  }

  const server = createServer(
    {
      SNICallback: (name, done) => {
        Promise.resolve(contextOf(name.toLowerCase())).then(
          (context) => done(null, context),
          (error) => done(error),
        );
      },
    },
    (incoming, response) => {
      incoming.headers[schemeHeader] = 'https';
      answer(incoming, response).catch(() => response.destroy());
    },
  );
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    choose(host, certificate) {
      if (certificate) chosen.set(host, certificate);
      else chosen.delete(host);
      contexts.delete(host);
    },
    forget() {
      chosen.clear();
      contexts.clear();
    },
    describe: () => ({ host: '127.0.0.1', port, chosen: Object.fromEntries(chosen) }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
