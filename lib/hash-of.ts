import 'server-only';
import { createHash } from 'node:crypto';
import { canonical } from './canonical';

/** SHA-256 of a value as canonical JSON: values that mean the same have the same one. */
export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(canonical(value) ?? '')
    .digest('hex');
}
