import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { closeDatabase, db } from '../db/database';
import { people } from '../db/schema';
import { ownCookie } from '../own-cookie';
import { useDatabase } from '../testing/databases';
import { listDemoPeople } from './data';
import { actorFor } from './gate';
import { createPerson } from './mutations';
import { seedDemoPeople } from './seed';
import { findSession, signIn, signInAs } from './sessions';

// Served over https, and no demo any more although it was one: the seeded people are still in the database.
vi.hoisted(() => {
  process.env.SLUICE_URL = 'https://sluice.example.com';
  process.env.SLUICE_DEMO = '0';
});

const password = 'correct horse battery';
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sluice-secure-'));
  await useDatabase({ dataDir });
  await seedDemoPeople();
  await createPerson({ name: 'A', email: 'a@example.com', password, role: 'member', teams: [] });
});

afterAll(async () => {
  await closeDatabase();
  await rm(dataDir, { recursive: true, force: true });
});

it('pins the cookie to this host over TLS', async () => {
  const [line = ''] = await signIn({ email: 'a@example.com', password }, new Headers());
  expect(line).toMatch(/^__Host-sluice-session=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const cookie = line.split(';')[0] ?? '';
  expect(await findSession(new Headers({ cookie }))).not.toBeNull();
  const plain = cookie.replace('__Host-', '');
  expect(await findSession(new Headers({ cookie: plain }))).toBeNull();
});

it('pins what a browser prefers likewise', () => {
  expect(ownCookie('theme')).toEqual({
    name: '__Host-sluice-theme',
    attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
  });
});

it('knows nobody of the demo', async () => {
  const ben = await (await db()).select().from(people).where(eq(people.email, 'ben@example.com'));
  expect(ben).toHaveLength(1);
  expect(await listDemoPeople()).toEqual([]);
  await expect(signInAs('person_ben', new Headers())).rejects.toMatchObject({ code: 'not_found' });
  await expect(actorFor('ben@example.com')).rejects.toMatchObject({ code: 'not_found' });
});
