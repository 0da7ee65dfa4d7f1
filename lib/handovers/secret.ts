import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits, so that its hash needs no salt and no slowness. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function isSecretOf(secret: string, hash: string): boolean {
  const [given, kept] = [secretHash(secret), hash].map((text) => Buffer.from(text, 'hex'));
  return given?.length === kept?.length && !!given && !!kept && timingSafeEqual(given, kept);
}
