import 'server-only';
import { z } from 'zod';
import { sealText, unsealText } from '../identity/sealing';

/** Where a channel leads and what signs its messages. Read to send, and never shown after it was saved. */
const channelSecretsSchema = z.object({
  /** An e-mail address, or a URL. */
  to: z.string(),
  /** Of webhooks: `whsec_` and base64, as Standard Webhooks has it. */
  signingSecret: z.string().nullable(),
});

export type ChannelSecrets = z.infer<typeof channelSecretsSchema>;

const purpose = 'sluice alert channels';

export async function seal(secrets: ChannelSecrets): Promise<string> {
  return sealText(purpose, JSON.stringify(secrets));
}

/** Throws `unexpected` where it was sealed with another SLUICE_SECRET. */
export async function unseal(sealed: string): Promise<ChannelSecrets> {
  return channelSecretsSchema.parse(JSON.parse(await unsealText(purpose, sealed)));
}
