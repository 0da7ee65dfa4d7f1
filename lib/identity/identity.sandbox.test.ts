import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listAudit } from '../audit/data';
import { closeDatabase, db } from '../db/database';
import { accounts, attempts, memberships, people, sessions } from '../db/schema';
import { bothEngines, useDatabase } from '../testing/databases';
import { attemptsMaxPerPersonAndAddress } from './attempts';
import { listDemoPeople } from './data';
import { actorFor, authorize, currentActor, requireActor, stillReads } from './gate';
import { createPerson, ensureFirstPerson } from './mutations';
import { seedDemoPeople } from './seed';
import { findSession, signIn, signInAs, signOut } from './sessions';

const request = vi.hoisted(() => {
  // Read once, by the first test that asks for the environment.
  process.env.SLUICE_DEMO = '1';
  process.env.SLUICE_ADMIN_EMAIL = 'Root@Example.com';
  process.env.SLUICE_ADMIN_PASSWORD = 'correct horse battery';
  return { headers: new Headers() };
});
vi.mock('next/headers', () => ({ headers: async () => request.headers }));

const password = 'correct horse battery';
const engines = bothEngines();

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

/** What a browser sends back: names and values of the cookies it was given. */
function withCookies(lines: string[]): Headers {
  return new Headers({ cookie: lines.map((line) => line.split(';')[0]).join('; ') });
}

async function auditOf(action: string) {
  return (await listAudit({ action, limit: 50 })).rows;
}

