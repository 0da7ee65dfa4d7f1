import { createHash, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import * as der from './der';

/** Key and certificate, both PEM, as `tls.createSecureContext` takes them. */
export type TlsIdentity = { key: string; cert: string };

/** A certificate authority that lives as long as its sandbox. */
export interface Authority {
  readonly caPem: string;
  /** A server certificate for the given DNS names (wildcards allowed) and IP addresses. */
  issue(names: string[]): Promise<TlsIdentity>;
}

type KeyPair = { publicKey: KeyObject; privateKey: KeyObject };

const dayMs = 86_400_000;
const ecdsaWithSha256 = der.sequence(der.objectId('1.2.840.10045.4.3.2'));
const makeKeyPair = promisify(generateKeyPair);

/**
 * Makes an authority. ECDSA P-256 because an RSA key would cost most of the start-up time; written out in DER
 * because Node has no certificate maker and the libraries for it patch the global `Reflect`.
 */
export async function createAuthority(): Promise<Authority> {
  const keys = await ecKeys();
  const subject = name('Sluice sandbox CA');
  const keyId = keyIdentifier(keys.publicKey);
  const caPem = certificate({
    subject,
    issuer: subject,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    extensions: [
      extension('2.5.29.19', der.sequence(der.boolean(true)), true),
      extension('2.5.29.15', der.bitString(Buffer.from([0b0000_0110]), 1), true),
      extension('2.5.29.14', der.octetString(keyId)),
    ],
  });

  async function issue(names: string[]): Promise<TlsIdentity> {
    const own = await ecKeys();
    const cert = certificate({
      subject: name(names[0] ?? 'localhost'),
      issuer: subject,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      extensions: [
        extension('2.5.29.19', der.sequence(), true),
        extension('2.5.29.15', der.bitString(Buffer.from([0b1000_0000]), 7), true),
        extension('2.5.29.37', der.sequence(der.objectId('1.3.6.1.5.5.7.3.1'))),
        extension('2.5.29.17', der.sequence(...names.map(alternativeName))),
        extension('2.5.29.35', der.sequence(der.implicit(0, keyId))),
      ],
    });
    const key = own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { key, cert: `${cert}${caPem}` };
  }

  return { caPem, issue };
}

function ecKeys(): Promise<KeyPair> {
  return makeKeyPair('ec', { namedCurve: 'P-256' });
}

/** RFC 5280 4.1, version 3. */
function certificate(parts: {
  subject: Buffer;
  issuer: Buffer;
  publicKey: KeyObject;
  signingKey: KeyObject;
  extensions: Buffer[];
}): string {
  const body = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    parts.issuer,
    // A day back, because callers' clocks may be behind ours; ten years on, because tests advance theirs.
    der.sequence(
      der.time(new Date(Date.now() - dayMs)),
      der.time(new Date(Date.now() + 3650 * dayMs)),
    ),
    parts.subject,
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    der.explicit(3, der.sequence(...parts.extensions)),
  );
  const signature = sign('sha256', body, parts.signingKey);
  const whole = der.sequence(body, ecdsaWithSha256, der.bitString(signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function name(commonName: string): Buffer {
  const attribute = der.sequence(der.objectId('2.5.4.3'), der.utf8String(commonName.slice(0, 64)));
  return der.sequence(der.set(attribute));
}

function extension(oid: string, value: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [der.boolean(true)] : [];
  return der.sequence(der.objectId(oid), ...critical, der.octetString(value));
}

function alternativeName(text: string): Buffer {
  if (isIP(text) === 4) return der.implicit(7, Buffer.from(text.split('.').map(Number)));
  if (isIP(text) === 6) return der.implicit(7, ipv6Bytes(text));
  return der.implicit(2, Buffer.from(text, 'ascii'));
}

function ipv6Bytes(text: string): Buffer {
  const [head = '', tail = ''] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(Math.max(0, missing)).fill('0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function keyIdentifier(publicKey: KeyObject): Buffer {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha1').update(spki).digest();
}
