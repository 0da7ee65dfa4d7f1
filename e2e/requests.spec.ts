import { expect, expectAccessible, expectFitsPhone, signOut, test } from './fixtures';
import { fillProxyForm } from './proxy-form';

test('what is beyond the guardrails is asked for, decided by somebody else on a phone, and runs as it was approved', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('ask');
  const url = await test.step('an asker is told while typing, and gives a reason', async () => {
    await signIn('Ben Okafor');
    await page.goto('/proxies/new');
    await fillProxyForm(page, {
      upstream: 'https://httpbin.org',
      name,
      network: { kind: 'create', name: unique('ask-net'), cidr: '10.41.0.0/16' },
      quota: '50',
      rate: '1500',
      burst: '50',
    });
    await expect(page.getByText('Needs approval by the platform team')).toBeVisible();
    await page.getByRole('button', { name: 'Request approval' }).click();
    const why = page.getByLabel('Why it is needed');
    await expect(why).toBeFocused();
    await why.fill('The sale of the year begins on Friday.');
    await page.getByRole('button', { name: 'Request approval' }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Launch ${name}` })).toBeVisible();
    await expect(page.getByText('You asked, so somebody else decides.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expectAccessible(page);
    return page.url();
  });

  await test.step('an owner of the team cannot decide what is the platform’s', async () => {
    await signOut(page);
    await signIn('Farah Idris');
    await page.goto(url);
    await expect(page.getByText('The platform team decides.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  });

  await test.step('the platform team decides on a phone', async () => {
    await signOut(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await signIn('Aiko Tanaka');
    await page.goto('/');
    const waiting = page.getByRole('region', { name: 'Waits for you' });
    await expect(waiting.getByRole('listitem').filter({ hasText: name })).toContainText(
      'ben@example.com asks to launch it',
    );
    await page.goto('/requests');
    await page.getByRole('link', { name: `Launch ${name}` }).click();
    const made = page.getByRole('table', { name: 'What will be made' });
    await expect(made.getByRole('row').nth(1)).toContainText('beyond the guardrails1,500');
    await expect(page.getByText(/^Left empty: .*Ends on/)).toBeVisible();
    await expect(made.getByRole('row', { name: /^CIDR block/ })).toContainText('10.41.0.0/16');
    await expect(page.getByText(/The network that it makes: an endpoint in \d/)).toBeVisible();
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByText('Say why, in at least 3 characters.')).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByLabel('Your reason').fill('Until the end of the sale.');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('link', { name: 'Follow the launch' }).click();
  });

  await test.step('exactly that runs, for whoever asked, and each leads to the other', async () => {
    await expect(page.getByText('ben@example.com').first()).toBeVisible();
    await page.getByRole('link', { name: 'Request: approved by aiko@example.com' }).click();
    await expect(page.getByText('“Until the end of the sale.”')).toBeVisible();
    await page.goto(`/proxies/${name}`);
    await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  });

  const change =
    await test.step('a change is asked for with what it costs before and after', async () => {
      await signOut(page);
      await page.setViewportSize({ width: 1280, height: 800 });
      await signIn('Ben Okafor');
      await page.goto(`/proxies/${name}/edit?rate=2000`);
      await page.getByRole('button', { name: 'Request approval' }).click();
      await page.getByLabel('Why it is needed').fill('The sale is longer than we thought.');
      await page.getByRole('button', { name: 'Request approval' }).click();
      await expect(page.getByRole('heading', { level: 1, name: `Change ${name}` })).toBeVisible();
      await expect(page.getByText(/^What stands now: With its quota/)).toBeVisible();
      return page.url();
    });

  await test.step('who asks for it once more is led to the request that is open', async () => {
    await page.goto(`/proxies/${name}/edit?rate=2500`);
    await page.getByRole('button', { name: 'Request approval' }).click();
    await page.getByLabel('Why it is needed').fill('Even more is sold than we thought.');
    await page.getByRole('button', { name: 'Request approval' }).click();
    const refusal = page.getByRole('alert').filter({ hasText: `A request about ${name} is open` });
    await refusal.getByRole('link', { name: 'See the request' }).click();
    await expect(page).toHaveURL(change);
  });

  await test.step('is denied with a reason, changes nothing, and may be asked for again', async () => {
    await signOut(page);
    await signIn('Aiko Tanaka');
    await page.goto(change);
    const rate = page
      .getByRole('table', { name: 'What changes' })
      .getByRole('row', { name: /^Rate/ });
    await expect(rate).toContainText('1,500');
    await expect(rate).toContainText('2,000');
    await page.getByLabel('Your reason').fill('The upstream does not take it.');
    await page.getByRole('button', { name: 'Deny' }).click();
    await expect(page.getByText('Nothing was changed. The reason stands below.')).toBeVisible();
    await expect(page.getByText('“The upstream does not take it.”')).toBeVisible();
    await signOut(page);
    await signIn('Ben Okafor');
    await page.goto(change);
    await page.getByRole('link', { name: 'Ask again' }).click();
    await expect(page.getByLabel('Rate per second')).toHaveValue('2000');
  });
});
