import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listAudit } from '../audit/data';
import { closeDatabase, db } from '../db/database';
import { attempts } from '../db/schema';
import { bothEngines, useDatabase } from '../testing/databases';
import { attemptsMaxPerPersonAndAddress } from './attempts';
import { actorFor } from './gate';
import { createPerson } from './mutations';
import { seedDemoPeople } from './seed';
import { confirmationWay, confirmPerson, requireConfirmed } from './step-up';
import type { Actor } from './types';

vi.hoisted(() => {
  process.env.SLUICE_DEMO = '1';
});

const password = 'correct horse battery';
const engines = bothEngines().slice(0, 1);

describe.each(engines)('saying again who one is on $name', (engine) => {
  let pia: Actor;
  let ben: Actor;

  beforeAll(async () => {
    await useDatabase(await engine.place());
    await seedDemoPeople();
    const who = { name: 'Pia', email: 'pia@example.com', password };
    await createPerson({ ...who, role: 'member', teams: ['payments'] });
    [pia, ben] = [await actorFor('pia@example.com'), await actorFor('ben@example.com')];
  });
  beforeEach(async () => void (await (await db()).delete(attempts)));
  afterAll(async () => {
    await closeDatabase();
    await engine.close();
  });

  const say = (actor: Actor, given: { password?: string; personId?: string }) =>
    confirmPerson(actor, { password: '', personId: '', ...given }, new Headers());

  it('takes a password from whoever has one, whatever the demo takes', async () => {
    expect(await confirmationWay(pia)).toBe('password');
    const confirmed = await say(pia, { password });
    expect(() => requireConfirmed(pia, confirmed)).not.toThrow();
    await expect(say(pia, { personId: pia.personId })).rejects.toMatchObject({
      code: 'denied',
      detail: 'confirm',
    });
    expect((await listAudit({ action: 'session.unconfirmed', limit: 1 })).rows[0]).toMatchObject({
      actor: 'pia@example.com',
    });
  });

  it('takes the name of a seeded person from that person alone', async () => {
    expect(await confirmationWay(ben)).toBe('demo');
    expect(await say(ben, { personId: ben.personId })).toMatchObject({ by: 'demo' });
    await expect(say(ben, { personId: pia.personId })).rejects.toMatchObject({ code: 'denied' });
  });

  it('is for this person and this moment', async () => {
    const confirmed = await say(pia, { password });
    expect(() => requireConfirmed(ben, confirmed)).toThrow();
    const before = { ...confirmed, at: new Date(Date.now() - 61_000) };
    expect(() => requireConfirmed(pia, before)).toThrow();
  });

  it('is no way to guess a password, nor one for tokens', async () => {
    for (let tries = 0; tries < attemptsMaxPerPersonAndAddress; tries++)
      await expect(say(pia, { password: 'x' })).rejects.toMatchObject({ code: 'denied' });
    await expect(say(pia, { password })).rejects.toMatchObject({ code: 'throttled' });
    const byToken = { ...ben, token: { id: 't', prefix: 'p', scopes: [], teams: null } } as Actor;
    await expect(say(byToken, { personId: ben.personId })).rejects.toMatchObject({
      code: 'denied',
    });
  });
});
