import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { changeByHand, stackStatus } from './aws';
import { expect, expectAccessible, expectFitsPhone, signOut, test } from './fixtures';
import { fillProxyForm } from './proxy-form';

const day = (after: number) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);

/** Its exit status and what it said: the script has no network and no database. */
function verify(file: string, ...args: string[]): { status: number; text: string } {
  const script = ['--conditions=react-server', '--import', 'tsx', 'scripts/passport-verify.ts'];
  try {
    return { status: 0, text: execFileSync('node', [...script, file, ...args]).toString() };
  } catch (thrown) {
    const { status, stdout } = thrown as { status: number; stdout: Buffer };
    return { status, text: stdout.toString() };
  }
}

test('a proxy has its time, is proposed for deletion after it, and leaves a passport', async ({
  page,
  request,
  signIn,
  unique,
}, info) => {
  const name = unique('life');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name: unique('net'), cidr: '10.61.0.0/16' },
    quota: '500',
    rate: '50',
    burst: '50',
  });

  await test.step('nothing is launched for yesterday', async () => {
    await page.getByLabel('Review on').fill('');
    await page.getByLabel('Ends on').fill(day(-1));
    await page.getByRole('button', { name: 'Launch proxy' }).click();
    await expect(page.getByText('This date is past.').first()).toBeVisible();
    await page.getByLabel('Ends on').fill(day(9));
    await page.getByRole('button', { name: 'Launch proxy' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
    await expect(page.getByText('Ends in 9 days').first()).toBeVisible();
  });

  await test.step('its passport is downloaded, verifies offline, and tells of any other byte', async () => {
    await page.getByRole('link', { name: 'Passport', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Egress passport' })).toBeVisible();
    await expect(page.getByText('誰が、どこから呼び出せるか')).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the signed file' }).click();
    const file = info.outputPath('passport.jws');
    await (await downloading).saveAs(file);
    const { keys } = await (await request.get('/api/passport-key')).json();
    const good = verify(file, '--key', keys[0].kid);
    expect(good).toMatchObject({ status: 0 });
    for (const said of [name, 'ben@example.com', 'https://httpbin.org'])
      expect(good.text).toContain(said);
    const digest = /Content SHA-256 (\w{64})/.exec(good.text)?.[1] ?? 'none';
    await expect(page.getByText(digest)).toBeVisible();
    const text = readFileSync(file, 'utf8');
    const at = Math.floor(text.length / 2);
    const other = text[at] === 'A' ? 'B' : 'A';
    writeFileSync(file, `${text.slice(0, at)}${other}${text.slice(at + 1)}`);
    expect(verify(file)).toMatchObject({ status: 1 });
  });

  await changeByHand(stack, new RegExp(day(9), 'g'), day(-1));

  await test.step('its team’s home proposes to delete it, and deletes nothing', async () => {
    const dialog = page.getByRole('dialog', { name: `Delete ${name}` });
    // What somebody else did to a stack the fleet sees within seconds, when it is next looked at.
    await expect(async () => {
      await page.goto('/');
      await page.getByRole('link', { name: `Delete ${name}…` }).click({ timeout: 2_000 });
      const typed = dialog.getByLabel(`Type ${name} to confirm`);
      await expect(typed).toHaveValue('', { timeout: 4_000 });
      await typed.fill(name);
    }).toPass({ timeout: 90_000 });
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await expect(page.getByText('Its time is over').first()).toBeVisible();
    expect(await stackStatus(stack)).toBe('UPDATE_COMPLETE');
    await signOut(page);
  });

  await test.step('the platform’s home has the account’s head-room', async () => {
    await signIn('Aiko Tanaka');
    await page.goto('/');
    const quotas = page.getByRole('table', { name: /Quotas of the account/ });
    await expect(quotas.getByRole('row', { name: /Private APIs/ })).toContainText('of 600 left');
    await expect(quotas.getByRole('link', { name: /Raise Usage plans/ })).toBeVisible();
    const due = page.getByRole('region', { name: 'Reviews and ends' });
    await expect(due.getByRole('link', { name, exact: true })).toBeVisible();
    await expectAccessible(page);
    await signOut(page);
  });

  await test.step('an auditor’s has no deletion, and the download on record', async () => {
    await signIn('Emil Novak');
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Passports' })).toBeVisible();
    await expect(page.getByRole('link', { name: `Delete ${name}…` })).toHaveCount(0);
    await page.goto(`/audit?action=passport.export&object=${name}`);
    await expect(page.getByRole('cell', { name: 'Downloaded a passport' })).toBeVisible();
  });
});
