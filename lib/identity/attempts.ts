import 'server-only';
import { eq, lt, sql } from 'drizzle-orm';
import { db } from '../db/database';
import { attempts } from '../db/schema';
import { AppError } from '../errors';

/** Enough for a person who tries their old passwords; 40 guesses an hour are hopeless against 12 characters. */
export const attemptsMaxPerPersonAndAddress = 10;
/** An address can be made up where no proxy in front sets it, so the person alone is counted too. */
export const attemptsMaxPerPerson = 50;
/** Many people can sit behind one address. */
export const attemptsMaxPerAddress = 100;
/** A pipeline with an old token comes back a few times; who tries more is guessing, or should be looked at. */
export const refusedTokensMaxPerAddress = 30;
/** Somebody opens a link, and perhaps once more in vain; a secret of 256 bits is not guessed anyway. */
export const handoversMaxPerPerson = 20;
export const handoversMaxPerAddress = 60;
const windowMinutes = 15;

/** `throttled`, by us and not by AWS, with the seconds until it is worth coming back. */
export class TooManyAttempts extends AppError {
  readonly retryAfterS: number;

  constructor(what: string, retryAfterS: number) {
    super('throttled', `too many attempts: ${what}`);
    this.retryAfterS = retryAfterS;
  }
}

/** Counts a token that was refused, over all replicas; throws TooManyAttempts past the limit. */
export async function countRefusedToken(address: string): Promise<void> {
  await countWithin(`token-from:${address}`, refusedTokensMaxPerAddress);
}

async function countWithin(key: string, max: number): Promise<void> {
  if ((await increment(key)) <= max) return;
  const [row] = await (await db()).select().from(attempts).where(eq(attempts.key, key));
  const leftMs = (row?.windowEndsAt.getTime() ?? 0) - Date.now();
  throw new TooManyAttempts(key, Math.max(1, Math.ceil(leftMs / 1000)));
}

/** Counts one attempt to open a hand-over link, over all replicas; throws TooManyAttempts past the limits. */
export async function countHandover(personId: string, address: string): Promise<void> {
  const counts: [string, number][] = [
    [`handover:${personId}`, handoversMaxPerPerson],
    [`handover-from:${address}`, handoversMaxPerAddress],
  ];
  for (const [key, max] of counts) await countWithin(key, max);
}

/**
 * Counts one attempt to sign in, before the password is looked at, over all replicas; throws `throttled` past the
 * limits. Answers how to forget the count once the attempt has succeeded.
 */
export async function countAttempt(email: string, address: string): Promise<() => Promise<void>> {
  const pair = `sign-in:${email}:${address}`;
  await (await db()).delete(attempts).where(lt(attempts.windowEndsAt, sql`now()`));
  const counts: [string, number][] = [
    [pair, attemptsMaxPerPersonAndAddress],
    [`sign-in:${email}`, attemptsMaxPerPerson],
    [`sign-in-from:${address}`, attemptsMaxPerAddress],
  ];
  for (const [key, max] of counts) {
    if ((await increment(key)) > max)
      throw new AppError('throttled', `too many attempts to sign in: ${key}`);
  }
  return async () => {
    await (await db()).delete(attempts).where(eq(attempts.key, pair));
  };
}

async function increment(key: string): Promise<number> {
  const windowEndsAt = sql`now() + make_interval(mins => ${windowMinutes})`;
  const [row] = await (await db())
    .insert(attempts)
    .values({ key, count: 1, windowEndsAt })
    .onConflictDoUpdate({
      target: attempts.key,
      set: {
        count: sql`case when ${attempts.windowEndsAt} < now() then 1 else ${attempts.count} + 1 end`,
        windowEndsAt: sql`case when ${attempts.windowEndsAt} < now() then ${windowEndsAt} else ${attempts.windowEndsAt} end`,
      },
    })
    .returning({ count: attempts.count });
  return row?.count ?? 0;
}
