import 'server-only';
import { z } from 'zod';
import { groupRulesSchema } from './identity/oidc-groups';

/** Empty text means unset, so that `SLUICE_URL= npm start` is the same as leaving it out. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const flag = optional(z.stringbool({ error: 'must be 1 or 0 (or true or false)' })).transform(
  (value) => value ?? false,
);

const roleArn = z
  .string()
  .regex(/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/.+$/, "must be a role's ARN")
  .optional();

export const targetSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower case letters, digits and hyphens'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a Region such as ap-northeast-1'),
  /** Assumed with the default credentials; without it those credentials act themselves. */
  roleArn: z.string().startsWith('arn:').optional(),
  externalId: z.string().min(2).optional(),
  /** The roles of the account's bootstrap stack; a duty without one is done with `roleArn`. */
  readRoleArn: roleArn,
  operateRoleArn: roleArn,
  revealRoleArn: roleArn,
  cloudFormationRoleArn: roleArn,
});

export type TargetConfig = z.infer<typeof targetSchema>;

const spacing = (ms: number) =>
  optional(
    z
      .string()
      .regex(/^\d{1,6}$/, 'must be a number of milliseconds')
      .transform(Number),
  ).transform((value) => value ?? ms);

/** `on`, `off`, or `via host:port`: where connections to upstreams go in place of what DNS says, as curl's --connect-to. */
const upstreamChecks = optional(
  z
    .string()
    .regex(
      /^(on|off|via [A-Za-z0-9.-]+:\d{1,5})$/,
      'must be on, off, or via host:port such as via 10.0.0.5:443',
    )
    .transform((text): UpstreamChecks => {
      if (text === 'on' || text === 'off') return { mode: text };
      const [, host = '', port = ''] = /^via (.+):(\d+)$/.exec(text) ?? [];
      return { mode: 'via', host, port: Number(port) };
    })
    .refine((it) => it.mode !== 'via' || (it.port > 0 && it.port <= 65_535), {
      error: 'must name a port from 1 to 65535',
    }),
).transform((value): UpstreamChecks => value ?? { mode: 'off' });

export type UpstreamChecks =
  | { mode: 'off' }
  | { mode: 'on' }
  | { mode: 'via'; host: string; port: number };

const perMinute = (requests: number) =>
  optional(
    z
      .string()
      .regex(/^[1-9]\d{0,6}$/, 'must be a number of requests')
      .transform(Number),
  ).transform((value) => value ?? requests);

const origin = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as https://sluice.example.com' })
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === '/' && !url.search && !url.hash && !url.username, {
    error: 'must be an origin only, without path, query or credentials',
  })
  .transform((url) => url.origin);

/** Plain HTTP is for a provider on this machine. */
const issuer = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as https://login.example.com' })
  .refine(
    (text) =>
      text.startsWith('https:') || /^(127\.|localhost$|\[::1\]$)/.test(new URL(text).hostname),
    { error: 'must begin with https://' },
  );

