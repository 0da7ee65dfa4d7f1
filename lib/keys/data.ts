import 'server-only';
import { remember } from '../aws/remember';
import { mainTarget } from '../aws/targets';
import { readApiKey } from '../aws/usage-plans';
import type { Known } from '../known';
import type { ProxyDetail } from '../proxies/types';
import type { KeySummary } from './types';

const keysTtlMs = 30_000;

/** As long for every key, so that nothing can be told from it. */
const mask = '•'.repeat(20);

/** The proxy's keys without their values. */
export async function listKeys(proxy: ProxyDetail): Promise<Known<KeySummary[]>> {
  const target = mainTarget();
  const slots = keySlots(proxy.outputs);
  if (slots.length === 0) return { value: [], asOf: new Date(), problem: null };
  const ids = slots.map(({ keyId }) => keyId).join(',');
  return remember(target, `keys/${ids}`, keysTtlMs, () =>
    Promise.all(
      slots.map(async ({ keyId, slot }): Promise<KeySummary> => {
        const { name, isEnabled, createdAt } = await readApiKey(target, keyId);
        return { keyId, slot, name, isEnabled, createdAt, mask };
      }),
    ),
  );
}

/** Which key stands in which slot, by the stack's outputs. */
export function keySlots(
  outputs: Record<string, string>,
): { slot: KeySummary['slot']; keyId: string }[] {
  const slots = { A: outputs.KeyAId, B: outputs.KeyBId, probe: outputs.ProbeKeyId };
  return Object.entries(slots).flatMap(([slot, keyId]) =>
    keyId ? [{ slot: slot as KeySummary['slot'], keyId }] : [],
  );
}
