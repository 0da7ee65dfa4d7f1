import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { and, eq } from 'drizzle-orm';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listAudit } from '../audit/data';
import { closeDatabase, db } from '../db/database';
import { accounts, memberships, people, sessions, verifications } from '../db/schema';
import { env } from '../env';
import { bothEngines, useDatabase } from '../testing/databases';
import { type OidcServer, startOidc, throughProvider } from '../testing/oidc-provider';
import {
  actorFor,
  currentActor,
  mayStill,
  requireActor,
  requireTokenActor,
  stillReads,
} from './gate';
import { createPerson, createToken } from './mutations';
import { callbackUrl, ownUrl } from './oidc-client';
import { endSessionUrl, endsAtProvider } from './oidc-end';
import { beginOidc, finishOidc } from './oidc-flow';
import { isStillMember, vouchedUntil } from './oidc-refresh';
import { findSession, signOut } from './sessions';
import { confirmationWay, confirmPerson, requireRecent } from './step-up';
import type { Actor } from './types';

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: async () => request.headers }));

const secretOfClient = 'a secret of the tests alone';
const rules = [
  { group: 'plat', role: 'platform' },
  { group: 'pay', team: 'payments' },
  { group: 'lead', team: 'payments', owner: true },
];
Object.assign(process.env, {
  OIDC_CLIENT_ID: 'sluice',
  OIDC_CLIENT_SECRET: secretOfClient,
  OIDC_SCOPES: 'openid profile email groups offline_access',
  OIDC_GROUPS: JSON.stringify(rules),
  OIDC_ISSUER: 'http://127.0.0.1:1',
});

let provider: OidcServer;

/** The environment is parsed once: the issuer of the moment stands in the parsed one. */
function useIssuer(issuer: string): void {
  Object.assign(env(), { OIDC_ISSUER: issuer });
}

const depart = (given: Partial<Parameters<typeof beginOidc>[0]> = {}) =>
  beginOidc({ next: '/audit', confirms: null, ...given });

async function visit(person: Partial<OidcServer['person']> = {}) {
  provider.person = { ...provider.person, ...person };
  const { url, secret } = await depart();
  const search = await throughProvider(url, callbackUrl());
  return { search, secret };
}

async function signIn(person: Partial<OidcServer['person']> = {}, headers = new Headers()) {
  const { search, secret } = await visit(person);
  return finishOidc(search, secret, headers);
}

/** The request that a browser with these cookies makes next. */
function withCookies(lines: readonly string[]): Headers {
  return new Headers({ cookie: lines.map((line) => line.split(';')[0]).join('; ') });
}

async function cookiesOf(person: Partial<OidcServer['person']> = {}, headers?: Headers) {
  const arrival = await signIn(person, headers);
  if (arrival.kind !== 'in') throw new Error(JSON.stringify(arrival));
  return withCookies(arrival.cookies);
}

const stateOf = (url: URL) => url.searchParams.get('state') ?? '';

const sessionCount = async () => (await (await db()).select().from(sessions)).length;

