import type { Hop, HopName, Need } from './types';

export function decided(name: HopName, holds: boolean, evidence: string): Hop {
  return { name, state: holds ? 'holds' : 'broken', evidence: evidence || '–', need: null };
}

export function broken(name: HopName, evidence: string): Hop {
  return decided(name, false, evidence);
}

export function unknown(name: HopName, need: Need, evidence = ''): Hop {
  return { name, state: 'unknown', evidence, need };
}
