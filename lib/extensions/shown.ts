import { stateOf } from '../usage/report';
import type { QuotaExtension, QuotaGauge, UsageReport } from '../usage/types';
import type { Extension } from './types';

/** By key id, what the gauge shows of extensions that AWS has taken. */
export type ExtensionsByKey = ReadonlyMap<string, QuotaExtension>;

export function extensionsByKey(
  granted: readonly Pick<
    Extension,
    'keyId' | 'amount' | 'reason' | 'requestedBy' | 'decidedBy' | 'grantedAt' | 'endsAt' | 'isSeen'
  >[],
): ExtensionsByKey {
  const found = new Map<string, QuotaExtension>();
  for (const { keyId, amount, reason, requestedBy, decidedBy, grantedAt, ...row } of granted) {
    if (!grantedAt) continue;
    const before = found.get(keyId) ?? { granted: 0, grants: [], until: row.endsAt };
    const grant = { amount, reason, by: requestedBy, approvedBy: decidedBy, at: grantedAt };
    found.set(keyId, {
      granted: before.granted + amount,
      grants: [...before.grants, grant].sort((a, b) => b.at.getTime() - a.at.getTime()),
      until: row.endsAt,
    });
  }
  return found;
}

/** A report whose gauges say what was granted on top of their limits. */
export function withExtensions(report: UsageReport, byKey: ExtensionsByKey): UsageReport {
  if (byKey.size === 0) return report;
  const keys = report.keys.map((key) => {
    const extension = byKey.get(key.keyId);
    return key.gauge && extension ? { ...key, gauge: extended(key.gauge, extension) } : key;
  });
  const place = report.keys.findIndex(({ gauge }) => gauge !== null && gauge === report.gauge);
  return { ...report, keys, gauge: keys[place]?.gauge ?? report.gauge };
}

/** Near its end and spent are said of all that there is. */
function extended(gauge: QuotaGauge, extension: QuotaExtension): QuotaGauge {
  const whole = { ...gauge, extension };
  return { ...whole, state: stateOf(gauge.left, quotaTotal(whole)) };
}

/** What there is in the period in all: the limit, and what was granted on top. */
export function quotaTotal({ limit, extension }: Pick<QuotaGauge, 'limit' | 'extension'>): number {
  return limit + (extension?.granted ?? 0);
}
