import type { Page } from '@playwright/test';
import { freePort } from '../scripts/steps/free-port.mjs';
import { expect, expectAccessible, expectFitsPhone, test } from './fixtures';
import { type Provider, startProvider } from './oidc-provider';
import { ownFolder, type Program, startSandbox, startServer } from './own-stack';
import { sendProxyForm } from './proxy-form';

// The test's own server ends before its page does.
test.use({ outage: true });

const groups = [
  { group: 'platform-eng', role: 'platform' },
  { group: 'audit', role: 'auditor' },
  { group: 'egress-pay', team: 'payments' },
];
const person = (sub: string, name: string, ...of: string[]) => ({
  sub,
  name,
  email: `${sub}@example.com`,
  groups: of,
});

let aws: Program;
let folder: ReturnType<typeof ownFolder>;
let provider: Provider;
let server: Program;

/** A server whose people come from the provider, and by nothing else than what `env` adds. */
async function start(env: Record<string, string> = {}): Promise<string> {
  aws = await startSandbox();
  folder = ownFolder();
  const port = await freePort();
  provider = await startProvider(
    `http://127.0.0.1:${port}`,
    [
      person('pia', 'Pia Moreau', 'egress-pay', 'everybody'),
      person('olu', 'Olu Adeyemi', 'platform-eng', 'egress-pay'),
      person('ren', 'Ren Ito', 'audit'),
      person('xan', 'Xan Doe', 'everybody'),
    ],
    groups,
  );
  server = await startServer({
    sandboxUrl: aws.url,
    dataDir: folder.path,
    port,
    env: { SLUICE_DEMO: '', ...provider.env, ...env },
  });
  return server.url;
}

test.afterEach(async () => {
  await server.stop();
  await provider.stop();
  await aws.stop();
  folder.remove();
});

const toProvider = (page: Page) => page.getByRole('link', { name: 'Sign in with Example Corp' });

const main = (page: Page) => page.getByRole('main');

/** Members read the rules that bind them where the platform team edits them. */
const ownRules = (page: Page) => page.getByText('Written by the platform team.');

