import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listAudit } from '../audit/data';
import { closeDatabase, db } from '../db/database';
import { accounts, people, sessions, tokens } from '../db/schema';
import { bothEngines, useDatabase } from '../testing/databases';
import { actorFor, requireTokenActor } from './gate';
import { createPerson, createToken, endSessions, revokeTokens } from './mutations';
import { listPeople, listPeopleTeams, peopleOrigins } from './people';
import type { PeopleFilter } from './people-filter';
import { seedDemoPeople } from './seed';
import { findSession, signInAs } from './sessions';
import type { Actor } from './types';

vi.hoisted(() => {
  process.env.SLUICE_DEMO = '1';
});

const engines = bothEngines();

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

const all: PeopleFilter = { text: '', role: null, team: null, origin: null, page: 1 };
const denied = expect.objectContaining({ code: 'denied' });

async function browserOf(personId: string): Promise<Headers> {
  const lines = await signInAs(personId, new Headers());
  return new Headers({ cookie: lines.map((line) => line.split(';')[0]).join('; ') });
}

for (const engine of engines) {
  describe.skipIf(!engine.isThere)(`people on ${engine.name}`, () => {
    let [aiko, ben, chie, emil]: Actor[] = [];
    const who = async (actor: Actor | undefined, filter: Partial<PeopleFilter> = {}) =>
      (await listPeople(actor as Actor, { ...all, ...filter })).people;
    const names = async (actor: Actor | undefined, filter: Partial<PeopleFilter> = {}) =>
      (await who(actor, filter)).map(({ name }) => name.split(' ')[0]);
    const rows = async (action: string) => (await listAudit({ action, limit: 50 })).rows;

    beforeAll(async () => {
      await useDatabase(await engine.place());
      await seedDemoPeople();
      const given = { password: 'a password of the tests', role: 'member' as const };
      await createPerson({ ...given, name: 'Gil 50%_o', email: 'gil@example.com', teams: [] });
      [aiko, ben, chie, emil] = await Promise.all(
        ['aiko', 'ben', 'chie', 'emil'].map((each) => actorFor(`${each}@example.com`)),
      );
    });
    beforeEach(async () => {
      await (await db()).delete(sessions);
      await (await db()).delete(tokens);
    });
    afterAll(closeDatabase);

    it('are all there for platform people and auditors, and for members those of their teams', async () => {
      const everybody = ['Aiko', 'Ben', 'Chie', 'Dana', 'Emil', 'Farah', 'Gil'];
      expect(await names(aiko)).toEqual(everybody);
      expect(await names(emil)).toEqual(everybody);
      expect(await names(ben)).toEqual(['Ben', 'Farah']);
      expect(await names(chie)).toEqual(['Chie']);
      expect(await names(await actorFor('gil@example.com'))).toEqual(['Gil']);
      expect(await listPeopleTeams(ben as Actor)).toEqual(['payments']);
      expect(await listPeopleTeams(emil as Actor)).toContain('search');
    });

    it('no filter shows a member more', async () => {
      for (const filter of [{ text: 'aiko' }, { team: 'search' }, { role: 'platform' as const }])
        expect(await names(ben, filter)).toEqual([]);
    });

    it('are found by name, address, role, team and origin, each as it is written', async () => {
      expect(await names(aiko, { text: 'SATO' })).toEqual(['Chie']);
      expect(await names(aiko, { text: 'farah@' })).toEqual(['Farah']);
      expect(await names(aiko, { text: '%' })).toEqual(['Gil']);
      expect(await names(aiko, { text: '_' })).toEqual(['Gil']);
      expect(await names(aiko, { text: '\\' })).toEqual([]);
      expect(await names(aiko, { role: 'auditor' })).toEqual(['Emil']);
      expect(await names(aiko, { team: 'payments' })).toEqual(['Ben', 'Farah']);
      expect(await names(aiko, { origin: 'password' })).toEqual(['Gil']);
      expect(await names(aiko, { origin: 'provider' })).toEqual([]);
      expect(await names(aiko, { origin: 'demo', text: 'a' })).not.toContain('Gil');
      expect(await names(aiko, { page: 2 })).toEqual([]);
      expect(peopleOrigins()).toEqual(['password', 'demo']);
    });

    it('say what they have open, to whom it concerns alone', async () => {
      const { personId } = ben as Actor;
      await browserOf(personId);
      await browserOf(personId);
      const { value } = await createToken(ben as Actor, {
        name: 'ci',
        scopes: ['fleet.read'],
        teams: null,
        days: 30,
      });
      await requireTokenActor(new Headers({ authorization: `Bearer ${value}` }));
      const [seen] = await who(emil, { text: 'ben@' });
      expect(seen).toMatchObject({
        origin: 'demo',
        teams: [{ team: 'payments', isOwner: false }],
        activity: { sessions: 2, tokens: 1 },
      });
      for (const at of [seen?.activity?.seenAt, seen?.activity?.tokenUsedAt])
        expect(Math.abs(Date.now() - Number(at))).toBeLessThan(60_000);
      expect((await who(ben)).every(({ activity }) => activity === null)).toBe(true);
      const [farah] = await who(ben, { text: 'farah' });
      expect(farah?.teams).toEqual([{ team: 'payments', isOwner: true }]);
    });

    it('a session that is over, and a token that has expired, are none', async () => {
      await browserOf((chie as Actor).personId);
      const wanted = { name: 'ci', scopes: ['fleet.read' as const], teams: null, days: 7 };
      await createToken(chie as Actor, wanted);
      const old = new Date(Date.now() - 25 * 3_600_000);
      await (await db()).update(sessions).set({ createdAt: old });
      await (await db()).update(tokens).set({ expiresAt: old });
      const [seen] = await who(aiko, { text: 'chie' });
      expect(seen?.activity).toMatchObject({ sessions: 0, tokens: 0 });
    });

    it('come by the groups of a provider where they have an account there', async () => {
      const made = { id: 'a1', accountId: 'sub', providerId: 'oidc:https://login.example.com' };
      const id = (chie as Actor).personId;
      await (await db()).insert(accounts).values({ ...made, userId: id });
      await (await db()).update(people).set({ isDemo: false }).where(eq(people.id, id));
      expect(await names(aiko, { origin: 'provider' })).toEqual(['Chie']);
      expect((await who(aiko, { text: 'chie' }))[0]?.origin).toBe('provider');
      await (await db()).update(people).set({ isDemo: true }).where(eq(people.id, id));
      await (await db()).delete(accounts).where(eq(accounts.id, 'a1'));
    });

    it('lose every session at once, with one row that says by whom', async () => {
      const { personId } = ben as Actor;
      const browsers = [await browserOf(personId), await browserOf(personId)];
      const other = await browserOf((chie as Actor).personId);
      await endSessions(aiko as Actor, personId);
      for (const browser of browsers) expect(await findSession(browser)).toBeNull();
      expect(await findSession(other)).not.toBeNull();
      await endSessions(aiko as Actor, personId);
      const told = await rows('person.end_sessions');
      expect(told).toHaveLength(1);
      expect(told[0]).toMatchObject({
        actor: 'aiko@example.com',
        object: 'ben@example.com',
        detail: { sessions: 2 },
      });
    });

    it('lose every token at once, with one row that names them and no value', async () => {
      const wanted = { scopes: ['fleet.read' as const], teams: null, days: 7 };
      const made = await Promise.all(
        ['a', 'b'].map((name) => createToken(ben as Actor, { ...wanted, name })),
      );
      await revokeTokens(aiko as Actor, (ben as Actor).personId);
      for (const { value } of made)
        await expect(
          requireTokenActor(new Headers({ authorization: `Bearer ${value}` })),
        ).rejects.toMatchObject({ fault: 'revoked' });
      await revokeTokens(aiko as Actor, (ben as Actor).personId);
      const told = await rows('person.revoke_tokens');
      expect(told).toHaveLength(1);
      expect(JSON.stringify(told[0]?.detail)).toContain(made[0]?.prefix);
      expect(JSON.stringify(told[0]?.detail)).not.toContain(made[0]?.value);
    });

    it('are touched by the platform team alone, and nobody is nobody', async () => {
      const { personId } = ben as Actor;
      const browser = await browserOf(personId);
      for (const actor of [ben, chie, emil] as Actor[])
        for (const deed of [endSessions, revokeTokens])
          await expect(deed(actor, personId)).rejects.toEqual(denied);
      expect(await findSession(browser)).not.toBeNull();
      await expect(endSessions(aiko as Actor, 'person_none')).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });
}
