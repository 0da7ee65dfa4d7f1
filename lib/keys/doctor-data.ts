import 'server-only';
import { readActual } from '../drift/actual';
import type { Known } from '../known';
import { findProxyStack } from '../proxies/fleet';
import { keySlots } from './data';
import { type Diagnosis, diagnose } from './doctor';

/** Of what age an answer may be on the page; beside it stands when it was had. */
const pageTtlMs = 120_000;
const pagePatience = { patienceMs: 1_500, firstPatienceMs: 8_000 };

export type KeyDiagnosis = Diagnosis & { keyId: string; slot: 'A' | 'B' | 'probe' };

/**
 * Whether each key of a proxy opens it, by what API Gateway was last read to be: the same reading that drift is found
 * in, so that looking costs no call of its own. Null where there is nothing to ask about.
 */
export async function getKeyDiagnoses(name: string): Promise<Known<KeyDiagnosis[]> | null> {
  const proxy = await findProxyStack(name);
  const { RestApiId = '', Stage = '', UsagePlanId = '' } = proxy?.facts.outputs ?? {};
  const actual = proxy && (await readActual(proxy, pageTtlMs, pagePatience));
  if (!actual || actual.asOf === null) return actual;
  const place = { restApiId: RestApiId, stage: Stage, usagePlanId: UsagePlanId };
  const value = keySlots(proxy.facts.outputs)
    // A key that was made since is not in what was read before.
    .filter(({ keyId }) => keyId in actual.value.row.keys)
    .map(({ keyId, slot }) => ({
      keyId,
      slot,
      ...diagnose({ row: actual.value.row, keyId, ...place }),
    }));
  return { ...actual, value };
}
