import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { builtActions, builtPaths, type EntryAction } from './entry-points';

/**
 * Who may at all, by permission and never by entry point, as `docs/security.md` tells it and not as the code has it.
 * An action, page or route that is added is crossed with every caller as soon as the build has it.
 */
const everyone = ['member', 'owner', 'stranger', 'platform', 'auditor'] as const;
type Caller = (typeof everyone)[number];
const teams: readonly Caller[] = ['member', 'owner', 'stranger', 'platform'];
const platform: readonly Caller[] = ['platform'];
const mayAtAll: Record<string, readonly Caller[]> = {
  'signed in': everyone,
  'fleet.read': everyone,
  'usage.read': everyone,
  'audit.read': everyone,
  'people.read': everyone,
  'proxy.launch': teams,
  'proxy.update': teams,
  'proxy.delete': teams,
  'proxy.protect': teams,
  'proxy.probe': teams,
  'key.reveal': teams,
  'extension.ask': teams,
  'request.ask': teams,
  'upstream.propose': teams,
  'upstream.check': teams,
  'network.launch': teams,
  'network.update': teams,
  'network.delete': teams,
  'network.protect': teams,
  'alert.manage': teams,
  'request.decide': ['owner', 'platform'],
  'extension.approve': platform,
  'upstream.manage': platform,
  'guardrail.manage': platform,
  'fleet.roll': platform,
  'proxy.import': platform,
  'people.manage': platform,
};
/** Everybody who is signed in reads these of every team; the launches have no object yet. */
const withoutObject = /^(public|signed in|.*\.read|.*\.launch|upstream\.propose)$/;

const personOf: Record<Caller, string> = {
  member: 'person_ben',
  owner: 'person_farah',
  stranger: 'person_chie',
  platform: 'person_aiko',
  auditor: 'person_emil',
};

const openPages = [
  '/sign-in',
  '/errors',
  '/errors/[code]',
  '/_not-found',
  '/_global-error',
  '/offline',
];
const openRoutes = [
  '/api/passport-key',
  '/sign-in/oidc',
  '/sign-in/oidc/callback',
  '/sign-in/oidc/end',
  '/api/health',
  '/icon.svg',
  '/api/v1/openapi.json',
  '/api/v1/[...path]',
];

const actions = builtActions();
const { pages, routes } = builtPaths();

type Fields = Record<string, string | string[]>;
type Answer = { status: number; text: string; kind: string };

async function press(
  caller: APIRequestContext,
  action: EntryAction,
  fields: Fields,
  headers: Record<string, string>,
): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) form.append(`_1_${name}`, each);
  form.append('0', '["$K1"]');
  const answer = await caller.post(action.page, {
    headers: { 'next-action': action.id, accept: 'text/x-component', ...headers },
    multipart: form,
    maxRedirects: 0,
  });
  const text = await answer.text();
  if (answer.headers()['x-action-redirect']) return { status: 303, text, kind: 'redirect' };
  const [, said = ''] = /^\w+:(\{"kind":.*\})$/m.exec(text) ?? [];
  const { kind, code } = (said ? JSON.parse(said) : {}) as { kind?: string; code?: string };
  return { status: answer.status(), text: said || text, kind: code ?? kind ?? 'none' };
}

const actionCalled = (name: string): EntryAction => {
  const found = actions.find((action) => action.name === name);
  if (!found) throw new Error(`the build has no action ${name}`);
  return found;
};

type People = Record<Caller, APIRequestContext> & { nobody: APIRequestContext };

const it = test.extend<object, { people: People; origin: string }>({
  origin: [`http://127.0.0.1:${process.env.E2E_PORT}`, { scope: 'worker' }],
  people: [
    async ({ playwright, origin }, use) => {
      const open = () => playwright.request.newContext({ baseURL: origin });
      const people = { nobody: await open() } as People;
      for (const caller of everyone) {
        people[caller] = await open();
        const personId = personOf[caller];
        const signIn = actionCalled('signInAsAction');
        const { status } = await press(people[caller], signIn, { personId }, { origin });
        expect(status, `${caller} signs in`).toBe(303);
      }
      await use(people);
      for (const context of Object.values(people)) await context.dispose();
    },
    { scope: 'worker' },
  ],
});

