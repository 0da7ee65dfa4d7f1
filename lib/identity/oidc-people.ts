import 'server-only';
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { recordAudit } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { type Database, db } from '../db/database';
import { accounts, memberships, people, teams } from '../db/schema';
import { oidcProviderId } from './oidc-client';
import type { Membership } from './oidc-groups';
import { sealText } from './sealing';

/** What refresh tokens are sealed for. */
export const refreshTokens = 'sluice refresh tokens';

/** Why somebody who has proved who they are may not come in; `other`: it is not who was asked to say so again. */
export type OidcRefusal = 'groups' | 'email' | 'taken' | 'other';

export class OidcRefused extends Error {
  readonly why: OidcRefusal;

  constructor(why: OidcRefusal) {
    super(`refused: ${why}`);
    this.why = why;
  }
}

/** What the provider says of a person; an address that it calls unverified is nobody's. */
export const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  name: z.string().max(200).optional(),
  email: z.email().max(254).toLowerCase().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
});

export type Claims = z.infer<typeof claimsSchema>;

/**
 * The person of these claims, made where they are new, with what their groups give them. Known by issuer and subject: an
 * address that changed changes nobody, and one that somebody else signs in with is `taken`. Throws OidcRefused.
 */
export async function keepPerson(
  { sub, name, email, email_verified }: Claims,
  membership: Membership,
  refreshToken: string | undefined,
): Promise<string> {
  if (!email || email_verified === false) throw new OidcRefused('email');
  const sealed = refreshToken ? await sealText(refreshTokens, refreshToken) : null;
  return (await db()).transaction(async (tx) => {
    const key = { providerId: oidcProviderId(), accountId: sub };
    const account = await findAccount(tx, key);
    const [holder] = await tx.select().from(people).where(eq(people.email, email));
    if (holder && holder.id !== account?.userId) throw new OidcRefused('taken');
    const now = new Date();
    const personId = account?.userId ?? `person_${randomUUID()}`;
    const facts = { name: name?.trim() || email, email };
    if (account) {
      await tx.update(people).set(facts).where(eq(people.id, personId));
      const vouched = { updatedAt: now, refreshTokenExpiresAt: null };
      const kept = { ...vouched, ...(sealed ? { refreshToken: sealed } : {}) };
      await tx.update(accounts).set(kept).where(eq(accounts.id, account.id));
    } else {
      const { role } = membership;
      await tx.insert(people).values({ id: personId, ...facts, role, emailVerified: true });
      const made = {
        id: randomUUID(),
        userId: personId,
        ...key,
        refreshToken: sealed,
        updatedAt: now,
      };
      await tx.insert(accounts).values(made);
    }
    await keepMembership(tx, { personId, email, isNew: !account }, membership);
    return personId;
  });
}

async function findAccount(on: Database, key: { providerId: string; accountId: string }) {
  const { providerId, accountId } = key;
  const [row] = await on
    .select()
    .from(accounts)
    .where(and(eq(accounts.providerId, providerId), eq(accounts.accountId, accountId)))
    .for('update');
  return row ?? null;
}

/** Gives a person what their groups say, and writes down what changed by that. */
export async function keepMembership(
  tx: Database,
  { personId, email, isNew }: { personId: string; email: string; isNew: boolean },
  { role, teams: next }: Membership,
): Promise<void> {
  const [person] = await tx.select().from(people).where(eq(people.id, personId));
  const before = await tx
    .select({ team: memberships.team, isOwner: memberships.isOwner })
    .from(memberships)
    .where(eq(memberships.personId, personId))
    .orderBy(memberships.team);
  const isSame = person?.role === role && JSON.stringify(before) === JSON.stringify(next);
  if (isSame && !isNew) return;
  await tx.update(people).set({ role }).where(eq(people.id, personId));
  await tx.delete(memberships).where(eq(memberships.personId, personId));
  for (const { team, isOwner } of next) {
    await tx.insert(teams).values({ name: team }).onConflictDoNothing();
    await tx.insert(memberships).values({ personId, team, isOwner });
  }
  await recordAudit(tx, {
    actor: 'system',
    action: isNew ? 'person.create' : 'person.update',
    object: email,
    detail: { by: 'groups', role, teams: next.map(textOf) },
    changes: changesOf(isNew ? null : { role: person?.role, teams: before.map(textOf) }, {
      role,
      teams: next.map(textOf),
    }),
  });
}

function textOf({ team, isOwner }: Membership['teams'][number]): string {
  return isOwner ? `${team} (owner)` : team;
}
