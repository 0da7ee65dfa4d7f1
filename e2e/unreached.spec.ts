import { expect, test } from './fixtures';

// The connection is cut on purpose.
test.use({ outage: true });

test('a deletion that gets no answer is told in its dialog, and can be pressed again', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('cut');
  await signIn('Aiko Tanaka');
  await page.goto('/networks/new');
  await page.getByLabel('Network name').fill(name);
  await page.getByRole('button', { name: 'Launch network' }).click();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Delete network' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  await page.route('**', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await dialog.getByRole('button', { name: 'Delete network' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Sluice did not answer');
  await expect(dialog.getByRole('textbox')).toHaveValue(name);

  await page.unroute('**');
  await dialog.getByRole('button', { name: 'Delete network' }).click();
  await expect(page.getByText(`Network ${name} is deleted`)).toBeVisible();
});