it('every action of the build says what it asks for, and asks that of every caller', async ({
  people,
  origin,
}) => {
  const undeclared = actions.filter(({ asks }) => !(asks === 'public' || mayAtAll[asks ?? '']));
  expect(
    undeclared.map(({ file, name, asks }) => `${file} ${name}: ${asks ?? 'nothing'}`),
    "write permission: '…' (or null) as text into its defineAction; a new permission also into mayAtAll above",
  ).toEqual([]);
  expect(actions.length).toBeGreaterThan(40);

  const wrong: string[] = [];
  for (const action of actions.filter(({ asks }) => asks !== 'public')) {
    const signedOut = await press(people.nobody, action, {}, { origin });
    if (signedOut.kind !== 'denied') wrong.push(`nobody ${action.name}: ${signedOut.kind}`);
    for (const caller of everyone) {
      // An empty form changes nothing: who passes the gate is told that it is not valid.
      const { kind } = await press(people[caller], action, {}, { origin });
      const isAllowed = mayAtAll[action.asks ?? '']?.includes(caller) === true;
      const isAsExpected = isAllowed ? kind === 'invalid' || kind === 'ok' : kind === 'denied';
      if (!isAsExpected) wrong.push(`${caller} ${action.name} (${action.asks}): ${kind}`);
    }
  }
  expect(wrong).toEqual([]);
});

const other = 'https://sluice-example.com';
const foreign = (origin: string): [string, Record<string, string>][] => {
  const { hostname, port, host } = new URL(origin);
  return [
    ['absent', {}],
    ['null', { origin: 'null' }],
    ['another site', { origin: other }],
    ['another scheme', { origin: `https://${host}` }],
    ['another port', { origin: `http://${hostname}:${Number(port) + 7}` }],
    ['a subdomain', { origin: `http://www.${host}` }],
    ['a longer name', { origin: `http://${hostname}.evil.test:${port}` }],
    ['user information', { origin: `http://${host}@evil.test` }],
    ['a path', { origin: `${origin}/` }],
    ['a dot at the end', { origin: `http://${hostname}.:${port}` }],
    ['two', { origin: `${origin}, ${other}` }],
    ['upper case', { origin: origin.replace('http', 'HTTP') }],
    ['a homograph', { origin: 'http://xn--sluce-4za.test' }],
    ['a forwarded host', { origin: other, 'x-forwarded-host': new URL(other).host }],
  ];
};

it('every action refuses every origin but its own', async ({ people, origin }) => {
  test.slow();
  const wrong: string[] = [];
  // The whole of origins for one action, and the two that a browser can be brought to send for all.
  for (const [index, action] of actions.entries())
    for (const [what, headers] of foreign(origin)) {
      if (index > 3 && !['absent', 'null', 'another site'].includes(what)) continue;
      const { status, kind } = await press(people.platform, action, {}, headers);
      const isRefused = kind === 'denied' || (status >= 400 && kind === 'none');
      if (!isRefused) wrong.push(`${action.name}, ${what}: ${status} ${kind}`);
    }
  for (const path of routes.filter((each) => each.endsWith('/passport/export')))
    for (const [what, headers] of foreign(origin)) {
      const answer = await people.platform.post(path.replace(/\[[^\]]+\]/g, 'none-such'), {
        headers,
        form: { payload: '{}', ticket: 'x' },
      });
      if (answer.status() !== 403) wrong.push(`${path}, ${what}: ${answer.status()}`);
    }
  expect(wrong).toEqual([]);
  const address = randomUUID();
  const [first] = actions;
  if (first) await press(people.platform, first, {}, { origin: other, 'x-forwarded-for': address });
  const rows = await people.platform.get('/audit/export?action=access.denied&format=json');
  expect(await rows.text(), 'what Next refuses by itself leaves a row too').toContain(address);
});

