import type { Locator, Page } from '@playwright/test';
import { stackOutputs } from './aws';
import { expect, expectAccessible, test } from './fixtures';
import { fillProxyForm, previewTemplate } from './proxy-form';

const name = (page: Page): Locator => page.getByRole('textbox', { name: 'Name', exact: true });
const limits = (page: Page): Locator =>
  page.getByRole('status', { name: 'What these limits mean' });

/** The summary that a refused form begins with. */
const summary = (page: Page): Locator =>
  page.getByRole('alert').filter({ hasText: /needs? another look/ });

async function fillWell(page: Page, proxy: string): Promise<void> {
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name: proxy,
    network: { kind: 'create', name: '', cidr: '10.31.0.0/16' },
    quota: '100',
    rate: '2',
    burst: '2',
  });
}

test('each kind of wrong upstream is refused beside its field, in words of its own', async ({
  page,
  signIn,
  unique,
}) => {
  await signIn('Ben Okafor');
  const proxy = unique('wrong');
  await fillWell(page, proxy);
  const field = page.getByLabel('Upstream URL');
  for (const [typed, said] of [
    ['http://httpbin.org', /Begin with https/],
    ['https://10.0.0.1', /no IP address in any spelling/],
    ['https://0x7f.1/', /no IP address in any spelling/],
    ['https://localhost', /exists only inside a network or a machine/],
    // Full-width letters are what a Japanese keyboard writes: they are read as plain ones, and judged as those.
    ['https://ｌｏｃａｌｈｏｓｔ', /exists only inside a network or a machine/],
    ['https://１２７.０.０.１', /no IP address in any spelling/],
    ['https://httpb\u0456n.org', /plain ASCII letters/],
    ['https://user:word@httpbin.org', /Take user and password out/],
    ['https://abc123.execute-api.eu-west-1.amazonaws.com', /proxy to a proxy would loop/],
    ['', /Fill this in/],
  ] as const) {
    await test.step(typed || '(empty)', async () => {
      await field.fill(typed);
      await field.blur();
      await expect(field).toHaveAccessibleDescription(said);
      await expect(field).toHaveAttribute('aria-invalid', 'true');
    });
  }
  await field.fill('https://httpbin.org');
  await expect(field).not.toHaveAttribute('aria-invalid');
  expect(await stackOutputs(`sluice-proxy-${proxy}`)).toBeNull();
});

test('a refused form keeps all that was typed, and its summary leads to each field', async ({
  page,
  signIn,
  unique,
}) => {
  await signIn('Ben Okafor');
  const proxy = unique('Upper');
  await fillWell(page, proxy);
  const typed = [
    [page.getByLabel('Upstream URL'), 'https://10.0.0.1/x', 'Upstream URL'],
    [page.getByLabel('Quota', { exact: true }), '0', 'Quota'],
    [page.getByLabel('Rate per second'), '0', 'Rate per second'],
    [name(page), proxy, 'Name'],
  ] as const;
  for (const [field, text] of typed) await field.fill(text);
  await page.getByLabel('Description').fill('kept as it is');
  await page.getByRole('button', { name: 'Launch proxy' }).click();

  await expect(summary(page)).toContainText(`${typed.length} fields need another look`);
  await expect(page.getByLabel('Upstream URL')).toBeFocused();
  await expectAccessible(page);
  for (const [field, text, label] of typed) {
    await expect(field).toHaveValue(text);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await summary(page).getByRole('button', { name: label, exact: true }).click();
    await expect(field).toBeFocused();
  }
  await expect(page.getByLabel('Description')).toHaveValue('kept as it is');
  await expect(page.getByLabel('VPC CIDR')).toHaveValue('10.31.0.0/16');
});

test('a reload restores what was typed, and one can start over', async ({
  page,
  signIn,
  unique,
}) => {
  const proxy = unique('draft');
  await signIn('Ben Okafor');
  await fillWell(page, proxy);
  await page.getByLabel('Period').selectOption('WEEK');
  await page.reload();
  await expect(page.getByText(/Restored what you had typed/)).toBeVisible();
  await expect(name(page)).toHaveValue(proxy);
  await expect(page.getByLabel('Upstream URL')).toHaveValue('https://httpbin.org');
  await expect(page.getByLabel('VPC CIDR')).toHaveValue('10.31.0.0/16');
  await expect(page.getByLabel('Period')).toHaveValue('WEEK');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(name(page)).toHaveValue('');
  await expect(page.getByText(/Restored what you had typed/)).toHaveCount(0);
});

test('what the register says of a typed host moves nothing that is about to be clicked', async ({
  page,
  signIn,
}) => {
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  const own = page.getByRole('radio', { name: /A VPC of its own/ });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await page.getByLabel('Upstream URL').fill('');
    await expect(page.getByText(/^Registered: /)).toHaveCount(0);
    const before = await own.boundingBox();
    await page.getByLabel('Upstream URL').fill('https://httpbin.org');
    await expect(page.getByText(/^Registered: /)).toBeVisible();
    expect(await own.boundingBox()).toEqual(before);
  }
});

