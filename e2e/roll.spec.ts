import { makeOlder, versionOf } from './aws';
import { expect, expectAccessible, signOut, test } from './fixtures';
import { fillProxyForm, launchProxy } from './proxy-form';

test('networks and proxies with an older template are previewed together and rolled in waves', async ({
  page,
  signIn,
  unique,
}) => {
  const network = unique('net');
  const names = [unique('old'), unique('old')];
  const stacks = [`sluice-network-${network}`, ...names.map((name) => `sluice-proxy-${name}`)];
  await signIn('Ben Okafor');
  await launchProxy(page, { name: names[0] ?? '', network, cidr: '10.42.0.0/16' });
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name: names[1] ?? '',
    network: { kind: 'existing', name: network },
    quota: '500',
    rate: '2',
    burst: '3',
  });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  await Promise.all(stacks.map(makeOlder));

  await test.step('the fleet says which are behind; an app team may look', async () => {
    // What somebody else did to a stack the fleet sees within seconds, when it is next looked at.
    await expect(async () => {
      await page.goto('/proxies?template=behind');
      for (const name of names)
        await expect(page.getByRole('link', { name, exact: true })).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 90_000 });
    await page.goto('/networks');
    const row = page.getByRole('row', { name: new RegExp(network) });
    await expect(row.getByText('older template')).toBeVisible();
    await row.getByRole('link', { name: network, exact: true }).click();
    await page.getByRole('link', { name: 'Older template' }).click();
    await expect(page.getByRole('link', { name: network, exact: true })).toBeVisible();
    await page.goto('/proxies?template=behind');
    await page.getByRole('link', { name: 'Template versions' }).click();
    await expect(page.getByText('Only the platform team may roll.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Preview all' })).toHaveCount(0);
    await signOut(page);
    await signIn('Aiko Tanaka');
  });

  await test.step('a preview plans all of them and changes nothing', async () => {
    await page.goto('/rolls');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Preview all' }).click();
    await expect(page.getByRole('button', { name: 'Roll in waves' })).toBeVisible();
    for (const name of [network, ...names]) {
      const row = page.getByRole('row', { name: new RegExp(name) });
      await expect(row.getByText('Planned', { exact: true })).toBeVisible();
    }
    await expectAccessible(page);
    expect(await Promise.all(stacks.map(versionOf))).toEqual(['0', '0', '0']);
  });

  await test.step('the roll goes wave by wave, at a URL that a reload keeps', async () => {
    const start = page.getByRole('button', { name: 'Roll in waves' });
    await start.click();
    // A reload before the press has left the browser takes it back.
    await expect(start).toBeHidden();
    await page.reload();
    await expect(page.getByText('Every plan was executed.')).toBeVisible();
    await expect(page.getByText('3 of 3 done')).toBeVisible();
    expect(await Promise.all(stacks.map(versionOf))).toEqual(['1', '1', '1']);
    await page.goto('/proxies?template=behind');
    for (const name of names)
      await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0);
  });
});
