import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stackOutputs } from './aws';
import { expect, expectAccessible, test } from './fixtures';
import { launchProxy } from './proxy-form';
import { sandboxAt } from './sandbox';

type Received = { headers: IncomingHttpHeaders; body: string };

let server: Server;
let url: string;
const received: Received[] = [];

test.beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.end('thank you');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/not-to-be-shown`;
});
test.afterAll(() => new Promise((done) => server.close(done)));

function isSigned(secret: string, { headers, body }: Received): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signature = createHmac('sha256', key).update(text).digest('base64');
  return headers['webhook-signature'] === `v1,${signature}`;
}

test('a team is told once, by a channel that was tried, when half of a quota is used', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('alerted');
  const channel = unique('ops');
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.43.0.0/16' });

  let secret = '';
  await test.step('a webhook’s signing secret is shown once, its URL never', async () => {
    await page.goto('/alerts?team=payments');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'New channel' }).click();
    await page.getByRole('radio', { name: /^Webhook/ }).check();
    await page.getByLabel('Name', { exact: true }).fill(channel);
    await page.getByLabel('URL', { exact: true }).fill('http://169.254.169.254/latest');
    await page.getByRole('button', { name: 'Create channel' }).click();
    await expect(page.getByText(/A URL at 169\.254\.169\.254 may not be called/)).toBeVisible();
    await page.getByLabel('URL', { exact: true }).fill(url);
    await page.getByRole('button', { name: 'Create channel' }).click();
    secret = (await page.getByRole('status', { name: 'Signing secret' }).textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await expect(page.getByRole('row', { name: new RegExp(channel) })).toBeVisible();
    await page.reload();
    const source = await page.content();
    expect(source).not.toContain(secret);
    expect(source).not.toContain('not-to-be-shown');
  });

  await test.step('its test sends a real message and shows the answer', async () => {
    await page.getByRole('button', { name: `Send a test message to ${channel}` }).click();
    const row = page.getByRole('row', { name: new RegExp(channel) });
    await expect(row.getByText('Answer: 200 thank you')).toBeVisible();
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['alert.test']);
    expect(received.every((each) => isSigned(secret, each))).toBe(true);
  });

  await test.step('a proxy’s own rule stands over the team’s default, and goes back', async () => {
    await page.goto(`/proxies/${name}/alerts`);
    const rule = page.getByRole('listitem').filter({ hasText: '80% of a key’s quota is used' });
    await expect(rule.getByText('Sluice’s default')).toBeVisible();
    await rule.getByRole('checkbox').uncheck();
    await page.getByRole('button', { name: 'Save rules' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await page.reload();
    await expect(rule.getByText('This proxy')).toBeVisible();
    await expect(rule.getByRole('checkbox')).not.toBeChecked();
    await rule.getByRole('button', { name: /^Back to the default/ }).click();
    await page.getByRole('button', { name: 'Save rules' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('traffic over half of the quota is told once, with a link to the view', async () => {
    const { RestApiId = '', KeyAId = '' } = (await stackOutputs(`sluice-proxy-${name}`)) ?? {};
    const now = Date.now();
    const midnight = Math.floor(now / 86_400_000) * 86_400_000;
    await sandboxAt(process.env.AWS_ENDPOINT_URL ?? '').traffic({
      apiId: RestApiId,
      keyId: KeyAId,
      from: midnight,
      to: now,
      requests: 260,
    });
    const told = () =>
      received
        .map(({ body }) => JSON.parse(body))
        .filter(({ data }) => data.alerts[0].proxy === name);
    await expect.poll(() => told().length, { timeout: 150_000 }).toBe(1);
    expect(told()[0].data.alerts).toMatchObject([{ rule: 'quota_50', used: 260, total: 500 }]);
    expect(received.every((each) => isSigned(secret, each))).toBe(true);
    await expect(async () => {
      await page.reload();
      const row = page.getByRole('row', { name: /50% of the quota of key A used/ });
      const sent = row.getByText('Sent', { exact: true }).filter({ visible: true });
      await expect(sent).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 90_000 });
    expect(told()).toHaveLength(1);
    await page.goto(told()[0].data.alerts[0].url);
    await expect(page.locator('#days')).toBeInViewport();
    await expect(page).toHaveURL(/[?&]key=/);
  });

  await test.step('a channel that is removed is told nothing more', async () => {
    await page.goto('/alerts?team=payments');
    await page.getByRole('button', { name: `Remove ${channel}` }).click();
    await page.getByRole('button', { name: 'Remove channel' }).click();
    await expect(page.getByRole('row', { name: new RegExp(`${channel}.*Webhook`) })).toHaveCount(0);
  });
});
