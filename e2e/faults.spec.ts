import type { Page } from '@playwright/test';
import { makeAgedProxy } from './aged-proxy';
import { expect, expectAccessible, test } from './fixtures';
import { ownFolder, type Program, startSandbox, startServer } from './own-stack';
import { sendProxyForm } from './proxy-form';

// The test's own server ends before its page does.
test.use({ outage: true });
// A sandbox and a server of each test's own start first, and an answer of AWS is good for some seconds.

let aws: Program;
let folder: ReturnType<typeof ownFolder>;
let server: Program | null;

test.beforeEach(async () => {
  // A new key is not known at once, as on AWS: up to two minutes were measured.
  aws = await startSandbox({ SANDBOX_KEY_SETTLE_MS: '120000' });
  folder = ownFolder();
  server = null;
});
test.afterEach(async () => {
  await server?.stop();
  await aws.stop();
  folder.remove();
});

/** From now on AWS answers the calls of the product so, and only so. */
type Fault = { service: string; operation?: string; kind: string };

async function strike(...faults: (Fault | null)[]) {
  const cleared = await fetch(`${aws.url}/_sandbox/faults`, { method: 'DELETE' });
  expect(cleared.ok).toBe(true);
  for (const fault of faults) {
    if (!fault) continue;
    const added = await fetch(`${aws.url}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    expect(added.ok).toBe(true);
  }
}

async function start(): Promise<string> {
  server = await startServer({ sandboxUrl: aws.url, dataDir: folder.path });
  return server.url;
}

async function enter(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: 'Sign in as Ben Okafor' }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

async function launch(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/proxies/new`);
  await sendProxyForm(page, name);
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
}

/** Opens the page until it says this: what AWS said last is good for some seconds. */
async function opensSaying(page: Page, url: string, title: string): Promise<void> {
  await expect(async () => {
    await page.goto(url);
    await expect(page.getByText(title, { exact: true }).first()).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 90_000 });
}

/** Reloads the page until it no longer tells this trouble. */
async function isFreshAgain(page: Page, title: string): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 3_000 });
    await expect(page.getByText(title)).toHaveCount(0, { timeout: 1_000 });
    await expect(page.getByText(/Showing what was known/)).toHaveCount(0);
  }).toPass({ timeout: 90_000 });
}

for (const [kind, title, next] of [
  ['expired', 'Sluice has no valid AWS credentials', /renew expired ones/],
  ['denied', 'AWS refuses Sluice this call', /bootstrap template/],
] as const)
  test(`a known fleet stays in sight, marked as old, when AWS answers ${kind}`, async ({
    page,
    unique,
  }) => {
    const name = unique(kind);
    const url = await start();
    await enter(page, url);
    await launch(page, url, name);
    await strike({ service: '*', kind });
    for (const path of ['/proxies', `/proxies/${name}`]) {
      await opensSaying(page, url + path, title);
      await expect(page.getByText(next).first()).toBeVisible();
      await expect(page.getByText(/Showing what was known/).first()).toBeVisible();
      await expect(page.getByRole('main').getByText(name).first()).toBeVisible();
    }
    await expectAccessible(page);
    await strike(null);
    await isFreshAgain(page, title);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  });

test('a known fleet outlives AWS and a restart without it, and is fresh again by itself', async ({
  page,
  unique,
}) => {
  const name = unique('known');
  const url = await start();
  await enter(page, url);
  await launch(page, url, name);
  for (const path of ['/networks', '/proxies']) {
    await page.goto(url + path);
    await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Ready');
  }

  // It takes the calls and says nothing: late is not away.
  await strike({ service: '*', kind: 'timeout_before' });
  await opensSaying(page, `${url}/proxies`, 'AWS is slow to answer');
  await expect(page.getByText(/Showing what was known/).first()).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Ready');

  await strike({ service: '*', kind: 'reset' });
  await server?.stop();
  const again = await start();
  for (const path of ['/networks', '/proxies']) {
    await opensSaying(page, again + path, 'AWS cannot be reached');
    await expect(page.getByText(/Showing what was known/).first()).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Ready');
  }

  // Nobody does anything to Sluice: it finds AWS again.
  await strike(null);
  await isFreshAgain(page, 'AWS cannot be reached');
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Ready');
});

