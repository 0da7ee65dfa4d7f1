import type { Page, Request } from '@playwright/test';
import { expect, expectAccessible, signOut, test } from './fixtures';
import { launchProxy } from './proxy-form';
import { confirmAndShow } from './reveal';

/** Opens the audit with these filters, as a link of somebody else's would. */
async function openAudit(page: Page, filters: Record<string, string>): Promise<void> {
  await page.goto(`/audit?${new URLSearchParams(filters)}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();
}

/** The request of the next server action that this page sends. */
function nextAction(page: Page): Promise<Request> {
  return page.waitForRequest(
    (request) => request.method() === 'POST' && 'next-action' in request.headers(),
  );
}

/** Sends a server action once more, as it was, with the cookies of whoever is signed in now. */
async function replay(page: Page, action: Request, origin: string): Promise<string> {
  const { 'next-action': id, 'content-type': type } = action.headers();
  const answer = await page.request.post(action.url(), {
    headers: { 'next-action': id ?? '', 'content-type': type ?? '', origin },
    data: action.postDataBuffer() ?? Buffer.alloc(0),
  });
  return answer.text();
}

test('a signed-out visitor is led to sign-in and back to where they wanted to go', async ({
  page,
}) => {
  await page.goto('/audit?action=key.reveal');
  await expect(page.getByRole('heading', { name: 'Who are you today?' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in as Emil Novak' }).click();
  await expect(page).toHaveURL('/audit?action=key.reveal');
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();

  await signOut(page);
  for (const path of ['/proxies', '/networks', '/networks/new', '/proxies/new', '/audit']) {
    await page.goto(path);
    await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(path)}`);
  }
});

for (const next of ['https://example.com/', '//example.com', '/\\example.com', 'javascript:void 0'])
  test(`sign-in leads nowhere else: ${next}`, async ({ page, baseURL }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByRole('button', { name: 'Sign in as Ben Okafor' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(baseURL);
  });

test('a session ends for good when its person signs out', async ({ page, context, signIn }) => {
  await signIn('Dana Levi');
  const before = await context.cookies();
  await signOut(page);
  await context.addCookies(before);
  await page.goto('/proxies');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('another team sees a proxy, is offered nothing on it, and is refused what it tries', async ({
  page,
  baseURL,
  signIn,
  unique,
}) => {
  const name = unique('theirs');
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.21.0.0/16' });

  const actions = await test.step('its team reveals, probes and could delete', async () => {
    await page.getByRole('button', { name: 'Reveal key' }).first().click();
    const revealed = nextAction(page);
    await confirmAndShow(page, 'Ben Okafor');
    const reveal = await revealed;
    await page.getByRole('button', { name: 'Close and forget' }).click();
    const probed = nextAction(page);
    await page
      .getByRole('button', { name: /Run probe|Run again/ })
      .first()
      .click();
    const probe = await probed;
    await expect(page.getByRole('region', { name: 'Probe' }).getByText(/HTTP 200/)).not.toHaveCount(
      0,
    );
    // The deletion is asked for but never arrives: only the other person sends it.
    await page.route('**/*', (route) =>
      'next-action' in route.request().headers() ? undefined : route.fallback(),
    );
    await page.getByRole('button', { name: 'Delete proxy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(name);
    const asked = nextAction(page);
    await dialog.getByRole('button', { name: 'Delete proxy' }).click();
    const remove = await asked;
    await page.goto('/proxies');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    return { reveal, probe, remove };
  });

  await signOut(page);
  await signIn('Chie Sato');
  await test.step('the page offers another team nothing', async () => {
    await page.goto(`/proxies/${name}`);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(
      page.getByText('Only team payments and the platform team can reveal it.'),
    ).toBeVisible();
    await expect(
      page.getByText('Only team payments and the platform team can probe it.'),
    ).toBeVisible();
    for (const offer of [/Delete/, /probe/i, /Reveal/])
      await expect(page.getByRole('button', { name: offer })).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('a replayed action is refused, and each refusal is audited', async () => {
    for (const action of Object.values(actions)) {
      const answer = await replay(page, action, baseURL ?? '');
      expect(answer).toContain('"code":"not_found"');
      expect(answer).not.toContain('"value"');
    }
    await openAudit(page, { actor: 'chie@example.com', action: 'access.denied', object: name });
    await expect(page.getByRole('row').filter({ hasText: 'Was refused an action' })).toHaveCount(3);
  });

  await test.step('a request from another origin is refused whoever sends it', async () => {
    const answer = await replay(page, actions.reveal, 'https://example.com');
    expect(answer).not.toContain('"kind":"ok"');
  });

  await test.step('an auditor reads it all: launch, reveal, probe, denied, with who and when', async () => {
    await signOut(page);
    await signIn('Emil Novak');
    await expect(page.getByRole('link', { name: 'New proxy' })).toHaveCount(0);
    await page.goto(`/proxies/${name}`);
    await expect(page.getByText('Auditors see keys, never their values.')).toBeVisible();
    for (const offer of [/Delete/, /probe/i, /Reveal/])
      await expect(page.getByRole('button', { name: offer })).toHaveCount(0);

    await page.getByRole('link', { name: 'Audit' }).first().click();
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await expect(page.getByRole('status').getByText(/rows, unbroken|rows hold;/)).toBeVisible();
    await page.getByLabel('Object').fill(name);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`object=${name}`));
    for (const [who, what] of [
      ['ben@example.com', 'Launched a proxy'],
      ['ben@example.com', 'Revealed a key'],
      ['ben@example.com', 'Probed a proxy'],
      ['chie@example.com', 'Was refused an action'],
    ] as const) {
      const row = page.getByRole('row').filter({ hasText: what }).first();
      await expect(row).toContainText(who);
      await expect(row.locator('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT/);
    }
    await expect(
      page.getByText('Deleted a proxy', { exact: true }).locator('visible=true'),
    ).toHaveCount(0);
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'Revealed a key' });
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(page).toHaveURL(/action=key\.reveal/);
    await page.reload();
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(2);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Revealed a key' }).click();
    await expect(page.getByRole('table').getByText('key.reveal', { exact: true })).toBeVisible();
  });
});

test('an auditor is given no form', async ({ page, signIn }) => {
  await signIn('Emil Novak');
  for (const path of ['/proxies/new', '/networks/new']) {
    await page.goto(path);
    await expect(page.getByText(/changes nothing, so there is no form/)).toBeVisible();
    await expect(page.getByRole('button', { name: /Launch/ })).toHaveCount(0);
  }
});
