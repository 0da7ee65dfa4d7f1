import 'server-only';
import { RateExceeded } from '../api/rate';
import { db } from '../db/database';
import { DecisionRefused, GuardrailRefused } from '../governance/refusal';
import { countForeign, TooManyAttempts } from '../identity/attempts';
import { AccessDenied } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { ForeignOrigin } from '../origin';
import { recordAudit } from './mutations';

/**
 * The row that a refusal leaves, whichever way it was asked for; `system` where nobody is known. What anybody can send as
 * often as they like leaves a row the 1st, 10th, 100th … time, with the count, so that it cannot flood the audit.
 */
export async function recordRefusal(actor: Actor | 'system', refusal: unknown): Promise<void> {
  const row = rowOf(refusal) ?? (await countedRowOf(refusal));
  if (row) await recordAudit(await db(), { actor, ...row });
}

function rowOf(refusal: unknown) {
  if (refusal instanceof AccessDenied) {
    const { permission, object, team } = refusal;
    return { action: 'access.denied', object, team, detail: { permission } };
  }
  if (refusal instanceof DecisionRefused) {
    const { permission, object, team } = refusal.about;
    return { action: 'access.denied', object, team, detail: { permission, fault: refusal.why } };
  }
  if (refusal instanceof GuardrailRefused) {
    const { verdict, object, team } = refusal;
    const rules = verdict.findings.map(({ rule }) => rule);
    return { action: 'guardrail.refuse', object, team, detail: { verdict: verdict.kind, rules } };
  }
  return null;
}

async function countedRowOf(refusal: unknown) {
  if (refusal instanceof TooManyAttempts) {
    const { kind, of, excess } = refusal;
    const detail = { fault: 'throttled', count: excess };
    return isTold(excess) ? { action: `${kind}.refused`, object: of, detail } : null;
  }
  if (refusal instanceof RateExceeded) {
    const { excess, rate } = refusal;
    const detail = { fault: 'rate', kind: rate.kind, count: excess };
    return isTold(excess) ? { action: 'access.denied', detail } : null;
  }
  if (refusal instanceof ForeignOrigin) {
    const { at, origin, address } = refusal;
    const count = await countForeign(address);
    const detail = { fault: 'origin', origin, address, count };
    return isTold(count) ? { action: 'access.denied', object: at, detail } : null;
  }
  return null;
}

function isTold(count: number): boolean {
  return /^10*$/.test(String(count));
}
