import { makeApiByHand, stackOutputs } from './aws';
import { makeWorkingApi } from './by-hand';
import { expect, expectAccessible, expectFitsPhone, test } from './fixtures';
import { launchProxy } from './proxy-form';
import { callThroughEndpoint, sandbox } from './vpc-client';

test('a pasted template shows its traps at their lines, and nothing of it leaves the browser', async ({
  page,
  signIn,
}) => {
  await signIn('Ben Okafor');
  await page.goto('/lint');
  const box = page.getByLabel('The template');
  const result = page.getByRole('region', { name: 'Findings' });
  await expect(result).toContainText('Nothing pasted yet');

  await test.step('the example has its traps, and a line is shown by keyboard', async () => {
    await page.getByRole('button', { name: 'Try the example' }).click();
    await expect(result.getByRole('heading')).toContainText('23 findings in 18 resources');
    const trap = result.getByRole('listitem').filter({ hasText: 'Every path ends at one address' });
    await trap.getByRole('button', { name: /Line \d+/ }).press('Enter');
    await expect(box).toBeFocused();
    const chosen = await box.evaluate((area: HTMLTextAreaElement) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(chosen).toContain('"https://httpbin.org/get"');
    const link = page.getByRole('link', { name: 'Open the form' });
    await expect(link).toHaveAttribute(
      'href',
      /upstreamUrl=https%3A%2F%2Fhttpbin\.org&.*quotaLimit=20/,
    );
  });

  await test.step('the corrected template stands beside it, and each side is marked', async () => {
    await page.getByRole('button', { name: 'Show it beside yours' }).click();
    const yours = page.getByRole('region', { name: 'Methods and integrations: Yours' });
    const corrected = page.getByRole('region', { name: 'Methods and integrations: Corrected' });
    const marked = '[data-before$="−"], [data-before$="+"]';
    await expect(
      yours.locator(marked).filter({ hasText: 'integration_http_method' }),
    ).toBeVisible();
    await expect(yours.getByText('passthrough_behavior')).toBeVisible();
    await expect(yours.locator(marked).filter({ hasText: 'passthrough_behavior' })).toHaveCount(0);
    await expect(
      corrected.locator(marked).filter({ hasText: 'Uri: https://httpbin.org/{proxy}' }),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy the proxy’s template' })).toBeVisible();
  });

  await test.step('what cannot be read is told at its line, and the rest is read all the same', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
    await box.fill(
      'not a template\nresource "aws_api_gateway_deployment" "mine" {\n  triggers = null\n}\n',
    );
    await expect(result).toContainText('Later edits never go live');
    await result.getByText('Passed over').click();
    await expect(result.getByRole('button', { name: 'Line 1', exact: true })).toBeVisible();
    await expect(box).toHaveValue(/not a template/);
    expect(asked.filter((each) => each.includes('aws_api_gateway_deployment'))).toEqual([]);
  });

  await test.step('a small template, beside its correction, is accessible and fits a phone', async () => {
    await box.fill(
      'resource "aws_api_gateway_deployment" "mine" {\n  stage_name = "prod"\n}\nresource "aws_api_gateway_integration" "mine" {\n  type = "HTTP_PROXY"\n  uri = "https://httpbin.org/{proxy}"\n}\n',
    );
    await expect(result).toContainText('The stage is written on the deployment');
    await expect(
      page.getByRole('region', { name: 'Methods and integrations: Yours' }),
    ).toContainText('type = "HTTP_PROXY"');
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
});

test('an API of the account is read instead, and each finding names its resource', async ({
  page,
  signIn,
}) => {
  const name = `by-hand-${Date.now().toString(36)}`;
  const apiId = await makeApiByHand(name);
  await signIn('Ben Okafor');
  // Viewers share one look at the APIs, which is good for a while.
  await expect(async () => {
    await page.goto('/lint');
    const choice = `${name} (${apiId})`;
    await page.getByLabel('An API that exists').selectOption(choice, { timeout: 3_000 });
  }).toPass({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page).toHaveURL(new RegExp(`api=${apiId}`));
  const result = page.getByRole('region', { name: 'Findings' });
  const trap = result
    .getByRole('listitem')
    .filter({ hasText: 'The upstream’s errors come back as 200' });
  await trap.getByRole('button', { name: 'AnyRoot' }).press('Enter');
  await expect(page.getByLabel('The template')).toBeFocused();
  await expect(page.getByText('As API Gateway has it now')).toBeVisible();
  const link = page.getByRole('link', { name: 'Open the form' });
  await expect(link).toHaveAttribute('href', new RegExp(`name=${name}`));
  await page.goto('/lint?api=gone123456');
  await expect(page.getByText('There is no such API')).toBeVisible();
});

test('an API of the account is adopted under its URL and with its key, and the platform team alone may', async ({
  page,
  signIn,
  unique,
}) => {
  const [name, network] = [unique('adopted'), unique('net')];
  await signIn('Aiko Tanaka');
  await launchProxy(page, { name: unique('beside'), network, cidr: '10.47.0.0/16' });
  const { VpcId: vpcId = '', EndpointId: endpointId = '' } =
    (await stackOutputs(`sluice-network-${network}`)) ?? {};
  const { restApiId, keyId, key, stage } = await makeWorkingApi(name, { vpcId, endpointId });
  const url = `https://${restApiId}.execute-api.${process.env.AWS_REGION}.amazonaws.com/${stage}/headers`;
  const call = async () =>
    (await callThroughEndpoint(endpointId, url, { 'x-api-key': key })).status;
  await expect.poll(call).toBe(200);

  await page.goto(`/lint?api=${restApiId}`);
  const adoption = page.getByRole('region', { name: 'Adopt this API as it stands' });
  await expect(adoption.getByLabel('Name of the proxy')).toHaveValue(name);
  await expect(adoption.getByLabel('Network')).toHaveValue(network);
  await adoption.getByLabel('Keys of its callers').fill(`${keyId} ${name} nightly`);
  await adoption.getByLabel('Environment').selectOption('prod');
  await expectAccessible(page);
  await expectFitsPhone(page);
  const refusal = { service: 'cloudformation', operation: 'CreateChangeSet', kind: 'denied' };
  await sandbox.post('faults', { ...refusal, stack: `sluice-proxy-${name}`, count: 1 });
  await adoption.getByRole('button', { name: 'Plan the adoption' }).click();

  await expect(page.getByText('AWS refused to begin.')).toBeVisible();
  await page.getByRole('link', { name: 'Open the form with the same values' }).click();
  await expect(adoption.getByLabel('Environment')).toHaveValue('prod');
  await expect(adoption.getByLabel('Network')).toHaveValue(network);
  await expect(adoption.getByLabel('Keys of its callers')).toHaveValue(`${keyId} ${name} nightly`);
  await adoption.getByRole('button', { name: 'Plan the adoption' }).click();

  const execute = page.getByRole('button', { name: 'Execute changes' });
  await expect(execute).toBeVisible();
  const meaning = page.getByRole('region', { name: 'What it means for callers' });
  await expect(meaning).toContainText('The URL stays.');
  await expect(meaning).toContainText('The keys stay, with their values.');
  await expect(meaning).toContainText('Then the termination protection of the stack is turned on');
  expect(await call()).toBe(200);
  await execute.click();
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
  expect(await call()).toBe(200);
  expect((await stackOutputs(`sluice-proxy-${name}`))?.RestApiId).toBe(restApiId);

  await page.goto(`/lint?api=${restApiId}`);
  await expect(page.getByText('A CloudFormation stack has it already')).toBeVisible();
});
