import 'server-only';
import { createHmac, randomBytes } from 'node:crypto';
import type { Message, Outcome } from './outcome';
import { postJson } from './post';

const prefix = 'whsec_';

/** 32 random bytes, in the form in which receivers' libraries take them. */
export function makeSigningSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`;
}

/**
 * Sends a message as Standard Webhooks 1.0.0 has it, for whose signature receivers find a library in every language:
 * `webhook-id` (the same at each attempt), `webhook-timestamp` in seconds, `webhook-signature` with `v1,` and the
 * HMAC-SHA256 of `id.timestamp.body`.
 */
export function sendWebhook(
  to: string,
  signingSecret: string,
  message: Message,
  now: Date,
): Promise<Outcome> {
  const body = JSON.stringify({
    type: message.type === 'test' ? 'alert.test' : 'alert.raised',
    timestamp: message.at.toISOString(),
    data: {
      title: message.title,
      alerts: message.notices.map(({ id, title, text, url, facts }) => ({
        id,
        title,
        text,
        url,
        ...facts,
      })),
    },
  });
  const timestamp = Math.floor(now.getTime() / 1000).toString();
  return postJson(to, body, {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signatureOf(signingSecret, message.id, timestamp, body)}`,
  });
}

function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
}
