import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { stackOutputs } from './aws';
import { expect, expectAccessible, expectFitsPhone, expectSpeaks, test } from './fixtures';
import { ofProxy } from './pages';
import { launchProxy } from './proxy-form';
import { sandboxAt } from './sandbox';
import { callThroughEndpoint } from './vpc-client';

const sandbox = sandboxAt(process.env.AWS_ENDPOINT_URL ?? '');
const dayMs = 86_400_000;
const day = (offset: number) => new Date(Date.now() + offset * dayMs).toISOString().slice(0, 10);

async function download(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name }).first().click();
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('a history is read by keyboard, as a table and as a file, and its address says all of it', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('past');
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.45.0.0/16' });
  const outputs = (await stackOutputs(`sluice-proxy-${name}`)) ?? {};
  const now = Date.now();
  await sandbox.traffic({
    apiId: outputs.RestApiId ?? '',
    keyId: outputs.KeyAId ?? '',
    // Within what the next read of the log looks back over, and of today.
    from: Math.max(Date.parse(`${day(0)}T00:00:00Z`), now - 60_000),
    to: now,
    requests: 345,
  });
  const [endpointId = ''] = /vpce-[0-9a-f]+/.exec(outputs.EndpointInvokeUrl ?? '') ?? [];
  const refused = await callThroughEndpoint(endpointId, `${outputs.InvokeUrl}/get`, {});
  expect(refused.status).toBe(403);

  // By its section, and not by its place: sections come one after another.
  const tableOf = (section: string) =>
    page.getByRole('region', { name: section }).getByText('Show as a table');
  const days = page.getByRole('slider', { name: 'Calls a day' });
  const endings = page.getByRole('table', { name: 'How calls ended' });
  const refusals = endings.getByRole('columnheader', { name: /^403, key missing/ });
  await test.step('the collector comes to it by itself', async () => {
    await page.goto(`/proxies/${name}/usage?days=7&compare=week&zone=utc`);
    await expect(async () => {
      await page.reload();
      await expect(page.getByText('345 calls on 1 known day.')).toBeVisible({ timeout: 2_000 });
      await expect(page.getByRole('slider')).toHaveCount(3, { timeout: 2_000 });
      // The request without a key, which only the access log tells: another source, read another time.
      await tableOf('How calls ended').click();
      await expect(refusals).toBeVisible({ timeout: 2_000 });
      const today = endings.getByRole('row', { name: day(0) });
      await expect(today.getByRole('cell').last()).toHaveText('346', { timeout: 2_000 });
    }).toPass({ timeout: 90_000 });
    await expect(page.getByText('6 days are not known, and hatched')).toBeVisible();
  });

  await test.step('arrows move over the days, and tell each', async () => {
    await days.focus();
    await expect(days).toHaveAttribute(
      'aria-valuetext',
      /so far: Key A 345, Week before not known\. Proxy made$/,
    );
    await page.keyboard.press('ArrowLeft');
    await expect(days).toHaveAttribute(
      'aria-valuetext',
      /: Key A not known, Week before not known\.$/,
    );
    await expect(days).toHaveAttribute('aria-valuenow', '6');
    await page.keyboard.press('Home');
    await expect(days).toHaveAttribute('aria-valuenow', '1');
    await page.keyboard.press('End');
    await expect(days).toHaveAttribute('aria-valuenow', '7');
    await page.keyboard.press('PageUp');
    await expect(days).toHaveAttribute('aria-valuenow', '7');
  });

  await test.step('hours of the week are told in the zone that is chosen', async () => {
    const hours = page.getByRole('slider', { name: 'Hours of the week' });
    await expect(page.getByText('Hours in UTC')).toBeVisible();
    await hours.focus();
    await expect(hours).toHaveAttribute('aria-valuetext', /^\w+day \d\d:00: /);
    await page.getByRole('link', { name: 'My clock' }).click();
    await expect(page.getByText('Hours of your clock, GMT+9')).toBeVisible();
    await expect(page).toHaveURL(/days=7/);
  });

  await test.step('what was refused is there, with or without a key', async () => {
    await tableOf('How calls ended').click();
    await expect(refusals).toBeVisible();
    await expect(
      endings
        .getByRole('row', { name: day(0) })
        .getByRole('cell')
        .last(),
    ).toHaveText('346');
    await expect(endings.getByRole('row', { name: day(-6) })).toContainText('–');
  });

  await test.step('the table has the numbers, and a dash where none is known', async () => {
    await tableOf('Calls a day').click();
    const table = page.getByRole('table', { name: 'Calls a day' });
    await expect(table.getByRole('row', { name: new RegExp(`${day(0)} 345`) })).toBeVisible();
    await expect(table.getByRole('row', { name: new RegExp(`${day(-1)} –`) })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('filters are in the address, and outlive a reload', async () => {
    await page.getByRole('button', { name: 'Keys', exact: true }).click();
    await page.getByRole('link', { name: 'Key A', exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`key=${outputs.KeyAId}`));
    await page.getByLabel('From').fill(day(-2));
    await page.getByLabel('To', { exact: true }).fill(day(0));
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`from=${day(-2)}&to=${day(0)}`));
    await page.reload();
    await expect(page.getByRole('button', { name: 'Keys: Key A' })).toBeVisible();
    await expect(page.getByText('345 calls on 1 known day.')).toBeVisible();
    await expect(days).toHaveAttribute('aria-valuemax', '3');
    await expect(page.getByRole('link', { name: 'Week before' })).toHaveAttribute(
      'aria-current',
      'true',
    );
  });

  await test.step('the file is what is seen: dated, marked as UTF-8, with no 0 for what is not known', async () => {
    const { name: file, bytes } = await download(page, 'Download the days as CSV');
    expect(file).toBe(`${name}-usage-days-${day(0)}.csv`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').slice(1).trimEnd().split('\r\n');
    const key = `${name},payments,dev,${outputs.KeyAId},A`;
    expect(lines.slice(0, 3)).toEqual([
      'date,proxy,team,environment,key_id,key,used,left,quota_limit,is_complete,as_of',
      `${day(-2)},${key},,,,,`,
      `${day(-1)},${key},,,,,`,
    ]);
    expect(lines[3]).toMatch(new RegExp(`^${day(0)},${key},345,155,500,false,\\d{4}-.*Z$`));
    const json = await download(page, 'Download the hours as JSON');
    expect(JSON.parse(json.bytes.toString('utf8'))).toMatchObject({
      known_from: expect.any(String),
    });
    await page.goto(`/audit?action=usage.export&object=${name}`);
    await expect(page.getByRole('link', { name: 'Downloaded usage' })).toHaveCount(2);
  });

  await test.step('the fleet leads there, also on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/usage?proxy=${name}`);
    await expect(page.getByRole('table', { name: 'Nearest to empty' })).toContainText('155 of 500');
    await expect(page.getByRole('table', { name: 'Refused' })).toContainText(/3460%0\.3%/);
    await expectAccessible(page);
    await page.getByRole('table', { name: 'Top consumers' }).getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Usage of ${name}` })).toBeVisible();
    await expect(days).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });

  await test.step('each page below a proxy speaks both languages, and is no wider than a phone', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const [language, button] of [
      ['ja', '日本語'],
      ['en', 'English'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      for (const path of ofProxy)
        await test.step(`${path} ${language}`, async () => {
          await page.goto(`/proxies/${name}${path}`);
          await expectSpeaks(page, language);
          await expectFitsPhone(page);
          if (language === 'en') await expectAccessible(page);
        });
    }
  });
});
