import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listAudit } from '../audit/data';
import { closeDatabase, db } from '../db/database';
import { attempts, memberships, people, tokens } from '../db/schema';
import { bothEngines, useDatabase } from '../testing/databases';
import { refusedTokensMaxPerAddress } from './attempts';
import { listTokens, listTokenTeams } from './data';
import { actorFor, authorize, requireTokenActor, stillReads } from './gate';
import { createToken, type NewToken, revokeToken, tokensMaxPerPerson } from './mutations';
import { can } from './permissions';
import { seedDemoPeople } from './seed';
import { makeTokenValue } from './token-value';
import type { Actor } from './types';

vi.hoisted(() => {
  process.env.SLUICE_DEMO = '1';
});

const engines = bothEngines();

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

const by = (value: string, from = '192.0.2.1') =>
  requireTokenActor(new Headers({ authorization: `Bearer ${value}`, 'x-forwarded-for': from }));

const wanted: NewToken = { name: 'ci', scopes: ['fleet.read'], teams: null, days: 30 };

async function auditOf(action: string) {
  return (await listAudit({ action, limit: 200 })).rows;
}

for (const engine of engines) {
  describe.skipIf(!engine.isThere)(`personal tokens on ${engine.name}`, () => {
    let ben: Actor;
    let aiko: Actor;
    let emil: Actor;

    beforeAll(async () => {
      await useDatabase(await engine.place());
      await seedDemoPeople();
      ben = await actorFor('ben@example.com');
      aiko = await actorFor('aiko@example.com');
      emil = await actorFor('emil@example.com');
    });

    beforeEach(async () => {
      await (await db()).delete(tokens);
      await (await db()).delete(attempts);
    });

    afterAll(closeDatabase);

    it('proves its owner, with the scopes it was given and no more', async () => {
      const { value, prefix } = await createToken(ben, {
        ...wanted,
        scopes: ['fleet.read', 'proxy.launch'],
      });
      const actor = await by(value);
      expect(actor).toMatchObject({ email: 'ben@example.com', token: { prefix } });
      expect(can(actor, 'proxy.launch', { team: 'payments' })).toBe(true);
      expect(can(actor, 'proxy.launch', { team: 'search' })).toBe(false);
      expect(can(actor, 'proxy.delete', { team: 'payments' })).toBe(false);
      expect(() => authorize(actor, 'proxy.delete', { team: 'payments' })).toThrow(
        expect.objectContaining({ code: 'denied' }),
      );
    });

    it('is kept by its hash alone', async () => {
      const { value } = await createToken(ben, wanted);
      const rows = await (await db()).select().from(tokens);
      const kept = JSON.stringify([rows, await auditOf('token.create')]);
      expect(kept).not.toContain(value);
      expect(kept).not.toContain(value.slice(17));
      expect(JSON.stringify(await listTokens(ben))).not.toContain(rows[0]?.hash);
    });

    it('for one team reads and changes that team only, whoever made it', async () => {
      const { value } = await createToken(aiko, {
        ...wanted,
        scopes: ['fleet.read', 'proxy.delete'],
        teams: ['search'],
      });
      const actor = await by(value);
      for (const permission of ['fleet.read', 'proxy.delete'] as const) {
        expect(can(actor, permission, { team: 'search' })).toBe(true);
        expect(can(actor, permission, { team: 'payments' })).toBe(false);
      }
    });

    it('loses what its owner loses, with the next request', async () => {
      const { value } = await createToken(ben, { ...wanted, scopes: ['proxy.delete'] });
      const database = await db();
      const mine = eq(memberships.personId, ben.personId);
      expect(can(await by(value), 'proxy.delete', { team: 'payments' })).toBe(true);
      await database.delete(memberships).where(mine);
      expect(can(await by(value), 'proxy.delete', { team: 'payments' })).toBe(false);
      await database.insert(memberships).values({ personId: ben.personId, team: 'payments' });
      await database.delete(people).where(eq(people.id, ben.personId));
      await expect(by(value)).rejects.toMatchObject({ code: 'denied', fault: 'unknown' });
      await seedDemoPeople();
    });

    it('is refused when it is missing, made up, mistyped, expired or revoked', async () => {
      await expect(requireTokenActor(new Headers())).rejects.toMatchObject({ fault: 'missing' });
      await expect(
        requireTokenActor(new Headers({ authorization: 'Basic YTpi' })),
      ).rejects.toMatchObject({ fault: 'unknown' });
      await expect(by(makeTokenValue())).rejects.toMatchObject({ fault: 'unknown' });
      const { value } = await createToken(ben, wanted);
      await expect(by(`${value}x`)).rejects.toMatchObject({ fault: 'unknown' });
      const [token] = await listTokens(ben);
      await (await db()).update(tokens).set({ expiresAt: sql`now() - interval '1 second'` });
      await expect(by(value)).rejects.toMatchObject({ code: 'denied', fault: 'expired' });
      await (await db()).update(tokens).set({ expiresAt: sql`now() + interval '1 day'` });
      await revokeToken(ben, token?.id ?? '');
      await revokeToken(ben, token?.id ?? '');
      await expect(by(value)).rejects.toMatchObject({ code: 'denied', fault: 'revoked' });
      expect(await listTokens(ben)).toEqual([]);
      expect((await auditOf('token.refused')).map(({ detail }) => detail.fault)).toEqual([
        'revoked',
        'expired',
      ]);
      expect(await auditOf('token.revoke')).toHaveLength(1);
    });

    it('that ends, ends what goes on by it', async () => {
      const { value } = await createToken(ben, { ...wanted, scopes: ['fleet.read'] });
      const actor = await by(value);
      const still = () => stillReads(actor, 'payments');
      expect(await still()).toBe(true);
      const database = await db();
      await database.update(tokens).set({ teams: ['search'] });
      expect(await still()).toBe(true);
      await database.update(tokens).set({ expiresAt: sql`now() - interval '1 second'` });
      expect(await still()).toBe(false);
      await database.update(tokens).set({ expiresAt: sql`now() + interval '1 day'` });
      expect(await still()).toBe(true);
      await revokeToken(ben, actor.token?.id ?? '');
      expect(await still()).toBe(false);
    });

    it('no cookie stands in for it', async () => {
      const { value } = await createToken(ben, wanted);
      const cookie = `sluice-session=${value}; authorization=Bearer ${value}`;
      await expect(requireTokenActor(new Headers({ cookie }))).rejects.toMatchObject({
        fault: 'missing',
      });
    });

    it('who guesses is held back for a while; a good token behind the same address is not', async () => {
      const { value } = await createToken(ben, wanted);
      for (let guess = 0; guess < refusedTokensMaxPerAddress; guess++)
        await expect(by(makeTokenValue())).rejects.toMatchObject({ code: 'denied' });
      const held = await by(makeTokenValue()).catch((error) => error);
      expect(held).toMatchObject({ code: 'throttled' });
      expect(held.retryAfterS).toBeGreaterThan(800);
      expect(held.retryAfterS).toBeLessThanOrEqual(900);
      expect(await by(value)).toMatchObject({ email: 'ben@example.com' });
      await expect(by(makeTokenValue(), '192.0.2.2')).rejects.toMatchObject({ code: 'denied' });
    });

    it('says when it was last used', async () => {
      const { value } = await createToken(ben, wanted);
      expect(await listTokens(ben)).toMatchObject([{ name: 'ci', lastUsedAt: null }]);
      await by(value);
      const [token] = await listTokens(ben);
      expect(Math.abs((token?.lastUsedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(10_000);
    });

    it('nobody hands on what they do not have', async () => {
      const refused = { code: 'denied' };
      await expect(createToken(ben, { ...wanted, teams: ['search'] })).rejects.toMatchObject(
        refused,
      );
      await expect(
        createToken(emil, { ...wanted, scopes: ['proxy.launch'] }),
      ).rejects.toMatchObject(refused);
      await expect(createToken(emil, wanted)).resolves.toMatchObject({});
      expect(await listTokenTeams(ben)).toEqual(['payments']);
      expect(await listTokenTeams(aiko)).toEqual(
        expect.arrayContaining(['assistants', 'payments', 'platform', 'search']),
      );
      const { value } = await createToken(ben, wanted);
      await expect(createToken(await by(value), wanted)).rejects.toMatchObject(refused);
    });

    it('one person revokes no other person’s', async () => {
      await createToken(ben, wanted);
      const [token] = await listTokens(ben);
      await expect(revokeToken(aiko, token?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
      expect(await listTokens(ben)).toHaveLength(1);
    });

    it('a person has so many and no more, however they are asked for', async () => {
      const many = Array.from({ length: tokensMaxPerPerson + 3 }, () => createToken(ben, wanted));
      const made = (await Promise.allSettled(many)).filter((it) => it.status === 'fulfilled');
      expect(made).toHaveLength(tokensMaxPerPerson);
      await expect(createToken(ben, wanted)).rejects.toMatchObject({ code: 'limit' });
    });
  });
}
