import { APIGatewayClient, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { eq } from 'drizzle-orm';
import { createElement } from 'react';
import { prerender } from 'react-dom/static.edge';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import HomePage from '@/app/page';
import { recordRefusal } from '@/lib/audit/refusal';
import { db } from '@/lib/db/database';
import { upstreams } from '@/lib/db/schema';
import { getLiveReport } from '@/lib/drift/data';
import { checkDrift } from '@/lib/drift/mutations';
import { catalogue } from '@/lib/i18n/catalogue';
import { type Locale, locales } from '@/lib/i18n/locales';
import { I18nProvider } from '@/lib/i18n/provider';
import { actorFor } from '@/lib/identity/gate';
import { createPerson } from '@/lib/identity/mutations';
import { AccessDenied } from '@/lib/identity/permissions';
import { startSession } from '@/lib/identity/sessions';
import type { Actor, Role } from '@/lib/identity/types';
import { findProxyStack } from '@/lib/proxies/fleet';
import { launchProxy, planProxyChange } from '@/lib/proxies/mutations';
import { getRun } from '@/lib/runs/data';
import { createEngine, type Engine } from '@/lib/runs/engine';
import {
  createWorld,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '@/lib/testing/world';
import { decideUpstream, proposeUpstream } from '@/lib/upstreams/mutations';
import { collectOnce } from '@/lib/usage/collector';
import { createSandbox } from '@/sandbox/server';

const visitor = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({
  headers: async () => visitor.headers,
  cookies: async () => ({ get: () => undefined }),
}));

let world: World;
let engine: Engine;
const input = launchInput();
const { name } = input.proxy;
const inFlight = launchInput({
  network: {
    choice: 'existing',
    name: input.network.choice === 'create' ? input.network.network.name : '',
  },
});
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A fleet in which each region of home has something to say. */
beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0, usageLagMs: 0 }));
  engine = await createEngine({ waitMs: hasty });
  const people: [string, Role][] = [
    ['aiko', 'platform'],
    ['ben', 'member'],
    ['emil', 'auditor'],
  ];
  for (const [who, role] of people) {
    const teams = role === 'auditor' ? [] : ['payments'];
    const password = 'correct horse battery';
    await createPerson({ name: who, email: `${who}@example.com`, password, role, teams });
  }
  const [aiko, ben] = [await actorFor('aiko@example.com'), await actorFor('ben@example.com')];
  const proxy = { ...input.proxy, lifetime: { reviewOn: day(7), endsOn: null } };
  await reaches('succeeded', launchProxy(ben, { ...input, proxy }));
  const change = { ...proxy, upstream: { url: 'https://httpbin.org/anything' } };
  await reaches(
    'planned',
    planProxyChange(ben, { proxy: change, idempotencyKey: 'plan-0123456789' }),
  );
  await world.control('POST', '/hold', { stack: `sluice-proxy-${inFlight.proxy.name}` });
  await reaches('running', launchProxy(ben, inFlight));
  await upstream(ben, 'waits.example.com');
  await upstream(ben, 'overdue.example.com');
  const host = 'overdue.example.com';
  await decideUpstream(aiko, { verb: 'approve', host, reason: 'Known.', reviewOn: day(1) });
  await (await db())
    .update(upstreams)
    .set({ reviewOn: day(-1) })
    .where(eq(upstreams.host, host));
  await recordRefusal(ben, new AccessDenied('proxy.delete', { team: 'search', name: 'theirs' }));
  await collectOnce();
  await changeOutside(ben);
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});

async function reaches(state: string, begun: Promise<{ runId: string }>): Promise<void> {
  const { runId } = await begun;
  await eventually(async () => expect((await getRun(runId))?.state).toBe(state));
}

async function changeOutside(ben: Actor): Promise<void> {
  const { UsagePlanId: usagePlanId } = (await findProxyStack(name))?.facts.outputs ?? {};
  const patchOperations = [{ op: 'replace' as const, path: '/quota/limit', value: '7000' }];
  const gateway = new APIGatewayClient({ region });
  await gateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
  gateway.destroy();
  await checkDrift(ben, { name });
  // As somebody does who opens its page: a fleet asks AWS of none of its proxies.
  await getLiveReport(name);
}

async function upstream(ben: Actor, host: string): Promise<void> {
  const facts = { team: 'payments', purpose: 'Payments', owner: 'ben@example.com', terms: '' };
  await proposeUpstream(ben, { host, ...facts, dataClass: 'internal' });
}

/** The regions of home by their headings, as a person of this language has them once all have come. */
async function home(who: string, locale: Locale): Promise<Record<string, string>> {
  const { personId } = await actorFor(`${who}@example.com`);
  const lines = await startSession(personId, 'password', new Headers());
  const cookie = lines.map((line) => line.split(';')[0]).join('; ');
  visitor.headers = new Headers({ cookie, 'accept-language': locale });
  const page = createElement(I18nProvider, null, createElement(HomePage));
  const html = await new Response((await prerender(page)).prelude).text();
  const sections = [...html.matchAll(/<section\b.*?<h2\b[^>]*>(.*?)<\/h2>(.*?)<\/section>/gs)];
  return Object.fromEntries(
    sections.map(([, title = '', rest = '']) => [textOf(title), textOf(rest)]),
  );
}

const textOf = (html: string) =>
  html
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe.each(locales)('home in %s', (locale) => {
  const { home: words } = catalogue[locale];
  const other = inFlight.proxy.name;
  const overdue = new RegExp(`overdue\\.example\\.com ${words.upstreams.review} payments`);

  it('tells the platform team how all are, what waits and runs, and how much room is left', async () => {
    const regions = await home('aiko', locale);
    expect(regions).toEqual({
      [words.health.all]: expect.stringContaining(
        `2 ${words.health.total} 1 ${words.health.ready}`,
      ),
      [words.lifetime.title]: expect.stringContaining(`${name} `),
      [words.drift.title]: expect.stringContaining(`${name} payments`),
      [words.near.title]: expect.stringMatching(new RegExp(`${name} .*7,000.*7,000`)),
      [words.waiting.title]: expect.stringMatching(
        new RegExp(`${name}.* ${words.waiting.planned} .*waits\\.example\\.com`),
      ),
      [words.runs.title]: expect.stringContaining(other),
      [words.upstreams.title]: expect.stringMatching(overdue),
      [words.room.title.replace('{region}', region)]: expect.stringContaining('599'),
    });
    for (const kind of Object.values(words.room.kind))
      expect(regions[words.room.title.replace('{region}', region)]).toContain(kind);
  });

  it('tells an auditor what was refused, and nothing to do', async () => {
    const regions = await home('emil', locale);
    expect(Object.keys(regions)).not.toContain(words.waiting.title);
    expect(regions[words.denials.title]).toContain('ben@example.com');
    expect(regions[words.passports.title]).toContain(`${name} payments ${words.passports.open}`);
    expect(regions[words.upstreams.title]).toMatch(overdue);
  });

  it('tells a member of their own teams, and of no room', async () => {
    const regions = await home('ben', locale);
    expect(regions[words.health.member]).toContain(`2 ${words.health.total}`);
    expect(regions[words.waiting.title]).toContain(words.waiting.planned);
    expect(Object.keys(regions)).not.toContain(words.upstreams.title);
  });
});
