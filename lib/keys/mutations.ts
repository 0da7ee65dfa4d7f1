import 'server-only';
import { recordAudit } from '../audit/mutations';
import { readApiKeyValue } from '../aws/usage-plans';
import { db } from '../db/database';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { findProxyStack } from '../proxies/fleet';
import { keySlots } from './data';

export type RevealKeyInput = { proxy: string; slot: 'A' | 'B' };

/** A key's value, for its team only. The audit row is written before the value leaves; it is stored nowhere. */
export async function revealKey(actor: Actor, input: RevealKeyInput): Promise<{ value: string }> {
  const found = await findProxyStack(input.proxy);
  authorize(actor, 'key.reveal', found && { team: found.facts.team, name: input.proxy });
  const key = keySlots(found?.facts.outputs ?? {}).find(({ slot }) => slot === input.slot);
  if (!found || !key) throw new AppError('not_found', `${input.proxy} has no key ${input.slot}`);
  const value = await readApiKeyValue(found.target, key.keyId);
  await recordAudit(await db(), {
    actor,
    action: 'key.reveal',
    object: input.proxy,
    team: found.facts.team,
    detail: { slot: input.slot, keyId: key.keyId },
  });
  return { value };
}
