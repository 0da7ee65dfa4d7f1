import { stackOutputs } from './aws';
import { expect, expectAccessible, expectFitsPhone, test } from './fixtures';
import { fillProxyForm } from './proxy-form';
import { revealKey } from './reveal';
import { callThroughEndpoint, sandbox } from './vpc-client';
import { endpointsOf, fillWithEndpoints, makeVpc, setPrivateDns, vpcExists } from './vpcs-by-hand';

const limits = { quota: '500', rate: '2', burst: '3' };

test('a second proxy in the same VPC reuses its endpoint, a burst is throttled, and the network is changed', async ({
  page,
  signIn,
  unique,
}) => {
  const network = unique('shared');
  const [first, second] = [unique('first'), unique('second')];
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name: first,
    network: { kind: 'create', name: network, cidr: '10.7.0.0/16' },
    ...limits,
  });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();

  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org/anything',
    name: second,
    network: { kind: 'existing', name: network },
    ...limits,
  });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: second })).toBeVisible();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();

  const made = (await stackOutputs(`sluice-network-${network}`)) ?? {};
  expect(await endpointsOf(made.VpcId ?? '')).toEqual([made.EndpointId]);

  await test.step('a burst against a proxy with quota to spare is throttled', async () => {
    const outputs = (await stackOutputs(`sluice-proxy-${second}`)) ?? {};
    const key = await revealKey(page, 'Ben Okafor');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        callThroughEndpoint(made.EndpointId ?? '', `${outputs.InvokeUrl}/x`, { 'x-api-key': key }),
      ),
    );
    const throttled = answers.filter(({ status }) => status === 429);
    expect(throttled.length).toBeGreaterThan(0);
    for (const { body } of throttled) expect(JSON.parse(body).message).toBe('Too Many Requests');
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3);
  });

  await test.step('a network with proxies is not deleted, and says whose they are', async () => {
    await page.goto(`/networks/${network}`);
    await expect(page.getByRole('link', { name: first, exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: second, exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('an edit says whom it concerns, and is executed as planned', async () => {
    await page.getByRole('link', { name: 'Edit', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Edit ${network}` })).toBeVisible();
    await expect(page.getByRole('checkbox', { name: 'ap-northeast-1a' })).toBeDisabled();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByLabel('Owner').fill('dana@example.com');
    await page.getByRole('button', { name: 'Preview changes' }).click();
    const meaning = page.getByRole('region', { name: 'What it means for callers' });
    await expect(meaning).toContainText('The endpoint stays, with its id, its name');
    await expect(meaning).toContainText(`2 proxies stand in it: ${first}, ${second}.`);
    await page.getByRole('button', { name: 'Execute changes' }).click();
    await expect(page).toHaveTitle(new RegExp(`${network} done`));
    expect(await endpointsOf(made.VpcId ?? '')).toEqual([made.EndpointId]);
  });

  await test.step('what was changed in it by hand is put back by the doctor, and proved', async () => {
    await setPrivateDns(made.EndpointId ?? '', false);
    await page.goto(`/networks/${network}`);
    await expect(page.getByText('dana@example.com', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Compare now' }).click();
    const live = page.getByRole('region', { name: 'Live = saved' });
    const row = live.getByRole('row', { name: /Endpoint PrivateDnsEnabled/ });
    await expect(row.getByRole('cell')).toHaveText([/changed outside/, 'true', 'true', 'false']);
    await expect(live.getByRole('button', { name: 'Revert' })).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.goto(`/proxies/${second}/doctor`);
    await page.getByRole('button', { name: 'Examine and probe' }).click();
    await page.getByRole('button', { name: 'Put back and prove' }).click();
    await expect(page.getByText('Put back, and proved by a probe.')).toBeVisible();
  });
});

test('an existing VPC without an endpoint is adopted and gets one', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('adopts');
  const network = unique('adopted');
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  const vpc = await makeVpc(network, false);
  const { vpcId } = vpc;
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'adopt', name: network, vpcId },
    ...limits,
  });

  await test.step('not while the quota is used up: it says which, links to it, and is tried again', async () => {
    const takeAway = await fillWithEndpoints(vpc);
    await page.getByRole('button', { name: 'Launch proxy' }).click();
    const cause = page.getByRole('alert').filter({ hasText: 'no room for another interface' });
    await expect(cause.getByRole('link', { name: /Ask AWS for a higher quota/ })).toHaveAttribute(
      'href',
      /servicequotas\/home\/services\/vpc\/quotas\/L-29B6F2EB/,
    );
    await expectAccessible(page);
    await takeAway();
    await cause.getByRole('button', { name: 'Try again' }).click();
    await expect(page).toHaveTitle(new RegExp(`${name} done`));
    await page.goto(`/proxies/${name}`);
  });

  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  const made = (await stackOutputs(`sluice-network-${network}`)) ?? {};
  expect(made.VpcId).toBe(vpcId);
  expect(await endpointsOf(vpcId)).toEqual([made.EndpointId]);

  await page
    .getByRole('button', { name: /Run probe|Run again/ })
    .first()
    .click();
  await expect(
    page.getByRole('region', { name: 'Probe' }).getByText('Healthy').first(),
  ).toBeVisible();

  await test.step('deleting both leaves the VPC as it was', async () => {
    await page.getByRole('button', { name: 'Delete proxy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /Also delete the network/ }).check();
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Delete proxy' }).click();
    await expect(page.getByText(`${name} is gone`)).toBeVisible();
    expect(await endpointsOf(vpcId)).toEqual([]);
    expect(await vpcExists(vpcId)).toBe(true);
  });
});

test('an existing VPC that has an endpoint is adopted with it', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('adopts');
  const network = unique('adopted');
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  const { vpcId, endpointId } = await makeVpc(network, true);
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'adopt', name: network, vpcId },
    ...limits,
  });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  expect(await endpointsOf(vpcId)).toEqual([endpointId]);
  await page
    .getByRole('button', { name: /Run probe|Run again/ })
    .first()
    .click();
  const probe = page.getByRole('region', { name: 'Probe', exact: true });
  await expect(probe.getByText('Healthy').first()).toBeVisible();

  const headers = probe.getByLabel('Headers', { exact: true });
  await test.step('a call of one’s own is probed with, and shows what the upstream saw', async () => {
    await probe.getByLabel('Method').selectOption('POST');
    await probe.getByLabel('Path', { exact: true }).fill('/anything?asked=yes');
    await probe.getByText('Headers and body').click();
    await headers.fill('content-type: application/json\nnot a header');
    await probe.getByLabel('Body', { exact: true }).fill('{"model":"small"}');
    await expect(probe.getByText('Line 2 is no header')).toBeVisible();
    await headers.fill('content-type: application/json\nauthorization: Bearer sk-made-up-01234');
    await probe.getByRole('button', { name: 'Run this probe' }).click();
    await expect(probe.getByText(/^POST https:.*asked=yes$/)).toBeVisible();
    await expect(probe.getByText('of the endpoint', { exact: true })).toBeVisible();
    await expect(probe.getByText('The gateway’s key is not among it')).toBeVisible();
    await probe.getByText('The upstream echoes what it was sent').click();
    await expect(probe.getByText('[redacted]', { exact: true })).toBeVisible();
    await expect(probe.getByText('At a stage that is not there')).toBeVisible();
    await expect(headers).toHaveValue(/sk-made-up/);
  });

  await test.step('it is kept without its credential, and chosen again', async () => {
    await probe.getByRole('button', { name: 'Save this call' }).click();
    await probe.getByLabel('Name of the call').fill('Ask the small one');
    await probe.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(
      probe.getByRole('button', { name: 'Ask the small one', exact: true }),
    ).toBeVisible();
    await page.reload();
    await probe.getByRole('button', { name: 'Ask the small one', exact: true }).click();
    await expect(headers).toHaveValue('content-type: application/json\nauthorization:');
    await expect(probe.getByText('Line 2 has no value yet')).toBeVisible();
    await expect(probe.getByLabel('Body', { exact: true })).toHaveValue('{"model":"small"}');
    await expectAccessible(page);
    await probe.getByRole('button', { name: 'Remove Ask the small one' }).click();
    await expect(probe.getByRole('button', { name: 'Ask the small one', exact: true })).toHaveCount(
      0,
    );
  });
});

test('a launch that fails says why first, is rolled back, and its remains can be deleted', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('fails');
  const network = unique('refused');
  const stack = `sluice-network-${network}`;
  await sandbox.post('faults', {
    service: 'ec2',
    operation: 'CreateVpcEndpoint',
    kind: 'denied',
    stack,
  });
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name: network, cidr: '10.9.0.0/16' },
    ...limits,
  });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  const cause = page.getByRole('alert').filter({ hasText: 'failed first' });
  await expect(cause).toBeVisible();
  await expect(cause).toContainText(/Endpoint failed first/);
  await expect(cause).not.toContainText('Resource creation cancelled');
  await expect(cause).toContainText('CloudFormation has taken back what it had made');
  await expectAccessible(page);

  await test.step('deleting the remains works, from the run’s own page too', async () => {
    await page.getByRole('heading', { name }).getByRole('link').click();
    await page.waitForURL('**/runs/*');
    const failed = page.url();
    await cause.getByRole('button', { name: /Delete what is left/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /Also delete the network/ }).check();
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Delete proxy' }).click();
    await page.waitForURL((url) => /\/runs\//.test(url.pathname) && url.href !== failed);
    await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
    expect(await stackOutputs(stack)).toBeNull();
  });
});
