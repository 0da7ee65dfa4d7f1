import type { HandoverState } from './types';

/** What has happened to a link by now; opened and revoked are final, whatever the time. */
export function handoverState(
  row: { openedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): HandoverState {
  if (row.openedAt) return 'opened';
  if (row.revokedAt) return 'revoked';
  return row.expiresAt <= now ? 'expired' : 'open';
}
