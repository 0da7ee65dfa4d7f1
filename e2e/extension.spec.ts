import { stackOutputs } from './aws';
import { expect, expectAccessible, expectFitsPhone, signOut, test } from './fixtures';
import { fillProxyForm } from './proxy-form';
import { revealKey } from './reveal';
import { callThroughEndpoint } from './vpc-client';

test('a spent quota: seen by whoever holds the key, extended with a reason, and beyond the guardrail with an approval', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('extend');
  const network = unique('extend-net');
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name: network, cidr: '10.9.0.0/16' },
    quota: '4',
    rate: '500',
    burst: '500',
  });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();

  const { EndpointId: endpointId = '' } = (await stackOutputs(`sluice-network-${network}`)) ?? {};
  const { InvokeUrl } = (await stackOutputs(`sluice-proxy-${name}`)) ?? {};
  const key = await revealKey(page, 'Ben Okafor');
  /** Calls until the gateway refuses; answers how many passed. */
  const passed = async () => {
    for (let count = 0; ; count++) {
      const { status } = await callThroughEndpoint(endpointId, `${InvokeUrl}/get`, {
        'x-api-key': key,
      });
      if (status === 429) return count;
      expect(status).toBe(200);
    }
  };
  expect(await passed()).toBe(4);

  const figures = page.getByRole('region', { name: 'At a glance' });
  const list = page.getByRole('region', { name: 'Extensions' });

  await test.step('a slip of the pen keeps what was typed, and the keyboard does it all', async () => {
    // Viewers share one look at GetUsage, which may be some seconds old.
    await expect(async () => {
      await page.reload();
      await expect(figures.getByText('Spent')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 90_000 });
    const button = page.getByRole('button', { name: 'Extend quota' });
    // It takes no focus before the page is alive.
    await expect(button).toBeEnabled();
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('More calls').fill('0');
    await dialog.getByLabel('Why').fill('the batch of the month');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('A whole number from 1 to 40.')).toBeVisible();
    await expect(dialog.getByLabel('Why')).toHaveValue('the batch of the month');
    await expectAccessible(page);
    await dialog.getByLabel('More calls').fill('3');
    await dialog.getByRole('button', { name: 'Extend now' }).click();
    await expect(dialog).toBeHidden();
    await expect(list.getByText('Granted', { exact: true })).toBeVisible();
  });

  await test.step('exactly the granted calls pass, and the gauge says who, why and until when', async () => {
    await page.reload();
    await expect(figures.getByText('Limit 4 + 3 granted, until 00:00 UTC')).toBeVisible();
    await expect(
      figures.getByText(/3 by ben@example\.com: “the batch of the month”/),
    ).toBeVisible();
    await expectAccessible(page);
    expect(await passed()).toBe(3);
  });

  await test.step('the doctor names the quota that is spent again, extends it, and a probe proves it', async () => {
    const spent = page.getByText('First broken hop: Quota');
    await expect(async () => {
      await page.goto(`/proxies/${name}/doctor`);
      await expect(spent).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 90_000 });
    await page.getByRole('button', { name: 'Extend quota' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('More calls').fill('1');
    await dialog.getByLabel('Why').fill('the last of them');
    await dialog.getByRole('button', { name: 'Extend now' }).click();
    await expect(page.getByText('Changed, and proved by a probe.')).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    expect(await passed()).toBe(1);
  });

  await test.step('my usage says so too, while nothing passes the gateway any more', async () => {
    await page.getByRole('button', { name: /^You: / }).click();
    await page.getByRole('link', { name: 'My usage' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'My usage' })).toBeVisible();
    const mine = page.getByRole('listitem').filter({ hasText: name });
    await expect(mine.getByText(/of 8 left/)).toBeVisible();
    await expect(mine.getByText(/Resets 00:00 UTC = 0?9:00/)).toBeVisible();
    await expect(mine.getByText(/GetUsage/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('beyond the guardrail somebody of the platform decides', async () => {
    await page.goto(`/proxies/${name}`);
    await page.getByRole('button', { name: 'Extend quota' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('More calls').fill('2');
    await dialog.getByLabel('Why').fill('and its second half');
    await dialog.getByRole('button', { name: 'Ask for approval' }).click();
    await expect(list.getByText('Waits for approval')).toBeVisible();
    await expect(list.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    expect(await passed()).toBe(0);
    await signOut(page);
    await signIn('Aiko Tanaka');
    const waiting = page
      .getByRole('region', { name: 'Waiting for your decision' })
      .getByRole('listitem')
      .filter({ hasText: name });
    await expect(waiting.getByText('“and its second half”')).toBeVisible();
    await expectAccessible(page);
    await waiting.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByLabel('Your reason').fill('agreed on the phone');
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await expect(waiting).toHaveCount(0);
    await page.goto(`/proxies/${name}`);
    await expect(
      list.getByText(/Decided by aiko@example\.com: “agreed on the phone”/),
    ).toBeVisible();
    await expect(list.getByText('Granted', { exact: true })).toHaveCount(3);
    expect(await passed()).toBe(2);
    await page.goto(`/proxies/${name}/usage`);
    const marks = page.getByRole('table', { name: 'What changed' });
    await expect(marks.getByText('AWS took a quota’s extension')).toHaveCount(3);
  });
});
