import type { Outcome } from './outcomes';

/** Which limit refuses: the plan's quota, the key's rate, one that others share, or the upstream's own. */
export type BindingLimit = 'quota' | 'rate' | 'shared' | 'upstream';

export type Counts = Partial<Record<Outcome, number>>;

export type Binding = {
  /** The limit that refused the most; null where none refused anything. */
  held: BindingLimit | null;
  /** How many requests it refused. */
  refused: number;
  /** How much of each limit is taken, 0 to 1 and beyond; null where it is not known, or there is no such limit. */
  shares: { quota: number | null; rate: number | null; account: number | null };
  /** Where nothing is refused: the limit of which most is taken. */
  nearest: 'quota' | 'rate' | null;
};

const refusals: Record<BindingLimit, Outcome> = {
  quota: 'quota',
  rate: 'throttle',
  shared: 'account_throttle',
  upstream: 'upstream_429',
};

/** From this share on a limit is worth naming before it refuses anything. */
const nearShare = 0.5;

/**
 * Names the limit that holds a key, or a proxy. `peakPerSecond`: the most requests that one key sent within a second;
 * `account`: what all proxies together sent a second at most, and the bucket that all APIs of the account share.
 */
export function bindingOf({
  counts,
  quota,
  peakPerSecond,
  rate,
  account,
}: {
  counts: Counts;
  quota: { used: number; limit: number } | null;
  peakPerSecond: number | null;
  rate: number;
  account: { perSecond: number; limit: number } | null;
}): Binding {
  const limits = Object.keys(refusals) as BindingLimit[];
  const most = limits.reduce<{ held: BindingLimit | null; refused: number }>(
    (worst, limit) => {
      const refused = counts[refusals[limit]] ?? 0;
      return refused > worst.refused ? { held: limit, refused } : worst;
    },
    { held: null, refused: 0 },
  );
  const shares = {
    quota: quota && quota.used / quota.limit,
    rate: peakPerSecond === null ? null : peakPerSecond / rate,
    account: account && account.perSecond / account.limit,
  };
  return { ...most, shares, nearest: most.held === null ? nearestOf(shares) : null };
}

function nearestOf({ quota, rate }: Binding['shares']): Binding['nearest'] {
  if (Math.max(quota ?? 0, rate ?? 0) < nearShare) return null;
  return (quota ?? 0) >= (rate ?? 0) ? 'quota' : 'rate';
}

/** The most moments that lie within one second; `times` in any order, in milliseconds. */
export function peakPerSecond(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  let [peak, from] = [0, 0];
  sorted.forEach((time, index) => {
    while (time - (sorted[from] ?? time) >= 1_000) from += 1;
    peak = Math.max(peak, index - from + 1);
  });
  return peak;
}

/** Regions whose accounts start with a quarter of the usual 10,000 requests a second (aws-facts B1, S-QA). */
const smallRegions = new Set([
  'af-south-1',
  'eu-south-1',
  'ap-southeast-3',
  'me-central-1',
  'ap-south-2',
  'ap-southeast-4',
  'eu-south-2',
  'eu-central-2',
  'il-central-1',
  'ca-west-1',
  'ap-southeast-5',
  'ap-southeast-7',
  'mx-central-1',
]);

/** What all APIs of an account and Region may take a second, unless it was raised. */
export function accountRate(region: string): number {
  return smallRegions.has(region) ? 2_500 : 10_000;
}
