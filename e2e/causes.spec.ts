import { stackOutputs } from './aws';
import { expect, expectAccessible, test } from './fixtures';
import { fillProxyForm } from './proxy-form';
import { sandbox } from './vpc-client';
import { addEndpoint, endpointsOf, makeVpc } from './vpcs-by-hand';

test('a launch that meets somebody else’s endpoint says so plainly, and its form is fixed and launched', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('second');
  const network = unique('taken');
  const stack = `sluice-network-${network}`;
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  // Another that could be adopted stands above it in the list.
  await makeVpc(unique('above'), false);
  const vpc = await makeVpc(network, false);
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org/anything',
    name,
    network: { kind: 'adopt', name: network, vpcId: vpc.vpcId },
    quota: '321',
    rate: '4',
    burst: '6',
  });
  await page.getByLabel('Description').fill('kept through the failure');
  // Somebody is quicker: the VPC gets an endpoint with private DNS after the form was filled.
  const endpointId = await addEndpoint(vpc, network);
  await page.getByRole('button', { name: 'Launch proxy' }).click();

  const cause = page.getByRole('alert').filter({ hasText: 'already has an endpoint' });
  await test.step('the cause is told in plain words, with AWS’s own under them', async () => {
    await expect(cause).toBeVisible();
    await expect(cause).toContainText(
      'The VPC already has an endpoint for API Gateway with private DNS',
    );
    await expect(cause).toContainText('Adopt the VPC with the endpoint it has');
    await expect(cause).toContainText('Endpoint failed first');
    await expect(cause.locator('blockquote')).toContainText(
      /private-dns-enabled cannot be set because there is already a conflicting DNS domain/,
    );
    await expect(
      cause.getByRole('link', { name: /See the VPC’s endpoints in AWS/ }),
    ).toHaveAttribute(
      'href',
      `https://ap-northeast-1.console.aws.amazon.com/vpcconsole/home?region=ap-northeast-1#Endpoints:vpcId=${vpc.vpcId}`,
    );
    await expectAccessible(page);
  });

  await test.step('the next step opens the form as it was, at the VPC, with the endpoint it has now', async () => {
    await cause.getByRole('link', { name: 'Choose the VPC again' }).click();
    const chosen = page.getByRole('radio', { name: new RegExp(vpc.vpcId) });
    await expect(chosen).toBeChecked();
    await expect(chosen).toBeFocused();
    await expect(page.getByLabel('Upstream URL')).toHaveValue('https://httpbin.org/anything');
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(name);
    await expect(page.getByLabel('Network name')).toHaveValue(network);
    await expect(page.getByLabel('Quota', { exact: true })).toHaveValue('321');
    await expect(page.getByLabel('Rate per second')).toHaveValue('4');
    await expect(page.getByLabel('Burst')).toHaveValue('6');
    await expect(page.getByLabel('Description')).toHaveValue('kept through the failure');
  });

  await test.step('it is launched: what the failure left is cleared away first', async () => {
    await page.getByRole('button', { name: 'Launch proxy' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
    const made = (await stackOutputs(stack)) ?? {};
    expect([made.VpcId, made.EndpointId]).toEqual([vpc.vpcId, endpointId]);
    expect(await endpointsOf(vpc.vpcId)).toEqual([endpointId]);
  });
});

test('a right that is missing is named, and asking again goes through once it is there', async ({
  page,
  signIn,
  unique,
}) => {
  const network = unique('denied');
  const fault = {
    service: 'ec2',
    operation: 'CreateVpc',
    kind: 'denied',
    stack: `sluice-network-${network}`,
    count: 1,
  };
  await sandbox.post('faults', fault);
  await signIn('Aiko Tanaka');
  await page.goto('/networks/new');
  await page.getByLabel('VPC CIDR').fill('10.12.0.0/16');
  await page.getByLabel('Network name').fill(network);
  await page.getByRole('button', { name: 'Launch network' }).click();
  const cause = page.getByRole('alert').filter({ hasText: 'is missing' });
  await expect(cause).toBeVisible();
  await expect(cause).toContainText('The right to ec2:CreateVpc is missing');
  await expect(cause.getByRole('button', { name: 'Copy the missing IAM statement' })).toBeVisible();
  await expectAccessible(page);
  await cause.getByRole('button', { name: 'Try again' }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
  await expect(
    page.getByRole('heading', { level: 1, name: `Launch of network ${network}` }),
  ).toBeVisible();
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
});
