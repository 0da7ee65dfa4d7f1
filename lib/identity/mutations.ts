import 'server-only';
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { count } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { accounts, memberships, people, teams } from '../db/schema';
import { env } from '../env';
import { log } from '../log';
import type { Role } from './types';

export type NewPerson = {
  name: string;
  email: string;
  password: string;
  role: Role;
  teams: readonly string[];
};

/** Makes a person who signs in with a password, and their teams; false where the address is taken. */
export async function createPerson(person: NewPerson): Promise<boolean> {
  const email = person.email.toLowerCase();
  const password = await hashPassword(person.password);
  return (await db()).transaction(async (tx) => {
    const id = `person_${randomUUID()}`;
    const { name, role } = person;
    const made = await tx
      .insert(people)
      .values({ id, name, email, role, emailVerified: true })
      .onConflictDoNothing()
      .returning({ id: people.id });
    if (made.length === 0) return false;
    const account = { id: randomUUID(), accountId: id, providerId: 'credential' };
    await tx.insert(accounts).values({ ...account, userId: id, password });
    for (const team of person.teams) {
      await tx.insert(teams).values({ name: team }).onConflictDoNothing();
      await tx.insert(memberships).values({ personId: id, team });
    }
    await recordAudit(tx, {
      actor: 'system',
      action: 'person.create',
      object: email,
      detail: { role, teams: person.teams },
    });
    return true;
  });
}

/** Makes the first platform person from the environment, once; says so in the log when nobody could sign in. */
export async function ensureFirstPerson(): Promise<void> {
  const { SLUICE_ADMIN_EMAIL: email, SLUICE_ADMIN_PASSWORD: password, SLUICE_DEMO } = env();
  if (email && password) {
    await createPerson({ name: email, email, password, role: 'platform', teams: ['platform'] });
    return;
  }
  const [row] = await (await db()).select({ people: count() }).from(people);
  if (!SLUICE_DEMO && row?.people === 0)
    log.warn('identity.nobody', {
      fix: 'nobody can sign in: set SLUICE_ADMIN_EMAIL and SLUICE_ADMIN_PASSWORD and start again',
    });
}
