import { type Browser, expect as check, type Page } from '@playwright/test';
import { stackOutputs, stackTemplate } from './aws';
import { findValues, keyValues } from './canary';
import { expect, expectAccessible, expectFitsPhone, signOut, test } from './fixtures';
import { launchProxy } from './proxy-form';
import { confirmAndShow } from './reveal';
import { callThroughEndpoint, sandbox } from './vpc-client';

const dayMs = 86_400_000;

const keys = (page: Page) => page.getByRole('region', { name: 'Keys', exact: true });
const rotation = (page: Page) => page.getByRole('region', { name: 'Rotate' });
const now = (page: Page) =>
  rotation(page).locator('[aria-current=step]').getByRole('heading').first();

/** A change of a key is a run: it is over when the page no longer says that one is under way. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByText('A run is changing this proxy.')).toHaveCount(0);
}

/** A link preview, or anything else that looks without pressing. */
async function lookedUp(browser: Browser, page: Page, link: string): Promise<void> {
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const other = await context.newPage();
  await other.goto(link);
  await check(other.getByRole('button', { name: 'Show the key' })).toBeVisible();
  await context.close();
}

test('a key rotates with overlap: made, handed over once, watched, switched off, deleted', async ({
  page,
  browser,
  signIn,
  unique,
}) => {
  const name = unique('rotates');
  const network = unique('net');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network, cidr: '10.47.0.0/16' });
  const outputs = (await stackOutputs(stack)) ?? {};
  const { RestApiId = '', KeyAId = '' } = outputs;
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  await sandbox.post('traffic', {
    apiId: RestApiId,
    keyId: KeyAId,
    from: today - 4 * dayMs,
    to: today - 3 * dayMs,
    requests: 40,
  });

  await test.step('the second key is made beside the first, with whom it is for', async () => {
    await page.getByRole('link', { name: 'Rotate, hand over, check' }).click();
    await expect(now(page)).toContainText('Make the second key');
    await page.getByRole('button', { name: 'Make the second key' }).click();
    await page.getByLabel('Consumer').fill('二番');
    await page.getByLabel('Owner').fill('chie@example.com');
    await page.getByRole('button', { name: 'Make key B' }).click();
    await expect(page.getByText(/^Up to 64 letters/)).toBeVisible();
    await page.getByLabel('Consumer').fill('billing-worker');
    await page.getByRole('button', { name: 'Make key B' }).click();
    await expect(keys(page).getByText('billing-worker')).toBeVisible();
    await settled(page);
    await page.reload();
    await expect(now(page)).toContainText('Hand it over');
    await expectAccessible(page);
  });

  const link = await test.step('a reveal and a link ask again who it is', async () => {
    await page.getByRole('button', { name: 'Hand over key B' }).first().click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    // The browser itself holds back a form whose box is not ticked.
    await expect(page.getByLabel('Link, shown once')).toHaveCount(0);
    await page.getByRole('checkbox', { name: 'I am Ben Okafor' }).check();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const made = (await page.getByLabel('Link, shown once').textContent()) ?? '';
    await page.getByRole('button', { name: 'Close and forget' }).click();
    await expect(page.getByText('Waiting', { exact: true })).toBeVisible();
    return made;
  });

  const value = await test.step('it opens once, by a press, for whoever holds it', async () => {
    await lookedUp(browser, page, link);
    await signOut(page);
    await signIn('Chie Sato');
    await page.goto(link.replace(/#.*/, ''));
    await expect(page.getByText('The link is not whole.')).toBeVisible();
    await page.goto(link);
    await page.reload();
    await page.getByRole('button', { name: 'Show the key' }).click();
    const shown = (await page.getByLabel('Key value').textContent()) ?? '';
    expect(shown).toMatch(/^[A-Za-z0-9]{20,128}$/);
    expect(page.url()).not.toContain('#');
    page.once('dialog', (dialog) => dialog.accept());
    await page.goto(link);
    await page.reload();
    await expect(page.getByText('This link has been opened already.')).toBeVisible();
    const { EndpointId = '' } = (await stackOutputs(`sluice-network-${network}`)) ?? {};
    const answer = await callThroughEndpoint(EndpointId, `${outputs.InvokeUrl}/get`, {
      'x-api-key': shown,
    });
    expect(answer.status).toBe(200);
    return shown;
  });

  await test.step('whoever owns a key, in whatever team, sees what it has left', async () => {
    const mine = page.getByRole('listitem').filter({ hasText: name });
    await expect(async () => {
      await page.goto('/me/usage');
      await expect(mine.getByText('of 500 left')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 90_000 });
  });

  await test.step('the old key is silent, is watched, and is switched off', async () => {
    await signOut(page);
    await signIn('Ben Okafor');
    await page.goto(`/proxies/${name}/keys`);
    await expect(page.getByText(/opened by chie@example.com/)).toBeVisible();
    await expect(now(page)).toContainText('Disable the old key');
    await expect(
      rotation(page)
        .getByText(/whole days without a call/)
        .first(),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Disable it then' }).click();
    await expect(page.getByText(/Key A will be disabled after 2 whole days/)).toBeVisible();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await expect(page.getByText(/Key A will be disabled after/)).toHaveCount(0);
    await rotation(page).getByRole('button', { name: 'Disable key A' }).click();
    // A day that is over is asked for once: of one that was, before the calls were put there, none are known.
    await expect(
      page.getByText(/Calls in the last 31 days: 40|No call in the last 31 days/),
    ).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable key A' }).click();
    await expect(keys(page).getByText('Disabled')).toBeVisible();
    await settled(page);
  });

  await test.step('the doctor says which link is broken, and of the other key that all hold', async () => {
    const doctor = page.getByRole('region', { name: 'Does each key open the proxy?' });
    await page.getByRole('button', { name: 'Compare now' }).click();
    await expect(doctor.getByText('The first broken link: The key is enabled')).toBeVisible();
    await expect(doctor.getByText('Every link holds.').first()).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step('the old key is deleted; the new one has the value it had', async () => {
    await rotation(page).getByRole('button', { name: 'Delete key A' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete key A' }).click();
    await expect(now(page)).toContainText('Make the second key');
    await settled(page);
    expect(await stackTemplate(stack)).not.toContain('KeyA:');
    await page.getByRole('button', { name: 'Reveal key B' }).click();
    await confirmAndShow(page, 'Ben Okafor');
    await expect(page.getByLabel('Key value')).toHaveText(value);
    await page.getByRole('button', { name: 'Close and forget' }).click();
    await page.goto(`/audit?object=${name}`);
    for (const deed of ['Made a key', 'Made a hand-over link', 'Disabled a key', 'Deleted a key'])
      await expect(page.getByRole('table').getByText(deed).first()).toBeVisible();
    await page.goto(`/proxies/${name}/usage`);
    const marks = page.getByRole('table', { name: 'What changed' });
    for (const mark of ['Made a key', 'Disabled a key', 'Deleted a key', 'Proxy made'])
      await expect(marks.getByText(mark).first()).toBeVisible();
  });

  await test.step('the canary sings: a value in a file is found, as it is and as PostgreSQL packs it', async () => {
    const values = await keyValues();
    expect(values).toContain(value);
    const packed = value.replace(/(.{8})/g, '$1\0');
    for (const text of [value, packed])
      expect(findValues(values, [{ where: 'a file', bytes: Buffer.from(`x${text}x`) }])).toEqual([
        'a file',
      ]);
  });
});
