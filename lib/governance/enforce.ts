import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import { hashOf } from '../hash-of';
import { judgeProxy } from './data';
import { GuardrailRefused } from './refusal';

/**
 * An approved request, handed in by who carries it out. Only server code that has read the approval from the database
 * makes one: nothing that a browser or a token sends is ever one.
 */
export type Approval = {
  requestId: string;
  /** `hashOfSpec` of the spec that was approved. */
  specHash: string;
};

/**
 * Throws `denied` with the findings unless the guardrails let it through at once, or what they ask for was given:
 * for this very spec. Asked where a run is written down, and nowhere else: a spec has no other way to a stack. What they
 * refuse outright, no approval lets through, also where a rule became stricter since.
 */
export async function requireAtOnce(
  change: { spec: ProxySpec; saved: ProxySpec | null },
  approval: Approval | null = null,
): Promise<void> {
  const { spec, saved } = change;
  const verdict = await judgeProxy({ team: spec.team, spec, saved });
  if (verdict.kind === 'at_once') return;
  if (verdict.kind === 'approval' && approval?.specHash === hashOfSpec(spec)) return;
  throw new GuardrailRefused(verdict, spec);
}

/**
 * Stands for what was approved. The ids of the network are no part of it: they are pending while it is made, and
 * another network of the name would be another decision only where the name is another.
 */
export function hashOfSpec({ network, ...spec }: ProxySpec): string {
  return hashOf({ ...spec, network: network.name });
}
