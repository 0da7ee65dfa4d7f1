import 'server-only';
import type { ChannelSecrets } from '../sealed';
import type { ChannelKind } from '../types';
import { sendEmail } from './email';
import { answerOf, type Message, type Outcome } from './outcome';
import { sendSlack } from './slack';
import { sendWebhook } from './webhook';

/** Makes one attempt to send a message by a channel. Never rejects for what the other end does. */
export function sendMessage(
  kind: ChannelKind,
  { to, signingSecret }: ChannelSecrets,
  message: Message,
  now: Date,
): Promise<Outcome> {
  switch (kind) {
    case 'email':
      return sendEmail(to, message);
    case 'slack':
      return sendSlack(to, message);
    case 'webhook':
      if (signingSecret) return sendWebhook(to, signingSecret, message, now);
      return Promise.resolve({
        kind: 'refused',
        answer: answerOf(null, 'the webhook has no signing secret'),
      });
  }
}
