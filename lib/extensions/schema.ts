import { z } from 'zod';

export const reasonLengthMax = 200;

const reason = z.string().trim().min(3).max(reasonLengthMax);

/** What the dialog sends. The bound of `amount` that counts is the guardrail's, which the page shows. */
export const askExtensionSchema = z.object({
  proxy: z.string().min(1).max(40),
  keyId: z.string().min(1).max(64),
  amount: z.coerce.number().int().min(1).max(1_000_000_000),
  reason,
  idempotencyKey: z.string().min(8).max(100),
});

export const decideExtensionSchema = z.object({
  id: z.string().regex(/^ext_[0-9a-f]{24}$/),
  isApproved: z.stringbool(),
  reason,
});
