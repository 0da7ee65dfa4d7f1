import type { UsageReport } from './types';

/** How often each consumer key called in the last so many UTC days, today among them; null where that is not known. */
export function recentCalls(
  { keys }: Pick<UsageReport, 'keys'>,
  days: number,
): { keyId: string; label: string; calls: number | null }[] {
  return keys
    .filter(({ role }) => role === 'consumer')
    .map(({ keyId, label, days: known }) => {
      const last = known.slice(-days);
      const calls = last.length < days ? null : last.reduce((sum, { used }) => sum + used, 0);
      return { keyId, label, calls };
    });
}

/** Calls of all consumer keys of these proxies together; null while a day of any of them is not known. */
export function callsOfAll(
  reports: readonly (Pick<UsageReport, 'keys'> | null)[],
  days: number,
): number | null {
  return reports
    .flatMap((report): { calls: number | null }[] =>
      report ? recentCalls(report, days) : [{ calls: null }],
    )
    .reduce<number | null>(
      (sum, { calls }) => (sum === null || calls === null ? null : sum + calls),
      0,
    );
}
