import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures';
import {
  beginServer,
  killAll,
  ownFolder,
  type Program,
  startPostgres,
  startSandbox,
  startServer,
} from './own-stack';
import { fillProxyForm, sendProxyForm } from './proxy-form';

test.use({ outage: true });

let sandbox: Program;
let folder: ReturnType<typeof ownFolder>;

test.beforeEach(async () => {
  sandbox = await startSandbox();
  folder = ownFolder();
});
test.afterEach(async () => {
  await sandbox.stop();
  await killAll();
  folder.remove();
});

async function control(verb: 'hold' | 'release', stack: string): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stack }),
  });
  expect(answer.ok).toBe(true);
}

async function callsTo(stack: string): Promise<number> {
  const { stacks } = (await (await fetch(`${sandbox.url}/_sandbox/calls`)).json()) as {
    stacks: Record<string, Record<string, number>>;
  };
  return Object.values(stacks[stack] ?? {}).reduce((sum, count) => sum + count, 0);
}

/** Names of all stacks that ever were, deleted ones too. */
async function everyStack(): Promise<string[]> {
  const client = new CloudFormationClient({ endpoint: sandbox.url });
  const { StackSummaries } = await client.send(new ListStacksCommand({}));
  return (StackSummaries ?? []).map(({ StackName }) => StackName ?? '').sort();
}

async function signInAt(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: 'Sign in as Ben Okafor' }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

async function launch(page: Page, url: string, name: string): Promise<void> {
  await signInAt(page, url);
  await page.goto(`${url}/proxies/new`);
  await sendProxyForm(page, name);
  await expect(page.getByRole('region', { name: `Launch of proxy ${name}` })).toBeVisible();
}

async function runId(page: Page, url: string, name: string): Promise<string> {
  await page.goto(`${url}/proxies/${name}`);
  const href = await page.locator('a[href^="/runs/"]').first().getAttribute('href');
  return (href ?? '').replace('/runs/', '');
}

async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

async function openStreams(url: string, id: string, cookie: string, count: number) {
  const opened = await Promise.all(
    Array.from({ length: count }, () =>
      fetch(`${url}/api/runs/${id}/events`, { headers: { cookie } }),
    ),
  );
  for (const answer of opened) expect(answer.status).toBe(200);
  return opened;
}

