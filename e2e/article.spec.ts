import type { Page } from '@playwright/test';
import { stackOutputs, stackTemplate } from './aws';
import { expect, expectAccessible, test } from './fixtures';
import { fillProxyForm, previewTemplate } from './proxy-form';
import { revealKey } from './reveal';
import { callFromOutside, callThroughEndpoint, sandbox } from './vpc-client';
import { endpointsOf, vpcExists } from './vpcs-by-hand';

test('the article: from a locked VPC to httpbin.org, under a key, a quota and a throttle', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('article');
  const network = unique('own');
  const proxyStack = `sluice-proxy-${name}`;
  const networkStack = `sluice-network-${network}`;

  await signIn('Ben Okafor');
  await page.getByRole('link', { name: 'New proxy' }).first().click();
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name: network, cidr: '10.0.0.0/16' },
    quota: '20',
    rate: '5',
    burst: '5',
  });
  await expect(
    page.getByText(/20 a day at 5 per second with burst 5 can be gone in 3 seconds/),
  ).toBeVisible();
  const shown = {
    network: await previewTemplate(page, networkStack),
    proxy: await previewTemplate(page, proxyStack),
  };
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Policy' }).click();
  await expectProof(page);
  await expectAccessible(page);

  // Held at its second step, the launch stands still while the page is read.
  await sandbox.post('hold', { stack: proxyStack });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  // Events arrive in the open page; a reload would lose this mark.
  await page.evaluate(() => document.body.setAttribute('data-never-reloaded', 'yes'));
  const run = page.getByRole('region', { name: `Launch of proxy ${name}` });
  const first = run.getByRole('listitem').filter({ hasText: 'Create the network stack' });
  const second = run.getByRole('listitem').filter({ hasText: 'Create the proxy stack' });
  await expect(first).toContainText('Done');
  await expect(second).toContainText('Now');
  const events = run.getByRole('region', { name: 'Events' });
  await expect(events.getByRole('row').filter({ hasText: 'Endpoint' }).first()).toBeVisible();
  await expectAccessible(page);
  await sandbox.post('release', { stack: proxyStack });
  await expect(page.getByRole('button', { name: 'Reveal key' })).toBeVisible();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  expect(await page.evaluate(() => document.body.getAttribute('data-never-reloaded'))).toBe('yes');

  await test.step('what was shown is what was launched', async () => {
    expect(await stackTemplate(networkStack)).toBe(shown.network);
    const outputs = (await stackOutputs(networkStack)) ?? {};
    const launched = await stackTemplate(proxyStack);
    // The proxy's template names ids that did not exist while the form was open, and a Deployment named by their hash.
    const settled = (text: string) => text.replace(/Deployment[0-9a-f]{6,}/g, 'Deployment#');
    expect(settled(launched)).toBe(
      settled(shown.proxy)
        .replaceAll('vpc-00000000000000000', outputs.VpcId ?? '')
        .replaceAll('vpce-00000000000000000', outputs.EndpointId ?? ''),
    );
  });

  await test.step('who can call it is proved from the template that CloudFormation holds', async () => {
    await expectProof(page);
    await expect(page.getByText('Computed from the template that CloudFormation')).toBeVisible();
  });

  const outputs = (await stackOutputs(proxyStack)) ?? {};
  const made = (await stackOutputs(networkStack)) ?? {};
  const endpointId = made.EndpointId ?? '';
  const url = `${outputs.InvokeUrl}/get`;

  await test.step('the probe passes, from a private address, phase by phase', async () => {
    await page
      .getByRole('button', { name: /Run probe|Run again/ })
      .first()
      .click();
    const probe = page.getByRole('region', { name: 'Probe' });
    await expect(probe.getByText(/HTTP 200/).first()).toBeVisible();
    for (const phase of ['DNS', 'TCP', 'TLS', 'Wait', 'Transfer']) {
      await expect(probe.getByText(new RegExp(`^${phase}`)).first()).toBeVisible();
    }
    await expect(probe.getByText(/10\.0\.\d+\.\d+/).first()).toBeVisible();
    await expect(probe.getByText('private').first()).toBeVisible();
  });

  const key =
    await test.step('the key is revealed on purpose and leaves the page again', async () => {
      const value = await revealKey(page, 'Ben Okafor');
      expect(value).toMatch(/^[A-Za-z0-9]{20,128}$/);
      expect(await page.content()).not.toContain(value);
      return value;
    });

  await test.step('twenty calls pass, the twenty-first is over the quota', async () => {
    // Rate 5 and burst 5: a throttled call is not served and costs no quota, so it is simply made again.
    const served = async () => {
      for (;;) {
        const answer = await callThroughEndpoint(endpointId, url, { 'x-api-key': key });
        if (answer.status !== 429) return answer;
        if (JSON.parse(answer.body).message !== 'Too Many Requests') return answer;
      }
    };
    for (let call = 1; call <= 20; call++) {
      const answer = await served();
      expect(answer.status, `call ${call}: ${answer.body}`).toBe(200);
      expect(JSON.stringify(JSON.parse(answer.body).headers)).not.toContain(key);
    }
    const refused = await served();
    expect(refused.status).toBe(429);
    expect(JSON.parse(refused.body).message).toBe('Limit Exceeded');
  });

  await test.step('the page tells what is left and when it comes back', async () => {
    // The collector reads GetUsage and the access log by itself; who looks causes no call.
    await expect(async () => {
      await page.reload();
      await expect(page.getByText(/20 used/).first()).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(page.getByText(/of 20 left/).first()).toBeVisible();
    await expect(page.getByText('Resets 00:00 UTC').first()).toBeVisible();
    await expect(page.getByText(/= 0?9:00/).first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('without its key the endpoint refuses, as the proof says', async () => {
    expect((await callThroughEndpoint(endpointId, url, {})).status).toBe(403);
  });

  await test.step('from outside the VPC there is no answer from the API', async () => {
    const outside = await callFromOutside(url, { 'x-api-key': key }).catch((error: Error) => error);
    expect(outside instanceof Error || outside.status === 403).toBe(true);
  });

  await test.step('deletion takes both stacks and leaves nothing', async () => {
    await page.getByRole('button', { name: 'Delete proxy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /Also delete the network/ }).check();
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Delete proxy' }).click();
    await expect(page.getByText(`${name} is gone`)).toBeVisible();
    expect(await stackOutputs(proxyStack)).toBeNull();
    expect(await stackOutputs(networkStack)).toBeNull();
    expect(await endpointsOf(made.VpcId ?? '')).toEqual([]);
    expect(await vpcExists(made.VpcId ?? '')).toBe(false);
  });
});

/** The table of who can call: the VPC with a key and nobody else, each by the statement that decides it. */
async function expectProof(page: Page): Promise<void> {
  const table = page.getByRole('table', { name: 'Who can call it' });
  const says = [
    ['This endpoint, with a key', 'Yes', 'AllowThisVpc'],
    ['This endpoint, without a key', 'No', 'API key'],
    ['Another endpoint of the VPC', 'Yes', 'AllowThisVpc'],
    ['Another VPC, through this endpoint', 'No', 'Security group'],
    ['Another VPC, its own endpoint', 'No', 'DenyOtherVpcs'],
    ['An endpoint of another account', 'No', 'DenyOtherVpcs'],
    ['The internet', 'No', 'Private API'],
    ['A private API of another account', 'No', 'No Allow matches'],
  ] as const;
  for (const [who, verdict, by] of says) {
    const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: who }) });
    await expect(row.getByRole('cell').first()).toHaveText(verdict);
    await expect(row).toContainText(by);
  }
}
