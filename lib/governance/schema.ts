import { z } from 'zod';
import { fileLengthMax, readGuardrailsFile } from './file';

export const saveReasonLengthMax = 300;

/** A whole document as text; its faults are told in the editor, which reads it by the same code. */
const document = z
  .string()
  .max(fileLengthMax)
  .transform((text, context) => {
    const read = readGuardrailsFile(text);
    if (read.ok) return read.guardrails;
    context.issues.push({ code: 'custom', message: 'document', input: text });
    return z.NEVER;
  });

export const saveGuardrailsSchema = z.object({
  document,
  reason: z.string().trim().min(3, 'reason').max(saveReasonLengthMax, 'reason'),
  /** The version that the draft was made of. */
  base: z.coerce.number().int().min(0),
});

export const replayGuardrailsSchema = z.object({ document });

export type SaveGuardrailsInput = z.output<typeof saveGuardrailsSchema>;
