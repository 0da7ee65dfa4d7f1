import 'server-only';
import type { Known } from '../known';
import type { ProxyDetail } from '../proxies/types';
import { addDays, midnight, quotaPeriod, type UtcDay } from './calendar';
import { type Before, type DayReplay, type Limits, replay } from './replay';
import { initialOffset } from './report';
import { readDays, readRequests } from './traffic';

/** Replays what the access log tells of a UTC day. The probe's own requests are left out. */
export async function getReplay(
  proxy: Pick<ProxyDetail, 'outputs'>,
  day: UtcDay,
  limits: { chosen: Limits; inForce: Limits },
): Promise<Known<DayReplay>> {
  const { RestApiId = '', UsagePlanId = '', ProbeKeyId } = proxy.outputs;
  const [from, to] = [midnight(day), midnight(addDays(day, 1))];
  const known = await readRequests(RestApiId, from, to);
  if (known.asOf === null) return known;
  const requests = known.value
    .filter(({ keyId }) => keyId !== ProbeKeyId)
    .map(({ at, keyId, outcome }) => ({ at: at.getTime(), keyId, outcome }));
  const run = async (chosen: Limits) =>
    replay(requests, chosen, await periodBefore(UsagePlanId, day, chosen, limits.inForce));
  const [chosen, inForce] = await Promise.all([run(limits.chosen), run(limits.inForce)]);
  return { ...known, value: { chosen, inForce } };
}

/**
 * What each key had used of the period by the beginning of the day, and what was granted in it by its end: used and
 * remaining add up to the limit of then and the grant (INFERENCE, as in `reconcile`).
 */
async function periodBefore(
  usagePlanId: string,
  day: UtcDay,
  { quota }: Limits,
  inForce: Limits,
): Promise<Before> {
  if (!quota) return new Map();
  const { firstDay } = quotaPeriod(quota.period, midnight(day));
  const offset = inForce.quota ? initialOffset(inForce.quota, firstDay) : 0;
  const days = await readDays(usagePlanId, firstDay, day);
  const before = new Map<string, { used: number; granted: number }>();
  for (const { keyId, day: of, used, remaining, quotaLimit } of days.value ?? []) {
    const sum = before.get(keyId)?.used ?? 0;
    const isAdding = remaining !== null && remaining > 0 && quotaLimit !== null;
    const granted = isAdding ? Math.max(0, sum + used + remaining + offset - quotaLimit) : 0;
    before.set(keyId, of === day ? { used: sum, granted } : { used: sum + used, granted: 0 });
  }
  return before;
}
