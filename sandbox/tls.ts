import * as x509 from '@peculiar/x509';

/** Key and certificate, both PEM, as `tls.createSecureContext` takes them. */
export type TlsIdentity = { key: string; cert: string };

/** A certificate authority that lives as long as its sandbox. */
export interface Authority {
  readonly caPem: string;
  /** A server certificate for the given DNS names (wildcards allowed) and IP addresses. */
  issue(names: string[]): Promise<TlsIdentity>;
}

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;
const isAddress = /^[\d.]+$|:/;

/** Makes an authority: ECDSA P-256, because an RSA key would cost most of the start-up time. */
export async function createAuthority(): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  // A day back, because callers' clocks may be behind ours; ten years on, because tests advance theirs.
  const validity = {
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 3650 * dayMs),
  };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Sluice sandbox CA',
    ...validity,
    signingAlgorithm: keyAlgorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
    ],
  });

  async function issue(names: string[]): Promise<TlsIdentity> {
    const leafKeys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
    const leaf = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: `CN=${names[0] ?? 'localhost'}`,
      issuer: ca.subject,
      ...validity,
      signingKey: keys.privateKey,
      publicKey: leafKeys.publicKey,
      signingAlgorithm: keyAlgorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
        new x509.SubjectAlternativeNameExtension(
          names.map((value) => ({ type: isAddress.test(value) ? 'ip' : 'dns', value }) as const),
        ),
      ],
    });
    const pkcs8 = await crypto.subtle.exportKey('pkcs8', leafKeys.privateKey);
    return {
      key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
      cert: `${leaf.toString('pem')}\n${ca.toString('pem')}`,
    };
  }

  return { caPem: ca.toString('pem'), issue };
}

function serialNumber(): string {
  return `01${crypto.randomUUID().replaceAll('-', '').slice(0, 30)}`;
}