/** Every AWS event id that the run's stream tells, to its end. */
async function eventIds(page: Page, url: string, id: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/runs/${id}/events`, {
    headers: { cookie: await cookieOf(page) },
  });
  return [...(await answer.text()).matchAll(/"awsEventId":"([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
}

test('a server killed at any step of a launch goes on after its restart', async ({
  page,
  unique,
}) => {
  const name = unique('killed');
  const stacks = [`sluice-network-${name}`, `sluice-proxy-${name}`];
  for (const stack of stacks) await control('hold', stack);
  const options = { sandboxUrl: sandbox.url, dataDir: folder.path };
  let server = await startServer(options);
  const port = Number(new URL(server.url).port);

  await launch(page, server.url, name);
  await test.step('killed while the network is made', async () => {
    await expect(page.getByText('CREATE_IN_PROGRESS').first()).toBeVisible();
    await server.kill9();
    await control('release', stacks[0] ?? '');
    server = await startServer({ ...options, port });
  });
  await test.step('killed while the proxy is made', async () => {
    await page.goto(`${server.url}/proxies/${name}`);
    await expect(page.getByText(stacks[1] ?? '').first()).toBeVisible();
    await expect(
      page.getByRole('listitem').filter({ hasText: 'Create the proxy stack' }),
    ).toContainText('Now');
    await server.kill9();
    await control('release', stacks[1] ?? '');
    server = await startServer({ ...options, port });
  });
  await page.goto(`${server.url}/proxies/${name}`);
  await expect(page.getByRole('button', { name: 'Reveal key' })).toBeVisible();
  expect(await everyStack()).toEqual(stacks);
  const ids = await eventIds(page, server.url, await runId(page, server.url, name));
  expect(ids.length).toBeGreaterThan(50);
  expect(new Set(ids).size).toBe(ids.length);

  await test.step('killed while deleting', async () => {
    await control('hold', stacks[1] ?? '');
    await page.getByRole('button', { name: 'Delete proxy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /Also delete the network/ }).check();
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Delete proxy' }).click();
    await expect(page.getByText('DELETE_IN_PROGRESS').first()).toBeVisible();
    await server.kill9();
    await control('release', stacks[1] ?? '');
    server = await startServer({ ...options, port });
    await page.goto(`${server.url}/proxies/${name}`);
    await expect(page.getByText(`${name} is gone`)).toBeVisible();
    expect(await everyStack()).toEqual(stacks);
  });
  expect(await server.stop()).toBe(143);
});

test('SIGTERM ends a server with twenty open event streams, and nothing is lost', async ({
  page,
  unique,
}) => {
  const name = unique('streams');
  const stack = `sluice-network-${name}`;
  await control('hold', stack);
  const options = { sandboxUrl: sandbox.url, dataDir: folder.path };
  const server = await startServer(options);
  await launch(page, server.url, name);
  await expect(page.getByText('CREATE_IN_PROGRESS').first()).toBeVisible();
  const id = await runId(page, server.url, name);
  const cookie = await cookieOf(page);
  const opened = await openStreams(server.url, id, cookie, 20);
  const told = opened.map((answer) => answer.text());
  expect(await server.stop()).toBe(143);
  // Each stream ended as a stream ends, not as a cut connection, and had told what was known.
  for (const text of await Promise.all(told)) expect(text).toContain('CREATE_IN_PROGRESS');
  await control('release', stack);
  const again = await startServer({ ...options, port: Number(new URL(server.url).port) });
  await page.goto(`${again.url}/proxies/${name}`);
  await expect(page.getByRole('button', { name: 'Reveal key' })).toBeVisible();
  await again.stop();
});

test('two hundred watchers cost no more calls to AWS than one', async ({ page, unique }) => {
  const name = unique('watched');
  const stack = `sluice-network-${name}`;
  await control('hold', stack);
  const server = await startServer({ sandboxUrl: sandbox.url, dataDir: folder.path });
  await launch(page, server.url, name);
  await expect(page.getByText('CREATE_IN_PROGRESS').first()).toBeVisible();
  const id = await runId(page, server.url, name);
  const cookie = await cookieOf(page);
  await page.goto('about:blank');
  // A stack that stands still is asked at least every five seconds: two rounds with each number of watchers.
  const callsWhile = async (watchers: number) => {
    const opened = await openStreams(server.url, id, cookie, watchers);
    const before = await callsTo(stack);
    await expect.poll(() => callsTo(stack)).toBeGreaterThan(before);
    const began = Date.now();
    const first = await callsTo(stack);
    // Over several looks: a single one may ask for the events and for the status within a moment.
    await expect.poll(() => callsTo(stack)).toBeGreaterThan(first + 5);
    const perSecond = ((await callsTo(stack)) - first) / ((Date.now() - began) / 1000);
    for (const answer of opened) await answer.body?.cancel();
    return perSecond;
  };
  const one = await callsWhile(1);
  const many = await callsWhile(200);
  // Two hundred pollers would show as two hundredfold; the pace of the one poller varies by less than threefold.
  expect(many).toBeLessThan(one * 3 + 1);
  await control('release', stack);
  await server.stop();
});

test('a second server on the same data, or on a taken port, is refused in one line', async () => {
  const options = { sandboxUrl: sandbox.url, dataDir: folder.path };
  const server = await startServer(options);
  const second = await beginServer(options);
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/Sluice cannot start\. .*in use|already/i);
  const third = await beginServer({ ...options, port: Number(new URL(server.url).port) });
  expect(await third.ended).toBe(1);
  expect(third.output().trim().split('\n')).toHaveLength(1);
  expect(third.output()).toContain('is taken');
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
  await server.stop();
});

test('two replicas on one PostgreSQL drive a launch once, and both show it live', async ({
  page,
  unique,
}) => {
  const postgres = await startPostgres();
  test.skip(postgres === null, 'No PostgreSQL is installed (apt-get install postgresql).');
  const name = unique('replicas');
  const stacks = [`sluice-network-${name}`, `sluice-proxy-${name}`];
  await control('hold', stacks[1] ?? '');
  const options = {
    sandboxUrl: sandbox.url,
    dataDir: folder.path,
    env: { DATABASE_URL: postgres?.url ?? '' },
  };
  const [one, two] = await Promise.all([startServer(options), startServer(options)]);
  await launch(page, one.url, name);
  // Cookies know no port, so the person is signed in at both.
  await page.goto(`${two.url}/proxies/${name}`);
  const step = page.getByRole('listitem').filter({ hasText: 'Create the proxy stack' });
  await expect(step).toContainText('Now');
  await test.step('whoever drives it may go away', async () => {
    await one.kill9();
    await control('release', stacks[1] ?? '');
    await expect(page.getByRole('button', { name: 'Reveal key' })).toBeVisible();
  });
  expect(await everyStack()).toEqual(stacks);
  const ids = await eventIds(page, two.url, await runId(page, two.url, name));
  expect(new Set(ids).size).toBe(ids.length);
  await two.stop();
  await postgres?.stop();
});

test('a server killed while a plan waits, and while it is carried out, does just that', async ({
  page,
  unique,
}) => {
  const name = unique('replanned');
  const stack = `sluice-proxy-${name}`;
  const options = { sandboxUrl: sandbox.url, dataDir: folder.path };
  let server = await startServer(options);
  const port = Number(new URL(server.url).port);
  await launch(page, server.url, name);
  await expect(page.getByRole('button', { name: 'Reveal key' })).toBeVisible();
  await page.goto(`${server.url}/proxies/${name}/edit`);
  await page.getByLabel('Burst').fill('6');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByText('Burst: 5 → 6.')).toBeVisible();
  const plan = page.url();

  await test.step('killed while the plan waits', async () => {
    await server.kill9();
    server = await startServer({ ...options, port });
    await page.goto(plan);
    await expect(page.getByText('Burst: 5 → 6.')).toBeVisible();
  });
  await test.step('killed while it is carried out; the page finds the way back by itself', async () => {
    await control('hold', stack);
    await page.getByRole('button', { name: 'Execute changes' }).click();
    await expect(page.getByText('UPDATE_IN_PROGRESS').first()).toBeVisible();
    await server.kill9();
    await expect(page.getByText('Not connected.')).toBeVisible();
    await control('release', stack);
    server = await startServer({ ...options, port });
    await expect(page).toHaveTitle(new RegExp(`${name} done`));
    await expect(page.getByText('Not connected.')).toHaveCount(0);
  });
  const ids = await eventIds(page, server.url, plan.split('/').at(-1) ?? '');
  expect(ids.length).toBeGreaterThan(3);
  expect(new Set(ids).size).toBe(ids.length);
  await server.stop();
});

test('deletions of all in a network stand in line, also over a kill', async ({ page, unique }) => {
  // Three launches, and three turns that are fifteen seconds apart.
  const name = unique('queue');
  const names = [name, `${name}-b`, `${name}-c`];
  const options = {
    sandboxUrl: sandbox.url,
    dataDir: folder.path,
    // In place of 30 s.
    env: { SLUICE_DELETE_SPACING_MS: '15000' },
  };
  let server = await startServer(options);
  const port = Number(new URL(server.url).port);
  await launch(page, server.url, name);
  await expect(page.getByRole('button', { name: 'Reveal key' })).toBeVisible();
  for (const more of names.slice(1)) {
    await page.goto(`${server.url}/proxies/new`);
    await fillProxyForm(page, {
      upstream: 'https://httpbin.org',
      name: more,
      network: { kind: 'existing', name },
      quota: '100',
      rate: '5',
      burst: '5',
    });
    await page.getByRole('button', { name: 'Launch proxy' }).click();
    await expect(page.getByRole('button', { name: 'Reveal key' })).toBeVisible();
  }

  await page.context().clearCookies();
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole('button', { name: 'Sign in as Aiko Tanaka' }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await page.goto(`${server.url}/networks/${name}`);
  await page.getByRole('button', { name: 'Delete network' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveText(names.sort());
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('button', { name: 'Delete all 3' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: 'Delete 3 proxies' }).click();

  await expect(page).toHaveURL(/\/runs\?kind=delete/);
  const row = (which: string) => {
    const link = page.getByRole('link', { name: `Deletion of proxy ${which}`, exact: true });
    return page.getByRole('row').filter({ has: link });
  };
  await expect(page.getByRole('row').filter({ hasText: '2nd in line' })).toHaveCount(1);
  await expectAccessible(page);
  await server.kill9();
  server = await startServer({ ...options, port });
  await page.goto(`${server.url}/runs?kind=delete`);
  await expect(page.getByRole('row').filter({ hasText: 'in line' })).not.toHaveCount(0);
  for (const which of names) await expect(row(which)).toContainText('Done');
  await server.stop();
});