export const envSchema = z
  .object({
    NODE_ENV: optional(z.enum(['development', 'production', 'test'])).transform(
      (value) => value ?? 'development',
    ),
    /** Where the embedded database lives. */
    SLUICE_DATA_DIR: optional(z.string()).transform((value) => value ?? '.sluice'),
    DATABASE_URL: optional(
      z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://'),
    ),
    /** The public origin. Required behind TLS: it decides the cookie's prefix and which origin may act. */
    SLUICE_URL: optional(origin),
    /** Signs session cookies. Without it one is made once and kept in the database. */
    SLUICE_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
    SLUICE_DEMO: flag,
    SLUICE_ADMIN_EMAIL: optional(z.email('must be an e-mail address').toLowerCase()),
    SLUICE_ADMIN_PASSWORD: optional(
      z.string().min(12, 'must have at least 12 characters').max(128),
    ),
    SLUICE_LOG_LEVEL: optional(z.enum(['debug', 'info', 'warn', 'error'])).transform(
      (value) => value ?? 'info',
    ),
    /** Between two deletions of proxies in one account: API Gateway grants DeleteRestApi once in 30 s, unadjustable. */
    SLUICE_DELETE_SPACING_MS: spacing(30_000),
    /** Between two changes of a usage plan in one account: UpdateUsagePlan once in 20 s, unadjustable. */
    SLUICE_PLAN_SPACING_MS: spacing(20_000),
    /** How many requests to the API one person makes in a minute, at each replica. */
    SLUICE_API_READS_PER_MINUTE: perMinute(600),
    SLUICE_API_WRITES_PER_MINUTE: perMinute(120),
    /** The same of what their browser has done: far more than a person presses. */
    SLUICE_ACTIONS_PER_MINUTE: perMinute(300),
    /** Whether the certificates of registered upstreams are looked at from here: traffic to the internet. */
    SLUICE_UPSTREAM_CHECKS: upstreamChecks,
    SLUICE_TARGETS: optional(z.string().transform(parseJson).pipe(z.array(targetSchema).min(1))),
    /** The same for the one target that there is without SLUICE_TARGETS. */
    SLUICE_EXTERNAL_ID: optional(z.string().min(2)),
    SLUICE_READ_ROLE_ARN: optional(roleArn),
    SLUICE_OPERATE_ROLE_ARN: optional(roleArn),
    SLUICE_REVEAL_ROLE_ARN: optional(roleArn),
    SLUICE_CLOUDFORMATION_ROLE_ARN: optional(roleArn),
    /** Single sign-on: the provider's issuer, as its discovery document says it. */
    OIDC_ISSUER: optional(issuer),
    OIDC_CLIENT_ID: optional(z.string().max(400)),
    /** Without one the client is public, and PKCE alone proves it. */
    OIDC_CLIENT_SECRET: optional(z.string()),
    OIDC_SCOPES: optional(
      z.string().regex(/(^| )openid( |$)/, 'must be scopes between spaces, openid among them'),
    ).transform((value) => value ?? 'openid profile email offline_access'),
    /** The claim that lists a person's groups. */
    OIDC_GROUPS_CLAIM: optional(z.string().max(200)).transform((value) => value ?? 'groups'),
    /** How long groups count where the provider gives no refresh token, and the person alone can have it asked again. */
    OIDC_MAX_AGE_MINUTES: optional(
      z
        .string()
        .regex(/^[1-9]\d{0,3}$/, 'must be a number of minutes')
        .transform(Number),
    ).transform((value) => value ?? 60),
    /** The same of what their API tokens may: no longer than a session lasts, unless it is said otherwise. */
    OIDC_TOKEN_MAX_AGE_HOURS: optional(
      z
        .string()
        .regex(/^[1-9]\d{0,3}$/, 'must be a number of hours')
        .transform(Number),
    ).transform((value) => value ?? 24),
    /** What each group gives: a JSON list. */
    OIDC_GROUPS: optional(z.string().transform(parseJson).pipe(groupRulesSchema)),
    /** What the button calls the provider. */
    OIDC_NAME: optional(z.string().max(60)).transform((value) => value ?? 'single sign-on'),
    /** The server that alerts by e-mail are handed to, with its user and password where it asks for them. */
    SMTP_URL: optional(
      z
        .string()
        .regex(/^smtps?:\/\/[^/]+/, 'must begin with smtp:// or smtps:// and name a server'),
    ),
    SMTP_FROM: optional(z.string().min(3)),
    /** Where this server listens: the address in alerts, where there is no SLUICE_URL. */
    PORT: optional(z.string().regex(/^\d{1,5}$/, 'must be a port')).transform(
      (value) => value ?? '3000',
    ),
    AWS_REGION: optional(targetSchema.shape.region),
    AWS_DEFAULT_REGION: optional(targetSchema.shape.region),
  })
  .superRefine((env, context) => {
    if (env.OIDC_ISSUER && !env.OIDC_CLIENT_ID)
      context.addIssue({
        code: 'custom',
        path: ['OIDC_CLIENT_ID'],
        message: 'is needed with OIDC_ISSUER',
      });
    if (env.OIDC_ISSUER && !env.OIDC_GROUPS)
      context.addIssue({
        code: 'custom',
        path: ['OIDC_GROUPS'],
        message: 'is needed with OIDC_ISSUER: nobody could sign in',
      });
    if (env.SLUICE_ADMIN_EMAIL && !env.SLUICE_ADMIN_PASSWORD)
      context.addIssue({
        code: 'custom',
        path: ['SLUICE_ADMIN_PASSWORD'],
        message: 'is needed with SLUICE_ADMIN_EMAIL',
      });
    if (env.SMTP_URL && !env.SMTP_FROM)
      context.addIssue({
        code: 'custom',
        path: ['SMTP_FROM'],
        message: 'is needed with SMTP_URL',
      });
    if (env.SLUICE_ADMIN_PASSWORD && !env.SLUICE_ADMIN_EMAIL)
      context.addIssue({
        code: 'custom',
        path: ['SLUICE_ADMIN_EMAIL'],
        message: 'is needed with SLUICE_ADMIN_PASSWORD',
      });
  });

export type Env = z.infer<typeof envSchema>;

/** The environment is wrong; `faults` has one line for each fault, without any value that could be a secret. */
export class EnvError extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`the environment is not usable: ${faults.join('; ')}`);
    this.name = 'EnvError';
    this.faults = faults;
  }
}

let parsed: Env | undefined;

/** The environment, parsed once for this process. Throws EnvError; instrumentation calls it at boot. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

export function parseEnv(values: Record<string, string | undefined>): Env {
  const result = envSchema.safeParse(values);
  if (result.success) return result.data;
  throw new EnvError(
    result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
  );
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
}
