import { APIGatewayClient, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Call, createCaller } from '@/app/api/testing/api';
import { listAudit } from '@/lib/audit/data';
import { db } from '@/lib/db/database';
import { requests, runSteps, runs, tokens } from '@/lib/db/schema';
import { refusedTokensMaxPerAddress } from '@/lib/identity/attempts';
import { actorFor } from '@/lib/identity/gate';
import { createPerson, createToken, type NewToken } from '@/lib/identity/mutations';
import { scopesOf } from '@/lib/identity/token-choices';
import { makeTokenValue } from '@/lib/identity/token-value';
import { createEngine, type Engine } from '@/lib/runs/engine';
import { makeOlder } from '@/lib/testing/behind';
import { liftBudgets } from '@/lib/testing/kills';
import {
  createWorld,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '@/lib/testing/world';
import { collectOnce } from '@/lib/usage/collector';
import { createKeyToken } from '@/lib/usage/mutations';
import { createSandbox } from '@/sandbox/server';

let world: World;
let engine: Engine;
let call: (method: string, path: string, given?: Call) => Promise<Answer>;
let ben: string;
let chie: string;

/** The article's own proxy as a pipeline sends it: its network is a spec inside its own. */
const launched = specOf();

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0, usageLagMs: 0 }));
  liftBudgets();
  engine = await createEngine({ waitMs: hasty });
  call = await createCaller();
  await createPerson(person('ben', 'payments'));
  await createPerson(person('chie', 'search'));
  ben = await tokenOf('ben');
  chie = await tokenOf('chie');
  const answer = await call('POST', 'proxies', { token: ben, key: 'first-launch', body: launched });
  expect(answer.status).toBe(202);
  await ended(runIdOf(answer), 'succeeded');
  await collectOnce();
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(async () => {
  await engine.stop();
  await world.close();
});

function person(name: string, team: string) {
  const given = { name, email: `${name}@example.com`, password: 'correct horse battery' };
  return { ...given, role: 'member' as const, teams: [team] };
}

function specOf() {
  const { proxy, network } = launchInput();
  return { ...proxy, network: network.choice === 'existing' ? {} : network.network };
}

async function tokenOf(name: string, change: Partial<NewToken> = {}): Promise<string> {
  const actor = await actorFor(`${name}@example.com`);
  const all = { name: 'ci', scopes: scopesOf(actor), teams: null, days: 30 };
  return (await createToken(actor, { ...all, ...change })).value;
}

const runIdOf = ({ body }: Answer) => (body as { runId: string }).runId;

async function ended(runId: string, state: string): Promise<Answer> {
  return eventually(async () => {
    const answer = await call('GET', `runs/${runId}`, { token: ben });
    expect(answer.body).toMatchObject({ state });
    return answer;
  });
}

async function runCount(): Promise<number> {
  return (await (await db()).select().from(runs)).length;
}