/** From the sign-in page through the provider's; `name` is who one is there. */
async function signInAs(page: Page, name: string): Promise<void> {
  await toProvider(page).click();
  await page.getByRole('link', { name: `Sign in as ${name}` }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/** What the menu says of who is signed in. */
async function expectStanding(page: Page, name: string, standing: Record<string, string>) {
  const menu = page.locator('#person-menu');
  await page.getByRole('button', { name: `You: ${name}` }).click();
  for (const [term, text] of Object.entries(standing)) {
    const row = menu.locator('dl > div').filter({ has: page.getByText(term, { exact: true }) });
    await expect(row.locator('dd')).toHaveText(text);
  }
  await page.keyboard.press('Escape');
}

test('one signs in at the provider, lands where one wanted to, and may what one’s groups give', async ({
  page,
}) => {
  const url = await start();

  await test.step('the page offers the provider, and nothing that is not there', async () => {
    await page.goto(`${url}/audit?action=session.start`);
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    await expect(toProvider(page)).toBeVisible();
    await expect(page.getByText('Who are you today?')).toHaveCount(0);
    await expect(page.getByLabel('Password')).toHaveCount(0);
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step('one who says no there is told so, and can begin again', async () => {
    await toProvider(page).click();
    await page.getByRole('link', { name: 'Cancel' }).click();
    await expect(main(page)).toContainText('It was cancelled at the provider');
    await expect(page.getByText('the person said no')).toHaveCount(0);
    await expectAccessible(page);
    await expectFitsPhone(page);
    await toProvider(page).click();
    await page.getByRole('link', { name: 'Break down' }).click();
    await expect(main(page)).toContainText('Signing in at the provider failed');
    await toProvider(page).click();
    await page.getByRole('link', { name: 'Sign in as Xan Doe' }).click();
    await expect(main(page)).toContainText('Your groups open nothing here');
  });

  await test.step('and in Japanese', async () => {
    await page.getByRole('button', { name: '日本語' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'ログイン' })).toBeVisible();
    await expect(main(page)).toContainText('所属グループに権限がありません');
    await expect(page.getByRole('link', { name: 'Example Corp でログイン' })).toBeVisible();
    await expectFitsPhone(page);
    await page.getByRole('button', { name: 'English' }).click();
  });

  await test.step('a member comes where they wanted to, with their team', async () => {
    // Whoever the provider knew is let in there at once: it has to forget them.
    await page.context().clearCookies({ domain: 'localhost' });
    await signInAs(page, 'Pia Moreau');
    await expect(page).toHaveURL(`${url}/audit?action=session.start`);
    await expect(page.getByRole('table').getByText('pia@example.com').first()).toBeVisible();
    await expectStanding(page, 'Pia Moreau', { Role: 'App team', Teams: 'payments' });
    await page.goto(`${url}/proxies`);
    await expect(page.getByRole('link', { name: 'New proxy' }).first()).toBeVisible();
    await page.goto(`${url}/guardrails`);
    await expect(ownRules(page)).toBeVisible();
  });

  await test.step('an auditor reads, and is offered nothing to change', async () => {
    await page.context().clearCookies();
    await page.goto(`${url}/proxies`);
    await signInAs(page, 'Ren Ito');
    await expect(page).toHaveURL(`${url}/proxies`);
    await expectStanding(page, 'Ren Ito', { Role: 'Auditor' });
    await expect(page.getByRole('link', { name: 'New proxy' })).toHaveCount(0);
  });
});

test('what the provider takes away counts here within a minute, also for who is signed in', async ({
  page,
  browser,
}) => {
  const url = await start();
  const other = await browser.newContext();
  const pia = await other.newPage();
  await page.goto(`${url}/guardrails`);
  await signInAs(page, 'Olu Adeyemi');
  await expect(page.getByRole('button', { name: 'Add rule' }).first()).toBeVisible();
  await expect(ownRules(page)).toHaveCount(0);
  await expectStanding(page, 'Olu Adeyemi', { Role: 'Platform', Teams: 'payments' });
  await pia.goto(`${url}/proxies`);
  await signInAs(pia, 'Pia Moreau');

  const [olus, pias] = ['olu', 'pia'].map((sub) => provider.people.get(sub));
  if (olus) olus.groups = ['egress-pay'];
  if (pias) pias.groups = ['everybody'];
  const within = { timeout: 150_000, intervals: [5_000] };
  await expect(async () => {
    await page.goto(`${url}/guardrails`);
    await expect(ownRules(page)).toBeVisible({ timeout: 2_000 });
  }).toPass(within);
  await expectStanding(page, 'Olu Adeyemi', { Role: 'App team', Teams: 'payments' });
  await expect(async () => {
    await pia.goto(`${url}/proxies`);
    expect(new URL(pia.url()).pathname).toBe('/sign-in');
  }).toPass(within);
  await other.close();

  await page.goto(`${url}/audit`);
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.filter({ hasText: 'Signed out' })).toContainText('pia@example.com');
  await expect(rows.filter({ hasText: 'olu@example.com' }).first()).toBeVisible();
});

test('who reveals a key says at the provider who they are, and comes back to the same dialog', async ({
  page,
  unique,
}) => {
  const url = await start();
  const name = unique('stepup');
  await page.goto(`${url}/proxies/new`);
  await signInAs(page, 'Pia Moreau');
  await sendProxyForm(page, name);
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Reveal key' }).click();
  await page.getByRole('button', { name: 'Show the value' }).click();
  await expect(page.getByText('Say again who you are')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Confirm who you are' }).click();
  const tab = await opened;
  const confirm = tab.getByRole('link', { name: 'Confirm with Example Corp' });

  await test.step('who says no there, or is somebody else, is told so and not let through', async () => {
    const answers: [string, string][] = [
      ['Cancel', 'It was cancelled at the provider'],
      ['Break down', 'Signing in at the provider failed'],
      ['Sign in as Olu Adeyemi', 'Somebody else signed in at the provider'],
    ];
    for (const [press, said] of answers) {
      const left = tab.waitForRequest((it) => it.url().includes('prompt=login'));
      await confirm.click();
      await left;
      await expect(tab.getByRole('heading', { name: 'asks again who you are' })).toBeVisible();
      await tab.getByRole('link', { name: press }).click();
      await expect(main(tab)).toContainText(said);
    }
    await expectAccessible(tab);
    await expectFitsPhone(tab);
    await page.getByRole('button', { name: 'Show the value' }).click();
    await expect(page.getByText('Say again who you are')).toBeVisible();
    await expect(page.getByLabel('Key value')).toHaveCount(0);
  });

  await confirm.click();
  await tab.getByRole('link', { name: 'Sign in as Pia Moreau' }).click();
  await expect(tab.getByText('Confirmed', { exact: true })).toBeVisible();
  await tab.close();
  await page.getByRole('button', { name: 'Show the value' }).click();
  await expect(page.getByLabel('Key value')).toHaveText(/^\S{20,}$/);
  await page.getByRole('button', { name: 'Close and forget' }).click();
  await expect(page.getByLabel('Key value')).toHaveCount(0);
});

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('who signs out does so at the provider too, and the button says it', async ({ page }) => {
      const url = await start();
      await page.goto(`${url}/tokens`);
      await signInAs(page, 'Pia Moreau');
      await page.getByRole('button', { name: 'You: Pia Moreau' }).click();
      // Whether it can be ended there too is asked meanwhile, and stands there by script.
      const says = javaScriptEnabled ? 'Sign out here and at Example Corp' : 'Sign out';
      await page.getByRole('button', { name: says }).click();
      await page.getByRole('button', { name: 'Yes, sign me out' }).click();
      await expect(page).toHaveURL(`${url}/sign-in?state=signed-out`);
      await expect(page.getByText('You are signed out of Sluice')).toBeVisible();
      await page.goto(`${url}/tokens`);
      await toProvider(page).click();
      // It no longer knows who was there.
      await expect(page.getByRole('link', { name: 'Sign in as Pia Moreau' })).toBeVisible();
    });
  });

test('who has a password signs in beside the provider, and signs out here alone', async ({
  page,
}) => {
  const [email, password] = ['root@example.com', 'correct horse battery'];
  const url = await start({ SLUICE_ADMIN_EMAIL: email, SLUICE_ADMIN_PASSWORD: password });
  await page.goto(`${url}/guardrails`);
  await expect(toProvider(page)).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${url}/guardrails`);
  await page.getByRole('button', { name: `You: ${email}` }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByText('You are signed out of Sluice')).toBeVisible();
  await expectAccessible(page);
});

test('the platform team sees who is known, and ends what a person has open', async ({
  page,
  browser,
}) => {
  const url = await start();
  const others = await Promise.all([browser.newContext(), browser.newContext()]);
  const [pia, ren] = await Promise.all(others.map((context) => context.newPage()));
  if (!pia || !ren) throw new Error('two browsers more');

  await pia.goto(`${url}/tokens`);
  await signInAs(pia, 'Pia Moreau');
  await pia.getByRole('button', { name: 'New token' }).click();
  const dialog = pia.getByRole('dialog');
  await dialog.getByLabel('Name').fill('ci');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token = (await dialog.getByLabel('Token', { exact: true }).textContent()) ?? '';
  const asked = () =>
    fetch(`${url}/api/v1/proxies`, { headers: { authorization: `Bearer ${token}` } });
  expect((await asked()).status).toBe(200);

  await page.goto(`${url}/tokens`);
  await signInAs(page, 'Olu Adeyemi');
  await ren.goto(`${url}/people`);
  await signInAs(ren, 'Ren Ito');
  const row = (of: Page, email: string) => of.getByRole('row').filter({ hasText: email });

  await test.step('a member sees who shares a team, and nothing of what they have open', async () => {
    await pia.goto(`${url}/people`);
    await expect(row(pia, 'olu@example.com')).toContainText('Platform');
    await expect(row(pia, 'ren@example.com')).toHaveCount(0);
    await expect(pia.getByRole('columnheader', { name: 'Sessions' })).toHaveCount(0);
    await expect(pia.getByRole('button', { name: 'End the sessions' })).toHaveCount(0);
  });

  await test.step('an auditor sees everybody and touches nobody', async () => {
    await ren.reload();
    await expect(row(ren, 'pia@example.com')).toContainText('payments');
    await expect(row(ren, 'pia@example.com')).toContainText('used');
    await expect(ren.getByRole('button', { name: 'End the sessions' })).toHaveCount(0);
  });

  await test.step('the platform team finds a person; what is looked for is in the URL', async () => {
    await page.getByRole('button', { name: 'You: Olu Adeyemi' }).click();
    await page.getByRole('link', { name: 'People' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByLabel('Name or address').fill('moreau');
    await page.getByLabel('Role').selectOption({ label: 'App team' });
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page).toHaveURL(/\/people\?.*q=moreau.*role=member/);
    await expect(row(page, 'pia@example.com')).toContainText('by groups');
    await expect(row(page, 'olu@example.com')).toHaveCount(0);
    await page.getByLabel('Name or address').fill('nobody at all');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByText('Nobody is like that')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Clear' }).first().click();
    await expect(page).toHaveURL(`${url}/people`);
  });

  await test.step('ended sessions are over at once, revoked tokens too', async () => {
    await page.getByRole('button', { name: 'End the sessions of Pia Moreau' }).click();
    const ask = page.getByRole('dialog');
    await expect(ask).toContainText('1 browser signed in as pia@example.com.');
    await expectAccessible(page);
    await expectFitsPhone(page);
    await ask.getByRole('button', { name: 'Leave them signed in' }).click();
    await page.getByRole('button', { name: 'End the sessions of Pia Moreau' }).click();
    await ask.getByRole('button', { name: 'End sessions' }).click();
    await expect(page.getByRole('button', { name: 'End the sessions of Pia Moreau' })).toHaveCount(
      0,
    );
    await pia.goto(`${url}/proxies`);
    expect(new URL(pia.url()).pathname).toBe('/sign-in');
    expect((await asked()).status).toBe(200);
    await page.getByRole('button', { name: 'Revoke the tokens of Pia Moreau' }).click();
    await ask.getByRole('button', { name: 'Revoke tokens' }).click();
    await expect(page.getByRole('button', { name: 'Revoke the tokens of Pia' })).toHaveCount(0);
    expect((await asked()).status).toBe(401);
  });

  await test.step('and the audit says by whom', async () => {
    for (const [action, said] of [
      ['person.end_sessions', 'Ended a person’s sessions'],
      ['person.revoke_tokens', 'Revoked a person’s tokens'],
    ]) {
      await page.goto(`${url}/audit?action=${action}`);
      const rows = page.getByRole('table').getByRole('row').filter({ hasText: said });
      await expect(rows).toHaveCount(1);
      await expect(rows).toContainText('olu@example.com');
      await expect(rows).toContainText('pia@example.com');
    }
  });

  await test.step('in Japanese, on a phone', async () => {
    await page.goto(`${url}/people`);
    await page.getByRole('button', { name: '日本語' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'ユーザー' })).toBeVisible();
    await expect(row(page, 'ren@example.com')).toContainText('監査');
    await expectFitsPhone(page);
  });
  for (const context of others) await context.close();
});
