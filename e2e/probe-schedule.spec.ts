import { expect, expectAccessible, expectFitsPhone, test } from './fixtures';
import { launchProxy } from './proxy-form';

test('a proxy is probed by itself, within a budget that says what it costs, and its runs can be asked and sent', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('watched');
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('watch-net'), cidr: '10.47.0.0/16' });
  const schedule = page.getByRole('region', { name: 'Schedule' });

  await test.step('the form says while one types what a day comes to', async () => {
    await expect(schedule.getByText('Not probed by itself.')).toBeVisible();
    await schedule.getByText('Probe on a schedule').click();
    const isOn = schedule.getByRole('checkbox', { name: 'Probe this proxy by itself' });
    await expect(async () => {
      await isOn.check();
      await expect(schedule.getByText(/^Up to 288 probes a day/)).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await schedule.getByLabel('Every', { exact: true }).fill('10');
    await expect(schedule.getByText(/^Up to 144 probes a day: 144 calls/)).toBeVisible();
    await schedule.getByLabel('At most', { exact: true }).fill('1');
    await expect(schedule.getByText(/^Up to one probe a day: one call/)).toBeVisible();
    await expect(schedule.getByText(/^About \$0\.\d+ a day/)).toBeVisible();
    await schedule.getByLabel('Bad probes that make it worse').fill('4');
    await schedule.getByRole('button', { name: 'Save the schedule' }).click();
    await expect(schedule.getByText('Not more than it is out of.')).toBeVisible();
    await schedule.getByLabel('Bad probes that make it worse').fill('2');
    await expectAccessible(page);
  });

  await test.step('the first probe comes at once, and uses the day’s budget up', async () => {
    await schedule.getByRole('button', { name: 'Save the schedule' }).click();
    await expect(schedule.getByText('Saved.')).toBeVisible();
    await expect(schedule.getByText(/^Every 10 minutes/)).toBeVisible();
    await expect(schedule.getByText('Healthy', { exact: true })).toBeVisible();
    await expect(schedule.getByText('1 of 1 today')).toBeVisible();
    await expect(schedule.getByText(/^Today’s budget is used up/)).toBeVisible();
  });

  await test.step('the sentence asks, and the URL holds it', async () => {
    await schedule.getByRole('link', { name: 'All probes' }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Probes of ${name}` })).toBeVisible();
    const sentence = page.getByRole('search', { name: 'What is asked' });
    await sentence.getByRole('button', { name: 'What is measured: the whole exchange' }).click();
    await page.getByRole('link', { name: 'TLS', exact: true }).click();
    await expect(page).toHaveURL(/measure=tls/);
    await sentence.getByRole('button', { name: 'Whose probes: all probes' }).click();
    await page.getByRole('link', { name: 'scheduled probes' }).click();
    await expect(page).toHaveURL(/by=schedule/);
    await page.reload();
    await expect(sentence.getByText('1 of 1 probe came that far; 0 failed.')).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step('a run opens on a sheet with a URL, also by the keyboard from its bar', async () => {
    await page.getByRole('slider', { name: /^p95 of TLS/ }).focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Probe' });
    await expect(sheet.getByText(/by the schedule/)).toBeVisible();
    await expect(page).toHaveURL(/run=probe_/);
    await expectAccessible(page);
    await page.reload();
    await expect(sheet.getByText(/by the schedule/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(page).not.toHaveURL(/run=/);
    await expect(page).toHaveURL(/measure=tls/);
  });
});
