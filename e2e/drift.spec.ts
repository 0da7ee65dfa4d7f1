import type { Page } from '@playwright/test';
import { detachPlan, quotaOf, setQuota, stackOutputs, stackTemplate, updateByHand } from './aws';
import { expect, expectAccessible, expectFitsPhone, signOut, test } from './fixtures';
import { launchProxy } from './proxy-form';

/** The third figure of a proxy's page. */
const figure = (page: Page) =>
  page
    .getByRole('region', { name: 'At a glance' })
    .locator('div')
    .filter({
      has: page.getByRole('heading', { name: 'Live = saved' }),
    });

async function compareNow(page: Page, expected: string): Promise<void> {
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect(figure(page).getByText(expected, { exact: true })).toBeVisible();
}

async function runEnds(page: Page, name: string): Promise<void> {
  await expect(page).toHaveTitle(new RegExp(`${name} done`));
}

test('what is changed in AWS by hand is found, shown three ways, reverted and adopted', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('drifts');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.41.0.0/16' });
  const { UsagePlanId: planId = '' } = (await stackOutputs(stack)) ?? {};
  const deployed = await stackTemplate(stack);

  await test.step('what was just launched is live, policy and all', async () => {
    await compareNow(page, 'Live');
    await expect(figure(page).getByText(/^Compared/)).toBeVisible();
  });

  await test.step('a quota set by hand is told with its three values', async () => {
    await setQuota(planId, 7000);
    await compareNow(page, 'Changed outside');
    const row = page.getByRole('row', { name: /UsagePlan Quota\.Limit/ });
    await expect(row.getByRole('cell')).toHaveText([/changed outside/, '500', '500', '7000']);
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step('the fleet marks it, and lists it alone', async () => {
    await page.goto(`/proxies?live=drifted&q=${name}`);
    const row = page.getByRole('row', { name: new RegExp(name) });
    await expect(row.getByText('Changed outside').first()).toBeVisible();
  });

  await test.step('another team is told, and offered nothing', async () => {
    await signOut(page);
    await signIn('Chie Sato');
    await page.goto(`/proxies/${name}`);
    await expect(page.getByText(/Only team payments .* may change this proxy/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Revert' })).toHaveCount(0);
    await signOut(page);
    await signIn('Ben Okafor');
  });

  await test.step('a revert is a run, and puts back what was deployed, to the letter', async () => {
    await page.goto(`/proxies/${name}`);
    await page.getByRole('button', { name: 'Revert' }).click();
    await expect(
      page.getByRole('heading', { level: 1, name: `Revert of proxy ${name}` }),
    ).toBeVisible();
    await runEnds(page, name);
    expect(await quotaOf(planId)).toBe(500);
    expect((await stackTemplate(stack)).trimEnd()).toBe(deployed.trimEnd());
    await expectAccessible(page);
    await page.goto(`/proxies/${name}`);
    await expect(figure(page).getByText('Live', { exact: true })).toBeVisible();
  });

  await test.step('adopting plans an edit that says what is', async () => {
    await setQuota(planId, 900);
    await compareNow(page, 'Changed outside');
    await page.getByRole('button', { name: 'Adopt' }).click();
    await expect(page.getByRole('button', { name: 'Execute changes' })).toBeVisible();
    const meaning = page.getByRole('region', { name: 'What it means for callers' });
    await expect(meaning).toContainText('Quota: 500 → 900.');
    await page.getByRole('button', { name: 'Execute changes' }).click();
    await runEnds(page, name);
    expect(await stackTemplate(stack)).toContain('Limit: 900');
    await page.goto(`/proxies/${name}`);
    await expect(figure(page).getByText('Live', { exact: true })).toBeVisible();
  });

  await test.step('what is saved and was not deployed is told, and one press plans it', async () => {
    await updateByHand(stack, (template) => template.replace('RateLimit: 50', 'RateLimit: 40'));
    const undeployed = figure(page).getByText('Not deployed', { exact: true });
    await expect(async () => {
      await page.getByRole('button', { name: 'Compare now' }).click();
      await expect(undeployed).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 90_000 });
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    await page.getByRole('button', { name: 'Execute changes' }).click();
    await runEnds(page, name);
    expect(await stackTemplate(stack)).toContain('RateLimit: 50');
    await page.goto(`/proxies/${name}`);
    await expect(figure(page).getByText('Live', { exact: true })).toBeVisible();
  });

  await test.step('the doctor finds every hop whole, and names the one that somebody broke', async () => {
    await page.getByRole('link', { name: 'Examine the path' }).click();
    const hops = page.getByRole('list', { name: 'Hop by hop' }).getByRole('listitem');
    await expect(hops).toHaveCount(19);
    await page.getByRole('button', { name: 'Examine and probe' }).click();
    await expect(page.getByText('No hop is known to be broken.', { exact: true })).toBeVisible();
    await detachPlan(planId);
    await page.getByRole('button', { name: 'Examine and probe' }).click();
    await expect(page.getByText('First broken hop: Usage plan')).toBeVisible();
    await expect(page.getByText('the plan is not attached to this stage')).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step('a failed probe on the proxy’s page leads there', async () => {
    await page.goto(`/proxies/${name}`);
    await page.getByRole('link', { name: 'Why? Examine the path' }).click();
    await expect(page.getByText('First broken hop: Usage plan')).toBeVisible();
  });

  await test.step('its fix is a run, which a probe then proves', async () => {
    await page.getByRole('button', { name: 'Put back and prove' }).click();
    await expect(page.getByText('Putting the path back.')).toBeVisible();
    await expect(page.getByText('Put back, and proved by a probe.')).toBeVisible();
    await expect(page.getByText('No hop is known to be broken.', { exact: true })).toBeVisible();
    await expectAccessible(page);
  });
});
