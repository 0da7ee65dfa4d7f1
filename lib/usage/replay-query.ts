import { proxySpecSchema } from '@/templates/proxy/spec';
import { oneOf, type SearchParams } from '../query';
import { addDays, type UtcDay, utcDay } from './calendar';
import type { Limits } from './replay';

/** Requests are kept for this many UTC days, today among them. */
export const replayDays = 8;

/** The fields of the replay's form, named as those of a proxy's, so that a link carries them from one to the other. */
export type ReplayFields = { quotaLimit: string; quotaPeriod: string; rate: string; burst: string };

/** What the URL asks for: a day, the limits as typed, and as limits; null where they are none. */
export type ReplayQuery = { day: UtcDay; fields: ReplayFields; limits: Limits | null };

/** Yesterday and the limits in force, unless the URL says otherwise. A day that is not kept is yesterday, too. */
export function parseReplayQuery(params: SearchParams, inForce: Limits, now: Date): ReplayQuery {
  const days = daysKept(now);
  const asked = oneOf(params, 'day');
  const day = days.find((each) => each === asked) ?? addDays(utcDay(now), -1);
  const own = fieldsOf(inForce);
  const fields = {
    quotaPeriod: oneOf(params, 'quotaPeriod') ?? own.quotaPeriod,
    quotaLimit: oneOf(params, 'quotaLimit') ?? own.quotaLimit,
    rate: oneOf(params, 'rate') ?? own.rate,
    burst: oneOf(params, 'burst') ?? own.burst,
  };
  return { day, fields, limits: limitsOf(fields) };
}

/** The UTC days that can be replayed, the newest first. */
export function daysKept(now: Date): UtcDay[] {
  return Array.from({ length: replayDays }, (_, index) => addDays(utcDay(now), -index));
}

export function fieldsOf({ quota, rate, burst }: Limits): ReplayFields {
  return {
    quotaLimit: quota ? String(quota.limit) : '',
    quotaPeriod: quota?.period ?? 'NONE',
    rate: String(rate),
    burst: String(burst),
  };
}

/** The fields that an edit form is opened with. */
export function editQuery({ quotaLimit, ...fields }: ReplayFields) {
  return { ...fields, quotaLimit: fields.quotaPeriod === 'NONE' ? null : quotaLimit };
}

function limitsOf({ quotaLimit, quotaPeriod, rate, burst }: ReplayFields): Limits | null {
  const quota =
    quotaPeriod === 'NONE' ? null : { limit: numberOf(quotaLimit), period: quotaPeriod };
  const typed = { quota, rate: numberOf(rate), burst: numberOf(burst) };
  const parsed = proxySpecSchema.shape.limits.safeParse(typed);
  return parsed.success ? parsed.data : null;
}

/** Full-width digits and separators are as good as others. */
function numberOf(text: string): number {
  const plain = text.normalize('NFKC').replace(/[,_\s]/g, '');
  return plain === '' ? Number.NaN : Number(plain);
}