describe('reading', () => {
  it('says whose token it is', async () => {
    const { body } = await call('GET', 'token', { token: ben });
    const scopes = scopesOf(await actorFor('ben@example.com'));
    expect(scopes).not.toContain('fleet.roll');
    expect(body).toMatchObject({ owner: 'ben@example.com', scopes, teams: null });
  });

  it('gives everybody the usage of their own keys, and of nobody else’s', async () => {
    const own = { name: 'usage', scopes: ['usage.read' as const] };
    const narrow = await tokenOf('ben', { ...own, teams: ['payments'] });
    const { body } = await call('GET', `usage?name=${launched.name}`, { token: narrow });
    const quota = { limit: 20, used: 0, left: 20, state: 'plenty' };
    const keys = [{ label: 'A', owner: 'dev@example.com', quota }];
    expect(body).toMatchObject({ items: [{ name: launched.name, keys }] });
    expect(JSON.stringify(body)).not.toMatch(/probe/i);
    expect((await call('GET', 'proxies', { token: narrow })).status).toBe(403);
    // Whoever may read everything may read their own.
    const reader = await tokenOf('ben', { scopes: ['fleet.read'] });
    expect((await call('GET', 'usage', { token: reader })).status).toBe(200);
    expect((await call('GET', 'usage', { token: chie })).body).toMatchObject({ items: [] });
    const hers = await call('GET', `usage?name=${launched.name}`, { token: chie });
    const none = await call('GET', 'usage?name=not-there', { token: chie });
    expect([hers.status, none.status]).toEqual([404, 404]);
    expect(hers.text.replaceAll(launched.name, '')).toBe(none.text.replaceAll('not-there', ''));
  });

  it('gives a holder without an account the usage of one key, and nothing else', async () => {
    const actor = await actorFor('ben@example.com');
    const { body: all } = await call('GET', 'usage', { token: ben });
    const keyId = (all as { items: { keys: { keyId: string }[] }[] }).items[0]?.keys[0]?.keyId;
    const input = {
      proxy: launched.name,
      keyId: keyId ?? '',
      name: 'batch team',
      days: 7 as const,
    };
    const { value: token } = await createKeyToken(actor, input);
    const { body } = await call('GET', 'usage', { token });
    expect(body).toMatchObject({ items: [{ name: launched.name, keys: [{ keyId }] }] });
    for (const path of ['proxies', `proxies/${launched.name}`, 'runs', 'networks'])
      expect((await call('GET', path, { token })).status, path).toBe(403);
    const other = createKeyToken(await actorFor('chie@example.com'), input);
    await expect(other).rejects.toMatchObject({ code: 'not_found' });
    // It is for that key: were it gone, nothing is left of the token.
    await (await db())
      .update(tokens)
      .set({ key: { ...input, keyId: 'gone', label: 'A' } })
      .where(eq(tokens.name, 'batch team'));
    expect((await call('GET', 'usage', { token })).body).toMatchObject({ items: [] });
  });

  it('gives the proxy with the spec that was sent, its ids, its state and its age', async () => {
    const { body } = await call('GET', `proxies/${launched.name}`, { token: ben });
    expect(body).toMatchObject({
      name: launched.name,
      phase: 'ready',
      spec: { upstream: { url: 'https://httpbin.org' }, network: { vpcId: expect.any(String) } },
      outputs: { InvokeUrl: expect.stringContaining('https://') },
      quota: { limit: 20 },
    });
  });

  it('gives lists in pages, each thing once', async () => {
    const first = await call('GET', 'proxies?limit=1', { token: ben });
    expect(first.body).toMatchObject({ items: [{ name: launched.name }], next: null });
    await call('POST', 'proxies?dryRun=true', { token: ben, body: specOf() });
    const page = await call('GET', 'runs?limit=1', { token: ben });
    const { items, next } = page.body as { items: { id: string }[]; next: string | null };
    expect(items).toHaveLength(1);
    expect(next).toBeNull();
    expect((await call('GET', 'proxies?after=nonsense', { token: ben })).status).toBe(400);
    expect((await call('GET', 'proxies?limit=0', { token: ben })).body).toMatchObject({
      code: 'invalid',
      errors: [{ parameter: 'limit' }],
    });
    expect((await call('GET', 'proxies?x=1', { token: ben })).body).toMatchObject({
      errors: [{ parameter: 'x', detail: 'is not known' }],
    });
    expect((await call('GET', 'proxies?limit=1&limit=2', { token: ben })).status).toBe(400);
  });

  it('answers 304 to who has it already', async () => {
    const first = await call('GET', 'token', { token: ben });
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    const second = await call('GET', 'token', { token: ben, headers });
    expect([second.status, second.text]).toEqual([304, '']);
  });

  it('gives a run’s events as a list, and as the stream that ends with the run', async () => {
    const list = await call('GET', `runs?kind=proxy&name=${launched.name}`, { token: ben });
    const run = (list.body as { items: { id: string }[] }).items.at(-1);
    const page = await call('GET', `runs/${run?.id}/events?limit=2`, { token: ben });
    const { items, next } = page.body as { items: { id: number }[]; next: string };
    expect(items).toHaveLength(2);
    const rest = await call('GET', `runs/${run?.id}/events?limit=200&after=${next}`, {
      token: ben,
    });
    const later = (rest.body as typeof page.body & { items: { id: number }[] }).items;
    expect(later[0]?.id).toBeGreaterThan(items[1]?.id ?? 0);

    const headers = { accept: 'text/event-stream' };
    const stream = await call('GET', `runs/${run?.id}/events`, { token: ben, headers });
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const frames = stream.text.split('\n\n').filter((frame) => frame.includes('event: event'));
    expect(frames).toHaveLength(items.length + later.length);
    expect(stream.text).toContain('"state":"succeeded"');
  });
});

