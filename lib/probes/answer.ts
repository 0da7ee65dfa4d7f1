import { z } from 'zod';
import type { ProbeResult } from './types';

const text = (lengthMax: number) => z.string().transform((value) => value.slice(0, lengthMax));
const ms = z.number().nonnegative().nullable().catch(null);

/** What the probe function answers. Everything has a bound: what it reports comes from an upstream. */
export const probeAnswerSchema = z.object({
  outcome: text(40),
  status: z.int().min(100).max(999).nullable(),
  phases: z.object({ dns: ms, tcp: ms, tls: ms, wait: ms, transfer: ms }),
  totalMs: z.number().nonnegative(),
  addresses: z.array(text(64)).transform((list) => list.slice(0, 16)),
  isPrivateAddress: z.boolean(),
  tlsVersion: text(40).nullable(),
  certificateName: text(255).nullable(),
  headers: z.record(z.string(), text(512)),
  bodyExcerpt: text(2048),
  error: z.object({ phase: z.string().nullable(), code: text(60), message: text(500) }).nullable(),
  negatives: z.array(
    z.object({
      check: z.enum(['without_key', 'direct_upstream', 'public_address']),
      passed: z.boolean(),
      evidence: text(500),
    }),
  ),
});

export type ProbeAnswer = z.output<typeof probeAnswerSchema>;

/** The part of a ProbeResult that the answer decides. */
export type Observation = Omit<ProbeResult, 'id' | 'proxy' | 'at' | 'requestedBy' | 'url'>;