for (const engine of engines) {
  describe.skipIf(!engine.isThere)(`identity on ${engine.name}`, () => {
    beforeAll(async () => {
      await useDatabase(await engine.place());
      await seedDemoPeople();
      await seedDemoPeople();
      await ensureFirstPerson();
      await ensureFirstPerson();
    });

    beforeEach(async () => {
      request.headers = new Headers();
      await (await db()).delete(attempts);
    });

    afterAll(closeDatabase);

    it('offers the six people of the demo, and nobody else', async () => {
      const found = await listDemoPeople();
      expect(found.map(({ name, role, teams }) => [name, role, ...teams])).toEqual([
        ['Aiko Tanaka', 'platform', 'platform'],
        ['Ben Okafor', 'member', 'payments'],
        ['Chie Sato', 'member', 'search'],
        ['Dana Levi', 'member', 'assistants'],
        ['Emil Novak', 'auditor'],
        ['Farah Idris', 'member', 'payments'],
      ]);
    });

    it('knows who owns a team, and who is only in it', async () => {
      expect((await actorFor('farah@example.com')).owns).toEqual(['payments']);
      expect((await actorFor('ben@example.com')).owns).toEqual([]);
    });

    it('makes the first platform person once', async () => {
      expect(await actorFor('root@example.com')).toMatchObject({ role: 'platform' });
      expect(await auditOf('person.create')).toHaveLength(1);
    });

    it('keeps no password in the clear', async () => {
      const [account] = await (await db()).select().from(accounts);
      expect(account?.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
    });

    it('proves a session by its cookie alone, signed and whole', async () => {
      const [line = ''] = await signInAs('person_ben', new Headers());
      expect(line).toMatch(/^sluice-session=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
      request.headers = withCookies([line]);
      expect(await currentActor()).toMatchObject({ email: 'ben@example.com', teams: ['payments'] });
      const [value = ''] = line.slice('sluice-session='.length).split(';');
      const [token, signature = ''] = decodeURIComponent(value).split('.');
      for (const forged of [
        token,
        `${token}.`,
        `${token}.${signature.replace(/^./, '_')}`,
        `x.${signature}`,
      ]) {
        request.headers = new Headers({
          cookie: `sluice-session=${encodeURIComponent(forged ?? '')}`,
        });
        expect(await currentActor()).toBeNull();
      }
    });

    it('sends a stranger from a page to the sign-in, which leads back', async () => {
      const digest = () => requireActor().catch((error) => error.digest);
      expect(await digest()).toContain(';/sign-in;');
      request.headers = new Headers({ 'x-sluice-path': '/audit?actor=a' });
      expect(await digest()).toContain(';/sign-in?next=%2Faudit%3Factor%3Da;');
      request.headers = new Headers({ 'x-sluice-path': '//evil.example' });
      expect(await digest()).toContain(';/sign-in;');
    });

    it('sees a change of role or team with the next request', async () => {
      request.headers = withCookies(await signInAs('person_chie', new Headers()));
      expect(await currentActor()).toMatchObject({ role: 'member', teams: ['search'] });
      const database = await db();
      await database.update(people).set({ role: 'auditor' }).where(eq(people.id, 'person_chie'));
      await database.delete(memberships).where(eq(memberships.personId, 'person_chie'));
      expect(await currentActor()).toMatchObject({ role: 'auditor', teams: [] });
      await database.delete(people).where(eq(people.id, 'person_chie'));
      expect(await currentActor()).toBeNull();
      await seedDemoPeople();
    });

    it('ends a session after eight idle hours, and a busy one after a day', async () => {
      const headers = withCookies(await signInAs('person_ben', new Headers()));
      const session = await findSession(headers);
      if (!session) throw new Error('no session');
      const database = await db();
      const age = (created: string, expires: string) =>
        database
          .update(sessions)
          .set({
            createdAt: sql`now() + ${created}::interval`,
            expiresAt: sql`now() + ${expires}::interval`,
          })
          .where(eq(sessions.id, session.sessionId));
      const [row] = await database
        .select()
        .from(sessions)
        .where(eq(sessions.id, session.sessionId));
      const idleMs = (row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0);
      expect(Math.round(idleMs / 3_600_000)).toBe(8);

      await age('-23 hours -59 minutes', '1 minute');
      expect(await findSession(headers)).toEqual(session);
      const [renewed] = await database
        .select()
        .from(sessions)
        .where(eq(sessions.id, session.sessionId));
      expect(renewed?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 7 * 3_600_000);
      await age('-24 hours -1 minute', '8 hours');
      expect(await findSession(headers)).toBeNull();

      const again = withCookies(await signInAs('person_ben', new Headers()));
      const second = await findSession(again);
      await database
        .update(sessions)
        .set({ expiresAt: sql`now() - interval '1 second'` })
        .where(eq(sessions.id, second?.sessionId ?? ''));
      expect(await findSession(again)).toBeNull();
    });

    it('ends what goes on by a session with it, and keeps none alive by that', async () => {
      const headers = withCookies(await signInAs('person_ben', new Headers()));
      request.headers = headers;
      const actor = await currentActor();
      if (!actor) throw new Error('no actor');
      const database = await db();
      const row = eq(sessions.id, actor.sessionId);
      const still = () => stillReads(actor, 'search');
      const [before] = await database
        .update(sessions)
        .set({ expiresAt: sql`now() + interval '1 minute'` })
        .where(row)
        .returning();
      expect(await still()).toBe(true);
      expect((await database.select().from(sessions).where(row))[0]).toEqual(before);
      const age = (set: object) => database.update(sessions).set(set).where(row);
      await age({ expiresAt: sql`now() - interval '1 second'` });
      expect(await still()).toBe(false);
      const dayAgo = sql`now() - interval '24 hours 1 second'`;
      await age({ expiresAt: sql`now() + interval '1 hour'`, createdAt: dayAgo });
      expect(await still()).toBe(false);
      await age({ createdAt: sql`now()` });
      expect(await still()).toBe(true);
      await signOut(headers);
      expect(await still()).toBe(false);
    });

    it('hands no session on to the next person, and ends it on sign-out', async () => {
      const first = withCookies(await signInAs('person_ben', new Headers()));
      const second = withCookies(await signInAs('person_dana', first));
      expect(await findSession(first)).toBeNull();
      expect(await findSession(second)).toMatchObject({ personId: 'person_dana' });
      const { cookies: cleared, goesOnAtProvider } = await signOut(second);
      expect(goesOnAtProvider).toBe(false);
      expect(cleared[0]).toMatch(/^sluice-session=; Max-Age=0;/);
      expect(await findSession(second)).toBeNull();
      const ended = await auditOf('session.end');
      expect(ended[0]).toMatchObject({ actor: 'dana@example.com', actorKind: 'person' });
      await signOut(second);
      expect(await auditOf('session.end')).toHaveLength(ended.length);
    });

    it('lets nobody in by the picker who is not of the demo', async () => {
      const { personId } = await actorFor('root@example.com');
      await expect(signInAs(personId, new Headers())).rejects.toMatchObject({ code: 'not_found' });
      await expect(signInAs('nobody', new Headers())).rejects.toMatchObject({ code: 'not_found' });
    });

    it('signs in with a password, and says no alike to a wrong one and an unknown address', async () => {
      const from = new Headers({ 'x-forwarded-for': '192.0.2.1', 'user-agent': 'test' });
      const lines = await signIn({ email: ' ROOT@example.com', password }, from);
      expect(await findSession(withCookies(lines))).not.toBeNull();
      const wrong = { code: 'denied', message: 'unknown address or wrong password' };
      for (const given of [
        { email: 'root@example.com', password: 'wrong' },
        { email: 'root@example.com', password: '' },
        { email: 'root@example.com', password: `${password}${'x'.repeat(1_000)}` },
        { email: 'nobody@example.com', password },
        // Of the demo: by the picker only.
        { email: 'ben@example.com', password: '' },
      ])
        await expect(signIn(given, from)).rejects.toMatchObject(wrong);
      expect(await auditOf('session.refused')).toHaveLength(5);
    });

    it('stops guessing after ten attempts, for this person from this address', async () => {
      const guess = (email: string, address: string, text = 'wrong') =>
        signIn({ email, password: text }, new Headers({ 'x-forwarded-for': address }));
      const counted = Array.from({ length: attemptsMaxPerPersonAndAddress }, () =>
        guess('root@example.com', '192.0.2.7').catch((error) => error.code),
      );
      expect(new Set(await Promise.all(counted))).toEqual(new Set(['denied']));
      const throttled = { code: 'throttled' };
      await expect(guess('root@example.com', '192.0.2.7', password)).rejects.toMatchObject(
        throttled,
      );
      await expect(guess('ROOT@example.com ', '192.0.2.7')).rejects.toMatchObject(throttled);
      await expect(guess('root@example.com', '192.0.2.8', password)).resolves.toHaveLength(1);
      await (await db()).update(attempts).set({ windowEndsAt: sql`now() - interval '1 second'` });
      await expect(guess('root@example.com', '192.0.2.7', password)).resolves.toHaveLength(1);
    });

    it('starts no session that the audit cannot record', async () => {
      const database = await db();
      await database.execute(
        sql`alter table audit add constraint closed check (action <> 'session.start') not valid`,
      );
      const before = await database.select().from(sessions);
      await expect(signInAs('person_ben', new Headers())).rejects.toThrow();
      await expect(
        signIn({ email: 'root@example.com', password }, new Headers()),
      ).rejects.toThrow();
      expect(await database.select().from(sessions)).toEqual(before);
      await database.execute(sql`alter table audit drop constraint closed`);
    });

    it('refuses a second person with the same address, in any spelling', async () => {
      const person = { name: 'R', role: 'member', teams: ['payments'], password } as const;
      expect(await createPerson({ ...person, email: 'ROOT@EXAMPLE.COM' })).toBe(false);
      expect(await createPerson({ ...person, email: 'new@example.com' })).toBe(true);
      expect(await actorFor('NEW@example.com')).toMatchObject({ teams: ['payments'] });
    });

    it('gates by team: own, other, absent', async () => {
      const ben = await actorFor('ben@example.com');
      const emil = await actorFor('emil@example.com');
      expect(() => authorize(ben, 'proxy.delete', { team: 'payments' })).not.toThrow();
      const refusals = [
        () => authorize(ben, 'proxy.delete', { team: 'search', name: 'x' }),
        () => authorize(ben, 'proxy.delete', null),
        () => authorize(emil, 'proxy.delete', null),
        () => authorize(emil, 'key.reveal'),
      ];
      const codes = refusals.map((refusal) => {
        try {
          refusal();
          return 'allowed';
        } catch (error) {
          return (error as { code: string }).code;
        }
      });
      expect(codes).toEqual(['not_found', 'not_found', 'denied', 'denied']);
    });
  });
}
