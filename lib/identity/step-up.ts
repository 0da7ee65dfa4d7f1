import 'server-only';
import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { people } from '../db/schema';
import { env } from '../env';
import { AppError } from '../errors';
import { addressOf } from './address';
import { countAttempt } from './attempts';
import { checkPassword } from './sessions';
import type { Actor, Confirmed, confirmedBrand } from './types';

/** Longer than it takes from the answer to what it was asked for; a confirmation is for one deed. */
const confirmedMs = 60_000;

/** How a person says again who they are: by their password, or in the demo, where nobody has one, by name. */
export type ConfirmationWay = 'password' | 'demo';

export async function confirmationWay(actor: Actor): Promise<ConfirmationWay> {
  const [person] = await (await db()).select().from(people).where(eq(people.id, actor.personId));
  return person?.isDemo && env().SLUICE_DEMO ? 'demo' : 'password';
}

/**
 * Has the person who is signed in say again who they are, so that an open browser is not enough. Guesses count with
 * those at the sign-in page. Throws `denied` for a wrong answer and for tokens, `throttled` after too many; a wrong one
 * leaves an audit row.
 */
export async function confirmPerson(
  actor: Actor,
  given: { password: string; personId: string },
  headers: Headers,
): Promise<Confirmed> {
  if (actor.token) throw new AppError('denied', 'a token cannot say who holds it');
  const by = await confirmationWay(actor);
  const forget = await countAttempt(actor.email, addressOf(headers));
  const isRight =
    by === 'demo'
      ? given.personId === actor.personId
      : (await checkPassword(actor.email, given.password)) === actor.personId;
  if (!isRight) {
    await recordAudit(await db(), {
      actor,
      action: 'session.unconfirmed',
      object: actor.email,
      detail: { method: by },
    });
    throw new AppError('denied', 'the person was not confirmed', { detail: 'confirm' });
  }
  await forget();
  const confirmed: Omit<Confirmed, typeof confirmedBrand> = {
    personId: actor.personId,
    by,
    at: new Date(),
  };
  return confirmed as Confirmed;
}

/** Throws `denied` unless it was this person, just now. */
export function requireConfirmed(actor: Actor, { personId, at }: Confirmed): void {
  if (personId !== actor.personId || Date.now() - at.getTime() > confirmedMs)
    throw new AppError('denied', 'the person was not confirmed', { detail: 'confirm' });
}
