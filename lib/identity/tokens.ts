import 'server-only';
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { people, tokens } from '../db/schema';
import { AppError } from '../errors';
import { addressOf } from './address';
import { countRefusedToken } from './attempts';
import { isTokenValue, tokenHash, tokenPrefix } from './token-value';
import type { TokenGrant } from './types';

/** `stale`: the token is good, and what the provider said of its owner is too old to count. */
export type TokenFault = 'missing' | 'unknown' | 'expired' | 'revoked' | 'stale';

/**
 * Nobody is known by this request. What was wrong goes to the log: whoever asks is told no more than `denied`, but that a
 * token of theirs is good again once its owner signs in.
 */
export class TokenRefused extends AppError {
  readonly fault: TokenFault;

  constructor(fault: TokenFault) {
    super('denied', `the token is ${fault}`);
    this.name = 'TokenRefused';
    this.fault = fault;
  }
}

export type FoundToken = {
  personId: string;
  grant: TokenGrant;
  /** Counts and throws the refusal, where the token is good and its owner is not: is there no more, or is `stale`. */
  refuse: (fault: 'unknown' | 'stale') => Promise<never>;
};

/** Writing down each use would be a write for each read; a minute is near enough for a person. */
const usedEveryS = 60;

/**
 * The token of `Authorization: Bearer …`, by its hash. Throws TokenRefused, and `throttled` where an address has
 * sent too many that were refused; a good one is never held back by what others behind the same address send.
 */
export async function findToken(headers: Headers): Promise<FoundToken> {
  const value = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
  const address = addressOf(headers);
  if (!headers.has('authorization')) throw new TokenRefused('missing');
  const row = value && isTokenValue(value) ? await findRow(value) : null;
  if (!row) return refuse('unknown', address);
  const { id, prefix, personId, scopes, teams, key, revokedAt, expiresAt } = row.token;
  const fault = revokedAt ? 'revoked' : expiresAt.getTime() <= Date.now() ? 'expired' : null;
  if (fault) return refuseKnown(fault, row, address);
  await noteUse(id);
  return {
    personId,
    grant: { id, prefix, scopes, teams, key },
    refuse: (why) =>
      why === 'stale' ? refuseKnown(why, row, address) : refuse('unknown', address),
  };
}

/** Whether a token is neither revoked nor expired. */
export async function isTokenOpen(id: string): Promise<boolean> {
  const [row] = await (await db()).select().from(tokens).where(eq(tokens.id, id));
  return row !== undefined && row.revokedAt === null && row.expiresAt.getTime() > Date.now();
}

async function findRow(value: string) {
  const [row] = await (await db())
    .select({ token: tokens, email: people.email })
    .from(tokens)
    .innerJoin(people, eq(people.id, tokens.personId))
    // The prefix is no secret and the hash is compared whole: how long that takes tells nothing of the value.
    .where(and(eq(tokens.hash, tokenHash(value)), eq(tokens.prefix, tokenPrefix(value))));
  return row ?? null;
}

async function refuse(fault: TokenFault, address: string): Promise<never> {
  await countRefusedToken(address);
  throw new TokenRefused(fault);
}

async function refuseKnown(
  fault: TokenFault,
  { token: { name, prefix }, email }: NonNullable<Awaited<ReturnType<typeof findRow>>>,
  address: string,
): Promise<never> {
  await countRefusedToken(address);
  await recordAudit(await db(), {
    actor: 'system',
    action: 'token.refused',
    object: name,
    detail: { fault, token: prefix, owner: email },
  });
  throw new TokenRefused(fault);
}

async function noteUse(id: string): Promise<void> {
  const longAgo = sql`now() - make_interval(secs => ${usedEveryS})`;
  await (await db())
    .update(tokens)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(tokens.id, id), or(isNull(tokens.lastUsedAt), lt(tokens.lastUsedAt, longAgo))));
}