describe('who asks', () => {
  it('a stranger is told how to come, and nothing else', async () => {
    const answer = await call('POST', 'proxies', { body: { nonsense: true } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="sluice"');
    expect(answer.body).toEqual({
      type: 'urn:sluice:problem:denied',
      title: 'A valid token is required',
      status: 401,
      code: 'denied',
    });
    const wrong = await call('GET', 'proxies', { token: makeTokenValue() });
    expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(wrong.text).not.toMatch(/unknown|revoked|expired/);
  });

  it('an expired token is refused, and a token without the scope told which one', async () => {
    const value = await tokenOf('ben', { name: 'old' });
    await (await db()).update(tokens).set({ expiresAt: sql`now()` }).where(sql`name = 'old'`);
    expect((await call('GET', 'proxies', { token: value })).status).toBe(401);
    const reader = await tokenOf('ben', { scopes: ['fleet.read'] });
    const answer = await call('DELETE', `proxies/${launched.name}`, { token: reader });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain(
      'error="insufficient_scope", scope="proxy.delete"',
    );
  });

  it('another team reads, and is refused the rest; the refusal is in the audit, with the token', async () => {
    const mine = await call('GET', `proxies/${launched.name}`, { token: chie });
    expect(mine.status).toBe(200);
    expect(mine.headers.get('ratelimit')).toMatch(/^"read";r=\d+;t=\d+$/);
    const answer = await call('DELETE', `proxies/${launched.name}`, {
      token: chie,
      key: 'chie-deletes',
    });
    const nowhere = await call('DELETE', 'proxies/no-such-proxy', {
      token: chie,
      key: 'chie-deletes',
    });
    expect([answer.status, answer.text]).toEqual([404, nowhere.text]);
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(answer.headers.get('ratelimit')).toMatch(/^"write";r=\d+;t=\d+$/);
    const { rows } = await listAudit({ action: 'access.denied', limit: 1 });
    expect(rows[0]).toMatchObject({
      actor: 'chie@example.com',
      actorKind: 'token',
      object: launched.name,
      detail: { permission: 'proxy.delete', token: chie.slice(0, 17) },
    });
  });

  it('for a token of one team, another team’s proxy is as one that does not exist', async () => {
    const value = await tokenOf('chie', { teams: ['search'] });
    const list = await call('GET', 'proxies', { token: value });
    expect(list.body).toMatchObject({ items: [], next: null });
    expect((await call('GET', 'runs', { token: value })).body).toMatchObject({ items: [] });
    const asked: [string, string][] = [
      ['GET', ''],
      ['DELETE', '?dryRun=true'],
    ];
    for (const [method, query] of asked) {
      const there = await call(method, `proxies/${launched.name}${query}`, { token: value });
      const nowhere = await call(method, `proxies/no-such-proxy${query}`, { token: value });
      expect([there.status, there.text]).toEqual([404, nowhere.text]);
    }
    const body = { ...launched, name: 'for-payments' };
    const theirs = await call('POST', 'proxies', { token: value, key: 'not-mine-1', body });
    expect(theirs.status).toBe(403);
  });

  it('who guesses is told when to come back', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.7' };
    let last: Answer | undefined;
    for (let guess = 0; guess <= refusedTokensMaxPerAddress; guess++)
      last = await call('GET', 'token', { token: makeTokenValue(), headers });
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('what is sent', () => {
  it('each wrong field is pointed at', async () => {
    const body = {
      ...launched,
      name: 'X',
      extra: 1,
      limits: { quota: { limit: 0 } },
      tags: { 'a.b': 7 },
    };
    const answer = await call('POST', 'proxies', { token: ben, key: 'bad-fields-1', body });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      422,
      'application/problem+json',
    ]);
    const { errors } = answer.body as { errors: { pointer: string; detail: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/extra',
      '/limits/quota/limit',
      '/name',
      '/tags/a.b',
    ]);
  });

  it('a network that does not stand is the body’s fault, not the path’s', async () => {
    const body = { ...launched, name: 'lost', network: { name: 'nowhere' } };
    const answer = await call('POST', 'proxies', { token: ben, key: 'no-network-1', body });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/network/name' }] },
    });
  });

  it.each([
    ['no key', { body: launched }, 400],
    ['a key too short', { body: launched, key: 'short' }, 400],
    ['no JSON', { body: '{', key: 'key-00000001' }, 400],
    ['another type', { body: 'a: 1', headers: { 'content-type': 'text/yaml' } }, 400],
    [
      'another type with a key',
      { body: 'a: 1', key: 'key-00000001', headers: { 'content-type': 'text/yaml' } },
      415,
    ],
    ['too much', { body: `"${'x'.repeat(70_000)}"`, key: 'key-00000001' }, 413],
    ['no way to answer', { body: launched, headers: { accept: 'text/html' } }, 406],
  ] as [string, Call, number][])('%s is refused', async (_, given, status) => {
    const before = await runCount();
    const answer = await call('POST', 'proxies', { token: ben, ...given });
    expect([answer.status, answer.body]).toMatchObject([status, { code: 'invalid' }]);
    expect(await runCount()).toBe(before);
  });

  it('a method that a path does not have answers 405 and says what it has', async () => {
    const answer = await call('PATCH', 'proxies', { token: ben });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
    expect((await call('OPTIONS', 'runs', {})).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect((await call('GET', 'nothing/here', { token: ben })).status).toBe(404);
  });
});

describe('a dry run', () => {
  it('has the templates that a launch would send, and starts nothing', async () => {
    const body = specOf();
    const before = await runCount();
    const answer = await call('POST', 'proxies?dryRun=true', { token: ben, body });
    expect(answer.body).toMatchObject({
      dryRun: true,
      wouldStart: true,
      stacks: [{ kind: 'network' }, { kind: 'proxy', stackName: `sluice-proxy-${body.name}` }],
    });
    const rendered = await call('POST', 'render', { token: ben, body });
    expect((answer.body as { stacks: unknown }).stacks).toEqual(
      (rendered.body as { stacks: unknown }).stacks,
    );
    expect(await runCount()).toBe(before);
  });

  it('says what is in the way, and what would be deleted', async () => {
    const taken = await call('POST', 'proxies?dryRun=true', { token: ben, body: launched });
    expect(taken.body).toMatchObject({ wouldStart: false, refusals: [{ code: 'conflict' }] });
    const path = `proxies/${launched.name}?dryRun=true&withNetwork=true`;
    const gone = await call('DELETE', path, { token: ben });
    expect(gone.body).toMatchObject({
      wouldStart: true,
      deletes: [{ kind: 'proxy', name: launched.name }, { kind: 'network' }],
      callers: { keys: [{ slot: 'A', calls: 0 }], asOf: expect.any(String) },
    });
    expect((await call('GET', `proxies/${launched.name}`, { token: ben })).body).toMatchObject({
      phase: 'ready',
    });
  });
});

describe('recovery', () => {
  const path = () => `proxies/${launched.name}/recover`;

  it('switches termination protection as a run of its own, once under its key', async () => {
    const given = { token: ben, key: 'protect-over-http', body: { verb: 'protect' } };
    const answer = await call('POST', path(), given);
    expect(answer.status).toBe(202);
    await ended(runIdOf(answer), 'succeeded');
    const again = await call('POST', path(), given);
    expect([runIdOf(again), again.headers.get('idempotency-replayed')]).toEqual([
      runIdOf(answer),
      'true',
    ]);
    const off = { token: ben, key: 'unprotect-over-http', body: { verb: 'unprotect' } };
    await ended(runIdOf(await call('POST', path(), off)), 'succeeded');
  });

  it('says first what a verb would do, and what is in its way, and starts nothing', async () => {
    const before = await runCount();
    const dry = (body: unknown, token = ben) =>
      call('POST', `${path()}?dryRun=true`, { token, body });
    expect((await dry({ verb: 'protect' })).body).toMatchObject({
      ...{ dryRun: true, action: 'protect', wouldStart: true, refusals: [] },
      changes: [{ path: 'terminationProtection', before: false, after: true }],
    });
    expect((await dry({ verb: 'force_delete' })).body).toMatchObject({
      ...{ wouldStart: false, refusals: [{ code: 'conflict' }], deletes: [] },
    });
    expect((await dry({ verb: 'protect' }, chie)).status).toBe(404);
    expect(await runCount()).toBe(before);
  });

  it('refuses what AWS would refuse in this state, and what the token may not', async () => {
    const body = { verb: 'continue_rollback' };
    const refused = await call('POST', path(), { token: ben, key: 'continue-nothing', body });
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'conflict' }]);
    const reader = await tokenOf('ben', { scopes: ['fleet.read'] });
    const denied = await call('POST', path(), { token: reader, key: 'continue-denied', body });
    expect([denied.status, denied.body]).toMatchObject([403, { code: 'denied' }]);
    const nothing = { verb: 'delete_retaining', retain: [] };
    const invalid = await call('POST', path(), {
      token: ben,
      key: 'retain-nothing',
      body: nothing,
    });
    expect(invalid).toMatchObject({ status: 422, body: { errors: [{ pointer: '/retain' }] } });
  });

  it('a run that changes nothing now cannot be taken back', async () => {
    const list = await call('GET', 'runs?limit=1', { token: ben });
    const id = (list.body as { items: { id: string }[] }).items[0]?.id;
    const answer = await call('POST', `runs/${id}/cancel`, { token: ben });
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'conflict' }]);
  });
});

