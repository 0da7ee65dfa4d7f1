import type { SourcePart } from './reconcile';

/** Quota use of the current period. Counts are requests; AWS applies quotas as best effort. */
export type QuotaGauge = {
  limit: number;
  period: 'DAY' | 'WEEK' | 'MONTH';
  used: number;
  left: number;
  /** When the counter starts again: 00:00 UTC for DAY. WEEK and MONTH boundaries are UNCONFIRMED. */
  resetsAt: Date;
  state: 'plenty' | 'near' | 'spent';
  /** Where the truth is by now: at least `from`, and `to` with what may have come since. */
  interval?: { from: number; to: number };
  /** Which source said what, and when; the one that is the number first. */
  sources?: SourcePart[];
  /** The moment that `used` tells of. */
  asOf?: Date;
  /** Granted for this period on top of the limit, or taken from it. */
  granted?: number;
  /** What was granted on top of the limit, for this period only. */
  extension?: QuotaExtension;
};

export type QuotaExtension = {
  /** Calls, over all grants of the period. */
  granted: number;
  /** Newest first. `approvedBy` null: the guardrail let it through. */
  grants: { amount: number; reason: string; by: string; approvedBy: string | null; at: Date }[];
  /** When the period ends, and they with it. */
  until: Date;
};

/** One UTC day of one key. */
export type UsageDay = { date: string; used: number; remaining: number | null };

export type KeyUsage = {
  keyId: string;
  /** `probe` keys are Sluice's own and never count against a consumer. */
  role: 'consumer' | 'probe';
  label: string;
  days: UsageDay[];
  gauge: QuotaGauge | null;
};

export type UsageReport = {
  /** Null without a quota, and while nothing is known of the current period. Over all consumer keys the worst gauge is shown; each key has its own. */
  gauge: QuotaGauge | null;
  hasQuota: boolean;
  rate: number;
  burst: number;
  keys: KeyUsage[];
  /** Consumer requests per UTC day, oldest first, 30 days, zero-filled only for days GetUsage answered for. */
  days: UsageDay[];
};

/** How fast a quota goes and when it will be gone, by what the access log tells; see `forecastEmpty`. */
export type Outlook = {
  /** The newest request that is known came before this. */
  asOf: Date;
  /** Requests of all consumer keys in the hour before `asOf` that counted. */
  perHour: number;
  /** Of the key that is empty first; null where nothing can be said, or it lasts. */
  empty: EmptyForecast | null;
};

/** Four times in five the quota is used up from `earliest` to `latest`; without `latest` it may as well last. */
export type EmptyForecast = { keyId: string; at: Date; earliest: Date; latest: Date | null };
