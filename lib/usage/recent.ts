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
