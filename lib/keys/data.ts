import 'server-only';
import { and, desc, eq } from 'drizzle-orm';
import { recall, remember } from '../aws/remember';
import { mainTarget } from '../aws/targets';
import { type ApiKeyRow, readApiKey } from '../aws/usage-plans';
import { db } from '../db/database';
import { keySchedules } from '../db/schema';
import type { Known } from '../known';
import type { ProxyDetail } from '../proxies/types';
import { getPlanUsage } from '../usage/data';
import { keyDays } from '../usage/report';
import { type KeyUse, keyUse } from './last-use';
import type { KeySchedule, KeySummary } from './types';

const keysTtlMs = 30_000;
/** Where what was read last cannot be what is deployed by now. */
const staleTtlMs = 1_000;

/** As long for every key, so that nothing can be told from it. */
const mask = '•'.repeat(20);

/** The proxy's keys without their values. */
export async function listKeys(proxy: ProxyDetail): Promise<Known<KeySummary[]>> {
  const target = mainTarget();
  const slots = keySlots(proxy.outputs);
  if (slots.length === 0) return { value: [], asOf: new Date(), problem: null };
  const name = `keys/${slots.map(({ keyId }) => keyId).join(',')}`;
  const last = await recall<ApiKeyRow[]>(target, name);
  const isStale = last.value?.some(({ keyId, isEnabled }) => {
    const slot = slots.find((it) => it.keyId === keyId)?.slot;
    return slot !== 'probe' && labelsOf(proxy, slot)?.enabled !== isEnabled;
  });
  const known = await remember(target, name, isStale ? staleTtlMs : keysTtlMs, () =>
    Promise.all(slots.map(({ keyId }) => readApiKey(target, keyId))),
  );
  if (known.asOf === null) return known;
  const value = known.value.flatMap(({ keyId, name: keyName, isEnabled, createdAt }) => {
    const slot = slots.find((it) => it.keyId === keyId)?.slot;
    if (!slot) return [];
    const { consumer = '', owner = '' } = labelsOf(proxy, slot) ?? {};
    const facts = { keyId, slot, name: keyName, isEnabled, createdAt: new Date(createdAt) };
    return [{ ...facts, mask, consumer, owner }];
  });
  return { ...known, value };
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

/** What the proxy's spec says of the key in a slot. */
function labelsOf({ spec }: Pick<ProxyDetail, 'spec'>, slot: KeySummary['slot'] | undefined) {
  if (slot !== 'A' && slot !== 'B') return null;
  return spec?.keys[slot === 'A' ? 'a' : 'b'] ?? null;
}

/** When each key was last called with, by key id, as far back as GetUsage was asked. */
export async function getKeyUses(proxy: ProxyDetail): Promise<Known<Record<string, KeyUse>>> {
  const known = await getPlanUsage(proxy, proxy.spec);
  if (known.asOf === null) return known;
  const uses = keySlots(proxy.outputs).map(({ keyId }) => [
    keyId,
    keyUse(keyDays(known.value, keyId), known.asOf),
  ]);
  return { ...known, value: Object.fromEntries(uses) };
}

/** What is to happen, or has happened, to this proxy's keys by itself, newest first. */
export async function listKeySchedules(proxy: string, limit = 5): Promise<KeySchedule[]> {
  const rows = await (await db())
    .select()
    .from(keySchedules)
    .where(and(eq(keySchedules.targetId, mainTarget().id), eq(keySchedules.proxy, proxy)))
    .orderBy(desc(keySchedules.requestedAt), desc(keySchedules.id))
    .limit(limit);
  return rows.map(({ slot, targetId: _, team: __, lookAt: ___, endedAt: ____, ...row }) => ({
    ...row,
    slot: slot === 'a' ? 'A' : 'B',
  }));
}
