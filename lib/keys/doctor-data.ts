import 'server-only';
import { type Actual, readActual, recallActual } from '../drift/actual';
import type { Known } from '../known';
import { findShownProxy } from '../proxies/fleet';
import type { KeyStanding } from '../usage/key-refusals';
import { keySlots } from './data';
import { type Diagnosis, diagnose, type Link } from './doctor';

/** Of what age an answer may be on the page; beside it stands when it was had. */
const pageTtlMs = 120_000;
const pagePatience = { patienceMs: 1_500, firstPatienceMs: 8_000 };

export type KeyDiagnosis = Diagnosis & { keyId: string; slot: 'A' | 'B' | 'probe' };

/**
 * Whether each key of a proxy opens it, by what API Gateway was last read to be: the same reading that drift is found
 * in, so that looking costs no call of its own. Null where there is nothing to ask about.
 */
export async function getKeyDiagnoses(name: string): Promise<Known<KeyDiagnosis[]> | null> {
  const proxy = await findShownProxy(name);
  const actual = proxy && (await readActual(proxy, pageTtlMs, pagePatience));
  if (!actual || actual.asOf === null) return actual;
  return { ...actual, value: diagnosesOf(proxy.facts.outputs, actual.value) };
}

/** How each key of a proxy stands, by what was last read, whoever did; null where nobody has. Asks AWS nothing. */
export async function recallKeyStandings(name: string): Promise<Map<string, KeyStanding> | null> {
  const proxy = await findShownProxy(name);
  const actual = proxy && (await recallActual(proxy));
  if (!actual || actual.asOf === null) return null;
  return new Map(
    diagnosesOf(proxy.facts.outputs, actual.value).map(({ keyId, broken }) => [
      keyId,
      standingOf[broken ?? 'source'],
    ]),
  );
}

/** The first link that is broken, as callers of that one key meet it; the later ones say nothing of it alone. */
const standingOf: Record<Link, KeyStanding> = {
  key: 'gone',
  enabled: 'disabled',
  plan: 'not_in_plan',
  stage: 'not_in_plan',
  deployed: 'open',
  method: 'open',
  source: 'open',
};

function diagnosesOf(outputs: Record<string, string>, { row }: Actual): KeyDiagnosis[] {
  const { RestApiId = '', Stage = '', UsagePlanId = '' } = outputs;
  const place = { restApiId: RestApiId, stage: Stage, usagePlanId: UsagePlanId };
  return (
    keySlots(outputs)
      // A key that was made since is not in what was read before.
      .filter(({ keyId }) => keyId in row.keys)
      .map(({ keyId, slot }) => ({ keyId, slot, ...diagnose({ row, keyId, ...place }) }))
  );
}
