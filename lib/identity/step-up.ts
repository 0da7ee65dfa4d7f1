import 'server-only';
import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { accounts, people } from '../db/schema';
import { env } from '../env';
import { AppError } from '../errors';
import { addressOf } from './address';
import { countAttempt } from './attempts';
import { isConfirmed, keepConfirmed } from './confirmation';
import { checkPassword } from './sessions';
import { type Actor, type Confirmed, type confirmedBrand, passwordProviderId } from './types';

/** Longer than it takes from the answer to what it was asked for; a confirmation is for one deed. */
const confirmedMs = 60_000;

/**
 * How a person says again who they are: by their password; at the provider, where they have none here; or in the demo,
 * where nobody has one, by name.
 */
export type ConfirmationWay = 'password' | 'provider' | 'demo';

export async function confirmationWay(actor: Actor): Promise<ConfirmationWay> {
  const [person] = await (await db()).select().from(people).where(eq(people.id, actor.personId));
  if (person?.isDemo && env().SLUICE_DEMO) return 'demo';
  const own = await (await db()).select().from(accounts).where(eq(accounts.userId, actor.personId));
  return own.some(({ providerId }) => providerId === passwordProviderId) ? 'password' : 'provider';
}

/**
 * Throws `denied` (detail `confirm`) unless this person has said again who they are within the last five minutes. In the
 * demo nobody can; a token cannot either, and is given what it may do when it is made.
 */
export async function requireRecent(actor: Actor): Promise<void> {
  if (actor.token || (await confirmationWay(actor)) === 'demo') return;
  if (!(await isConfirmed(actor)))
    throw new AppError('denied', 'the person was not confirmed', { detail: 'confirm' });
}

/** Has a person say again who they are by their password, for what they do in the next five minutes. */
export async function confirmByPassword(
  actor: Actor,
  password: string,
  headers: Headers,
): Promise<void> {
  await confirmPerson(actor, { password, personId: '' }, headers);
  await keepConfirmed(actor);
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
  const way = await confirmationWay(actor);
  const by = way === 'provider' ? 'session' : way;
  const forget = await countAttempt(actor.email, addressOf(headers));
  const isRight =
    by === 'demo'
      ? given.personId === actor.personId
      : by === 'session'
        ? await isConfirmed(actor)
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
