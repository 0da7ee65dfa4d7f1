import 'server-only';
import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls';
import { isPublicAddress } from '../address-guard';
import type { UpstreamChecks } from '../env';
import { guardedLookup, RefusedAddress } from '../guarded-lookup';
import type { CertificateProblem, CertificateReading } from './certificate';

export type CertificateLook =
  | { reading: CertificateReading; problem: null }
  | { reading: null; problem: CertificateProblem };

/** Where to connect: what DNS says, or one address in its place. */
export type Way = Exclude<UpstreamChecks, { mode: 'off' }>;

export const lookMsMax = 10_000;

/** What strangers write into their certificates is kept up to so much. */
const textMax = 200;
const namesMax = 50;

/**
 * Looks at a host's certificate: one TLS handshake with its port 443, by its name, and no request. Never rejects. A chain
 * that is not trusted is read all the same, so that it can be described; nothing is sent to such a host, nor to any other.
 */
export async function readCertificate(
  host: string,
  way: Way,
  options: Pick<ConnectionOptions, 'ca' | 'lookup'> & { msMax?: number } = {},
): Promise<CertificateLook> {
  // An address is never looked up, so nobody would ask whether it is public.
  if (isIP(host)) return { reading: null, problem: 'not_public' };
  const { msMax = lookMsMax, ...rest } = options;
  const where = way.mode === 'via' ? { host: way.host, port: way.port } : guarded(host);
  try {
    return { reading: await shake(host, { ...where, ...rest }, msMax), problem: null };
  } catch (error) {
    return { reading: null, problem: problemOf(error) };
  }
}

function guarded(host: string): ConnectionOptions {
  return { host, port: 443, lookup: guardedLookup(isPublicAddress) };
}

class TookTooLong extends Error {}

function shake(host: string, where: ConnectionOptions, msMax: number): Promise<CertificateReading> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...where,
      servername: host,
      ALPNProtocols: ['http/1.1'],
      // What is not trusted shall be told, not thrown: `authorized` has the verdict, and nothing is sent.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    const timer = setTimeout(() => socket.destroy(new TookTooLong()), msMax);
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate();
      if (certificate.raw) resolve(readingOf(host, certificate, socket));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new Error('closed'));
    });
  });
}

function readingOf(
  host: string,
  certificate: PeerCertificate,
  socket: TLSSocket,
): CertificateReading {
  const { subject, issuer, valid_from, valid_to, fingerprint256 } = certificate;
  const fault = socket.authorized ? null : String(socket.authorizationError);
  return {
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    names: namesOf(certificate.subjectaltname),
    validFrom: new Date(valid_from).toISOString(),
    validTo: new Date(valid_to).toISOString(),
    matches: checkServerIdentity(host, certificate) === undefined,
    fault: fault?.slice(0, textMax) ?? null,
    protocol: socket.getProtocol(),
    fingerprint: fingerprint256,
  };
}

/** Its common name and organisation; a certificate need not have either. */
function nameOf(entity: Partial<Record<'CN' | 'O', string | string[]>> | undefined): string {
  const parts = [entity?.CN, entity?.O].flat().filter((part) => part !== undefined);
  return parts.join(', ').slice(0, textMax);
}

function namesOf(alternatives: string | undefined): string[] {
  return (alternatives ?? '')
    .split(', ')
    .map((each) => each.replace(/^(DNS|IP Address):/, '').slice(0, textMax))
    .filter((each) => each !== '')
    .slice(0, namesMax);
}

const problems: Record<string, CertificateProblem> = {
  ENOTFOUND: 'name_unknown',
  ENODATA: 'name_unknown',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  EPROTO: 'handshake',
  ECONNRESET: 'handshake',
};

function problemOf(error: unknown): CertificateProblem {
  if (error instanceof RefusedAddress) return 'not_public';
  if (error instanceof TookTooLong) return 'timeout';
  const { code = '' } = error as { code?: string };
  return problems[code] ?? (code.startsWith('ERR_SSL_') ? 'handshake' : 'unreachable');
}
