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
  readonly kind: AttemptKind;
  /** Whose attempts they are: a person's address for e-mail, where they say it, or where they come from. */
  readonly of: string;
  /** The how manieth past the limit this was. */
  readonly excess: number;

  constructor(kind: AttemptKind, of: string, { excess, retryAfterS }: Excess) {
    super('throttled', `too many attempts: ${kind} of ${of}`, {
      reason: { id: 'tooManyAttempts', waitS: retryAfterS },
    });
    this.kind = kind;
    this.of = of;
    this.excess = excess;
    this.retryAfterS = retryAfterS;
  }
}

export type AttemptKind = 'session' | 'token' | 'handover';
type Excess = { excess: number; retryAfterS: number };

/** Counts a token that was refused, over all replicas; throws TooManyAttempts past the limit. */
export async function countRefusedToken(address: string): Promise<void> {
  await countWithin(`token-from:${address}`, refusedTokensMaxPerAddress, ['token', address]);
}

/** Counts one attempt to open a hand-over link, over all replicas; throws TooManyAttempts past the limits. */
export async function countHandover(personId: string, address: string): Promise<void> {
  const who = ['handover', address] as const;
  await countWithin(`handover:${personId}`, handoversMaxPerPerson, who);
  await countWithin(`handover-from:${address}`, handoversMaxPerAddress, who);
}

/**
 * Counts one attempt to sign in, before the password is looked at, over all replicas; throws TooManyAttempts past the
 * limits. Answers how to forget the count once the attempt has succeeded.
 */
export async function countAttempt(email: string, address: string): Promise<() => Promise<void>> {
  const pair = `sign-in:${email}:${address}`;
  await (await db()).delete(attempts).where(lt(attempts.windowEndsAt, sql`now()`));
  const who = ['session', email] as const;
  await countWithin(pair, attemptsMaxPerPersonAndAddress, who);
  await countWithin(`sign-in:${email}`, attemptsMaxPerPerson, who);
  await countWithin(`sign-in-from:${address}`, attemptsMaxPerAddress, who);
  return async () => {
    await (await db()).delete(attempts).where(eq(attempts.key, pair));
  };
}

/** Counts what came from an address with a foreign origin, over all replicas; answers the how manieth it is. */
export async function countForeign(address: string): Promise<number> {
  return increment(`foreign-from:${address}`);
}

async function countWithin(
  key: string,
  max: number,
  [kind, of]: readonly [AttemptKind, string],
): Promise<void> {
  const count = await increment(key);
  if (count <= max) return;
  const [row] = await (await db()).select().from(attempts).where(eq(attempts.key, key));
  const leftMs = (row?.windowEndsAt.getTime() ?? 0) - Date.now();
  const retryAfterS = Math.max(1, Math.ceil(leftMs / 1000));
  throw new TooManyAttempts(kind, of, { excess: count - max, retryAfterS });
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
