import type { Page } from '@playwright/test';
import { stackOutputs } from './aws';
import { expect, expectAccessible, expectFitsPhone, signOut, test } from './fixtures';
import { fillProxyForm } from './proxy-form';
import { revealKey } from './reveal';
import { sandboxAt } from './sandbox';
import { callThroughEndpoint } from './vpc-client';

const sandbox = sandboxAt(process.env.AWS_ENDPOINT_URL ?? '');

const reason = 'Search indexes are read at night: ask before you read more than ten a day.';
const mild = 'Nothing is deleted from here.';

/** Puts a document's part in force by the file, as a pipeline's reviewer pastes it. */
async function takeFile(page: Page, change: (text: string) => string): Promise<void> {
  const file = page.getByLabel('The file');
  await file.fill(change(await file.inputValue()));
  await page.getByRole('button', { name: 'Take over' }).click();
}

test('rules of the platform team are shown while a member types, bind form and API, and can be met', async ({
  page,
  signIn,
  unique,
}) => {
  // Three people, one after the other, and a launch: rules are one document, which two tests at once would contend for.
  test.slow();
  const host = `${unique('index')}.example.com`;
  const network = unique('mild-net');
  await test.step('the platform team writes two rules with their reasons', async () => {
    await signIn('Aiko Tanaka');
    await page.goto('/guardrails');
    await page.getByRole('button', { name: 'search', exact: true }).click();
    await page.getByRole('button', { name: 'Add rule' }).click();
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    await dialog.getByLabel('Id').fill(unique('night'));
    await dialog.getByLabel('At most').fill('10');
    await dialog.getByLabel('Reason', { exact: true }).fill(reason);
    await dialog.getByLabel('Hosts').fill(host);
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await expect(dialog).toBeHidden();
    await expect(
      page.getByText(`A quota above 10 a day to ${host} needs the platform team`),
    ).toBeVisible();
    await page.getByRole('button', { name: 'payments', exact: true }).click();
    await page.getByRole('button', { name: 'Add rule' }).click();
    await dialog.getByLabel('Id').fill(unique('mild'));
    await dialog.getByLabel('What it bounds').selectOption({ label: 'Method' });
    await dialog.getByLabel('Only').fill('GET, HEAD, POST');
    await expect(dialog.getByText('lets all of them pass')).toBeVisible();
    await dialog.getByLabel('Beyond it').selectOption({ label: 'Is not allowed' });
    await dialog.getByLabel('Reason', { exact: true }).fill(mild);
    await dialog.getByLabel('Networks').fill(network);
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('a test that fails refuses the save; a fault of the file names its line', async () => {
    await takeFile(page, (text) => text.replace('expect: no', 'expect: maybe'));
    await expect(page.getByText(/^line \d+$/)).toBeVisible();
    await page.getByRole('button', { name: 'Back to the draft' }).click();
    await takeFile(page, (text) => text.replace('expect: no', 'expect: approval'));
    await expect(page.getByText('expected approval, is refused')).toBeVisible();
    await page.getByLabel('Why').fill('Nightly reads');
    await page.getByRole('button', { name: 'Save and put in force' }).click();
    await expect(page.getByText('These tests fail: A retired upstream is refused')).toBeVisible();
    await takeFile(page, (text) => {
      const at = text.indexOf('A retired upstream');
      return text.slice(0, at) + text.slice(at).replace('expect: approval', 'expect: no');
    });
    await page.getByLabel('Why').fill('Nightly reads');
    await page.getByRole('button', { name: 'Save and put in force' }).click();
    await expect(page.getByText('Saved: it is in force.')).toBeVisible();
    await page.getByRole('button', { name: 'Replay 90 days' }).click();
    await expect(page.getByRole('row', { name: /^This draft/ })).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step('a member sees it while typing, and is refused when it is sent', async () => {
    await signOut(page);
    await signIn('Chie Sato');
    await page.goto('/guardrails');
    const own = page.getByRole('region', { name: 'For team search' });
    await expect(own.getByText(reason)).toBeVisible();
    await page.goto('/proxies/new');
    await fillProxyForm(page, {
      upstream: `https://${host}`,
      name: unique('index'),
      network: { kind: 'create', name: unique('net'), cidr: '10.77.0.0/16' },
      quota: '11',
      rate: '5',
      burst: '5',
    });
    await expect(page.getByText(`Needs the platform team: ${reason}`)).toBeVisible();
    await expect(page.getByText('Needs approval by the platform team')).toBeVisible();
    await page.getByRole('button', { name: 'Request approval' }).click();
    // It is asked for with a reason, and nothing was sent without one.
    await expect(page.getByText('Say why, in at least 3 characters').first()).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Quota', { exact: true }).fill('10');
    await expect(page.getByText('Within the guardrails: nobody is asked.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Launch proxy' })).toBeVisible();
  });

  await signOut(page);
  await signIn('Ben Okafor');
  const name = unique('mild');
  await page.goto('/proxies/new');
  // What Chie typed is still in the tab.
  await page.getByRole('button', { name: 'Start over' }).click();
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name: network, cidr: '10.78.0.0/16' },
    quota: '100',
    rate: '50',
    burst: '50',
  });
  const methods = page.getByRole('group', { name: 'Methods' });
  const finding = page.getByText(`Not allowed: ${mild}`);

  await test.step('while all are chosen it says no, beside the field', async () => {
    await expect(methods.getByRole('checkbox', { checked: true })).toHaveCount(7);
    await expect(finding).toBeVisible();
    await expect(methods.getByRole('checkbox', { name: 'PUT' })).toHaveAccessibleDescription(
      new RegExp(mild),
    );
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step('none is no choice; GET and POST go at once, by the keyboard and over a reload', async () => {
    await methods.getByRole('checkbox', { name: 'GET' }).focus();
    for (let box = 0; box < 7; box++) {
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
    }
    await expect(page.getByText('Choose at least one method.')).toBeVisible();
    await methods.getByRole('checkbox', { name: 'GET' }).check();
    await methods.getByRole('checkbox', { name: 'POST' }).check();
    await expect(page.getByText('Choose at least one method.')).toBeHidden();
    await expect(finding).toBeHidden();
    await page.reload();
    await expect(methods.getByRole('checkbox', { checked: true })).toHaveCount(2);
    await expect(page.getByText('Within the guardrails: nobody is asked.')).toBeVisible();
    await page.getByRole('button', { name: 'Launch proxy' }).click();
    await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  });

  await test.step('POST passes and DELETE is refused by the API itself', async () => {
    const { EndpointId = '' } = (await stackOutputs(`sluice-network-${network}`)) ?? {};
    const { InvokeUrl } = (await stackOutputs(`sluice-proxy-${name}`)) ?? {};
    const key = { 'x-api-key': await revealKey(page, 'Ben Okafor') };
    const by = (method: string) =>
      callThroughEndpoint(EndpointId, `${InvokeUrl}/anything`, key, method);
    expect((await by('POST')).status).toBe(200);
    const refused = await by('DELETE');
    expect([refused.status, refused.body]).toEqual([
      403,
      expect.stringContaining('is not authorized to perform: execute-api:Invoke'),
    ]);
  });

  await test.step('the form of an edit holds them, and its plan says what will be refused', async () => {
    await page.getByRole('link', { name: 'Edit', exact: true }).click();
    await expect(methods.getByRole('checkbox', { checked: true })).toHaveCount(2);
    await methods.getByRole('checkbox', { name: 'POST' }).uncheck();
    await page.getByRole('button', { name: 'Preview changes' }).click();
    const meaning = page.getByRole('region', { name: 'What it means for callers' });
    await expect(meaning).toContainText('POST will be refused with 403.');
    await expect(meaning).not.toContainText('Who may call changes');
  });
});

test('a member proposes an upstream, and the platform team approves, reviews, retires or declines it', async ({
  page,
  signIn,
  unique,
}) => {
  const host = `${unique('api')}.example.com`;
  const other = `${unique('other')}.example.com`;
  await signIn('Ben Okafor');
  await page.goto(`/upstreams/new?host=${other}`);
  await page.getByLabel('Purpose').fill('Weather');
  await page.getByRole('button', { name: 'Propose', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: other })).toBeVisible();
  await page.goto('/proxies/new');
  await page.getByLabel('Upstream URL').fill(`https://${host}/v1`);
  await page.getByRole('link', { name: 'propose it' }).click();
  await expect(page.getByLabel('Host')).toHaveValue(host);
  await page.getByLabel('Purpose').fill('Postcodes');
  await page.getByLabel('Data class').selectOption('confidential');
  await page.getByRole('button', { name: 'Propose', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: host })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeHidden();

  await signOut(page);
  await signIn('Aiko Tanaka');
  await page.goto('/upstreams?state=proposed');
  await page.getByRole('link', { name: host, exact: true }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: `Approve ${host}` });
  await dialog.getByLabel('Reason').fill('Purpose and owner are clear.');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Purpose and owner are clear.').first()).toBeVisible();

  const press = () => page.getByRole('button', { name: 'Check now' }).click();
  await test.step('nobody has its name, which is told as what it is', async () => {
    await expect(
      page.getByText('Not looked at yet').or(page.getByText('Cannot be read now')),
    ).toBeVisible();
    await press();
    await expect(page.getByText('The TLS handshake failed.')).toBeVisible();
    await press();
    await expect(page.getByText('It was looked at a moment ago.')).toBeVisible();
  });

  await test.step('its certificate is near its end: on its page, in the register and at home', async () => {
    const notAfter = new Date(Date.now() + 5.5 * 86_400_000).toISOString();
    await sandbox.certificate(host, { notAfter });
    // A host is looked at once in ten seconds, however often somebody presses.
    await expect(async () => {
      await press();
      await expect(page.getByText('Ends in 5 days')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 90_000, intervals: [1_000] });
    await expect(page.getByText('Issued by Sluice sandbox CA.')).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.goto('/upstreams');
    const row = page.getByRole('row').filter({ hasText: host });
    await expect(row).toContainText('Certificate ends in 5 days');
    await page.goto('/');
    const due = page.getByRole('region', { name: 'Reviews and certificates of upstreams' });
    const line = due.getByRole('listitem').filter({ hasText: host });
    await expect(line).toContainText('Certificate ends in 5 days');
    await page.goto(`/upstreams/${host}/passport`);
    await expect(page.getByText('Valid until').first()).toBeVisible();
  });

  await test.step('what was read stays while it cannot be read again', async () => {
    await page.goto(`/upstreams/${host}`);
    await sandbox.certificate(host, null);
    await expect(async () => {
      await press();
      await expect(page.getByText('The TLS handshake failed.')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 90_000, intervals: [1_000] });
    await expect(page.getByText('Ends in 5 days')).toBeVisible();
    await page.goto(`/audit?action=upstream.check&object=${host}`);
    await expect(
      page.getByRole('cell', { name: 'Looked at an upstream’s certificate' }).first(),
    ).toBeVisible();
  });

  /** Presses a decision of the page, with its reason; every one of them asks for it. */
  const decide = async (verb: string, of: string, reason: string) => {
    await page.getByRole('button', { name: verb, exact: true }).click();
    const form = page.getByRole('dialog', { name: `${verb} ${of}` });
    await form.getByRole('button', { name: verb, exact: true }).click();
    await expect(form.getByText('Say why, in 3 to 300 characters')).toBeVisible();
    await form.getByLabel('Reason').fill(reason);
    await form.getByRole('button', { name: verb, exact: true }).click();
    await expect(form).toBeHidden();
    const history = page.getByRole('region', { name: 'History' });
    await expect(history.getByText(reason)).toBeVisible();
  };

  await test.step('it is reviewed, and retired when it is needed no more', async () => {
    await page.goto(`/upstreams/${host}`);
    await decide('Review', host, 'Seen, and still so.');
    await decide('Retire', host, 'Use the new one.');
    await expect(page.getByText('Retired', { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Propose again' })).toBeVisible();
  });

  await test.step('another is declined, and may be proposed again', async () => {
    await page.goto(`/upstreams/${other}`);
    await decide('Decline', other, 'Nobody answers for it.');
    await expect(page.getByText('Declined', { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Propose again' })).toBeVisible();
  });
});
