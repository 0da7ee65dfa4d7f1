import { z } from 'zod';

export const reasonLengthMax = 1_000;

/** Why somebody should let through what the guardrails do not; a form has it once they have refused. */
export const requestReasonSchema = z.string().trim().max(reasonLengthMax).optional();

const requestId = z.string().regex(/^req_[0-9a-f]{24}$/);

/** Whoever decides says why: whoever asked reads it, and the audit keeps it. */
export const decideRequestSchema = z.object({
  id: requestId,
  isApproved: z.stringbool(),
  reason: z.string().trim().min(3).max(reasonLengthMax),
});

export const withdrawRequestSchema = z.object({ id: requestId });
