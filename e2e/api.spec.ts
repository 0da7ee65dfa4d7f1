import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { APIRequestContext, Page } from '@playwright/test';
import { stackOutputs } from './aws';
import { test as base, expect, expectAccessible, signOut } from './fixtures';
import { sandbox } from './vpc-client';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

type Said = { code: number | null; out: string; err: string };

/** What is done once, as soon as the program has said this. */
type Once = { said: RegExp; act: (child: ChildProcess) => unknown };

/** The command line as a pipeline runs it: a process of its own, told where and as whom by its environment. */
type Sluice = (token: string, args: string[], once?: Once) => Promise<Said>;

const test = base.extend<{ sluice: Sluice; specFile: (spec: unknown) => string }>({
  sluice: async ({ baseURL }, use) => {
    const children = new Set<ChildProcess>();
    await use((token, args, once) => {
      let next = once;
      const child = spawn(process.execPath, ['scripts/cli/sluice.mjs', ...args], {
        cwd: root,
        // Node complains of these two together, in lines that the program has not said.
        env: {
          ...process.env,
          NO_COLOR: undefined,
          FORCE_COLOR: undefined,
          SLUICE_URL: baseURL,
          SLUICE_TOKEN: token,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.add(child);
      const said = { out: '', err: '' };
      child.stdout.on('data', (chunk) => {
        said.out += chunk;
        if (!next?.said.test(said.out)) return;
        next.act(child);
        next = undefined;
      });
      child.stderr.on('data', (chunk) => {
        said.err += chunk;
      });
      return new Promise((done) => child.once('close', (code) => done({ code, ...said })));
    });
    for (const child of children) child.kill('SIGKILL');
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  specFile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-api-'));
    let count = 0;
    await use((spec) => {
      const file = join(folder, `${count++}.yaml`);
      // JSON is YAML.
      writeFileSync(file, JSON.stringify(spec, null, 2));
      return file;
    });
    rmSync(folder, { recursive: true, force: true });
  },
});

/** Makes a token on the page, with these boxes ticked beside reading, and copies its value. */
async function makeToken(
  page: Page,
  name: string,
  { scopes = [], team }: { scopes?: string[]; team?: string } = {},
): Promise<string> {
  await page.goto('/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  for (const scope of scopes) await dialog.getByRole('checkbox', { name: scope }).check();
  if (team) {
    await dialog.getByRole('checkbox', { name: /All my teams/ }).uncheck();
    await dialog.getByRole('checkbox', { name: team, exact: true }).check();
  }
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const value = (await dialog.getByLabel('Token', { exact: true }).textContent()) ?? '';
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
  await expect(page.getByText(value)).toHaveCount(0);
  return value;
}

const all = [
  'Launch proxies',
  'Change proxies',
  'Delete proxies',
  'Launch networks',
  'Delete networks',
  'Ask for what the guardrails do not let through',
];

function specOf(name: string, network: unknown, limit = 20) {
  const owned = { team: 'payments', owner: 'ben@example.com', environment: 'dev' };
  const limits = { quota: { limit, period: 'DAY' }, rate: 5, burst: 5 };
  const upstream = { url: 'https://httpbin.org' };
  return { kind: 'proxy', name, ...owned, network, upstream, limits };
}

function networkOf(name: string, cidr: string) {
  const owned = { team: 'payments', owner: 'ben@example.com', environment: 'dev' };
  return {
    kind: 'network',
    name,
    ...owned,
    vpc: { cidr, azs: ['ap-northeast-1a', 'ap-northeast-1c'] },
  };
}

test('a pipeline makes, changes and deletes a proxy by a token that a person made', async ({
  page,
  signIn,
  unique,
  sluice,
  specFile,
}) => {
  const [name, network, tokenName] = [unique('piped'), unique('pipes'), unique('ci')];
  await signIn('Ben Okafor');
  const token =
    await test.step('a token is made, shown once and kept by its beginning', async () => {
      await page.getByRole('button', { name: /^You: / }).click();
      await page.getByRole('link', { name: 'Tokens' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Tokens' })).toBeVisible();
      const value = await makeToken(page, tokenName, { scopes: all });
      expect(value).toMatch(/^sluice_pat_[0-9A-Za-z]{36}$/);
      const row = page.getByRole('row').filter({ hasText: tokenName });
      await expect(row).toContainText(value.slice(0, 17));
      await expect(row).toContainText('Never');
      return value;
    });

  const file = specFile(specOf(name, networkOf(network, '10.41.0.0/16')));
  await test.step('plan starts nothing', async () => {
    const plan = await sluice(token, ['plan', '-f', file]);
    expect([plan.code, plan.err]).toEqual([0, '']);
    expect(plan.out).toContain(`sluice-proxy-${name}`);
    expect(await stackOutputs(`sluice-network-${network}`)).toBeNull();
  });

  await test.step('apply launches; Ctrl-C leaves the run going; the job run again finds it', async () => {
    const args = ['apply', '-f', file, '--yes', '--wait'];
    // Held until the job has run again, however fast the launch is.
    const stack = `sluice-proxy-${name}`;
    await sandbox.post('hold', { stack });
    const cut = await sluice(token, args, {
      said: /CREATE_IN_PROGRESS/,
      act: (child) => child.kill('SIGINT'),
    });
    expect(cut.code).toBe(130);
    const url = /The run goes on: (\S+)/.exec(cut.err)?.[1] ?? '';
    await page.goto(url);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
    const again = await sluice(token, args, {
      said: /Found the run/,
      act: () => sandbox.post('release', { stack }),
    });
    expect([again.code, again.err]).toEqual([0, '']);
    expect(again.out).toContain(`Found the run of an earlier attempt ${url.split('/').at(-1)}`);
    expect(again.out).toContain('succeeded');
    expect((await stackOutputs(stack))?.InvokeUrl).toBeTruthy();
  });

  await test.step('status says how it stands', async () => {
    const status = await sluice(token, ['status', name]);
    expect([status.code, status.out]).toEqual([0, expect.stringContaining(`${name}: ready`)]);
    const json = await sluice(token, ['status', name, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ name, phase: 'ready', team: 'payments' });
  });

  await test.step('a change is executed as planned; the same spec again is nothing to do', async () => {
    const changed = specFile(specOf(name, { name: network }, 33));
    const apply = await sluice(token, ['apply', '-f', changed, '--yes', '--wait']);
    expect([apply.code, apply.err]).toEqual([0, '']);
    expect(apply.out).toContain('limits.quota.limit: 20 → 33');
    const same = await sluice(token, ['apply', '-f', changed, '--yes', '--wait']);
    expect([same.code, same.out]).toEqual([0, expect.stringContaining('as the spec says')]);
  });

  await test.step('it is deleted with its network, and the job run again is done already', async () => {
    const args = ['delete', name, '--yes', '--wait', '--with-network'];
    const gone = await sluice(token, args);
    expect([gone.code, gone.err]).toEqual([0, '']);
    expect(await stackOutputs(`sluice-network-${network}`)).toBeNull();
    expect((await sluice(token, args)).out).toContain('gone already');
  });

  await test.step('the audit says who, and by which token', async () => {
    await page.goto(`/audit?object=${name}&action=proxy.launch`);
    const row = page.getByRole('row').filter({ hasText: 'Launched a proxy' });
    await expect(row).toContainText('ben@example.com · by token');
    await row.getByRole('link', { name: 'Launched a proxy' }).click();
    await expect(page.getByText(token.slice(0, 17), { exact: true })).toBeVisible();
  });

  await test.step('a revoked token is refused from the next call on', async () => {
    await page.goto('/tokens');
    const row = page.getByRole('row').filter({ hasText: tokenName });
    await expect(row).not.toContainText('Never');
    await row.getByRole('button', { name: `Revoke ${tokenName}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click();
    await expect(row).toHaveCount(0);
    const refused = await sluice(token, ['status', name]);
    expect(refused).toMatchObject({ code: 3, out: '', err: 'A valid token is required\n' });
  });
});

test('a failed launch ends with 1 and its first cause; what is left of one is learnt from those before', async ({
  page,
  signIn,
  unique,
  request,
  sluice,
  specFile,
}) => {
  const [name, network] = [unique('fails'), unique('nowhere')];
  await sandbox.post('faults', {
    service: 'ec2',
    operation: 'CreateVpcEndpoint',
    kind: 'denied',
    stack: `sluice-network-${network}`,
  });
  await signIn('Ben Okafor');
  const token = await makeToken(page, unique('ci'), { scopes: all });
  const held = async (more: string) => {
    await sandbox.post('hold', { stack: `sluice-network-${more}` });
    const data = { ...networkOf(more, '10.42.0.0/16'), probe: false };
    return (await api(request, 'POST', '/networks', { token, key: unique('key'), data })).body
      .runId;
  };
  // Fewer say nothing of the next one.
  const others = Array.from({ length: 5 }, () => unique('others'));
  const before = await Promise.all(others.map(held));
  const file = specFile(specOf(name, networkOf(network, '10.42.0.0/16')));
  const apply = await sluice(token, ['apply', '-f', file, '--yes', '--wait']);
  expect(apply.code).toBe(1);
  expect(apply.out).toMatch(/failed: http\S+\n {2}The right to .+\n {2}.+\n {2}Endpoint: .+/);
  await page.goto(/failed: (http\S+)/.exec(apply.out)?.[1] ?? '');
  const timeline = page.getByRole('list', { name: 'Timeline' });
  await expect(timeline.getByRole('listitem').filter({ hasText: /^EndpointFailed/ })).toBeVisible();
  await expectAccessible(page);
  const gone = await sluice(token, ['delete', name, '--yes', '--wait', '--with-network']);
  expect([gone.code, gone.err]).toEqual([0, '']);

  await Promise.all(
    others.map((one) => sandbox.post('release', { stack: `sluice-network-${one}` })),
  );
  for (const id of before)
    await expect
      .poll(async () => (await api(request, 'GET', `/runs/${id}`, { token })).body.state)
      .toBe('succeeded');
  const last = unique('last');
  await page.goto(`/runs/${await held(last)}`);
  // Of the run, and of a resource that was begun.
  const timeLeft = page.getByText(/usually (about \d+|\d+ s? ?to \d+) (s|min) more/);
  await expect(timeLeft.first()).toBeVisible();
  await sandbox.post('release', { stack: `sluice-network-${last}` });
  await expect(page).toHaveTitle(new RegExp(`${last} done`));
});

type Asked = { token?: string; key?: string; data?: unknown; query?: string };

async function api(
  request: APIRequestContext,
  method: string,
  path: string,
  { token, key, data, query = '' }: Asked,
) {
  const answer = await request.fetch(`/api/v1${path}${query}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
      ...(data ? { 'content-type': 'application/json' } : {}),
    },
    ...(data ? { data } : {}),
  });
  const isJson = answer.headers()['content-type']?.includes('json');
  return {
    status: answer.status(),
    headers: answer.headers(),
    body: isJson ? await answer.json() : null,
  };
}

test('over HTTP a request is repeated safely, tried dry, and refused with a reason', async ({
  page,
  signIn,
  unique,
  request,
}) => {
  const [name, network] = [unique('direct'), unique('line')];
  const spec = specOf(name, networkOf(network, '10.43.0.0/16'));
  await signIn('Chie Sato');
  const chie = await makeToken(page, unique('other'), { scopes: all, team: 'search' });
  await signOut(page);
  await signIn('Ben Okafor');
  const token = await makeToken(page, unique('ci'), { scopes: all });
  const reader = await makeToken(page, unique('reader'));

  await test.step('a dry run has the template of the launch, and starts nothing', async () => {
    const dry = await api(request, 'POST', '/proxies', {
      token,
      data: spec,
      query: '?dryRun=true',
    });
    expect(dry).toMatchObject({
      status: 200,
      body: { dryRun: true, wouldStart: true, refusals: [] },
    });
    expect(dry.body.stacks.map((it: { stackName: string }) => it.stackName)).toEqual([
      `sluice-network-${network}`,
      `sluice-proxy-${name}`,
    ]);
    const none = await api(request, 'GET', `/proxies/${name}`, { token });
    expect([none.status, none.body.code]).toEqual([404, 'not_found']);
  });

  await test.step('the same key answers alike and starts one run; with another body it is refused', async () => {
    const key = unique('launch-key');
    const first = await api(request, 'POST', '/proxies', { token, key, data: spec });
    expect(first.status).toBe(202);
    const again = await api(request, 'POST', '/proxies', { token, key, data: spec });
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = { ...spec, description: 'another' };
    const refused = await api(request, 'POST', '/proxies', { token, key, data: other });
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
    await expect
      .poll(
        async () =>
          (await api(request, 'GET', first.headers.location?.slice(7) ?? '', { token })).body.state,
      )
      .toBe('succeeded');
  });

  await test.step('who asks decides: no token, a made-up one, a scope that is missing, another team', async () => {
    const stranger = await api(request, 'GET', '/proxies', {});
    expect([stranger.status, stranger.headers['www-authenticate']]).toEqual([
      401,
      'Bearer realm="sluice"',
    ]);
    const wrong = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
    expect((await api(request, 'GET', '/proxies', { token: wrong })).status).toBe(401);
    const key = unique('delete-key');
    const denied = await api(request, 'DELETE', `/proxies/${name}`, { token: reader, key });
    expect([denied.status, denied.body.code]).toEqual([403, 'denied']);
    const there = await api(request, 'DELETE', `/proxies/${name}`, { token: chie, key });
    const nowhere = await api(request, 'DELETE', '/proxies/no-such-proxy', { token: chie, key });
    expect([there.status, there.body]).toEqual([404, nowhere.body]);
  });

  await test.step('what needs somebody’s word is asked for by the token, shown to people, and taken back', async () => {
    const fast = { ...spec, limits: { ...spec.limits, rate: 1_500 }, network: { name: network } };
    const path = `/proxies/${name}`;
    const refused = await api(request, 'PUT', path, { token, key: unique('plan'), data: fast });
    expect([refused.status, refused.body.verdict.kind]).toEqual([403, 'approval']);
    const data = { kind: 'change', reason: 'A sale begins.', spec: fast };
    const asked = await api(request, 'POST', '/requests', { token, key: unique('ask'), data });
    expect(asked.status).toBe(202);
    const at = `/requests/${asked.body.requestId}`;
    await page.goto(at);
    await expect(page.getByRole('heading', { level: 1, name: `Change ${name}` })).toBeVisible();
    await expect(page.getByText('You asked, so somebody else decides.')).toBeVisible();
    const taken = await api(request, 'POST', `${at}/withdraw`, { token });
    expect([taken.status, taken.body.state]).toEqual([200, 'withdrawn']);
    await page.reload();
    await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible();
  });

  await test.step('a signed-in browser’s cookie is nobody here', async () => {
    const answer = await api(page.request, 'DELETE', `/proxies/${name}`, { key: unique('cookie') });
    expect(answer.status).toBe(401);
  });

  await test.step('a method that is none says which are', async () => {
    const answer = await api(request, 'PATCH', `/proxies/${name}`, { token });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, PUT, DELETE, HEAD, OPTIONS']);
    expect((await api(request, 'GET', '/nothing', { token })).body.code).toBe('not_found');
  });

  const key = unique('delete-key');
  const query = '?withNetwork=true';
  expect((await api(request, 'DELETE', `/proxies/${name}`, { token, key, query })).status).toBe(
    202,
  );
});

test('who has no tokens is told what they are for, and the reference says the rest', async ({
  page,
  signIn,
}) => {
  await signIn('Dana Levi');
  await page.goto('/tokens');
  await expect(page.getByText('No tokens yet')).toBeVisible();
  await expect(page.getByText('npx sluice plan -f spec.yaml')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New token' }).click();
  await expect(page.getByRole('dialog').getByLabel('Expires after')).toHaveValue('30');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'API reference' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API reference' })).toBeVisible();
  await expect(page.getByText('PUT /api/v1/proxies/{name}', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/tokens', '/api-reference']) {
    await page.goto(path);
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toBeVisible();
    // What stands beside it does not squeeze the words above the page into a column.
    const words = heading.locator('xpath=..');
    expect((await words.boundingBox())?.width).toBeGreaterThan(250);
    const [inner, outer] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ]);
    expect(inner).toBeLessThanOrEqual(outer);
    await expectAccessible(page);
  }
});
