import 'server-only';
import { db } from '../db/database';
import { memberships, people, teams } from '../db/schema';
import type { Role } from './types';

const demoPeople: {
  id: string;
  name: string;
  email: string;
  role: Role;
  team: string | null;
  isOwner?: true;
}[] = [
  {
    id: 'person_aiko',
    name: 'Aiko Tanaka',
    email: 'aiko@example.com',
    role: 'platform',
    team: 'platform',
  },
  {
    id: 'person_ben',
    name: 'Ben Okafor',
    email: 'ben@example.com',
    role: 'member',
    team: 'payments',
  },
  {
    id: 'person_chie',
    name: 'Chie Sato',
    email: 'chie@example.com',
    role: 'member',
    team: 'search',
  },
  {
    id: 'person_dana',
    name: 'Dana Levi',
    email: 'dana@example.com',
    role: 'member',
    team: 'assistants',
  },
  {
    id: 'person_farah',
    name: 'Farah Idris',
    email: 'farah@example.com',
    role: 'member',
    team: 'payments',
    isOwner: true,
  },
  { id: 'person_emil', name: 'Emil Novak', email: 'emil@example.com', role: 'auditor', team: null },
];

/** Makes the demo's people and their teams where they are missing. They have no password and no other way in. */
export async function seedDemoPeople(): Promise<void> {
  await (await db()).transaction(async (tx) => {
    for (const { team, isOwner, ...person } of demoPeople) {
      const row = { ...person, isDemo: true, emailVerified: true };
      await tx.insert(people).values(row).onConflictDoNothing();
      if (team === null) continue;
      await tx.insert(teams).values({ name: team }).onConflictDoNothing();
      await tx
        .insert(memberships)
        .values({ personId: person.id, team, isOwner })
        .onConflictDoNothing();
    }
  });
}
