import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures';
import { ownFolder, type Program, startSandbox, startServer } from './own-stack';

let sandbox: Program;
let folder: ReturnType<typeof ownFolder>;

test.beforeEach(async () => {
  sandbox = await startSandbox();
  folder = ownFolder();
});
test.afterEach(async () => {
  await sandbox.stop();
  folder.remove();
});

async function fault(kind: string): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service: '*', operation: '*', kind }),
  });
  expect(answer.ok).toBe(true);
}

async function mend(): Promise<void> {
  await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
}

async function signInAt(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: 'Sign in as Aiko Tanaka' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Proxies' })).toBeVisible();
}

async function launchNetwork(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/networks/new`);
  await page.getByLabel('Network name').fill(name);
  await page.getByRole('button', { name: 'Launch network' }).click();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
}

for (const [kind, title] of [
  ['expired', 'Sluice has no valid AWS credentials'],
  ['denied', 'AWS refuses Sluice this call'],
] as const) {
  test(`credentials ${kind}: what was known stays, marked old, with what to do; then it recovers`, async ({
    page,
    unique,
  }) => {
    const name = unique('known');
    const server = await startServer({ sandboxUrl: sandbox.url, dataDir: folder.path });
    await signInAt(page, server.url);
    await launchNetwork(page, server.url, name);
    await page.goto(`${server.url}/networks`);
    await expect(page.getByRole('link', { name })).toBeVisible();

    await fault(kind);
    await expect(async () => {
      await page.reload();
      await expect(page.getByText(title).first()).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expect(page.getByRole('link', { name })).toBeVisible();
    await expect(page.getByText(/Showing what was known/).first()).toBeVisible();
    await expectAccessible(page);

    await mend();
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('link', { name })).toBeVisible({ timeout: 1000 });
      await expect(page.getByText(title)).toHaveCount(0, { timeout: 1000 });
    }).toPass();
    await server.stop();
  });
}

test('AWS away from the first start: the fleet is unknown, not empty', async ({ page }) => {
  await fault('error500');
  const server = await startServer({ sandboxUrl: sandbox.url, dataDir: folder.path });
  await signInAt(page, server.url);
  await expect(page.getByText('AWS cannot be reached').first()).toBeVisible();
  await expect(page.getByText('No proxy yet')).toHaveCount(0);
  await mend();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('No proxy yet')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await server.stop();
});
