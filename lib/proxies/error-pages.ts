import 'server-only';
import { env } from '../env';

/**
 * The origin that callers of a proxy are led to for what the gateway's own answers mean: this dashboard's, for a spec that
 * says nothing of it. Null where the dashboard was not told its own address (SLUICE_URL).
 */
export function errorPagesHere(): string | null {
  return env().SLUICE_URL ?? null;
}
