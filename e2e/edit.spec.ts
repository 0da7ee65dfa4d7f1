import { changeByHand, changeSetsOf, stackOutputs, stackTemplate } from './aws';
import { expect, expectAccessible, signOut, test } from './fixtures';
import { launchProxy, previewTemplate } from './proxy-form';

test('an edit is planned in words, executed as planned, and nothing else', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('edited');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.31.0.0/16' });
  const before = await stackTemplate(stack);
  const outputs = await stackOutputs(stack);

  await test.step('the form holds what stands', async () => {
    await page.getByRole('link', { name: 'Edit', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Edit ${name}` })).toBeVisible();
    await expect(page.getByLabel('Upstream URL')).toHaveValue('https://httpbin.org');
    await expect(page.getByLabel('Rate per second')).toHaveValue('50');
    await expect(page.getByLabel('Quota', { exact: true })).toHaveValue('500');
    expect((await previewTemplate(page, stack)).trimEnd()).toBe(before.trimEnd());
  });

  await test.step('nothing different is nothing to decide', async () => {
    await page.getByRole('button', { name: 'Preview changes' }).click();
    await expect(page.getByText('Nothing would change')).toBeVisible();
    expect(await changeSetsOf(stack)).toEqual([]);
    await page.getByRole('link', { name: 'Edit again' }).click();
  });

  let planned = '';
  await test.step('the plan says what callers will feel, and changes nothing yet', async () => {
    await page.getByLabel('Upstream URL').fill('https://httpbin.org/anything');
    await page.getByLabel('Rate per second').fill('40');
    await expect(page.getByRole('region', { name: stack }).locator('code')).toContainText(
      'RateLimit: 40',
    );
    planned = await previewTemplate(page, stack);
    await page.getByRole('button', { name: 'Preview changes' }).click();
    await expect(page.getByRole('button', { name: 'Execute changes' })).toBeVisible();
    const meaning = page.getByRole('region', { name: 'What it means for callers' });
    await expect(meaning).toContainText(
      'Calls go to https://httpbin.org/anything instead of https://httpbin.org.',
    );
    await expect(meaning).toContainText('Rate per second: 50 → 40.');
    await expect(meaning).toContainText('The URL stays.');
    await expect(meaning).toContainText('The keys stay, with their values.');
    await expect(page).toHaveTitle(new RegExp(`${name} planned`));
    await expectAccessible(page);
    expect(await stackTemplate(stack)).toBe(before);
  });

  await test.step('a reload shows the same plan, and executing it does what the preview said', async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Execute changes' }).click();
    await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`${name} done`));
    expect((await stackTemplate(stack)).trimEnd()).toBe(planned.trimEnd());
    expect(await stackOutputs(stack)).toEqual(outputs);
    await expectAccessible(page);
  });

  await test.step('whoever asks for it has a probe prove that the path is whole', async () => {
    await page.getByRole('link', { name: 'Prove it by a probe' }).click();
    await expect(page.getByText('Changed, and proved by a probe.')).toBeVisible();
    await expect(page.getByText('No hop is known to be broken.', { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByText('Changed, and proved by a probe.')).toBeVisible();
  });

  await test.step('the charts of its use mark what was changed, on its day', async () => {
    await page.goto(`/proxies/${name}/usage?days=7`);
    const changed = 'Limits changed, Deployed anew: rate 50 → 40 per second';
    const marks = page.getByRole('table', { name: 'What changed' }).getByRole('row');
    await expect(marks.nth(1)).toContainText(changed);
    await expect(marks.nth(2)).toContainText('Proxy made');
    const days = page.getByRole('slider', { name: 'Calls a day' });
    await expect(async () => {
      await page.reload();
      await days.focus({ timeout: 2_000 });
    }).toPass({ timeout: 90_000 });
    await expect(days).toHaveAttribute('aria-valuetext', new RegExp(`Proxy made · ${changed}$`));
  });
});

test('a plan is refused once the stack has moved, and another team may not decide it', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('moved');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.32.0.0/16' });
  await page.goto(`/proxies/${name}/edit`);
  await page.getByLabel('Burst').fill('60');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('button', { name: 'Execute changes' })).toBeVisible();
  const plan = page.url();

  await test.step('another team reads it and is offered nothing', async () => {
    await signOut(page);
    await signIn('Chie Sato');
    await page.goto(plan);
    await expect(page.getByText('Burst: 50 → 60.')).toBeVisible();
    await expect(page.getByText(/Only team payments/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Execute changes' })).toHaveCount(0);
    await page.goto(`/proxies/${name}/edit`);
    await expect(page.getByText(/belongs to team payments/)).toBeVisible();
    await signOut(page);
    await signIn('Ben Okafor');
  });

  await test.step('what moved is said, and the way back to the form', async () => {
    await changeByHand(stack, 'RateLimit: 50', 'RateLimit: 49');
    await page.goto(plan);
    await page.getByRole('button', { name: 'Execute changes' }).click();
    const refusal = page.getByRole('alert').filter({ hasText: 'has changed since' });
    await expect(refusal).toContainText(`${stack} was changed outside Sluice`);
    await expect(page.getByRole('button', { name: 'Execute changes' })).toBeDisabled();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByText('Discarded', { exact: true }).first()).toBeVisible();
    expect(await changeSetsOf(stack)).toEqual([]);
  });
});