test('a first start while AWS is away tells that, and never an empty fleet as a fact', async ({
  page,
  unique,
}) => {
  await strike({ service: '*', kind: 'error500' });
  const url = await start();
  await enter(page, url);
  for (const [path, empty] of [
    ['/proxies', 'No proxy yet'],
    ['/networks', 'No network yet'],
  ] as const) {
    await page.goto(url + path);
    await expect(page.getByText('AWS cannot be reached').first()).toBeVisible();
    await expect(page.getByText(empty)).toHaveCount(0);
    await expect(page.getByRole('table')).toHaveCount(0);
    await expect(page.getByText(/^0 /)).toHaveCount(0);
  }
  await expectAccessible(page);
  await strike(null);
  await opensSaying(page, `${url}/proxies`, 'No proxy yet');
  await expect(page.getByText('AWS cannot be reached')).toHaveCount(0);

  await test.step('the first probe waits for its key, says so, and goes on by itself once it is known', async () => {
    const name = unique('young');
    await launch(page, url, name);
    const glance = page.getByRole('region', { name: 'At a glance' });
    await page.goto(`${url}/proxies/${name}/doctor`);
    await page.getByRole('button', { name: 'Examine and probe' }).click();
    await expect(page.getByText(/a key that was just made is not known everywhere/)).toBeVisible();
    await expect(page.getByText(/First broken hop/)).toHaveCount(0);
    await page.clock.install();
    await page.goto(`${url}/proxies/${name}`);
    await glance.getByRole('button', { name: /Run (probe|again)/ }).click();
    await expect(glance.getByRole('status').getByText(/every 20 seconds/)).toBeVisible();
    await expect(glance.getByText('HTTP 403')).toHaveCount(0);
    await expectAccessible(page);
    await fetch(`${aws.url}/_sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceMs: 120_000 }),
    });
    await page.clock.fastForward(20_000);
    await expect(glance.getByText('HTTP 200')).toBeVisible();
    await expect(glance.getByText('Healthy')).toBeVisible();
  });
});

test('usage that could not be read is unknown, and no zero; read again, it says when all will be gone', async ({
  page,
  unique,
}) => {
  await strike(
    { service: 'apigateway', operation: 'GetUsage', kind: 'denied' },
    { service: 'logs', operation: 'FilterLogEvents', kind: 'denied' },
  );
  const name = unique('unknown');
  const aged = unique('aged');
  await makeAgedProxy(aws.url, aged, 12);
  const url = await start();
  await enter(page, url);
  await launch(page, url, name);
  await page.goto(`${url}/proxies/${name}`);
  const glance = page.getByRole('region', { name: 'At a glance' });
  await expect(glance.getByText('Not known yet')).toBeVisible();
  await expect(page.getByText(/\b0 used|of 100 left|0 calls in 30 days/)).toHaveCount(0);
  await expect(page.getByText('AWS refuses Sluice this call').first()).toBeVisible();
  await page.goto(`${url}/proxies`);
  for (const each of [name, aged])
    await expect(page.getByRole('row').filter({ hasText: each })).toContainText('Not known yet');

  await strike(null);
  await expect(async () => {
    await page.goto(`${url}/proxies/${name}`);
    await expect(glance.getByText(/of 100 left/)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });

  // Twelve calls at twenty an hour are gone in 36 minutes.
  await expect(async () => {
    await page.goto(`${url}/proxies/${aged}`);
    await expect(glance.getByText(/^Empty at about .+ UTC = .+, ±\s\d+\smin/)).toBeVisible({
      timeout: 2_000,
    });
  }).toPass({ timeout: 90_000 });
  await expect(glance.getByText(/^\d+ calls in the last hour/)).toBeVisible();
  await expectAccessible(page);
  await expect(async () => {
    await page.goto(`${url}/proxies`);
    const row = page.getByRole('row').filter({ hasText: aged });
    await expect(row).toContainText(/empty/i, { timeout: 2_000 });
  }).toPass({ timeout: 90_000 });
});