/** With one of these every form is valid but for its object. */
const variants: Fields[] = [
  { slot: 'A', kind: 'proxy' },
  { slot: 'a', kind: 'enable' },
  { kind: 'webhook', path: '/get' },
  { networkChoice: 'create', cidr: '10.0.0.0/16', azs: ['ap-northeast-1a', 'ap-northeast-1c'] },
  { isApproved: 'true', decision: 'approve' },
  // Requests have ids of their own; that another team's answers as a missing one is their own tests' to say.
  { id: `req_${'0'.repeat(24)}` },
];
const filled: Fields = {
  team: 'payments',
  keyId: 'k1',
  amount: '1',
  reason: 'because it is needed',
  isApproved: 'true',
  isProtected: 'true',
  isOn: 'true',
  method: 'GET',
  path: '/get',
  everyMinutes: '5',
  dailyMax: '100',
  slowMs: '',
  worseN: '1',
  worseM: '1',
  betterN: '1',
  betterM: '1',
  when: 'silent',
  silentDays: '3',
  locale: 'en',
  zone: 'Asia/Tokyo',
  quietFrom: '22:00',
  quietUntil: '07:00',
  to: 'https://example.com/hook',
  resource: 'Key',
  'value.throttled': '10',
  'value.key_age': '90',
  upstreamUrl: 'https://httpbin.org',
  methods: 'GET',
  preset: 'plain',
  timeoutSeconds: '29',
  access: 'vpc',
  networkChoice: 'existing',
  existingNetwork: 'none-such',
  quotaLimit: '20',
  quotaPeriod: 'DAY',
  rate: '5',
  burst: '5',
  owner: 'chie@example.com',
  environment: 'dev',
  next: '2030-01-01',
  reviewOn: '2030-01-01',
  endsOn: '',
  description: '',
  consumer: 'billing',
};

const bearer = (token: string, key = randomUUID()) => ({
  authorization: `Bearer ${token}`,
  'idempotency-key': key,
});

async function makeToken(people: People, caller: Caller, origin: string, team?: string) {
  const scopes = [
    'fleet.read',
    'proxy.launch',
    'proxy.update',
    'proxy.delete',
    'network.launch',
    'network.delete',
  ];
  const form = new FormData();
  form.append('_1_name', `matrix ${randomUUID().slice(0, 8)}`);
  form.append('_1_days', '7');
  for (const scope of scopes) form.append('_1_scopes', scope);
  if (team) form.append('_1_teams', team);
  else form.append('_1_allTeams', 'on');
  form.append('0', '["$K1"]');
  const { id, page } = actionCalled('createTokenAction');
  const answer = await people[caller].post(page, {
    headers: { 'next-action': id, origin },
    multipart: form,
  });
  const [, value = ''] = /"value":"([^"]+)"/.exec(await answer.text()) ?? [];
  expect(value, `${caller} has a token`).not.toBe('');
  return value;
}

