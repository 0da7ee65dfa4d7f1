import { z } from 'zod';
import { ownerSchema, teamSchema } from '@/templates/names';
import { hostOf } from './host';
import { dataClasses } from './types';

export const purposeLengthMax = 200;
export const termsLengthMax = 500;
export const upstreamReasonLengthMax = 300;

const host = z
  .string()
  .trim()
  .toLowerCase()
  // Whoever pastes the whole URL means its host.
  .transform((text) => hostOf(/^https:/i.test(text) ? text : `https://${text}`) ?? '')
  .refine((text) => text !== '', 'host');

const reason = z.string().trim().min(3, 'reason').max(upstreamReasonLengthMax, 'reason');
const reviewOn = z.iso.date('reviewOn');

const facts = {
  purpose: z.string().trim().min(3, 'purpose').max(purposeLengthMax, 'purpose'),
  owner: ownerSchema.catch('').refine((text) => text !== '', 'owner'),
  dataClass: z.enum(dataClasses, 'dataClass'),
  terms: z.string().trim().max(termsLengthMax, 'terms').default(''),
};

/** What the forms send; each message is a key of `upstreams.invalid`. */
export const proposeUpstreamSchema = z.object({ host, team: teamSchema, ...facts });

export const decideUpstreamSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('approve'), host, reason, reviewOn }),
  z.object({ verb: z.literal('decline'), host, reason }),
  z.object({ verb: z.literal('review'), host, reason, reviewOn, ...facts }),
  z.object({ verb: z.literal('retire'), host, reason }),
]);

export const checkUpstreamSchema = z.object({ host });

export type CheckUpstreamInput = z.output<typeof checkUpstreamSchema>;
export type ProposeUpstreamInput = z.output<typeof proposeUpstreamSchema>;
export type DecideUpstreamInput = z.output<typeof decideUpstreamSchema>;
