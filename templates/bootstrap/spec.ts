import { z } from 'zod';
import { environmentSchema, nameSchema, ownerSchema, teamSchema } from '../names';
import { tagsSchema } from '../tags';

/** An assume-role policy holds 2,048 characters by default (IAM quotas); an ARN may be long. */
export const trustedPrincipalCountMax = 5;
export const trustedPrincipalLengthMax = 256;

/** IAM: an external id is 2 to 1,224 characters of a limited set (STS AssumeRole); we keep it short. */
export const externalIdLengthMax = 128;

const principalSchema = z
  .string()
  .max(trustedPrincipalLengthMax, `must be at most ${trustedPrincipalLengthMax} characters`)
  .regex(
    /^arn:aws(?:-[a-z]+)*:iam::\d{12}:(?:root|(?:role|user)\/[A-Za-z0-9+=,.@_/-]+)$/,
    'must be the ARN of an account, role or user',
  );

/** What a Region of an account needs once before proxies: API Gateway's logging role, CloudFormation's, the dashboard's. */
export const bootstrapSpecSchema = z.strictObject({
  kind: z.literal('bootstrap'),
  name: nameSchema.default('bootstrap'),
  team: teamSchema.default('platform'),
  owner: ownerSchema,
  environment: environmentSchema.default('prod'),
  /** Who may assume the dashboard's roles; left empty, the account itself decides through its own IAM policies. */
  trustedPrincipals: z
    .array(principalSchema)
    .max(trustedPrincipalCountMax, `must name at most ${trustedPrincipalCountMax} principals`)
    .refine((items) => new Set(items).size === items.length, 'must not name one twice')
    .default([]),
  /** Asked of whoever assumes the roles from another account, against the confused deputy. No secret. */
  externalId: z
    .string()
    .max(externalIdLengthMax, `must be at most ${externalIdLengthMax} characters`)
    .regex(/^[\w+=,.@:/-]{2,}$/, 'must be letters, digits and + = , . @ : / - _')
    .nullable()
    .default(null),
  tags: tagsSchema,
});

export type BootstrapSpec = z.output<typeof bootstrapSpecSchema>;

export type BootstrapSpecInput = z.input<typeof bootstrapSpecSchema>;
