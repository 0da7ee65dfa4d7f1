import 'server-only';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors';
import { installationSecret } from '../identity/installation-secret';

/** Where a channel leads and what signs its messages. Read to send, and never shown after it was saved. */
const channelSecretsSchema = z.object({
  /** An e-mail address, or a URL. */
  to: z.string(),
  /** Of webhooks: `whsec_` and base64, as Standard Webhooks has it. */
  signingSecret: z.string().nullable(),
});

export type ChannelSecrets = z.infer<typeof channelSecretsSchema>;

/** AES-256-GCM: nonce, tag and text, in base64url. */
export async function seal(secrets: ChannelSecrets): Promise<string> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await sealingKey(), nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** Throws `unexpected` where it was sealed with another SLUICE_SECRET. */
export async function unseal(sealed: string): Promise<ChannelSecrets> {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', await sealingKey(), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    return channelSecretsSchema.parse(JSON.parse(text.toString('utf8')));
  } catch (cause) {
    throw new AppError('unexpected', 'the channel was sealed with another secret', { cause });
  }
}

async function sealingKey(): Promise<Buffer> {
  const secret = await installationSecret();
  return Buffer.from(hkdfSync('sha256', secret, '', 'sluice alert channels', 32));
}
