import 'server-only';
import { env } from './env';
import { addressOf } from './identity/address';
import { ForeignOrigin, isOwnOrigin } from './origin';

/** Throws ForeignOrigin unless it was a page of ours that asks for `at`; see isOwnOrigin. */
export function requireOwnOrigin(headers: Headers, at: string): void {
  const origin = headers.get('origin');
  if (!isOwnOrigin({ origin, host: headers.get('host') }, env().SLUICE_URL))
    throw new ForeignOrigin(at, origin, addressOf(headers));
}