describe('where AWS is in the way', () => {
  it.each([
    ['throttle', 429, 'throttled'],
    ['denied', 502, 'denied'],
    ['expired', 502, 'credentials'],
    ['error500', 503, 'unavailable'],
  ])('%s is told by its status, and when to come back', async (kind, status, code) => {
    await world.fault({ service: 'cloudformation', operation: 'DescribeStacks', kind });
    const answer = await call('DELETE', `proxies/${launched.name}`, {
      token: ben,
      key: `aws-is-${kind}`,
    });
    expect([answer.status, answer.body]).toMatchObject([status, { code }]);
    expect(answer.headers.has('retry-after')).toBe(status === 429 || status === 503);
  });
});

describe('a mutation', () => {
  it('sent again under its key answers as it did, and says so; another under it is refused', async () => {
    const before = await runCount();
    const given = { token: ben, key: 'first-launch' };
    const again = await call('POST', 'proxies', { ...given, body: launched });
    expect(again.status).toBe(202);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(`/api/v1/runs/${runIdOf(again)}`);
    const quoted = await call('POST', 'proxies', {
      token: ben,
      key: '"first-launch"',
      body: launched,
    });
    expect(quoted.text).toBe(again.text);
    const other = await call('POST', 'proxies', { ...given, body: specOf() });
    expect([other.status, other.body]).toMatchObject([409, { code: 'conflict' }]);
    expect(await runCount()).toBe(before);
  });

  it('sent by ten at once under one key starts one run', async () => {
    const body = {
      ...launched,
      limits: { quota: { limit: 21 } },
      network: { name: networkName() },
    };
    const many = await Promise.all(
      Array.from({ length: 10 }, () =>
        call('PUT', `proxies/${launched.name}`, { token: ben, key: 'ten-at-once', body }),
      ),
    );
    expect(new Set(many.map(runIdOf)).size).toBe(1);
    const fresh = many.filter(({ headers }) => !headers.has('idempotency-replayed'));
    expect(fresh).toHaveLength(1);
    await ended(runIdOf(many[0] as Answer), 'planned');
  });

  it('a change is planned, executed once however often it is asked, and then it is so', async () => {
    const path = `proxies/${launched.name}`;
    const body = {
      ...launched,
      limits: { quota: { limit: 35 }, rate: 5, burst: 5 },
      network: { name: networkName() },
    };
    const dryConsequences = expect.arrayContaining([
      { code: 'quota', weight: 'changes', from: '20', to: '35', text: 'Quota: 20 → 35.' },
      { code: 'urlStays', weight: 'calm', text: 'The URL stays.' },
    ]);
    const dry = await call('PUT', `${path}?dryRun=true`, { token: ben, body });
    expect(dry.body).toMatchObject({
      wouldStart: true,
      changes: [{ path: 'limits.quota.limit', before: 20, after: 35 }],
      consequences: dryConsequences,
    });
    const planned = await call('PUT', path, { token: ben, key: 'change-to-35', body });
    const runId = runIdOf(planned);
    const decide = (verb: string) => ({ method: 'POST', path: `/api/v1/runs/${runId}/${verb}` });
    expect((await ended(runId, 'planned')).body).toMatchObject({
      steps: [{ plan: { changes: [{ resourceType: 'AWS::ApiGateway::UsagePlan' }] } }],
      consequences: dryConsequences,
      nextSteps: [
        { verb: 'execute', text: 'Execute changes', call: decide('execute') },
        { verb: 'discard', call: decide('discard') },
      ],
      cause: null,
    });
    const headers = { 'accept-language': 'ja-JP,ja;q=0.9,en;q=0.5' };
    const said = (await call('GET', `runs/${runId}`, { token: ben, headers })).text;
    expect(said).toContain('変更を実行');
    expect((await call('POST', `runs/${runId}/execute`, { token: chie })).status).toBe(404);
    const step = and(eq(runSteps.runId, runId), eq(runSteps.index, 0));
    const [{ templateBody = '' } = {}] = await (await db()).select().from(runSteps).where(step);
    const old = templateBody?.replace(/Version: "\d+"/, 'Version: "0"');
    await (await db()).update(runSteps).set({ templateBody: old }).where(step);
    expect(await call('POST', `runs/${runId}/execute`, { token: ben })).toMatchObject({
      status: 409,
      body: {
        code: 'conflict',
        detail: expect.stringMatching(/^The plan is of template version 0/),
        moved: { what: 'template', from: '0' },
      },
    });
    await (await db()).update(runSteps).set({ templateBody }).where(step);
    for (let press = 0; press < 2; press++)
      expect((await call('POST', `runs/${runId}/execute`, { token: ben })).status).toBe(202);
    await ended(runId, 'succeeded');
    const after = await call('PUT', `${path}?dryRun=true`, { token: ben, body });
    expect(after.body).toMatchObject({ wouldStart: true, changes: [] });
    await eventually(async () =>
      expect((await call('GET', path, { token: ben })).body).toMatchObject({
        spec: { limits: { quota: { limit: 35 } } },
      }),
    );
  });

  it('what no change reaches is refused, and never passed over', async () => {
    const body = { ...launched, team: 'search', stage: 'other', network: { name: 'elsewhere' } };
    const answer = await call('PUT', `proxies/${launched.name}`, {
      token: ben,
      key: 'moves-things',
      body,
    });
    const { errors } = answer.body as { errors: { pointer: string }[] };
    expect(answer.status).toBe(422);
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/network', '/stage', '/team']);
  });

  it('the spec that is read can be sent back as it is', async () => {
    const { body } = await call('GET', `proxies/${launched.name}`, { token: ben });
    const { spec } = body as { spec: unknown };
    const answer = await call('PUT', `proxies/${launched.name}?dryRun=true`, {
      token: ben,
      body: spec,
    });
    expect(answer.body).toMatchObject({ wouldStart: true, changes: [] });
    const elsewhere = { ...(spec as object), errorPages: 'https://sluice.test' };
    const moved = await call('PUT', `proxies/${launched.name}?dryRun=true`, {
      token: ben,
      body: elsewhere,
    });
    expect(moved.body).toMatchObject({
      wouldStart: true,
      changes: [{ path: 'errorPages', before: null, after: 'https://sluice.test' }],
    });
    expect(JSON.stringify(moved.body)).toContain('https://sluice.test/errors/quota_exceeded');
  });

  it('a network is planned and executed the same way, by whoever may change networks', async () => {
    const path = `networks/${networkName()}`;
    const { body: before } = await call('GET', path, { token: ben });
    const { spec } = before as { spec: { vpc: object } };
    const same = await call('PUT', `${path}?dryRun=true`, { token: ben, body: spec });
    expect(same.body).toMatchObject({ action: 'update', wouldStart: true, changes: [] });
    const body = { ...spec, owner: 'eve@example.com', tags: { cost: '42' } };
    const dry = await call('PUT', `${path}?dryRun=true`, { token: ben, body });
    const { changes } = dry.body as { changes: { path: string }[] };
    expect(changes.map((change) => change.path)).toEqual(['owner', 'tags.cost']);
    const moved = { ...spec, team: 'search', vpc: { ...spec.vpc, cidr: '10.99.0.0/16' } };
    const refused = await call('PUT', path, { token: ben, key: 'moves-network', body: moved });
    const { errors } = refused.body as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/team', '/vpc/cidr']);
    const started = await call('PUT', path, { token: ben, key: 'edit-network', body });
    expect(started.status).toBe(202);
    await ended(runIdOf(started), 'planned');
    const decide = `runs/${runIdOf(started)}/execute`;
    const ofProxies = await tokenOf('ben', { scopes: ['fleet.read', 'proxy.update'] });
    expect((await call('POST', decide, { token: ofProxies })).status).toBe(403);
    const ofNetworks = await tokenOf('ben', { scopes: ['fleet.read', 'network.update'] });
    expect((await call('POST', decide, { token: ofNetworks })).status).toBe(202);
    await ended(runIdOf(started), 'succeeded');
    await eventually(async () =>
      expect((await call('GET', path, { token: ben })).body).toMatchObject({
        spec: { owner: 'eve@example.com', tags: { cost: '42' } },
      }),
    );
  });

  it('what was changed outside is told, put back or adopted, once under its key', async () => {
    const path = `proxies/${launched.name}/live`;
    const mend = (verb: string, key: string, token = ben) =>
      call('POST', path, { token, key, body: { verb } });
    const nothing = await mend('revert', 'nothing-to-revert');
    expect([nothing.status, nothing.body]).toMatchObject([409, { code: 'conflict' }]);
    await setQuota('7000');
    const reverted = await mend('revert', 'revert-over-http');
    expect(reverted.status).toBe(202);
    await ended(runIdOf(reverted), 'succeeded');
    expect((await call('GET', path, { token: ben })).body).toMatchObject({
      state: expect.stringMatching(/^(live|unknown)$/),
    });
    await setQuota('30');
    const adopted = await mend('adopt', 'adopt-over-http');
    const planned = await ended(runIdOf(adopted), 'planned');
    expect(planned.body).toMatchObject({
      consequences: expect.arrayContaining([expect.objectContaining({ code: 'quota' })]),
    });
    await call('POST', `runs/${runIdOf(adopted)}/execute`, { token: ben });
    await ended(runIdOf(adopted), 'succeeded');
    for (const [verb, key, first] of [
      ['adopt', 'adopt-over-http', adopted],
      ['revert', 'revert-over-http', reverted],
    ] as const) {
      const again = await mend(verb, key);
      expect([runIdOf(again), again.headers.get('idempotency-replayed')]).toEqual([
        runIdOf(first),
        'true',
      ]);
    }
    const theirs = await mend('deploy', 'chie-deploys', chie);
    const nowhere = await call('POST', 'proxies/no-such-proxy/live', {
      ...{ token: chie, key: 'chie-deploys', body: { verb: 'deploy' } },
    });
    expect([theirs.status, theirs.text]).toEqual([404, nowhere.text]);
    const reader = await tokenOf('ben', { scopes: ['fleet.read'] });
    expect((await mend('deploy', 'reader-deploys', reader)).status).toBe(403);
    const deployed = await mend('deploy', 'deploy-over-http');
    await ended(runIdOf(deployed), 'discarded');
    expect(
      (await call('GET', `networks/${networkName()}/live`, { token: ben })).body,
    ).toMatchObject({ state: expect.stringMatching(/^(live|unknown)$/), problem: null });
  });

  it('a failed run says why and what helps, and is tried again as often as asked, once', async () => {
    const kind = 'denied';
    await world.fault({ service: 'apigateway', operation: 'UpdateUsagePlan', kind });
    const network = { name: networkName() };
    const body = { ...launched, limits: { quota: { limit: 40 } }, network };
    const planned = await call('PUT', `proxies/${launched.name}`, {
      ...{ token: ben, key: 'fails-in-aws', body },
    });
    const id = runIdOf(planned);
    await ended(id, 'planned');
    await call('POST', `runs/${id}/execute`, { token: ben });
    const failed = await ended(id, 'failed');
    await world.control('DELETE', '/faults');
    const path = `/api/v1/runs/${id}/retry`;
    expect(failed.body).toMatchObject({
      cause: {
        code: 'access_denied',
        title: 'The right to apigateway:UpdateUsagePlan is missing',
        awsText: expect.stringContaining('is not authorized to perform'),
      },
      nextSteps: [
        { verb: 'grant', statement: expect.stringContaining('"apigateway:UpdateUsagePlan"') },
        { verb: 'retry', text: 'Try again', href: `/runs/${id}`, call: { method: 'POST', path } },
      ],
    });
    const nothing = await call('GET', `runs/${id}`, { token: chie });
    expect((nothing.body as { nextSteps: unknown }).nextSteps).toMatchObject([{ verb: 'grant' }]);
    const retried = await call('POST', path, { token: ben });
    expect(retried.status).toBe(202);
    await ended(runIdOf(retried), 'planned');
    const again = await call('POST', path, { token: ben });
    expect([runIdOf(again), again.headers.get('idempotency-replayed')]).toEqual([
      runIdOf(retried),
      'true',
    ]);
    await call('POST', `runs/${runIdOf(retried)}/discard`, { token: ben });
    await ended(runIdOf(retried), 'discarded');
    const good = await call('POST', `runs/${runIdOf(retried)}/retry`, { token: ben });
    expect([good.status, good.body]).toMatchObject([409, { code: 'conflict' }]);
    expect((await call('POST', path, { token: chie })).status).toBe(404);
    const ofNetworks = await tokenOf('ben', { scopes: ['fleet.read', 'network.update'] });
    expect((await call('POST', path, { token: ofNetworks })).status).toBe(403);
  });

  it('a roll brings along what is behind: planned, told, started, and by nobody else', async () => {
    await createPerson({ ...person('aiko', 'platform'), role: 'platform' });
    const aiko = await tokenOf('aiko');
    await makeOlder(`sluice-proxy-${launched.name}`);
    await eventually(async () => {
      const { body } = await call('GET', 'rolls', { token: chie });
      expect(body).toMatchObject({ behind: [{ kind: 'proxy', name: launched.name }] });
    });
    const narrow = await tokenOf('aiko', { teams: ['payments'] });
    for (const token of [ben, narrow])
      expect((await call('POST', 'rolls', { token, key: 'roll-over-http' })).status).toBe(403);
    const preview = () => call('POST', 'rolls', { token: aiko, key: 'roll-over-http' });
    const written = await preview();
    const { rollId } = written.body as { rollId: string };
    expect([written.status, written.headers.get('location')]).toEqual([
      202,
      `/api/v1/rolls/${rollId}`,
    ]);
    expect((await preview()).headers.get('idempotency-replayed')).toBe('true');
    const rolled = (state: string) =>
      eventually(async () => {
        const { body } = await call('GET', `rolls/${rollId}`, { token: ben });
        expect(body).toMatchObject({ state });
        return body;
      });
    const consequences = expect.arrayContaining([
      { code: 'urlStays', weight: 'calm', text: 'The URL stays.' },
    ]);
    expect(await rolled('planned')).toMatchObject({
      members: [{ name: launched.name, wave: 1, state: 'planned', consequences }],
    });
    expect((await call('POST', `rolls/${rollId}/start`, { token: ben })).status).toBe(403);
    expect((await call('POST', `rolls/${rollId}/start`, { token: aiko })).status).toBe(202);
    await rolled('succeeded');
    const late = await call('POST', `rolls/${rollId}/stop`, { token: aiko });
    expect([late.status, late.body]).toMatchObject([409, { code: 'conflict' }]);
    expect((await call('GET', 'rolls/none', { token: ben })).status).toBe(404);
    expect((await call('GET', 'rolls', { token: ben })).body).toMatchObject({
      items: [{ id: rollId, state: 'succeeded', requestedBy: 'aiko@example.com' }],
    });
  });

  it('what is beyond the guardrails is refused with the findings, and shown before', async () => {
    const body = { ...launched, limits: { rate: 1_001 }, network: { name: networkName() } };
    const verdict = {
      kind: 'approval',
      approvers: ['platform'],
      findings: [{ rule: 'rate', field: 'rate', reason: expect.stringMatching(/10,000 requests/) }],
    };
    const path = `proxies/${launched.name}`;
    const dry = await call('PUT', `${path}?dryRun=true`, { token: ben, body });
    expect(dry.body).toMatchObject({ wouldStart: false, refusals: [{ code: 'denied' }], verdict });
    const answer = await call('PUT', path, { token: ben, key: 'far-too-fast', body });
    expect([answer.status, answer.body]).toMatchObject([403, { code: 'denied', verdict }]);
    const { rows } = await listAudit({ action: 'guardrail.refuse', limit: 1 });
    expect(rows[0]).toMatchObject({ object: launched.name, detail: { rules: ['rate'] } });
  });

  it('what needs somebody’s word is asked for with a reason, once under its key, and decided by no token', async () => {
    const spec = { ...launched, limits: { rate: 1_001 }, network: { name: networkName() } };
    const body = { kind: 'change', reason: 'The release needs it.', spec };
    const ask = (key: string, change: object = {}, token = ben) =>
      call('POST', 'requests', { token, key, body: { ...body, ...change } });
    const before = await runCount();
    const asked = await ask('first-ask');
    const { requestId } = asked.body as { requestId: string };
    expect(asked.status).toBe(202);
    expect(asked.headers.get('location')).toBe(`/api/v1/requests/${requestId}`);
    const again = await ask('first-ask');
    expect(again.body).toEqual(asked.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const faster = { spec: { ...spec, limits: { rate: 1_002 } } };
    expect((await ask('first-ask', faster)).body).toMatchObject({ reason: 'keyReused' });
    expect((await ask('second-ask')).body).toMatchObject({
      code: 'conflict',
      reason: 'requestOpen',
    });
    // What is let through at once is asked for by nobody, and a reason is a reason.
    const slow = { spec: { ...spec, limits: { rate: 7 } } };
    expect((await ask('third-ask', slow)).body).toMatchObject({ reason: 'nothingToAsk' });
    const mute = await ask('third-ask', { reason: ' ' });
    expect([mute.status, mute.body]).toMatchObject([422, { errors: [{ pointer: '/reason' }] }]);
    const kept = await ask('third-ask', { spec: { ...spec, team: 'search' } });
    expect(kept.body).toMatchObject({ errors: [{ pointer: '/spec/team' }] });

    const path = `requests/${requestId}`;
    const change = { path: 'limits.rate', before: 5, after: 1_001 };
    const { body: detail } = await call('GET', path, { token: ben });
    expect(detail).toMatchObject({
      ...{ state: 'open', missing: ['platform'], requestedBy: 'ben@example.com' },
      ...{ reason: body.reason, href: `/requests/${requestId}`, decisions: [], network: null },
      changes: expect.arrayContaining([change]),
      verdict: { kind: 'approval', findings: [{ rule: 'rate' }] },
    });
    const listed = async (query: string, token = ben) =>
      ((await call('GET', `requests${query}`, { token })).body as { items: { id: string }[] })
        .items;
    expect(await listed('?mine=true&state=open')).toMatchObject([{ id: requestId }]);
    expect(await listed('?mine=true', chie)).toEqual([]);
    expect(await listed('?state=approved')).toEqual([]);
    // Past its time it is over, also before the job that ends it has come by.
    const until = (expiresAt: Date) => db().then((on) => on.update(requests).set({ expiresAt }));
    await until(new Date(Date.now() - 1_000));
    expect([await listed('?state=open'), await listed('?state=expired')]).toMatchObject([
      [],
      [{ id: requestId, state: 'expired', missing: [] }],
    ]);
    await until(new Date(Date.now() + 86_400_000));

    // Another team reads and takes nothing back; a token for it alone sees nothing there.
    const narrowed = await tokenOf('chie', { teams: ['search'] });
    for (const [token, status] of [
      [chie, 200],
      [narrowed, 404],
    ] as const)
      expect((await call('GET', path, { token })).status).toBe(status);
    expect(await listed('', narrowed)).toEqual([]);
    for (const token of [chie, narrowed])
      expect((await call('POST', `${path}/withdraw`, { token })).status).toBe(404);
    // A token made for launching alone asks for nothing, and one for asking alone asks for no launch.
    const launcher = await tokenOf('ben', { scopes: ['fleet.read', 'proxy.update'] });
    const asker = await tokenOf('ben', { scopes: ['fleet.read', 'request.ask'] });
    for (const token of [launcher, asker])
      expect((await ask('fourth-ask', {}, token)).status).toBe(403);
    // A platform person’s token with all that one can be given decides nothing.
    await createPerson({ ...person('dora', 'platform'), role: 'platform' });
    const dora = await tokenOf('dora');
    for (const verb of ['approve', 'deny', 'decide'])
      expect((await call('POST', `${path}/${verb}`, { token: dora })).status).toBe(404);

    const taken = await call('POST', `${path}/withdraw`, { token: asker });
    expect([taken.status, taken.body]).toMatchObject([200, { state: 'withdrawn', missing: [] }]);
    expect((await call('POST', `${path}/withdraw`, { token: ben })).status).toBe(200);
    expect((await ask('first-ask')).body).toEqual(asked.body);
    expect(await runCount()).toBe(before);
    const { rows } = await listAudit({ action: 'request', object: launched.name, limit: 9 });
    expect(rows.map(({ action, actorKind }) => [action, actorKind])).toEqual([
      ['request.withdraw', 'token'],
      ['request.ask', 'token'],
    ]);
  });

  it('a network with a proxy in it is not deleted; a proxy is, with its network', async () => {
    const networks = await call('GET', `networks/${networkName()}`, { token: ben });
    expect(networks.body).toMatchObject({ proxies: [launched.name], phase: 'ready' });
    const kept = await call('DELETE', `networks/${networkName()}`, {
      token: ben,
      key: 'too-early',
    });
    expect(kept.body).toMatchObject({ code: 'conflict', detail: launched.name });
    const path = `proxies/${launched.name}?withNetwork=true`;
    const gone = await call('DELETE', path, { token: ben, key: 'all-of-it' });
    expect(gone.status).toBe(202);
    await ended(runIdOf(gone), 'succeeded');
    const again = await call('DELETE', path, { token: ben, key: 'all-of-it' });
    expect([runIdOf(again), again.headers.get('idempotency-replayed')]).toEqual([
      runIdOf(gone),
      'true',
    ]);
    const nobody = await call('DELETE', path, { token: ben, key: 'once-more-1' });
    expect(nobody.status).toBe(404);
  });
});

describe('the runs of it all', () => {
  it('come newest first, a page at a time, each once', async () => {
    const ids = (answer: Answer) => (answer.body as { items: { id: string }[] }).items;
    const all = ids(await call('GET', 'runs', { token: ben })).map(({ id }) => id);
    expect(all.length).toBeGreaterThan(2);
    const paged: string[] = [];
    let after = '';
    for (;;) {
      const page = await call('GET', `runs?limit=1${after}`, { token: ben });
      paged.push(...ids(page).map(({ id }) => id));
      const { next } = page.body as { next: string | null };
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(paged).toEqual(all);
    const lost = await call('GET', 'runs?kind=proxy', { token: ben });
    expect(lost).toMatchObject({ status: 400, body: { errors: [{ parameter: 'name' }] } });
  });
});

async function setQuota(value: string): Promise<void> {
  const { body } = await call('GET', `proxies/${launched.name}`, { token: ben });
  const { UsagePlanId: usagePlanId } = (body as { outputs: Record<string, string> }).outputs;
  const patchOperations = [{ op: 'replace' as const, path: '/quota/limit', value }];
  const gateway = new APIGatewayClient({ region });
  await gateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
}

function networkName(): string {
  return (launched.network as { name: string }).name;
}
