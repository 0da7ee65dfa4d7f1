import type { SandboxContext } from '../context';

export type SeededTraffic = {
  apiId: string;
  keyId: string;
  from: number;
  to: number;
  requests: number;
};

/** Back-dated usage of one key of one API, spread over the days between `from` and `to` (milliseconds). */
export function seedTraffic(_context: SandboxContext, _traffic: SeededTraffic): void {}
