import { z } from 'zod';

/**
 * How much a team may give its own keys, as shares of the limit over one period: 1 is the limit once more. Kept in
 * `settings` under `extensionGuardrailKey`, so that an installation can have its own.
 */
export const extensionGuardrailSchema = z.object({
  /** Up to here at once. */
  shareAtOnce: z.number().min(0).max(100).default(1),
  /** Beyond it, up to here, with an approval. Who needs more than that needs another limit. */
  shareMax: z.number().min(0).max(1_000).default(10),
});

export type ExtensionGuardrail = z.output<typeof extensionGuardrailSchema>;

export const extensionGuardrailKey = 'extension.guardrail';

export const extensionGuardrailDefault: ExtensionGuardrail = extensionGuardrailSchema.parse({});

/** How many calls may be given at once, and how many with an approval, after what the period has had already. */
export function extensionRoom(
  guardrail: ExtensionGuardrail,
  { limit, given }: { limit: number; given: number },
): { atOnce: number; most: number } {
  const rest = (share: number) => Math.max(0, Math.floor(limit * share) - given);
  return {
    atOnce: rest(guardrail.shareAtOnce),
    most: rest(Math.max(guardrail.shareAtOnce, guardrail.shareMax)),
  };
}
