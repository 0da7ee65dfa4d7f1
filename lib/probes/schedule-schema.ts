import { z } from 'zod';
import { dailyMaxMax, everyMinutesMax } from './budget';
import { probePathSchema } from './call';
import { queryCredentials } from './query';
import { windowMax } from './thresholds';

/* Messages are keys of the catalogue's `probeSchedule.invalid`. */

const slowMsMax = 60_000;

const whole = (min: number, max: number, word: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, word)
    .transform(Number)
    .pipe(z.int().min(min, word).max(max, word));

const ofWindow = whole(1, windowMax, 'window');

export const probeScheduleSchema = z
  .object({
    proxy: z.string().min(1).max(40),
    isOn: z.stringbool().default(false),
    everyMinutes: whole(1, everyMinutesMax, 'everyMinutes'),
    // It is kept for weeks and read by many, so nothing secret may be in it.
    path: probePathSchema.refine((path) => queryCredentials(path).length === 0, 'credential'),
    dailyMax: whole(1, dailyMaxMax, 'dailyMax'),
    slowMs: z.union([z.literal('').transform(() => null), whole(1, slowMsMax, 'slowMs')]),
    worseN: ofWindow,
    worseM: ofWindow,
    betterN: ofWindow,
    betterM: ofWindow,
  })
  .refine(({ worseN, worseM }) => worseN <= worseM, { path: ['worseN'], message: 'of' })
  .refine(({ betterN, betterM }) => betterN <= betterM, { path: ['betterN'], message: 'of' })
  .transform(({ slowMs, worseN, worseM, betterN, betterM, ...rest }) => ({
    ...rest,
    thresholds: { slowMs, worse: { n: worseN, m: worseM }, better: { n: betterN, m: betterM } },
  }));

export type ProbeScheduleInput = z.output<typeof probeScheduleSchema>;
