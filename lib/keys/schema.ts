import { z } from 'zod';
import { ownerSchema } from '@/templates/names';
import { consumerSchema } from '@/templates/proxy/key-slots';
import { requestReasonSchema } from '../requests/schema';
import type { KeyChange } from './change';

const proxy = z.string().min(1).max(40);
const slot = z.enum(['a', 'b']);

/** Silence of fewer days is a weekend; GetUsage tells of no more than these (aws-facts B2: 90 days a call, 31 asked). */
export const silentDaysMin = 1;
export const silentDaysMax = 30;

/** A date further away is no rotation any more. */
const dueDaysMax = 366;

/** What the dialogs send; a message is a key of the catalogue's `keys.invalid`. */
export const changeKeySchema = z
  .object({
    proxy,
    slot,
    kind: z.enum(['make', 'label', 'enable', 'disable', 'remove']),
    consumer: z
      .string()
      .trim()
      .default('')
      .refine((text) => consumerSchema.safeParse(text).success, 'consumer'),
    owner: z
      .string()
      .trim()
      .default('')
      .refine((text) => text === '' || ownerSchema.safeParse(text).success, 'owner'),
    requestReason: requestReasonSchema,
    idempotencyKey: z.string().min(8).max(100),
  })
  .transform(({ proxy: name, kind, slot: of, consumer, owner, ...asked }) => {
    const change: KeyChange =
      kind === 'make' || kind === 'label'
        ? { kind, slot: of, consumer, owner }
        : { kind, slot: of };
    return { proxy: name, change, ...asked };
  });

/** `dueAt` is a moment with its offset: only the browser knows the zone of whoever chose it. */
export const scheduleKeySchema = z
  .object({
    proxy,
    slot,
    when: z.enum(['date', 'silent'], 'when'),
    dueAt: z.string().default(''),
    silentDays: z.string().default(''),
  })
  .transform((values, context) => {
    const { proxy: name, slot: of, when } = values;
    const fail = (field: string) => {
      context.issues.push({ code: 'custom', path: [field], message: field, input: values });
      return z.NEVER;
    };
    if (when === 'silent') {
      const days = Number(values.silentDays);
      const isGood = Number.isInteger(days) && days >= silentDaysMin && days <= silentDaysMax;
      return isGood ? { proxy: name, slot: of, when: { silentDays: days } } : fail('silentDays');
    }
    const dueAt = new Date(values.dueAt);
    const aheadMs = dueAt.getTime() - Date.now();
    const isGood = aheadMs > 0 && aheadMs < dueDaysMax * 86_400_000;
    return isGood ? { proxy: name, slot: of, when: { dueAt } } : fail('dueAt');
  });