for (const engine of bothEngines().slice(0, 1))
  describe(`single sign-on on ${engine.name}`, () => {
    beforeAll(async () => {
      await useDatabase(await engine.place());
      provider = await startOidc(callbackUrl());
    });
    beforeEach(() => {
      useIssuer(provider.issuer);
      provider.isRevoked = false;
      provider.person = { sub: 'u1', name: 'Pia', email: 'pia@example.com', groups: ['pay'] };
    });
    afterAll(async () => {
      await closeDatabase();
      await provider.close();
      await engine.close();
    });

    it('leaves with PKCE, a state and a nonce of this visit alone', async () => {
      const [one, other] = [await depart(), await depart()];
      const of = ({ url }: typeof one) => Object.fromEntries(url.searchParams);
      expect(of(one)).toMatchObject({ code_challenge_method: 'S256', response_type: 'code' });
      for (const name of ['state', 'nonce', 'code_challenge'])
        expect(of(one)[name]).not.toBe(of(other)[name]);
      expect(one.url.href).not.toContain(one.secret);
    });

    it('makes a person of what the provider says, with the teams of their groups, and leads where they wanted', async () => {
      const arrival = await signIn({ groups: ['pay', 'everybody'] });
      expect(arrival).toMatchObject({ kind: 'in', next: '/audit' });
      expect(await actorFor('pia@example.com')).toMatchObject({
        name: 'Pia',
        role: 'member',
        teams: ['payments'],
        owns: [],
      });
      const [row] = (await listAudit({ action: 'session.start', limit: 1 })).rows;
      expect(row).toMatchObject({ actor: 'pia@example.com', detail: { method: 'oidc' } });
    });

    it('follows the groups at each sign-in, and writes down what changed', async () => {
      await signIn({ groups: ['lead', 'plat'] });
      expect(await actorFor('pia@example.com')).toMatchObject({
        role: 'platform',
        owns: ['payments'],
      });
      const [row] = (await listAudit({ action: 'person.update', limit: 1 })).rows;
      expect(row?.changes).toContainEqual({ field: 'role', from: 'member', to: 'platform' });
      await signIn({ groups: ['pay'] });
      expect(await actorFor('pia@example.com')).toMatchObject({ role: 'member', owns: [] });
    });

    it('knows a person by their subject: another address is the same person, another subject is not', async () => {
      const before = await actorFor('pia@example.com');
      await signIn({ email: 'pia.new@example.com' });
      expect((await actorFor('pia.new@example.com')).personId).toBe(before.personId);
      expect(await signIn({ sub: 'u2', email: 'pia.new@example.com' })).toMatchObject({
        kind: 'refused',
        why: 'taken',
      });
    });

    it('takes over no account that has a password', async () => {
      const password = 'correct horse battery';
      await createPerson({
        name: 'R',
        email: 'root@example.com',
        password,
        role: 'platform',
        teams: [],
      });
      expect(await signIn({ sub: 'u3', email: 'root@example.com' })).toMatchObject({
        why: 'taken',
      });
      expect(await signIn({ sub: 'u3', email: 'ROOT@example.com' })).toMatchObject({
        why: 'taken',
      });
    });

    it('lets nobody in without a group that gives something, or a verified address', async () => {
      const before = await sessionCount();
      expect(await signIn({ sub: 'u4', email: 'x@example.com', groups: ['other'] })).toMatchObject({
        why: 'groups',
      });
      const unverified = {
        sub: 'u5',
        email: 'y@example.com',
        email_verified: false,
        groups: ['pay'],
      };
      expect(await signIn(unverified)).toMatchObject({ why: 'email' });
      delete provider.person.email_verified;
      expect(await sessionCount()).toBe(before);
      const [row] = (await listAudit({ action: 'session.refused', limit: 1 })).rows;
      expect(row?.detail).toMatchObject({ method: 'oidc', why: 'email' });
    });

    describe('a callback', () => {
      it('counts once: replayed, it is nobody’s', async () => {
        const { search, secret } = await visit();
        expect(await finishOidc(search, secret, new Headers())).toMatchObject({ kind: 'in' });
        const before = await sessionCount();
        expect(await finishOidc(search, secret, new Headers())).toMatchObject({ why: 'restart' });
        expect(await sessionCount()).toBe(before);
      });

      it('counts once also where two come at the same time', async () => {
        const { search, secret } = await visit();
        const both = await Promise.all([1, 2].map(() => finishOidc(search, secret, new Headers())));
        expect(both.map(({ kind }) => kind).sort()).toEqual(['in', 'refused']);
      });

      it.each([
        ['without this browser’s secret', (s: URLSearchParams) => [s, null]],
        ['with another browser’s secret', (s: URLSearchParams) => [s, 'x'.repeat(43)]],
        ['with a state that nobody left with', (s: URLSearchParams) => [changed(s, 'state', 'x')]],
        ['without a state', (s: URLSearchParams) => [changed(s, 'state', null)]],
      ])('%s is nobody’s, and spends what it meant to steal', async (_, of) => {
        const { search, secret } = await visit();
        const [given, held = secret] = of(search) as [URLSearchParams, string | null | undefined];
        expect(await finishOidc(given, held ?? null, new Headers())).toMatchObject({
          kind: 'refused',
          why: 'restart',
        });
      });

      it('of another issuer is refused, whatever code it brings (mix-up, RFC 9207)', async () => {
        for (const iss of ['https://evil.example.com', null]) {
          const { search, secret } = await visit();
          const arrival = await finishOidc(changed(search, 'iss', iss), secret, new Headers());
          expect(arrival).toMatchObject({ kind: 'refused', why: 'provider' });
        }
      });

      it('with another person’s code is refused: its verifier is not this visit’s', async () => {
        const [victim, attacker] = [await visit(), await visit({ sub: 'u9' })];
        const mixed = changed(victim.search, 'code', attacker.search.get('code'));
        expect(await finishOidc(mixed, victim.secret, new Headers())).toMatchObject({
          why: 'provider',
        });
      });

      it('of a person who said no, or with anything at all as an error, says so in our words alone', async () => {
        const { url, secret } = await depart();
        const said = {
          error: 'access_denied',
          error_description: '<b>x</b>',
          state: stateOf(url),
          iss: provider.issuer,
        };
        const arrival = await finishOidc(new URLSearchParams(said), secret, new Headers());
        const told = { kind: 'refused', next: '/audit', isConfirming: false };
        expect(arrival).toEqual({ ...told, why: 'cancelled' });
        const again = await depart();
        const broken = { ...said, error: 'server_error', state: stateOf(again.url) };
        expect(await finishOidc(new URLSearchParams(broken), again.secret, new Headers())).toEqual({
          ...told,
          why: 'provider',
        });
      });

      it('after ten minutes is too late', async () => {
        const { search, secret } = await visit();
        const past = { expiresAt: new Date(Date.now() - 1) };
        await (await db()).update(verifications).set(past);
        expect(await finishOidc(search, secret, new Headers())).toMatchObject({ why: 'restart' });
      });
    });

    it('starts a session of its own: none that was there before is kept (fixation)', async () => {
      const before = await cookiesOf();
      const planted = (await findSession(before))?.sessionId;
      const after = await cookiesOf({}, before);
      expect(after.get('cookie')).not.toBe(before.get('cookie'));
      expect(await findSession(before)).toBeNull();
      expect((await findSession(after))?.sessionId).not.toBe(planted);
    });

    describe('within a minute', () => {
      /** As if a minute had passed since the provider was asked. */
      const minuteLater = async () => {
        const past = { updatedAt: new Date(Date.now() - 61_000) };
        await (await db()).update(accounts).set(past).where(eq(accounts.accountId, 'u1'));
      };
      const pia = async () => {
        const [account] = await (await db())
          .select()
          .from(accounts)
          .where(and(eq(accounts.accountId, 'u1')));
        return account?.userId ?? '';
      };

      it('what changed of a person’s groups counts, also while they are signed in', async () => {
        await cookiesOf({ groups: ['pay'] });
        provider.person.groups = ['plat'];
        expect(await isStillMember(await pia())).toBe(true);
        const role = async () =>
          (
            await (
              await db()
            )
              .select()
              .from(people)
              .where(eq(people.id, await pia()))
          )[0]?.role;
        expect(await role()).toBe('member');
        await minuteLater();
        expect(await isStillMember(await pia())).toBe(true);
        expect(await role()).toBe('platform');
        expect(
          await (await db())
            .select()
            .from(memberships)
            .where(eq(memberships.personId, await pia())),
        ).toEqual([]);
      });

      it('whoever is in no group any more has no session left', async () => {
        const headers = await cookiesOf({ groups: ['pay'] });
        provider.person.groups = [];
        await minuteLater();
        expect(await isStillMember(await pia())).toBe(false);
        expect(await findSession(headers)).toBeNull();
      });

      it('whom the provider knows no more has no session left', async () => {
        const headers = await cookiesOf({ groups: ['pay'] });
        provider.isRevoked = true;
        await minuteLater();
        expect(await isStillMember(await pia())).toBe(false);
        expect(await findSession(headers)).toBeNull();
      });

      it('whom the provider vouches for no more is let in by nothing that they left behind, until they sign in again', async () => {
        await cookiesOf({ groups: ['pay'] });
        const owner = await actorFor('pia@example.com');
        const { value } = await createToken(owner, {
          ...{ name: 'ci', scopes: ['fleet.read'], teams: null, days: 7 },
        });
        const bearer = new Headers({ authorization: `Bearer ${value}` });
        const isIn = async () => [
          (await requireTokenActor(bearer).catch(() => null))?.email ?? null,
          await mayStill('pia@example.com', 'proxy.update', { team: 'payments' }),
        ];
        expect(await isIn()).toEqual(['pia@example.com', true]);
        for (const leave of [
          () => {
            provider.isRevoked = true;
          },
          () => {
            provider.person.groups = [];
          },
        ]) {
          leave();
          await minuteLater();
          const { rows } = await listAudit({ action: 'session.end', limit: 50 });
          expect(await isIn()).toEqual([null, false]);
          await minuteLater();
          expect(await isIn()).toEqual([null, false]);
          // Once, however often they try.
          const told = await listAudit({ action: 'session.end', limit: 50 });
          expect(told.rows).toHaveLength(rows.length + 1);
          provider.isRevoked = false;
          await cookiesOf({ groups: ['pay'] });
          expect(await isIn()).toEqual(['pia@example.com', true]);
        }
      });

      it('a provider that does not answer takes nobody’s session', async () => {
        const headers = await cookiesOf({ groups: ['pay'] });
        await minuteLater();
        useIssuer('http://127.0.0.1:9');
        await (await db())
          .update(accounts)
          .set({ providerId: 'oidc:http://127.0.0.1:9' })
          .where(eq(accounts.accountId, 'u1'));
        expect(await isStillMember(await pia())).toBe(true);
        await (await db())
          .update(accounts)
          .set({ providerId: `oidc:${provider.issuer}` })
          .where(eq(accounts.accountId, 'u1'));
        expect(await findSession(headers)).not.toBeNull();
      });

      it('of many requests at once one asks, and the token that it was given is the one that is kept', async () => {
        await cookiesOf({ groups: ['pay'] });
        for (let round = 0; round < 3; round += 1) {
          await minuteLater();
          const person = await pia();
          const all = await Promise.all(Array.from({ length: 8 }, () => isStillMember(person)));
          expect(all).toEqual(Array(8).fill(true));
        }
      });

      it('without one is asked of the person themselves, within the hour, and bounds their tokens by a day', async () => {
        const withScopes = (scopes: string) => Object.assign(env(), { OIDC_SCOPES: scopes });
        const scopes = env().OIDC_SCOPES;
        withScopes('openid profile email groups');
        const who = { sub: 'u60', name: 'Kim', email: 'kim@example.com', groups: ['pay'] };
        request.headers = await cookiesOf(who);
        request.headers.set('x-sluice-path', '/audit?actor=a');
        const actor = await currentActor();
        expect(actor).toMatchObject({ teams: ['payments'], owns: [] });
        if (!actor) throw new Error('no actor');
        const mine = eq(accounts.userId, actor.personId);
        const saidAgo = (minutes: number) =>
          db().then((on) =>
            on
              .update(accounts)
              .set({ updatedAt: new Date(Date.now() - minutes * 60_000) })
              .where(mine),
          );
        await saidAgo(59);
        expect(await currentActor()).toMatchObject({ email: 'kim@example.com' });
        expect(await stillReads(actor, 'payments')).toBe(true);
        await saidAgo(61);
        expect(await currentActor()).toBeNull();
        expect(await stillReads(actor, 'payments')).toBe(false);
        const digest = await requireActor().catch((error) => error.digest);
        expect(digest).toContain(';/sign-in/oidc?again=1&next=%2Faudit%3Factor%3Da;');

        const { value } = await createToken(actor, {
          ...{ name: 'ci', scopes: ['fleet.read'], teams: null, days: 365 },
        });
        const byToken = () => requireTokenActor(new Headers({ authorization: `Bearer ${value}` }));
        await saidAgo(24 * 60 - 1);
        const pipeline = await byToken();
        expect(pipeline).toMatchObject({ email: 'kim@example.com', teams: ['payments'] });
        expect(await stillReads(pipeline, 'payments')).toBe(true);
        const left = ((await vouchedUntil(actor.personId, 'token'))?.getTime() ?? 0) - Date.now();
        expect([left > 0, left < 61_000]).toEqual([true, true]);
        await saidAgo(24 * 60 + 1);
        await expect(byToken()).rejects.toMatchObject({ code: 'denied', fault: 'stale' });
        expect(await stillReads(pipeline, 'payments')).toBe(false);
        const [refused] = (await listAudit({ action: 'token.refused', limit: 1 })).rows;
        expect(refused).toMatchObject({ object: 'ci', detail: { fault: 'stale' } });

        withScopes(scopes);
        const { url } = await depart({ isAgain: true });
        expect(url.searchParams.has('prompt')).toBe(false);
        withScopes('openid profile email groups');
        request.headers = await cookiesOf({ ...who, groups: ['lead'] }, request.headers);
        expect(await currentActor()).toMatchObject({ owns: ['payments'] });
        expect(await byToken()).toMatchObject({ owns: ['payments'] });
        withScopes(scopes);
      });

      it('keeps the refresh token sealed', async () => {
        await cookiesOf({ groups: ['pay'] });
        const [account] = await (await db())
          .select()
          .from(accounts)
          .where(eq(accounts.accountId, 'u1'));
        expect(account?.refreshToken?.length).toBeGreaterThan(40);
        expect(account?.accessToken).toBeNull();
        expect(account?.idToken).toBeNull();
      });
    });

    describe('saying again who one is', () => {
      const actorOfCookies = async (headers: Headers): Promise<Actor> => {
        const session = await findSession(headers);
        const actor = await actorFor('pia@example.com');
        return { ...actor, sessionId: session?.sessionId ?? '' };
      };
      const again = async (actor: Actor, headers: Headers, person = {}) => {
        provider.person = { ...provider.person, ...person };
        const { sessionId, personId } = actor;
        const { url, secret } = await depart({
          next: '/confirm',
          confirms: { sessionId, personId },
        });
        expect(url.searchParams.get('prompt')).toBe('login');
        return finishOidc(await throughProvider(url, callbackUrl()), secret, headers);
      };
      const nothing = { password: '', personId: '' };

      it('is done at the provider, for this session, and lets the deed through', async () => {
        const headers = await cookiesOf({ groups: ['pay'] });
        const actor = await actorOfCookies(headers);
        expect(await confirmationWay(actor)).toBe('provider');
        await expect(requireRecent(actor)).rejects.toMatchObject({ detail: 'confirm' });
        await expect(confirmPerson(actor, nothing, headers)).rejects.toMatchObject({
          detail: 'confirm',
        });
        expect(await again(actor, headers)).toEqual({ kind: 'confirmed', next: '/confirm' });
        await expect(requireRecent(actor)).resolves.toBeUndefined();
        expect(await confirmPerson(actor, nothing, headers)).toMatchObject({ by: 'session' });
        const elsewhere = { ...actor, sessionId: 'another' };
        await expect(requireRecent(elsewhere)).rejects.toMatchObject({ code: 'denied' });
      });

      it('is not done by somebody else who signs in there', async () => {
        const headers = await cookiesOf({ groups: ['pay'] });
        const actor = await actorOfCookies(headers);
        const arrival = await again(actor, headers, { sub: 'u77', email: 'z@example.com' });
        expect(arrival).toMatchObject({ kind: 'refused', why: 'other', isConfirming: true });
        await expect(requireRecent(actor)).rejects.toMatchObject({ code: 'denied' });
      });
    });

    describe('signing out', () => {
      it('goes on at the provider, for who came by it, and leads back to the sign-in page', async () => {
        const headers = await cookiesOf({ groups: ['pay'] });
        const session = await findSession(headers);
        expect(await signOut(headers)).toMatchObject({ goesOnAtProvider: true });
        expect(await findSession(headers)).toBeNull();
        expect(await endsAtProvider(session?.personId ?? '')).toBe(true);

        const url = await endSessionUrl();
        expect(url?.origin).toBe(provider.issuer);
        const back = `${ownUrl()}/sign-in`;
        expect(Object.fromEntries(url?.searchParams ?? [])).toEqual({
          client_id: 'sluice',
          post_logout_redirect_uri: back,
          state: 'signed-out',
        });
        expect(await signedOutAt(url ?? '')).toBe(`${back}?state=signed-out`);
      });

      it('ends here alone for who has a password, or is nobody', async () => {
        const someone = { name: 'S', role: 'member' as const, teams: [], password: 'a'.repeat(20) };
        await createPerson({ ...someone, email: 's@example.com' });
        const { personId } = await actorFor('s@example.com');
        expect(await endsAtProvider(personId)).toBe(false);
        expect((await signOut(new Headers())).goesOnAtProvider).toBe(false);
      });

      it('waits for no provider that is down', async () => {
        useIssuer('http://127.0.0.1:9');
        expect(await endSessionUrl()).toBeNull();
        useIssuer(provider.issuer);
        expect(await endSessionUrl()).not.toBeNull();
      });
    });

    it('while the provider is down nobody is let in, and it is told apart', async () => {
      useIssuer('http://127.0.0.1:9');
      await expect(depart()).rejects.toMatchObject({ code: 'unavailable' });
    });

    describe('a provider that is not honest', () => {
      const bad = dishonest();
      beforeAll(() => bad.start());
      afterAll(() => bad.stop());

      it('that announces no place to end a session at has none ended there', async () => {
        useIssuer(bad.issuer());
        expect(await endSessionUrl()).toBeNull();
      });

      const claims = { groups: ['plat'], email: 'evil@example.com' };
      it.each([
        ['an honest one, to know that the others fail for their fault alone', {}, 'in'],
        ['no signature', { alg: 'none' }, 'provider'],
        ['a signature of another key', { key: 'other' }, 'provider'],
        ['another audience', { aud: 'somebody-else' }, 'provider'],
        ['another issuer', { iss: 'https://evil.example.com' }, 'provider'],
        ['a token that is over', { exp: -600 }, 'provider'],
        ['another nonce', { nonce: 'another' }, 'provider'],
        ['no nonce', { nonce: null }, 'provider'],
      ] as const)('%s', async (_, fault, expected) => {
        useIssuer(bad.issuer());
        const { url, secret } = await depart();
        bad.next = { fault, claims, nonce: url.searchParams.get('nonce') ?? '' };
        const search = new URLSearchParams({
          code: 'c',
          state: url.searchParams.get('state') ?? '',
        });
        const arrival = await finishOidc(search, secret, new Headers());
        expect(arrival.kind === 'refused' ? arrival.why : arrival.kind).toBe(expected);
      });
    });
  });

