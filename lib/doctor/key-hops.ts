import { type Diagnosis, type Link, linkOf } from '../keys/doctor';
import { broken, contradicted, unknown, whole } from './hop';
import type { DoctorFacts, FaultName, Hop } from './types';

/** Whether calls need a key, and nothing that callers do not have. */
export function method({ gateway, probe }: DoctorFacts, links: Diagnosis | null): Hop {
  if (!gateway || !links) return unknown('method', 'gateway');
  const methods = Object.entries(gateway.methods);
  if (methods.length === 0) return broken('method', 'noMethod', '–');
  const signed = methods.find(([, { authorizationType }]) => authorizationType !== 'NONE');
  if (signed) return broken('method', 'signed', `${signed[0]}: ${signed[1].authorizationType}`);
  const { holds, evidence } = linkOf(links, 'method');
  if (!holds) return broken('method', 'keyNotAsked', evidence);
  const open = probe?.negatives.find(
    ({ check, passed }) => check === 'without_key' && passed === false,
  );
  if (!probe || !open) return whole('method', evidence);
  return contradicted(probe, whole('method', evidence), 'keyNotAsked', open.evidence);
}

const faultsOfKey = {
  key: 'keyGone',
  enabled: 'keyDisabled',
  source: 'keyFromElsewhere',
} as const satisfies Partial<Record<Link, FaultName>>;

/** Of the probe's own key: a consumer's may be disabled for a reason. */
export function key({ gateway, place }: DoctorFacts, links: Diagnosis | null): Hop {
  if (!gateway || !links) return unknown('key', 'gateway');
  const { probeKeyId } = place;
  if (!probeKeyId) return unknown('key', 'probe');
  const wrong = (['key', 'enabled', 'source'] as const).find((it) => !linkOf(links, it).holds);
  return wrong
    ? broken('key', faultsOfKey[wrong], `${probeKeyId}: ${linkOf(links, wrong).evidence}`)
    : whole('key', probeKeyId);
}

export function plan({ gateway, place, probe }: DoctorFacts, links: Diagnosis | null): Hop {
  if (!gateway || !links) return unknown('plan', 'gateway');
  const [ofStage, ofKey] = [linkOf(links, 'stage'), linkOf(links, 'plan')];
  if (!gateway.plan) return broken('plan', 'planGone', place.usagePlanId);
  const wanted = `${place.restApiId}:${place.stage}`;
  if (!ofStage.holds)
    return broken('plan', 'planOffStage', `${place.usagePlanId} → ${ofStage.evidence} ≠ ${wanted}`);
  if (!ofKey.holds) return broken('plan', 'keyOutOfPlan', ofKey.evidence);
  // A new key takes a while to be known everywhere; the control plane knows it at once.
  if (probe?.outcome === 'forbidden_key') {
    const need = probe.settlesAt ? 'settling' : probe.isSame ? 'deeper' : 'again';
    return unknown('plan', need, 'InvalidAPIKey');
  }
  return whole('plan', `${place.usagePlanId} → ${wanted}`);
}
