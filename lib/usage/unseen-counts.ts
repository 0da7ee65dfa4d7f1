import { midnight, type UtcDay } from './calendar';
import { type KeyFacts, usageLagMs } from './reconcile';

/** What CloudWatch counted of an API in the five minutes that begin at `slot`. */
type Slot = { slot: Date; requests: number; errors4xx: number };

type Basis = {
  asOf: Date;
  today: UtcDay;
  reading: { used: number; asOf: Date };
  /** What GetUsage told of today over all keys of the plan. */
  usedByAll: number;
  keyCount: number;
};

const slotMs = 5 * 60_000;

/**
 * What CloudWatch counted beyond GetUsage: at most what came since GetUsage may have looked away, and at most what
 * GetUsage has not counted of the day. Errors of the 4xx kind are likely refusals. Each key's share of the day stays.
 */
export function unseenCounts(
  slots: readonly Slot[],
  { asOf, today, reading, usedByAll, keyCount }: Basis,
): NonNullable<KeyFacts['counts']> {
  const lookedAway = new Date(reading.asOf.getTime() - usageLagMs - slotMs);
  const unseen = (countOf: (slot: Slot) => number) => {
    const sum = (these: readonly Slot[]) => these.reduce((total, it) => total + countOf(it), 0);
    const ofDay = slots.filter(({ slot }) => slot >= midnight(today));
    const since = ofDay.filter(({ slot }) => slot >= lookedAway);
    return Math.max(0, Math.min(sum(since), sum(ofDay) - usedByAll));
  };
  const share = usedByAll > 0 ? reading.used / usedByAll : 1 / keyCount;
  const accepted = unseen(({ requests, errors4xx }) => requests - errors4xx);
  return { asOf, most: unseen(({ requests }) => requests), likely: Math.round(accepted * share) };
}
