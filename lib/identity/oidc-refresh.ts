import 'server-only';
import { and, eq } from 'drizzle-orm';
import * as client from 'openid-client';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { accounts, people, sessions } from '../db/schema';
import { env } from '../env';
import { log } from '../log';
import { oidcClient, oidcProviderId } from './oidc-client';
import { groupsOfClaim, membershipOf } from './oidc-groups';
import { keepMembership, refreshTokens } from './oidc-people';
import { sealText, unsealText } from './sealing';

/** A change of groups counts from here on at the latest. */
const knownMs = 60_000;

type Account = typeof accounts.$inferSelect;

/**
 * Whether a person is still let in by their provider, asked once a minute at most, by one of all replicas. What changed
 * of their groups counts at once; whom the provider vouches for no more, or no group lets in, has no session left, and
 * is let in by nothing until they sign in again. A provider that does not answer changes nothing.
 */
export async function isStillMember(personId: string): Promise<boolean> {
  if (!env().OIDC_ISSUER) return true;
  const account = await accountOf(personId);
  if (account?.refreshTokenExpiresAt) return false;
  if (!account?.refreshToken || Date.now() - account.updatedAt.getTime() < knownMs) return true;
  const claimed = await (await db())
    .update(accounts)
    .set({ updatedAt: new Date() })
    .where(and(eq(accounts.id, account.id), eq(accounts.updatedAt, account.updatedAt)))
    .returning({ id: accounts.id });
  return claimed.length === 0 || refresh(account, account.refreshToken);
}

/**
 * Whether what the provider said of a person is of lately. Where it gave a refresh token it is asked by that, see
 * isStillMember; where it gave none, by nobody but the person, who has to pass by it again: for a session within the
 * hour, for a token, which nobody sits before, within the day that a session lasts at most.
 */
export async function isVouchedLately(personId: string, by: 'session' | 'token'): Promise<boolean> {
  const until = await vouchedUntil(personId, by);
  return until === null || Date.now() < until.getTime();
}

/** Until when that is of lately; null where it is asked again by itself. */
export async function vouchedUntil(
  personId: string,
  by: 'session' | 'token',
): Promise<Date | null> {
  const { OIDC_ISSUER, OIDC_MAX_AGE_MINUTES, OIDC_TOKEN_MAX_AGE_HOURS } = env();
  if (!OIDC_ISSUER) return null;
  const minutes = by === 'session' ? OIDC_MAX_AGE_MINUTES : OIDC_TOKEN_MAX_AGE_HOURS * 60;
  const account = await accountOf(personId);
  if (!account || account.refreshToken) return null;
  return new Date(account.updatedAt.getTime() + minutes * 60_000);
}

async function accountOf(personId: string): Promise<Account | null> {
  const [account] = await (await db())
    .select()
    .from(accounts)
    .where(and(eq(accounts.userId, personId), eq(accounts.providerId, oidcProviderId())));
  return account ?? null;
}

async function refresh(account: Account, sealed: string): Promise<boolean> {
  const refreshToken = await unsealText(refreshTokens, sealed).catch(() => null);
  if (!refreshToken) return shutOut(account, 'sealed');
  try {
    const config = await oidcClient();
    const tokens = await client.refreshTokenGrant(config, refreshToken);
    if (tokens.refresh_token && tokens.refresh_token !== refreshToken) {
      const kept = { refreshToken: await sealText(refreshTokens, tokens.refresh_token) };
      await (await db()).update(accounts).set(kept).where(eq(accounts.id, account.id));
    }
    const said: Record<string, unknown> = tokens.claims() ?? {};
    const groups =
      said[env().OIDC_GROUPS_CLAIM] ??
      (await client.fetchUserInfo(config, tokens.access_token, account.accountId))[
        env().OIDC_GROUPS_CLAIM
      ];
    return await applyGroups(account, groupsOfClaim(groups));
  } catch (error) {
    if (error instanceof client.ResponseBodyError && error.error === 'invalid_grant')
      return shutOut(account, 'provider');
    const said = error instanceof Error ? error.message : String(error);
    log.warn('oidc.refresh_failed', { person: account.userId, said });
    return true;
  }
}

async function applyGroups(account: Account, groups: readonly string[]): Promise<boolean> {
  const membership = membershipOf(env().OIDC_GROUPS ?? [], groups);
  if (!membership) return shutOut(account, 'groups');
  const { userId: personId } = account;
  await (await db()).transaction(async (tx) => {
    const [person] = await tx.select().from(people).where(eq(people.id, personId));
    if (person)
      await keepMembership(tx, { personId, email: person.email, isNew: false }, membership);
  });
  return true;
}

/** Ends their sessions, and has what they left behind (tokens, what is to be done later) ask in vain. */
async function shutOut({ id, userId }: Account, why: string): Promise<false> {
  await (await db()).transaction(async (tx) => {
    const [person] = await tx.select().from(people).where(eq(people.id, userId));
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    await tx.update(accounts).set({ refreshTokenExpiresAt: new Date() }).where(eq(accounts.id, id));
    await recordAudit(tx, {
      actor: 'system',
      action: 'session.end',
      object: person?.email ?? userId,
      detail: { method: 'oidc', why },
    });
  });
  return false;
}
