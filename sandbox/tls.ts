// The x509 library's dependency injection reads this polyfill; it has to be there first.
import 'reflect-metadata';
import { isIP } from 'node:net';
// Node makes no certificates. This library is MIT, maintained, pure and built on WebCrypto.
import * as x509 from '@peculiar/x509';

/** Key and certificate, both PEM, as `tls.createSecureContext` takes them. */
export type TlsIdentity = { key: string; cert: string };

export type Lifetime = { notBefore: Date; notAfter: Date };

/** A certificate authority that lives as long as its sandbox. */
export interface Authority {
  readonly caPem: string;
  /** A server certificate for the given DNS names (wildcards allowed) and IP addresses; ten years unless said. */
  issue(names: string[], life?: Lifetime): Promise<TlsIdentity>;
}

const dayMs = 86_400_000;
/** ECDSA, because an RSA key would cost most of the start-up time. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Makes an authority with a key of its own. */
export async function createAuthority(): Promise<Authority> {
  const keys = await makeKeys();
  const name = 'CN=Sluice sandbox CA';
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    ...lifetime(),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const caPem = `${root.toString('pem')}\n`;

  async function issue(names: string[], life = lifetime()): Promise<TlsIdentity> {
    const own = await makeKeys();
    const leaf = await x509.X509CertificateGenerator.create({
      subject: [{ CN: [(names[0] ?? 'localhost').slice(0, 64)] }],
      issuer: name,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      ...life,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    const pkcs8 = await crypto.subtle.exportKey('pkcs8', own.privateKey);
    const key = x509.PemConverter.encode(pkcs8, 'PRIVATE KEY');
    return { key: `${key}\n`, cert: `${leaf.toString('pem')}\n${caPem}` };
  }

  return { caPem, issue };
}

function makeKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** A day back, because callers' clocks may be behind ours; ten years on, because tests advance theirs. */
function lifetime(): Lifetime {
  return {
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 3650 * dayMs),
  };
}
