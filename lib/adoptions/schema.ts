import { z } from 'zod';
import { environmentSchema, nameSchema, ownerSchema, teamSchema } from '@/templates/names';
import { checkUpstreamUrl } from '@/templates/upstream-host';
import { isIdempotencyKey, normalized } from '../networks/schema';
import type { ToldKey } from './types';

const field = (is: (text: string) => boolean, message: string) =>
  z.string().transform(normalized).refine(is, message);

const fits = (schema: z.ZodType) => (text: string) => schema.safeParse(text).success;

/** What an adoption asks of a person; all else is kept of the API. Messages are keys of `lint.adoption.invalid`. */
export const planAdoptionSchema = z.object({
  apiId: z.string().regex(/^[a-z0-9]{1,32}$/),
  name: field(fits(nameSchema), 'name'),
  team: field(fits(teamSchema), 'team'),
  owner: field(fits(ownerSchema), 'owner'),
  environment: environmentSchema,
  network: field(fits(nameSchema), 'network'),
  upstreamUrl: field((text) => checkUpstreamUrl(text).ok, 'upstreamUrl'),
  /** Where they may not be read: a key on each line, its id and then its name. */
  keys: z
    .string()
    .default('')
    .transform((text, context): ToldKey[] => {
      const lines = text.split('\n').map((line) => line.trim());
      const keys = lines
        .filter(Boolean)
        .map((line) => /^([a-z0-9]{1,64})\s+(.{1,1024})$/.exec(line));
      if (keys.length > 2 || keys.includes(null))
        context.issues.push({ code: 'custom', message: 'keys', input: text });
      return keys.map((match) => ({ keyId: match?.[1] ?? '', name: match?.[2] ?? '' }));
    }),
  idempotencyKey: z.string().refine(isIdempotencyKey),
});

export type PlanAdoptionInput = z.output<typeof planAdoptionSchema>;
