import { z } from 'zod';
import { environments, teamSchema } from '@/templates/names';
import { httpMethods } from '@/templates/proxy/http-methods';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { dataClasses, upstreamStates } from '../upstreams/types';
import { approvers } from './types';

/** Enough for two sentences; it stands beside a form's field. */
export const reasonLengthMax = 300;

/** One document is read whole for each form that is opened. */
export const rulesMax = 100;
export const testsMax = 100;

/** A quantity that a rule may bound from above. */
export const amountBounds = [
  'quotaPerDay',
  'ratePerSecond',
  'burst',
  'timeoutSeconds',
  'keys',
  'lifetimeDays',
] as const;

/** `unregistered` beside the register's own states. */
export const judgedUpstreamStates = ['unregistered', ...upstreamStates] as const;

/** A name or host, with `*` for any run of characters. */
const patternSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(253, 'must be at most 253 characters')
  .regex(/^[a-z0-9*._-]+$/, 'may hold lower-case letters, digits, . _ - and * only');

const pathPatternSchema = z
  .string()
  .max(512, 'must be at most 512 characters')
  .regex(/^\/[A-Za-z0-9._~:@+,=*/-]*$/, 'must begin with / and may hold * for anything');

function listOf<T extends z.ZodType>(entry: T) {
  return z.array(entry).min(1, 'must name at least one').max(100, 'must name at most 100');
}

/** Which proxies a rule is about; all that is named must hold, and what is not named is any. */
export const whenSchema = z.strictObject({
  environments: listOf(z.enum(environments)).optional(),
  teams: listOf(patternSchema).optional(),
  networks: listOf(patternSchema).optional(),
  hosts: listOf(patternSchema).optional(),
  dataClasses: listOf(z.enum(dataClasses)).optional(),
});

/** What a rule bounds: a quantity from above, or what may be chosen. */
export const boundSchema = z.discriminatedUnion(
  'of',
  [
    z.strictObject({
      of: z.enum(amountBounds),
      max: z.number().min(0, 'must not be negative').max(1e12, 'must be at most 1e12'),
    }),
    z.strictObject({ of: z.literal('host'), only: listOf(patternSchema) }),
    z.strictObject({ of: z.literal('path'), only: listOf(pathPatternSchema) }),
    z.strictObject({ of: z.literal('method'), only: listOf(z.enum(httpMethods)) }),
    z.strictObject({ of: z.literal('network'), only: listOf(patternSchema) }),
    z.strictObject({ of: z.literal('environment'), only: listOf(z.enum(environments)) }),
    z.strictObject({ of: z.literal('dataClass'), only: listOf(z.enum(dataClasses)) }),
    z.strictObject({
      of: z.literal('upstreamState'),
      only: listOf(z.enum(judgedUpstreamStates)),
    }),
  ],
  'must be a quantity or a choice that guardrails know',
);

const ruleIdSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,59}$/,
    'must be 1 to 60 lower-case letters, digits or hyphens, beginning with a letter',
  );

const reasonSchema = z
  .string()
  .trim()
  .min(3, 'must say why')
  .max(reasonLengthMax, `must be at most ${reasonLengthMax} characters`);

const ruleParts = {
  id: ruleIdSchema,
  when: whenSchema.prefault({}),
  bound: boundSchema,
  reason: reasonSchema,
  reasonJa: reasonSchema.optional(),
};

export const ruleSchema = z.discriminatedUnion(
  'verdict',
  [
    z.strictObject({
      ...ruleParts,
      verdict: z.literal('approval'),
      approver: z.enum(approvers, 'must be team_owner or platform'),
    }),
    z.strictObject({ ...ruleParts, verdict: z.literal('no') }),
  ],
  'must be approval or no',
);

/** A team's rule, or the default of this id lifted for the team. */
export const teamRuleSchema = z.discriminatedUnion(
  'verdict',
  [
    ...ruleSchema.options,
    z.strictObject({ id: ruleIdSchema, verdict: z.literal('at_once'), reason: reasonSchema }),
  ],
  'must be approval, no or at_once',
);

/** What of a spec a rule's test says; the rest is as the form begins. */
export const testSpecSchema = proxySpecSchema
  .pick({
    environment: true,
    upstream: true,
    network: true,
    limits: true,
    keys: true,
    lifetime: true,
  })
  .extend({ network: z.strictObject({ name: patternSchema }) })
  .partial();

/** Kept as it was written: what is left out stays left out. */
const testSpecAsWritten = z
  .unknown()
  .superRefine((value, context) => {
    const { error } = testSpecSchema.safeParse(value);
    for (const { path, message } of error?.issues ?? [])
      context.issues.push({ code: 'custom', path, message, input: value });
  })
  .transform((value) => value as z.input<typeof testSpecSchema>);

const testNameSchema = z.string().trim().min(3, 'must say what it is about').max(120);

export const ruleTestSchema = z.strictObject({
  name: testNameSchema,
  nameJa: testNameSchema.optional(),
  team: teamSchema,
  spec: testSpecAsWritten,
  /** Makes it the change of a proxy that stands. */
  saved: testSpecAsWritten.optional(),
  /** What the register says of the host; left out where it knows none. */
  upstream: z
    .strictObject({ state: z.enum(upstreamStates), dataClass: z.enum(dataClasses) })
    .optional(),
  expect: z.enum(['at_once', 'approval', 'no'], 'must be at_once, approval or no'),
  /** The rule that shall say it, where another one would not do. */
  rule: ruleIdSchema.optional(),
});

/** The whole document, as it is kept, imported and exported. Unknown keys are refused. */
export const guardrailsSchema = z.strictObject({
  version: z.literal(1, 'must be 1'),
  defaults: z.array(ruleSchema).max(rulesMax).refine(hasDistinctIds, 'must not hold an id twice'),
  teams: z
    .record(
      teamSchema,
      z.array(teamRuleSchema).max(rulesMax).refine(hasDistinctIds, 'must not hold an id twice'),
    )
    .default({}),
  tests: z.array(ruleTestSchema).max(testsMax).default([]),
});

export type Guardrails = z.output<typeof guardrailsSchema>;
export type Rule = z.output<typeof ruleSchema>;
export type TeamRule = z.output<typeof teamRuleSchema>;
export type Bound = z.output<typeof boundSchema>;
export type When = z.output<typeof whenSchema>;
export type RuleTest = z.output<typeof ruleTestSchema>;

function hasDistinctIds(rules: readonly { id: string }[]): boolean {
  return new Set(rules.map(({ id }) => id)).size === rules.length;
}
