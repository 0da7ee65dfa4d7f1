import { z } from 'zod';
import { tokenDaysChoices } from '../identity/token-choices';
import { newTokenSchema } from '../identity/token-schema';

/** The form that makes a token for one key. */
export const keyTokenSchema = z.object({
  proxy: z.string().min(1).max(40),
  keyId: z.string().min(1).max(64),
  name: newTokenSchema.shape.name,
  days: z.coerce.number().pipe(z.literal(tokenDaysChoices)),
});
