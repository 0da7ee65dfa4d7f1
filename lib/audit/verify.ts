import 'server-only';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { faultOf, firstPrevious } from './chain';
import { readAuditChain, readAuditHead } from './data';
import type { AuditRow, ChainVerdict } from './types';

const stepRows = 2_000;
/** As long as somebody waits for a button; an export has no such bound. */
const patienceMs = 8_000;

/**
 * Whether the newest rows stand on one another, as many as can be looked at in eight seconds. Throws `denied` for whoever
 * may not read the audit.
 */
export async function verifyAudit(actor: Actor): Promise<ChainVerdict> {
  authorize(actor, 'audit.read');
  const began = Date.now();
  const head = await readAuditHead();
  let next: Pick<AuditRow, 'seq' | 'previous'> = { seq: head.seq + 1, previous: head.hash };
  let rows = 0;
  while (next.seq > 1 && Date.now() - began < patienceMs) {
    const after = Math.max(0, next.seq - 1 - stepRows);
    const step = await readAuditChain({ after, upTo: next.seq - 1, limit: stepRows });
    if (step.length === 0) return { rows, isWhole: false, broken: { seq: next.seq, fault: 'gap' } };
    for (const row of step.toReversed()) {
      const fault = faultFrom(row, next);
      if (fault) return { rows, isWhole: false, broken: { seq: row.seq, fault } };
      next = row;
      rows += 1;
    }
  }
  const isWhole = next.seq === 1 && next.previous === firstPrevious;
  return { rows, isWhole: isWhole || head.seq === 0, broken: null };
}

/** What is wrong with a row, seen from the one after it. */
function faultFrom(row: AuditRow, next: Pick<AuditRow, 'seq' | 'previous'>): string | null {
  if (row.seq !== next.seq - 1) return 'gap';
  if (row.hash !== next.previous) return 'previous';
  return faultOf(row, null);
}
