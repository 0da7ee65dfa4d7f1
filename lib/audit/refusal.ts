import 'server-only';
import { db } from '../db/database';
import { GuardrailRefused } from '../governance/refusal';
import { AccessDenied } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { recordAudit } from './mutations';

/** The row that an action leaves which the gate or the guardrails refused, whichever way it was asked for. */
export async function recordRefusal(actor: Actor, refusal: unknown): Promise<void> {
  const row = rowOf(refusal);
  if (row) await recordAudit(await db(), { actor, ...row });
}

function rowOf(refusal: unknown) {
  if (refusal instanceof AccessDenied) {
    const { permission, object, team } = refusal;
    return { action: 'access.denied', object, team, detail: { permission } };
  }
  if (refusal instanceof GuardrailRefused) {
    const { verdict, object, team } = refusal;
    const rules = verdict.findings.map(({ rule }) => rule);
    return { action: 'guardrail.refuse', object, team, detail: { verdict: verdict.kind, rules } };
  }
  return null;
}
