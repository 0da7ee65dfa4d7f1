import 'server-only';
import { randomUUID } from 'node:crypto';
import { and, eq, gt } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { accounts, people, verifications } from '../db/schema';
import { AppError } from '../errors';
import { oidcProviderId } from './oidc-client';
import { OidcRefused } from './oidc-people';
import type { Actor } from './types';

/** For how long what needs it may be done after a person has said again who they are. */
const confirmedMs = 5 * 60_000;

/**
 * Writes down that the person of this session has just said again who they are, and its audit row. Throws OidcRefused
 * for anybody else.
 */
export async function keepConfirmed({
  sessionId,
  personId,
  sub,
}: {
  sessionId: string;
  personId: string;
  /** Of the provider's account that said so; it must be this person's. */
  sub?: string;
}): Promise<void> {
  await (await db()).transaction(async (tx) => {
    if (sub !== undefined) {
      const [account] = await tx
        .select()
        .from(accounts)
        .where(and(eq(accounts.providerId, oidcProviderId()), eq(accounts.accountId, sub)));
      if (account?.userId !== personId) throw new OidcRefused('other');
    }
    const [person] = await tx.select().from(people).where(eq(people.id, personId));
    if (!person) throw new AppError('denied', 'the person is gone', { detail: 'confirm' });
    const identifier = identifierOf(sessionId);
    await tx.delete(verifications).where(eq(verifications.identifier, identifier));
    await tx.insert(verifications).values({
      id: randomUUID(),
      identifier,
      value: personId,
      expiresAt: new Date(Date.now() + confirmedMs),
    });
    await recordAudit(tx, {
      actor: person,
      action: 'session.confirm',
      object: person.email,
      detail: { method: sub === undefined ? 'password' : 'oidc' },
    });
  });
}

/** Whether this session's person has said again who they are within the last five minutes. */
export async function isConfirmed(actor: Actor): Promise<boolean> {
  const [row] = await (await db())
    .select()
    .from(verifications)
    .where(
      and(
        eq(verifications.identifier, identifierOf(actor.sessionId)),
        eq(verifications.value, actor.personId),
        gt(verifications.expiresAt, new Date()),
      ),
    );
  return row !== undefined;
}

function identifierOf(sessionId: string): string {
  return `confirmed:${sessionId}`;
}
