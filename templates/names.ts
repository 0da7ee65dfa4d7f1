import { z } from 'zod';

/**
 * Shortest and longest name of a proxy or network. It becomes the API's name, the usage plan's, the log group's and
 * the stack's; the tightest of them is the probe's Lambda name, `sluice-<name>-probe` in 64 characters. CloudWatch
 * keys API metrics by name and drops what is not ASCII, hence the character set (API Gateway developer guide,
 * "Amazon API Gateway dimensions and metrics").
 */
export const nameLengthMin = 3;
export const nameLengthMax = 40;

export const nameSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{2,39}$/,
    `must be ${nameLengthMin} to ${nameLengthMax} lower-case letters, digits or hyphens, beginning with a letter`,
  );

/** A team's name stands in tags and in IAM conditions; forty characters as for names. */
export const teamLengthMax = 40;

export const teamSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    `must be 1 to ${teamLengthMax} lower-case letters, digits or hyphens, beginning with a letter`,
  );

/** A tag value holds 256 characters; an address is at most 254 long (RFC 5321, 4.5.3.1.3, without its brackets). */
export const ownerLengthMax = 254;

/** An e-mail address that survives the trip through a tag: no `=`, which stands for `@` there. */
export const ownerSchema = z
  .string()
  .max(ownerLengthMax, `must be at most ${ownerLengthMax} characters`)
  .regex(
    /^[A-Za-z0-9._+-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/,
    'must be an e-mail address of plain letters, digits and . _ + -',
  );

export const environments = ['dev', 'staging', 'prod'] as const;

export const environmentSchema = z.enum(environments, 'must be dev, staging or prod');

/**
 * A template's description is at most 1,024 bytes (CloudFormation quotas); ours spends up to 60 on its own words,
 * and a UTF-16 unit takes at most 3 bytes in UTF-8.
 */
export const descriptionLengthMax = 256;

export const descriptionSchema = z
  .string()
  .max(descriptionLengthMax, `must be at most ${descriptionLengthMax} characters`)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]*$/u, 'must be one line of text')
  .default('');
