import { stackOutputs } from './aws';
import { expect, expectAccessible, expectFitsPhone, test } from './fixtures';
import { fillProxyForm } from './proxy-form';
import { revealKey } from './reveal';
import { callThroughEndpoint } from './vpc-client';

test('requests of every kind are told apart, and the limit that holds is named', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('sources');
  const network = unique('srcnet');
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name: network, cidr: '10.0.0.0/16' },
    quota: '40',
    rate: '2',
    burst: '3',
  });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  await expect(page.getByRole('button', { name: 'Reveal key' })).toBeVisible();
  const key = await revealKey(page, 'Ben Okafor');

  const { InvokeUrl } = (await stackOutputs(`sluice-proxy-${name}`)) ?? {};
  const { EndpointId = '' } = (await stackOutputs(`sluice-network-${network}`)) ?? {};
  const send = (path: string, headers: Record<string, string>) =>
    callThroughEndpoint(EndpointId, `${InvokeUrl}${path}`, headers);
  const call = async (path: string, headers: Record<string, string>) =>
    (await send(path, headers)).status;
  const withKey = { 'x-api-key': key };

  // The upstream's own 404 and 429, a request without a key, then more than rate and burst let through.
  expect(await call('/status/404', withKey)).toBe(404);
  expect(await call('/status/429', withKey)).toBe(429);
  const refused = await send('/get', {});
  expect(refused.status).toBe(403);
  const burst = await Promise.all(Array.from({ length: 12 }, () => call('/get', withKey)));
  const throttled = burst.filter((status) => status === 429).length;
  const served = burst.filter((status) => status === 200).length;
  expect(throttled).toBeGreaterThan(4);

  const traffic = page.getByRole('region', { name: 'How requests ended', exact: true });
  const row = (outcome: string) => traffic.getByRole('row').filter({ hasText: outcome }).first();

  await test.step('the collector has read the log, and the page tells each kind', async () => {
    await expect(async () => {
      await page.goto(`/proxies/${name}`);
      await expect(row('429, rate of the key')).toContainText(`${throttled}`, { timeout: 2_000 });
    }).toPass();
    await expect(row('Served').getByRole('cell').last()).toHaveText(`${served}`);
    await expect(row('4xx, upstream’s own').getByRole('cell').last()).toHaveText('1');
    await expect(row('429, upstream’s own limit').getByRole('cell').last()).toHaveText('1');
    await expect(row('403, key missing').getByRole('cell').last()).toHaveText('1');
  });

  await test.step('the binding limit is named, and it is not the quota', async () => {
    await expect(
      traffic.getByText(`Held by the rate of 2/s, burst 3: ${throttled} refused in 24 hours.`),
    ).toBeVisible();
    await expect(traffic.getByText(/quota at \d/)).toBeVisible();
  });

  await test.step('what counts is what is used, on the gauge and in the explanation', async () => {
    const used = served + 2;
    await expect(page.getByText(`${used} of 40 used`).first()).toBeVisible();
    const line = (term: string) => traffic.getByText(term, { exact: true }).locator('..');
    await expect(async () => {
      await page.goto(`/proxies/${name}`);
      await traffic.getByText('Why CloudWatch and GetUsage differ today').click();
      await expect(traffic.getByText('They agree.')).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(line('GetUsage says')).toContainText(`${used}`);
    await expect(line('held by a limit (429)')).toContainText(`${throttled}`);
    await expect(line('key refused (403)')).toContainText('1');
    await expect(line('count against quotas')).toContainText(`${used}`);
    await expectAccessible(page);
  });

  await test.step('the refused call’s answer, pasted, is explained and found in the log', async () => {
    await page.getByRole('link', { name: 'Got an error? Paste it' }).click();
    const lines = Object.entries(refused.headers).map(([header, value]) => `${header}: ${value}`);
    await page
      .getByLabel('The error')
      .fill(['HTTP/1.1 403 Forbidden', ...lines, '', refused.body].join('\n'));
    const result = page.getByRole('region', { name: 'What it means' });
    await expect(result.getByText('Answered by: API Gateway itself')).toBeVisible();
    await expect(result.getByLabel('Proxy')).toHaveValue(name);
    await result.getByRole('button', { name: 'Look it up' }).click();
    await expect(result.getByText('INVALID_API_KEY', { exact: true })).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await result.getByRole('link', { name: `Examine ${name}, hop by hop` }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Path of ${name}` })).toBeVisible();
  });
});
