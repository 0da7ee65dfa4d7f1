import 'server-only';
import { pathKey } from '../aws/fleet';
import { loadSnapshot, saveSnapshot } from '../aws/snapshots';
import type { ProbeResult } from '../probes/types';
import { basisOf } from './basis';
import type { PathReading, Ready } from './read';
import type { ProbeFacts } from './types';

/** A probe of before says nothing of the path as it is. */
const ageMsMax = 15 * 60_000;
/** AWS dates to the second. */
const secondMs = 1_000;

/** Keeps what the control plane said while a probe was made; an answer of before, or none, says nothing of it. */
export async function keepBasis(
  { target, stack }: Ready,
  probe: ProbeResult,
  { facts, checkedAt, problem }: PathReading,
  began: Date,
): Promise<void> {
  const basis = basisOf(facts);
  const isOfThen = problem === null && checkedAt !== null && checkedAt >= began;
  if (basis === null || !isOfThen) return;
  const value = { probeId: probe.id, basis };
  await saveSnapshot(target.id, pathKey(stack.stackId), { value, asOf: probe.at });
}

/**
 * The last probe, as far as it speaks of the path as it is: not where it is old, or where anything is known to have
 * changed since.
 */
export async function weigh(
  { target, stack }: Ready,
  probe: ProbeResult | null,
  { facts, changedAt }: PathReading,
  now: Date,
): Promise<ProbeFacts | null> {
  if (!probe || now.getTime() - probe.at.getTime() > ageMsMax) return null;
  const kept = (await loadSnapshot(target.id, pathKey(stack.stackId)))?.value as
    | { probeId: string; basis: string }
    | undefined;
  if (kept?.probeId === probe.id) {
    const isSame = kept.basis === basisOf(facts);
    return isSame ? { ...probe, asked: askedOf(probe, facts), isSame } : null;
  }
  const isChanged = changedAt.getTime() + secondMs > probe.at.getTime();
  return isChanged ? null : { ...probe, asked: askedOf(probe, facts), isSame: false };
}

/** A probe's URL names the stage first. */
function askedOf(
  { url, method = 'GET' }: ProbeResult,
  { place }: PathReading['facts'],
): ProbeFacts['asked'] {
  const { pathname } = new URL(url);
  const stage = `/${place.stage}`;
  const path = pathname.startsWith(`${stage}/`) ? pathname.slice(stage.length) : '/';
  return { method, path };
}
