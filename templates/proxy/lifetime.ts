import { z } from 'zod';

const daySchema = z.iso.date('must be a day such as 2027-05-31').nullable().default(null);

/**
 * How long a proxy is meant to stand, in UTC days. `reviewOn`: by then somebody has looked whether it is still needed
 * as it is. `endsOn`: its last day, after which its deletion is proposed. Nothing is deleted by a date.
 */
export const lifetimeSchema = z
  .strictObject({ reviewOn: daySchema, endsOn: daySchema })
  .refine(({ reviewOn, endsOn }) => reviewOn === null || endsOn === null || reviewOn <= endsOn, {
    path: ['endsOn'],
    message: 'must not be before the review',
  })
  .prefault({});

export type Lifetime = z.output<typeof lifetimeSchema>;

/**
 * As tags, for CloudFormation refuses an update in which nothing but a template's metadata changes (User Guide,
 * "Metadata"). Without a date there is no tag, and the stack is as it was before there were lifetimes.
 */
export function lifetimeTags({ reviewOn, endsOn }: Lifetime): Record<string, string> {
  return {
    ...(reviewOn === null ? {} : { 'sluice:review-on': reviewOn }),
    ...(endsOn === null ? {} : { 'sluice:ends-on': endsOn }),
  };
}