/** Presses the provider's own button; answers where it leads. */
async function signedOutAt(url: string | URL): Promise<string | null> {
  const page = await fetch(url);
  const [, action = ''] = /action="([^"]+)"/.exec(await page.clone().text()) ?? [];
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(await page.text()) ?? [];
  const cookie = page.headers.getSetCookie().map((line) => line.split(';')[0]);
  const answer = await fetch(action, {
    method: 'POST',
    headers: { cookie: cookie.join('; ') },
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
    redirect: 'manual',
  });
  return answer.headers.get('location');
}

function changed(search: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const copy = new URLSearchParams(search);
  if (value === null) copy.delete(name);
  else copy.set(name, value);
  return copy;
}

type Fault = {
  alg?: string;
  key?: string;
  aud?: string;
  iss?: string;
  exp?: number;
  nonce?: string | null;
};

/** A provider that signs what it is told to, wrongly where it is told to. */
function dishonest() {
  let server: Server;
  let sign: (fault: Fault, nonce: string, claims: Record<string, unknown>) => Promise<string>;
  const bad = {
    next: { fault: {} as Fault, claims: {} as Record<string, unknown>, nonce: '' },
    issuer: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((done) => server.close(() => done())),
    async start() {
      const [own, other] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
      const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
      sign = async (fault, nonce, claims) => {
        const now = Math.floor(Date.now() / 1000);
        const said = {
          ...claims,
          sub: 'evil',
          iss: fault.iss ?? bad.issuer(),
          aud: fault.aud ?? 'sluice',
          iat: now,
          exp: now + (fault.exp ?? 600),
          ...(fault.nonce === null ? {} : { nonce: fault.nonce ?? nonce }),
        };
        if (fault.alg === 'none') return new UnsecuredJWT(said).encode();
        const header = { alg: 'RS256', kid: 'k' };
        const key = fault.key ? other.privateKey : own.privateKey;
        return new SignJWT(said).setProtectedHeader(header).sign(key);
      };
      server = createServer(async (request, response) => {
        const send = (body: unknown) => {
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(body));
        };
        const base = bad.issuer();
        if (request.url?.includes('openid-configuration'))
          return send({
            issuer: base,
            authorization_endpoint: `${base}/authorize`,
            token_endpoint: `${base}/token`,
            jwks_uri: `${base}/jwks`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256', 'none'],
          });
        if (request.url === '/jwks') return send({ keys: [jwk] });
        const { fault, nonce, claims } = bad.next;
        send({
          access_token: 'a',
          token_type: 'Bearer',
          expires_in: 600,
          id_token: await sign(fault, nonce, claims),
        });
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    },
  };
  return bad;
}
