import { z } from 'zod';
import { checkUpstreamUrl, upstreamFaultText } from '../upstream-host';
import { methodsSchema } from './http-methods';

/** API Gateway's shortest integration timeout (AWS::ApiGateway::Method Integration.TimeoutInMillis). */
export const upstreamTimeoutMsMin = 50;

/** The default ceiling of a buffered integration; a quota can raise it per account, which we do not assume. */
export const bufferedTimeoutMsMax = 29_000;

/** Fifteen minutes, for streamed responses ("Response transfer mode", API Gateway developer guide). */
export const streamTimeoutMsMax = 900_000;

/** What to start from: a plain API answers in one piece, a language model talks for minutes. */
export const upstreamPresets = {
  plain: { mode: 'buffered', timeoutMs: bufferedTimeoutMsMax },
  llm: { mode: 'stream', timeoutMs: streamTimeoutMsMax },
} as const;

/** Long enough for any header in use; headers of a private API share 8,000 bytes (API Gateway quotas). */
export const apiKeyHeaderLengthMax = 64;

const urlSchema = z.string().transform((text, context) => {
  const checked = checkUpstreamUrl(text);
  if (checked.ok) return checked.url;
  context.issues.push({
    code: 'custom',
    input: text,
    message: upstreamFaultText[checked.fault],
    params: { fault: checked.fault },
  });
  return z.NEVER;
});

// Gateways own x-amz-, x-amzn-, x-apigw- and x-forwarded-; x-api-key is the very header this one stands in for.
const apiKeyHeaderSchema = z
  .string()
  .max(apiKeyHeaderLengthMax, `must be at most ${apiKeyHeaderLengthMax} characters`)
  .regex(/^x-[a-z0-9]+(?:-[a-z0-9]+)*$/i, 'must be a header name such as x-upstream-api-key')
  .refine(
    (header) => !/^x-(?:api-key$|amzn?-|apigw-|forwarded-)/i.test(header),
    'must not be x-api-key or begin with x-amz-, x-amzn-, x-apigw- or x-forwarded-',
  )
  .transform((header) => header.toLowerCase());

/** Where calls go and how long an answer may take, in milliseconds. */
export const upstreamSchema = z
  .strictObject({
    url: urlSchema,
    mode: z.enum(['buffered', 'stream'], 'must be buffered or stream').default('buffered'),
    timeoutMs: z
      .int('must be a whole number')
      .min(upstreamTimeoutMsMin, `must be at least ${upstreamTimeoutMsMin}`)
      .max(streamTimeoutMsMax, `must be at most ${streamTimeoutMsMax}`)
      .default(bufferedTimeoutMsMax),
    apiKeyHeader: apiKeyHeaderSchema.nullable().default(null),
    methods: methodsSchema,
  })
  .refine(({ mode, timeoutMs }) => mode === 'stream' || timeoutMs <= bufferedTimeoutMsMax, {
    path: ['timeoutMs'],
    when: ({ value }) => isNumbered(value),
    message: `must be at most ${bufferedTimeoutMsMax} unless the mode is stream`,
  });

/** Said beside the other fields' faults, not only once they are gone. */
function isNumbered(value: unknown): boolean {
  return typeof (value as { timeoutMs?: unknown } | null)?.timeoutMs === 'number';
}
