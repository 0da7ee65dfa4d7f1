import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical';
import type { AuditContent, AuditLink, AuditRow } from './types';

/** What stands where the hash of a row before the first one would. */
export const firstPrevious = '0'.repeat(64);

/**
 * What a row says as an object: fields without a value are left out, so that a field that comes with a later version
 * changes no hash of before.
 */
export function contentOf(row: AuditContent): Record<string, unknown> {
  const { actor, actorKind, action, object, team, detail } = row;
  const { changes, reason, clientToken, awsOperation, of } = row;
  const all = { actor, actorKind, action, object, team, detail };
  const optional = { ...all, changes, reason, clientToken, awsOperation, of };
  return Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null));
}

/** The digest of what a row says, whatever its place. */
export function digestOf(row: AuditContent): string {
  return sha256(canonicalJson(contentOf(row)));
}

/** A row's hash: of its digest, its place, its time and the hash of the row before. The database makes the same. */
export function linkHash({ at, seq, previous }: Omit<AuditLink, 'hash'>, digest: string): string {
  return sha256(canonicalJson({ at: at.toISOString(), digest, previous, seq }));
}

/** What is wrong with a row, seen from the one before it; null where nothing is. */
export type ChainFault = 'gap' | 'order' | 'previous' | 'hash';

/** `before` is null for the first row there is to see: then its `previous` cannot be held against anything. */
export function faultOf(
  row: AuditRow,
  before: Pick<AuditLink, 'seq' | 'hash'> | null,
): ChainFault | null {
  if (before && row.seq <= before.seq) return 'order';
  if (before && row.seq > before.seq + 1) return 'gap';
  if (before && row.previous !== before.hash) return 'previous';
  return linkHash(row, digestOf(row)) === row.hash ? null : 'hash';
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
