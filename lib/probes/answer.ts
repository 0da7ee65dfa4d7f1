import { z } from 'zod';
import type { NegativeCheck, ProbeResult } from './types';

const text = (lengthMax: number) => z.string().transform((value) => value.slice(0, lengthMax));
const headers = z.record(z.string(), text(512));
const count = z.int().nonnegative().nullable().catch(null);
const addresses = z.array(text(64)).transform((list) => list.slice(0, 16));
const ms = z.number().nonnegative().nullable().catch(null);

/**
 * Functions of older networks call a check of the gateway failed that met no answer: the evidence of one that did
 * begins with its status.
 */
function withoutGuess(it: NegativeCheck): NegativeCheck {
  const isOfGateway = it.check === 'without_key' || it.check === 'wrong_path';
  const didAnswer = /^\d{3} (?!throttled$)/.test(it.evidence);
  return isOfGateway && it.passed === false && !didAnswer ? { ...it, passed: null } : it;
}

/**
 * What the probe function answers. Everything has a bound: what it reports comes from an upstream. What functions of
 * older networks do not tell is null.
 */
export const probeAnswerSchema = z.object({
  outcome: text(40),
  status: z.int().min(100).max(999).nullable(),
  phases: z.object({ dns: ms, tcp: ms, tls: ms, send: ms, wait: ms, transfer: ms }),
  totalMs: z.number().nonnegative(),
  addresses,
  endpointAddresses: addresses.nullable().catch(null),
  isPrivateAddress: z.boolean(),
  tlsVersion: text(40).nullable(),
  certificateName: text(255).nullable(),
  headers,
  bodyExcerpt: text(2048),
  bodyBytes: count,
  chunks: count,
  mirror: z.object({ headers, hasKey: z.boolean() }).nullable().catch(null),
  error: z.object({ phase: z.string().nullable(), code: text(60), message: text(500) }).nullable(),
  negatives: z.array(
    z
      .object({
        check: z.enum(['without_key', 'wrong_path', 'direct_upstream', 'public_address']),
        passed: z.boolean().nullable(),
        evidence: text(500),
      })
      .transform(withoutGuess),
  ),
});

export type ProbeAnswer = z.output<typeof probeAnswerSchema>;

/** The part of a ProbeResult that the answer decides. */
export type Observation = Omit<
  ProbeResult,
  'id' | 'proxy' | 'at' | 'requestedBy' | 'url' | 'method' | 'trialMethod'
>;
