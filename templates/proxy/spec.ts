import { z } from 'zod';
import { endpointIdSchema, vpcIdSchema } from '../aws-ids';
import {
  descriptionSchema,
  environmentSchema,
  nameSchema,
  ownerSchema,
  teamSchema,
} from '../names';
import { tagsSchema } from '../tags';
import { keysSchema } from './key-slots';
import { lifetimeSchema } from './lifetime';
import { upstreamSchema } from './upstream';

/** API Gateway keeps a quota as a 32-bit integer (QuotaSettings.limit). */
export const quotaLimitMin = 1;
export const quotaLimitMax = 2_147_483_647;

/** Below one call in ten seconds a quota says it better. */
export const ratePerSecondMin = 0.1;

/** The account's own default throttle, shared by all APIs of a Region; more cannot be promised (API Gateway quotas). */
export const ratePerSecondMax = 10_000;

/** The account's default bucket, beside its 10,000 a second (API Gateway quotas). An empty bucket lets nothing pass. */
export const burstMin = 1;
export const burstMax = 5_000;

/** AWS::ApiGateway::Stage StageName: letters, digits, hyphens and underscores, at most 128. */
export const stageLengthMax = 128;

/** What CloudWatch Logs accepts, in days (AWS::Logs::LogGroup RetentionInDays). */
export const retentionDaysChoices = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

export const quotaPeriods = ['DAY', 'WEEK', 'MONTH'] as const;

const quotaSchema = z.strictObject({
  limit: z
    .int('must be a whole number')
    .min(quotaLimitMin, `must be at least ${quotaLimitMin}`)
    .max(quotaLimitMax, `must be at most ${quotaLimitMax}`)
    .default(20),
  period: z.enum(quotaPeriods, 'must be DAY, WEEK or MONTH').default('DAY'),
});

const limitsSchema = z.strictObject({
  quota: quotaSchema.nullable().prefault({}),
  rate: z
    .number()
    .min(ratePerSecondMin, `must be at least ${ratePerSecondMin} a second`)
    .max(ratePerSecondMax, `must be at most ${ratePerSecondMax} a second`)
    .default(5),
  burst: z
    .int('must be a whole number')
    .min(burstMin, `must be at least ${burstMin}`)
    .max(burstMax, `must be at most ${burstMax}`)
    .default(5),
});

const accessLogSchema = z.strictObject({
  retentionDays: z
    .literal(retentionDaysChoices, `must be one of ${retentionDaysChoices.join(', ')}`)
    .default(30),
});

/** `test-invoke-stage` is what API Gateway itself calls the console's test stage. */
const stageSchema = z
  .string()
  .max(stageLengthMax, `must be at most ${stageLengthMax} characters`)
  .regex(/^[A-Za-z0-9_-]+$/, 'may hold letters, digits, hyphens and underscores only')
  .refine((stage) => stage !== 'test-invoke-stage', 'is reserved by API Gateway')
  .default('live');

/** The origin of a dashboard, in the letters that stand for themselves in a mapping template and in JSON. */
const errorPagesSchema = z
  .string()
  .max(200, 'must be at most 200 characters')
  .regex(
    /^https?:\/\/([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?$/,
    'must be an origin such as https://sluice.example.com',
  )
  .nullable()
  .default(null);

/**
 * One upstream host behind one private REST API. Unknown keys are refused; what is left out has its default. The
 * parsed form is canonical: specs that mean the same render the same bytes.
 */
export const proxySpecSchema = z.strictObject({
  kind: z.literal('proxy'),
  name: nameSchema,
  team: teamSchema,
  owner: ownerSchema,
  environment: environmentSchema.default('dev'),
  description: descriptionSchema,
  network: z.strictObject({
    name: nameSchema,
    vpcId: vpcIdSchema,
    endpointId: endpointIdSchema,
  }),
  upstream: upstreamSchema,
  access: z.enum(['vpc', 'endpoint'], 'must be vpc or endpoint').default('vpc'),
  stage: stageSchema,
  limits: limitsSchema.prefault({}),
  /** Null for an account whose API Gateway may not write logs yet: a stage with an access log would fail there. */
  accessLog: accessLogSchema.nullable().prefault({}),
  keys: keysSchema,
  lifetime: lifetimeSchema,
  /** The dashboard whose pages explain the gateway's own answers; with null those name a path on it only. */
  errorPages: errorPagesSchema,
  tags: tagsSchema,
});

export type ProxySpec = z.output<typeof proxySpecSchema>;

export type ProxySpecInput = z.input<typeof proxySpecSchema>;
