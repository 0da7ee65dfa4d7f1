import 'server-only';
import { AppError } from '../errors';
import { createToken } from '../identity/mutations';
import type { tokenDaysChoices } from '../identity/token-choices';
import type { Actor } from '../identity/types';
import { listMyUsage } from './my-usage';

export type KeyTokenInput = {
  proxy: string;
  keyId: string;
  name: string;
  days: (typeof tokenDaysChoices)[number];
};

/**
 * Makes a token that reads the usage of one of the person's keys and nothing else, for a holder who has no account. It
 * is one of the person's own: listed, revoked and ended with them. Throws `not_found` for a key that is not theirs.
 */
export async function createKeyToken(
  actor: Actor,
  { proxy, keyId, name, days }: KeyTokenInput,
): Promise<{ value: string; prefix: string; expiresAt: Date }> {
  const mine = (await listMyUsage(actor)).value?.find((each) => each.name === proxy);
  const key = mine?.keys.find((each) => each.keyId === keyId);
  if (!key) throw new AppError('not_found', `no key ${keyId} of ${proxy} is theirs`);
  return createToken(actor, {
    name,
    scopes: ['usage.read'],
    teams: null,
    days,
    key: { proxy, keyId, label: key.label },
  });
}
