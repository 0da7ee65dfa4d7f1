import 'server-only';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../errors';
import { installationSecret } from './installation-secret';

/** Kept so that only this installation can read it: AES-256-GCM; nonce, tag and text, in base64url. */
export async function sealText(purpose: string, text: string): Promise<string> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derivedKey(purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Throws `unexpected` where it was sealed with another SLUICE_SECRET, or for another purpose. */
export async function unsealText(purpose: string, sealed: string): Promise<string> {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const key = await derivedKey(purpose);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    return text.toString('utf8');
  } catch (cause) {
    throw new AppError('unexpected', `${purpose}: sealed with another secret`, { cause });
  }
}

/** One key for each purpose, so that none can be used in another's place. */
export async function derivedKey(purpose: string): Promise<Buffer> {
  return Buffer.from(hkdfSync('sha256', await installationSecret(), '', purpose, 32));
}