test('a link opens the form with its values, and never with a key of its own', async ({
  page,
  signIn,
  unique,
}) => {
  const proxy = unique('linked');
  const link = new URLSearchParams({
    upstreamUrl: 'https://api.example.com/v1',
    name: proxy,
    networkChoice: 'create',
    cidr: '10.32.0.0/20',
    quotaLimit: '77',
    quotaPeriod: 'MONTH',
    rate: '3',
    environment: 'staging',
    idempotencyKey: 'chosen-by-the-link',
  });
  await signIn('Ben Okafor');
  await page.goto(`/proxies/new?${link}`);
  await expect(page.getByLabel('Upstream URL')).toHaveValue('https://api.example.com/v1');
  await expect(name(page)).toHaveValue(proxy);
  await expect(page.getByLabel('VPC CIDR')).toHaveValue('10.32.0.0/20');
  await expect(page.getByLabel('Quota', { exact: true })).toHaveValue('77');
  await expect(page.getByLabel('Period')).toHaveValue('MONTH');
  await expect(page.getByLabel('Environment')).toHaveValue('staging');
  await expect(page.locator('[name=idempotencyKey]')).not.toHaveValue('chosen-by-the-link');
  await expect(limits(page)).toContainText('77 a month');
  expect(await previewTemplate(page, `sluice-proxy-${proxy}`)).toContain(
    'https://api.example.com/v1',
  );
});

test('the limits are told in words while they are typed', async ({ page, signIn }) => {
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  const [quota, rate] = [
    page.getByLabel('Quota', { exact: true }),
    page.getByLabel('Rate per second'),
  ];
  await quota.fill('3600');
  await rate.fill('1');
  await page.getByLabel('Burst').fill('1');
  await expect(limits(page)).toContainText(
    '3,600 a day at 1 per second with burst 1 can be gone in 60 minutes.',
  );
  await quota.fill('1000000');
  await expect(limits(page)).toContainText('the quota of 1,000,000 is never reached');
  await page.getByLabel('Period').selectOption('NONE');
  await expect(limits(page)).toContainText('Without a quota, 1 per second lets 86,401 pass a day.');
  await rate.fill('');
  await expect(limits(page)).toContainText('Fill in quota, rate and burst');
});

test('a double click launches once; the name is then taken', async ({ page, signIn, unique }) => {
  const proxy = unique('twice');
  await signIn('Ben Okafor');
  await fillWell(page, proxy);
  await page.getByRole('button', { name: 'Launch proxy' }).dblclick();
  await expect(page.getByRole('heading', { level: 1, name: proxy })).toBeVisible();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  await page.goto(`/audit?${new URLSearchParams({ action: 'proxy.launch', object: proxy })}`);
  await expect(page.getByRole('row').filter({ hasText: 'Launched a proxy' })).toHaveCount(1);

  await test.step('the same name again is refused beside the field', async () => {
    await fillWell(page, proxy);
    await page.getByLabel('Network name').fill(unique('other'));
    await page.getByRole('button', { name: 'Launch proxy' }).click();
    await expect(name(page)).toHaveAccessibleDescription(/stands already/);
    await expect(name(page)).toBeFocused();
    await expect(name(page)).toHaveValue(proxy);
    await expect(page.getByLabel('Upstream URL')).toHaveValue('https://httpbin.org');
  });
});

test('a proxy is launched by the keyboard alone', async ({ page, signIn, unique }) => {
  const proxy = unique('keys');
  await signIn('Ben Okafor');
  await page.goto('/proxies');
  await page.getByRole('link', { name: 'New proxy' }).first().focus();
  await page.keyboard.press('Enter');
  const tabTo = async (field: Locator) => {
    await expect(field).toBeVisible();
    for (let step = 0; step < 60; step++) {
      if (await field.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    await expect(field).toBeFocused();
  };
  await tabTo(page.getByLabel('Upstream URL'));
  await page.keyboard.type('https://httpbin.org/anything');
  // One radio of a group is in the order of Tab; the arrows walk the rest.
  const own = page.getByRole('radio', { name: /A VPC of its own/ });
  await tabTo(page.locator('[name=networkChoice]:checked'));
  for (let step = 0; step < 3 && !(await own.isChecked()); step++)
    await page.keyboard.press('ArrowDown');
  await expect(own).toBeChecked();
  await tabTo(page.getByLabel('VPC CIDR'));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('10.33.0.0/16');
  await tabTo(name(page));
  await page.keyboard.type(proxy);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: proxy })).toBeVisible();
  expect(page.url()).toContain(`/proxies/${proxy}`);
});

test('on a phone the preview is a sheet that opens, tells, and closes', async ({
  page,
  signIn,
  unique,
}) => {
  const proxy = unique('phone');
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('Ben Okafor');
  await fillWell(page, proxy);
  await page.getByRole('button', { name: 'Preview' }).click();
  const sheet = page.getByRole('dialog', { name: 'Preview' });
  await expect(sheet).toBeVisible();
  await expect(sheet.getByRole('region', { name: `sluice-proxy-${proxy}` })).toContainText(
    'AWS::ApiGateway::RestApi',
  );
  await sheet.getByRole('tab', { name: 'Cost' }).click();
  await expect(sheet.getByText('Endpoint hours, 2 zones')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Preview' })).toBeFocused();
  await expect(name(page)).toHaveValue(proxy);
});
