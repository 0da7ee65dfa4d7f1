import 'server-only';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { derivedKey } from '../identity/sealing';

/**
 * Says that a text was made here and has not been changed. It goes with what a page shows, so that what is signed later
 * is what was shown, to the byte; it is no signature that anybody else could verify.
 */
export async function ticketFor(payload: string): Promise<string> {
  const key = await derivedKey('sluice passport ticket');
  return createHmac('sha256', key).update(payload).digest('base64url');
}

export async function isOurs(payload: string, ticket: string): Promise<boolean> {
  const expected = Buffer.from(await ticketFor(payload));
  const given = Buffer.from(ticket);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
