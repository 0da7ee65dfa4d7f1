import 'server-only';
import { AppError } from '../errors';
import type { Actor } from '../identity/types';

export type RevealKeyInput = { proxy: string; slot: 'A' | 'B' };

/** A key's value, for its team only. The audit row is written before the value leaves; it is stored nowhere. */
export async function revealKey(_actor: Actor, _input: RevealKeyInput): Promise<{ value: string }> {
  throw new AppError('unavailable', 'not built yet');
}
