import { z } from 'zod';
import { type Lifetime, lifetimeTags } from './proxy/lifetime';
import { templatesVersion } from './version';

/** API Gateway: a tag's key is at most 128 characters, its value at most 256 (AWS::ApiGateway::RestApi Tags). */
export const tagKeyLengthMax = 128;
export const tagValueLengthMax = 256;

/**
 * AWS takes 50 tags on a resource, but every resource of a template repeats them: number and sum are bounded so that
 * the largest network stays under CloudFormation's 51,200 bytes.
 */
export const tagCountMax = 10;

export const tagCharactersMax = 512;

// API Gateway documents [a-zA-Z+-=._:/], a range that includes the digits; a plain first character keeps keys tame.
const tagKeySchema = z
  .string()
  .max(tagKeyLengthMax, `must be at most ${tagKeyLengthMax} characters`)
  .regex(/^[A-Za-z0-9][A-Za-z0-9+=._:/-]*$/, 'may hold letters, digits and + - = . _ : / only')
  .refine((key) => !/^(aws|sluice):/i.test(key), 'must not begin with aws: or sluice:');

const tagValueSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(tagValueLengthMax, `must be at most ${tagValueLengthMax} characters`)
  .regex(/^[A-Za-z0-9+=._:/-]*$/, 'may hold letters, digits and + - = . _ : / only');

/** The owner's own tags, sorted by key so that the order they were written in does not change the template. */
export const tagsSchema = z
  .record(tagKeySchema, tagValueSchema)
  .refine((tags) => Object.keys(tags).length <= tagCountMax, `must be at most ${tagCountMax} tags`)
  .refine(
    (tags) => Object.entries(tags).flat().join('').length <= tagCharactersMax,
    `must be at most ${tagCharactersMax} characters in all`,
  )
  .transform((tags) =>
    Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))),
  )
  .prefault({});

type Tagged = {
  kind: string;
  name: string;
  team: string;
  owner: string;
  environment: string;
  tags: Record<string, string>;
  lifetime?: Lifetime;
};

/**
 * The tags of a stack and of every resource in it that takes tags: ours first, then the owner's. The fleet is
 * rebuilt from these. `sluice:owner` is written by `ownerToTag`; the address itself stands in the template's metadata.
 */
export function tagsOf(spec: Tagged): Record<string, string> {
  return {
    'sluice:kind': spec.kind,
    'sluice:name': spec.name,
    'sluice:team': spec.team,
    'sluice:owner': ownerToTag(spec.owner),
    'sluice:environment': spec.environment,
    'sluice:version': templatesVersion,
    ...(spec.lifetime ? lifetimeTags(spec.lifetime) : {}),
    ...spec.tags,
  };
}

/**
 * An e-mail address as a tag value: `dev@example.com` becomes `dev=example.com`, as mail servers write one address
 * inside another (VERP), because `@` is outside the characters API Gateway documents for tags.
 */
export function ownerToTag(owner: string): string {
  return owner.replace('@', '=');
}

/** The address that `ownerToTag` was given. A value it did not make is returned as it is. */
export function ownerFromTag(value: string): string {
  return value.replace('=', '@');
}
