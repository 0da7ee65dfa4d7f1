import type { Page } from '@playwright/test';
import { deleteByHand, stackStatus } from './aws';
import { expect, expectAccessible, test } from './fixtures';
import { fillProxyForm, launchProxy } from './proxy-form';

/** The local AWS's own controls. */
async function control(method: string, path: string, body?: unknown): Promise<void> {
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL}/_sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok).toBe(true);
}

/** The role with which CloudFormation acts on this stack may not call this. */
function deny(stack: string, operation: string, more: object = {}): Promise<void> {
  return control('POST', '/faults', {
    service: 'apigateway',
    operation,
    kind: 'denied',
    stack,
    ...more,
  });
}

async function typeAndDelete(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Delete proxy' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
  await dialog.getByRole('button', { name: 'Delete proxy' }).click();
}

async function planChange(page: Page, name: string): Promise<void> {
  await page.goto(`/proxies/${name}/edit`);
  await page.getByLabel('Upstream URL').fill('https://httpbin.org/anything');
  await page.getByLabel('Rate per second').fill('40');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await page.getByRole('button', { name: 'Execute changes' }).click();
}

test('a production proxy is deleted only after its protection is switched off', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('kept');
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name: unique('net'), cidr: '10.41.0.0/16' },
    quota: '500',
    rate: '50',
    burst: '50',
  });
  await page.getByLabel('Environment').selectOption('prod');
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();

  await test.step('it says that it is protected, and why it cannot be deleted', async () => {
    await expect(
      page.getByRole('button', { name: 'Termination protection: Protected' }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Delete proxy' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: `${name} cannot be deleted yet` });
    await expect(dialog).toContainText('Termination protection is on');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('switching it off is a run of its own', async () => {
    await page.getByRole('button', { name: 'Termination protection: Protected' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Turn protection off' }).click();
    await expect(
      page.getByRole('button', { name: 'Termination protection: Not protected' }),
    ).toBeVisible();
    await expect(
      page.getByRole('link', { name: `Protection of proxy ${name} turned off` }),
    ).toBeVisible();
  });

  await test.step('then it is deleted, and the audit has both', async () => {
    await typeAndDelete(page, name);
    await expect(page.getByRole('heading', { level: 1, name: `${name} is gone` })).toBeVisible();
    await page.goto(`/audit?object=${name}`);
    await expect(page.getByRole('link', { name: 'Took a proxy’s protection off' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Deleted a proxy', exact: true })).toBeVisible();
  });
});

test('an update that is cancelled goes back, and the run says by whom', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('undone');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.42.0.0/16' });
  await control('POST', '/hold', { stack });
  await planChange(page, name);
  await page.getByRole('button', { name: 'Cancel update' }).click();
  const dialog = page.getByRole('dialog', { name: `Cancel the update of ${name}` });
  await expect(dialog).toContainText('takes back what it has changed');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel the update' }).click();
  await expect(page.getByText(/has asked to cancel this update/)).toBeVisible();
  await expect(async () =>
    expect(await stackStatus(stack)).toBe('UPDATE_ROLLBACK_IN_PROGRESS'),
  ).toPass();
  await control('POST', '/release', { stack });
  await expect(page.getByText('Cancelled by ben@example.com')).toBeVisible();
  await expect(page.getByText('CloudFormation went back to what was before.')).toBeVisible();
  expect(await stackStatus(stack)).toBe('UPDATE_ROLLBACK_COMPLETE');
  await page.goto(`/proxies/${name}`);
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
});

test('a rollback that got stuck is continued past what is skipped', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('stuck');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.43.0.0/16' });
  await deny(stack, 'UpdateUsagePlan');
  // With this seed the first call passes, and the next ten do not: the stage cannot be changed back.
  await deny(stack, 'UpdateStage', { probability: 0.9, seed: 2 });
  await planChange(page, name);
  await expect(page.getByRole('button', { name: 'Continue the rollback' })).toBeVisible();
  expect(await stackStatus(stack)).toBe('UPDATE_ROLLBACK_FAILED');
  await page.goto(`/proxies/${name}`);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Continue the rollback' }).click();
  const dialog = page.getByRole('dialog', { name: `Continue the rollback of ${stack}` });
  await dialog.getByRole('checkbox', { name: /Stage of the API Stage/ }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Continue the rollback' }).click();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  expect(await stackStatus(stack)).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('a deletion that got stuck ends with what is kept', async ({ page, signIn, unique }) => {
  const name = unique('left');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.44.0.0/16' });
  await deny(stack, 'DeleteRestApi');
  await typeAndDelete(page, name);
  await expect(page.getByRole('button', { name: 'Delete, keeping resources' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete by force' })).toBeVisible();
  expect(await stackStatus(stack)).toBe('DELETE_FAILED');
  await page.getByRole('button', { name: 'Delete, keeping resources' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${stack}, keeping resources` });
  const api = dialog.getByRole('checkbox', { name: /REST API Api/ });
  await api.uncheck();
  await dialog.getByRole('button', { name: 'Delete the stack' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Tick at least one resource');
  await api.check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Delete the stack' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${name} is gone` })).toBeVisible();
  await expect(page.getByText('Kept in the AWS account: Api')).toBeVisible();
  expect(await stackStatus(stack)).toBeNull();
});

test('what was done without Sluice is told, with the ways out', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('outside');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.46.0.0/16' });
  await deny(stack, 'DeleteRestApi', { count: 1 });

  await test.step('a deletion that got stuck in the console', async () => {
    await deleteByHand(stack, 'DELETE_FAILED');
    await expect(async () => {
      await page.goto(`/proxies/${name}`);
      await expect(page.getByText('The stack is DELETE_FAILED')).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 90_000 });
    await expect(page.getByRole('button', { name: 'Delete by force' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Edit', exact: true })).toBeHidden();
    await expectAccessible(page);
  });

  await test.step('and then went through there', async () => {
    await deleteByHand(stack, null);
    await expect(async () => {
      await page.goto(`/proxies/${name}`);
      await expect(page.getByText('no run of Sluice deleted it')).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 90_000 });
    await expectAccessible(page);
  });
});
