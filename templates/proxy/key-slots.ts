import { z } from 'zod';
import { ownerSchema } from '../names';

/** A consumer's name is the value of a tag (at most 256 characters); a table cell reads this many. */
export const consumerLengthMax = 64;

/** What a tag's value may hold at API Gateway (see `tagsSchema`); empty where nobody is named. */
export const consumerSchema = z
  .string()
  .max(consumerLengthMax, `must be at most ${consumerLengthMax} characters`)
  .regex(
    /^$|^[A-Za-z0-9][A-Za-z0-9+=._:/-]*$/,
    'may hold letters, digits and + - = . _ : / only, beginning with a letter or digit',
  )
  .default('');

/** API Gateway takes any text as a key's name; one line of it is what a console shows. */
const keyNameSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(1024, 'must be at most 1024 characters')
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]*$/u, 'must be one line of text');

const slotSchema = z.strictObject({
  /**
   * The name of a key that was not made by us, but adopted. It stays: under another name CloudFormation would make
   * another key, with another value (AWS::ApiGateway::ApiKey Name, update requires replacement).
   */
  name: keyNameSchema.optional(),
  /** The program that calls with this key. */
  consumer: consumerSchema,
  /** Whom to tell about this key; the proxy's owner where nobody is named. */
  owner: z.union([z.literal(''), ownerSchema], 'must be an e-mail address').default(''),
  /** A key that is off is refused with 403, keeps its value, and can be switched on again. */
  enabled: z.boolean().default(true),
});

/**
 * The callers' keys. Two slots, so that a key rotates with overlap: the second is filled, handed over, and the first
 * emptied when nobody calls with it any more. Which of them a proxy has is part of what is deployed: a key that
 * another program makes, or switches off, shows as changed outside.
 */
export const keysSchema = z
  .strictObject({
    a: slotSchema.nullable().prefault({}),
    b: slotSchema.nullable().default(null),
  })
  .refine(({ a, b }) => a !== null || b !== null, 'one slot must hold a key')
  .prefault({});

export type KeySlots = z.output<typeof keysSchema>;
export type KeySlot = z.output<typeof slotSchema>;
export type SlotName = keyof KeySlots;

export const slotNames = ['a', 'b'] as const satisfies readonly SlotName[];
