import { z } from 'zod';
import { environments } from '@/templates/names';
import { age, answered, moment, next, problem } from './schema-parts';

const extension = z.object({
  granted: z.number(),
  grants: z.array(
    z.object({
      amount: z.number(),
      reason: z.string(),
      by: z.string(),
      approvedBy: z.string().nullable(),
      at: moment,
    }),
  ),
  until: moment,
});

const gauge = z.object({
  limit: z.number(),
  period: z.enum(['DAY', 'WEEK', 'MONTH']),
  used: z.number(),
  left: z.number(),
  granted: z.number().optional(),
  interval: z.object({ from: z.number(), to: z.number() }).optional(),
  resetsAt: moment,
  /** Which source said what, and when; the one that is the number first. Sources and roles may grow. */
  sources: z
    .array(z.object({ source: z.string(), role: z.string(), requests: z.number(), asOf: moment }))
    .optional(),
  asOf: moment.optional(),
  state: z.enum(['plenty', 'near', 'spent']),
  extension: extension.optional(),
});

export const quota = gauge.extend(age);

const myUsage = answered(
  'MyUsage',
  z.object({
    name: z.string(),
    team: z.string(),
    owner: z.string(),
    environment: z.enum(environments),
    upstream: z.string().nullable(),
    limits: z.object({ hasQuota: z.boolean(), rate: z.number(), burst: z.number() }).nullable(),
    keys: z.array(
      z.object({
        keyId: z.string(),
        label: z.string(),
        consumer: z.string(),
        owner: z.string(),
        quota: gauge.nullable(),
      }),
    ),
    asOf: moment.nullable(),
    problem: problem.nullable(),
  }),
);
export const myUsageList = answered(
  'MyUsageList',
  z.object({ items: z.array(myUsage), next, ...age }),
);