it('another team’s object answers as a missing one, in every action and route', async ({
  people,
  origin,
}) => {
  const name = `matrix-${Date.now().toString(36)}`;
  const owned = { team: 'payments', owner: 'ben@example.com', environment: 'dev' };
  const vpc = { cidr: '10.77.0.0/16', azs: ['ap-northeast-1a', 'ap-northeast-1c'] };
  const limits = { quota: { limit: 20, period: 'DAY' }, rate: 5, burst: 5 };
  const network = { kind: 'network', name, ...owned, vpc };
  const upstream = { url: 'https://httpbin.org' };
  const spec = { kind: 'proxy', name, ...owned, network, upstream, limits };
  const mine = await makeToken(people, 'member', origin);
  const made = await people.nobody.post('/api/v1/proxies', { headers: bearer(mine), data: spec });
  expect(made.status(), await made.text()).toBe(202);
  const run = made.headers().location ?? '';
  const runId = run.split('/').at(-1) ?? '';
  await expect
    .poll(
      async () =>
        (await (await people.nobody.get(run, { headers: bearer(mine) })).json()).state as string,
    )
    .toBe('succeeded');

  const ask = async (caller: keyof People, action: EntryAction, it: string, ids: string) => {
    // The demo's own upstream is of the same team as the proxy.
    const host = it === name ? 'httpbin.org' : 'none-such.example.com';
    const named = {
      host,
      name: it,
      proxy: it,
      network: it,
      networkName: it,
      proxies: it,
      id: ids,
      runId: ids,
    };
    let answer: Answer = { status: 0, text: '', kind: 'none' };
    for (const variant of variants) {
      const idempotencyKey = `matrix-${randomUUID()}`;
      const team = it === name ? 'payments' : 'none-such';
      const fields = { ...filled, ...named, team, idempotencyKey, rollId: ids, ...variant };
      answer = await press(people[caller], action, fields, { origin });
      if (answer.kind !== 'invalid') break;
    }
    const text = [idOf(answer.text), answer.status].join(' ');
    return {
      ...answer,
      text: text
        .replace(`"host":"${host}"`, '"host":""')
        .replaceAll(it, 'NAME')
        .replaceAll(ids, 'ID'),
    };
  };
  /** What was sent comes back, with a key and a team that differ from press to press. */
  const idOf = (text: string) =>
    text.replace(/"matrix-[0-9a-f-]{36}"/g, '""').replace(/"team":"[^"]*"/, '"team":""');

  await test.step('actions', async () => {
    const wrong: string[] = [];
    for (const action of actions.filter(({ asks }) => !withoutObject.test(asks ?? '')))
      for (const caller of ['stranger', 'auditor', 'nobody'] as const) {
        const there = await ask(caller, action, name, runId);
        const nowhere = await ask(caller, action, 'matrix-none-such', 'run_none_such');
        const isAllowed = ['ok', 'redirect', 'none'].includes(there.kind);
        const isShallow = caller === 'stranger' && there.kind === 'invalid';
        if (isAllowed || isShallow || there.text !== nowhere.text)
          wrong.push(`${caller} ${action.name}: ${there.text}\n   and: ${nowhere.text}`);
      }
    expect(wrong, 'an `invalid` one needs its fields in `filled` or `variants`').toEqual([]);
  });

  await test.step('operations of the API', async () => {
    const document = (await (await people.nobody.get('/api/v1/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const tokens = {
      stranger: await makeToken(people, 'stranger', origin),
      narrowed: await makeToken(people, 'stranger', origin, 'search'),
    };
    const wrong: string[] = [];
    for (const [path, operations] of Object.entries(document.paths))
      for (const method of Object.keys(operations).filter((it) =>
        /^(get|put|post|delete)$/.test(it),
      ))
        for (const [who, token] of Object.entries(tokens)) {
          if (!path.includes('{') || (method === 'get' && who === 'stranger')) continue;
          const askApi = async (it: string, id: string) => {
            const url = path.replace('{name}', it).replace('{id}', id);
            const verb = { recover: 'force_delete', live: 'deploy' }[path.split('/').at(-1) ?? ''];
            const data = verb ? { verb } : { ...spec, name: it };
            const hasBody = method === 'put' || (method === 'post' && verb !== undefined);
            const answer = await people.nobody.fetch(`/api/v1${url.replace(/^\/api\/v1/, '')}`, {
              method,
              headers: bearer(token),
              ...(hasBody ? { data } : {}),
            });
            return `${answer.status()} ${await answer.text()}`.replaceAll(it, 'NAME');
          };
          const there = await askApi(name, runId);
          const nowhere = await askApi('matrix-none-such', 'run_none_such');
          if (there !== nowhere || /^2/.test(there))
            wrong.push(`${who} ${method} ${path}: ${there}\n   and: ${nowhere}`);
        }
    expect(wrong).toEqual([]);
  });

  await test.step('it still stands', async () => {
    const answer = await people.nobody.get(`/api/v1/proxies/${name}`, { headers: bearer(mine) });
    expect([answer.status(), (await answer.json()).phase]).toEqual([200, 'ready']);
  });
});

it('no page or route but the open ones answers a stranger, and no cookie counts for the API', async ({
  people,
}) => {
  const wrong: string[] = [];
  const at = (path: string) => path.replace(/\[[^\]]+\]/g, 'none-such');
  for (const path of pages.filter((each) => !openPages.includes(each))) {
    const answer = await people.nobody.get(at(path));
    const isLed = new URL(answer.url()).pathname === '/sign-in';
    if (!isLed && !(await answer.text()).includes('NEXT_REDIRECT;replace;/sign-in'))
      wrong.push(`page ${path}: ${answer.status()} ${answer.url()}`);
  }
  for (const path of routes.filter((each) => !openRoutes.includes(each))) {
    const isApi = path.startsWith('/api/v1/');
    // For the API a cookie is nobody; all others are asked without one.
    const caller = isApi ? people.platform : people.nobody;
    for (const method of isApi ? ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] : ['GET', 'POST']) {
      const answer = await caller.fetch(at(path), { method, maxRedirects: 0 });
      const { location = '' } = answer.headers();
      if (![401, 405].includes(answer.status()) && !location.includes('/sign-in'))
        wrong.push(`route ${method} ${path}: ${answer.status()} ${location}`);
    }
  }
  expect(wrong, 'an open page or route is named in openPages or openRoutes').toEqual([]);
});

