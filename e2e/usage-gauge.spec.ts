import type { Page } from '@playwright/test';
import { keyValue, stackOutputs } from './aws';
import { expect, expectAccessible, test } from './fixtures';
import { launchProxy } from './proxy-form';
import { callThroughEndpoint } from './vpc-client';

test('real calls show in the gauge and are replayed against other limits, down to the edit', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('gauge');
  const network = unique('net');
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  await limitsInWords(page);
  await launchProxy(page, { name, network, cidr: '10.61.0.0/16' });

  await test.step('before any call there is nothing to replay, and the page says so', async () => {
    await page.getByRole('link', { name: 'Replay', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Replay' })).toBeVisible();
    await page.getByLabel('UTC day').selectOption({ index: 0 });
    await page.getByRole('button', { name: 'Replay' }).click();
    await expect(page.getByText(/No request (log yet|came on this day)/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('thirty calls, told apart from the limit', async () => {
    const proxy = await stackOutputs(`sluice-proxy-${name}`);
    const { EndpointId } = (await stackOutputs(`sluice-network-${network}`)) ?? {};
    const key = await keyValue(proxy?.KeyAId ?? '');
    const url = `${proxy?.InvokeUrl}/get`;
    for (let call = 0; call < 30; call += 1) {
      const answer = await callThroughEndpoint(EndpointId ?? '', url, { 'x-api-key': key });
      expect(answer.status).toBe(200);
    }
    await page.goto(`/proxies/${name}`);
    await untilShown(page, /of 500 used/);
    await untilShown(page, '30 calls in the last hour');
    await expect(page.getByText('Resets 00:00 UTC').first()).toBeVisible();
    await expect(page.getByText(/Empty at about/)).toHaveCount(0);
  });

  await test.step('twelve a day would have refused eighteen of them', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await page.goto(`/proxies/${name}/replay?day=${today}`);
    await untilShown(page, 'Of 30 requests these limits refuse none.');
    await page.getByLabel('Quota', { exact: true }).fill('12');
    await page.getByLabel('Rate per second').fill('20');
    await page.getByRole('button', { name: 'Replay' }).click();
    await expect(page).toHaveURL(/quotaLimit=12/);
    await expect(page.getByText(/Of 30 requests these limits refuse 18 \(60%\)/)).toBeVisible();
    await expect(page.getByText('18 more than were refused.')).toBeVisible();
    await expect(
      page.getByText('Replaying the limits in force gives 0 refusals; 0 were recorded.'),
    ).toBeVisible();
    const row = page.getByRole('table', { name: 'By key' }).getByRole('row').last();
    await expect(row).toContainText(/Key A\s*30\s*0\s*18\s*0/);
    const hours = page.getByRole('slider', { name: 'When' });
    await hours.press('Home');
    await expect(hours).toHaveAttribute('aria-valuetext', /^00:00–01:00 UTC: let through \d+,/);
    await hours.press('ArrowRight');
    await expect(hours).toHaveAttribute('aria-valuetext', /^01:00–02:00 UTC: /);
    await expectAccessible(page);
  });

  await test.step('limits that are none are told, and a link brings good ones into the form', async () => {
    await page.getByLabel('Burst').fill('0');
    await page.getByRole('button', { name: 'Replay' }).click();
    await expect(page.getByText(/a burst from 1 to 5,000 can be replayed/)).toBeVisible();
    await page.getByLabel('Burst').fill('50');
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByRole('link', { name: 'Edit with these limits' }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Edit ${name}` })).toBeVisible();
    await expect(page.getByLabel('Quota', { exact: true })).toHaveValue('12');
    await expect(page.getByLabel('Rate per second')).toHaveValue('20');
  });
});

/** While they are typed, the limits say how long they last and what all keys may use together. */
async function limitsInWords(page: Page): Promise<void> {
  await page.getByLabel('Quota', { exact: true }).fill('20');
  const words = page.getByRole('status', { name: 'What these limits mean' });
  await expect(words).toContainText(
    '20 a day at 5 per second with burst 5 can be gone in 3 seconds',
  );
  await page.getByLabel('Keys').fill('12');
  await expect(
    page.getByText('12 keys × 20 = 240 a day in all, up to 60 per second.'),
  ).toBeVisible();
}

/** What the collector brings within seconds; the page is opened anew until it is there. */
async function untilShown(page: Page, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });
}