it('every page and route of the build answers with the headers that bind a browser', async ({
  people,
  origin,
}) => {
  const wrong: string[] = [];
  const tls = { 'x-forwarded-proto': 'https' };
  const paths = [...pages, ...routes, '/none-such'].filter((path) => !path.startsWith('/_'));
  for (const path of paths)
    for (const caller of ['platform', 'nobody'] as const) {
      const url = path.replace(/\[[^\]]+\]/g, 'none-such');
      // A stream of events never ends by itself.
      if (url.endsWith('/events')) continue;
      const answer = await people[caller].get(url, { headers: tls, maxRedirects: 0 });
      const headers = answer.headers();
      const expected: Record<string, RegExp> = {
        'x-content-type-options': /^nosniff$/,
        'strict-transport-security': /max-age=\d{8}/,
        'referrer-policy': /^(strict-origin-when-cross-origin|no-referrer)$/,
        'permissions-policy': /camera=\(\)/,
        'cross-origin-opener-policy': /^same-origin$/,
        'x-frame-options': /^DENY$/,
        'content-security-policy':
          /^(?=.*default-src 'none')(?=.*script-src 'self' 'nonce-[^']{20,}' 'strict-dynamic'(;|$))(?=.*frame-ancestors 'none')/,
      };
      for (const [name, value] of Object.entries(expected))
        if (!value.test(headers[name] ?? ''))
          wrong.push(`${caller} ${url} ${answer.status()} ${name}: ${headers[name]}`);
      if (headers['x-powered-by']) wrong.push(`${url}: x-powered-by`);
      for (const cookie of answer.headersArray().filter((it) => /^set-cookie$/i.test(it.name)))
        if (!/httponly/i.test(cookie.value)) wrong.push(`${url}: ${cookie.value.split('=')[0]}`);
    }
  expect(origin).not.toBe('');
  expect(wrong).toEqual([]);
});

it('an action, an operation and a form’s route refuse a body that is too large, and nothing falls over', async ({
  people,
  origin,
}) => {
  const large = 'x'.repeat(3_000_000);
  const token = await makeToken(people, 'member', origin);
  const api = await people.nobody.post('/api/v1/proxies', {
    headers: bearer(token),
    data: { name: large },
  });
  expect(api.status()).toBe(413);
  const action = actionCalled('askExtensionAction');
  const answer = await press(people.member, action, { reason: large }, { origin });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  for (const path of routes.filter((each) => each.endsWith('/passport/export')))
    for (const times of [1, 10]) {
      const { member } = people;
      const url = path.replace(/\[[^\]]+\]/g, 'none-such');
      const form = { payload: large.repeat(times), ticket: 'x' };
      const sent = await member.post(url, { headers: { origin }, multipart: form });
      expect([413, 422], `${url}: ${times * 3} MB`).toContain(sent.status());
    }
  expect((await people.nobody.get('/api/health')).status()).toBe(200);
});
