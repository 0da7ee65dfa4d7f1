import { expect, type Page } from '@playwright/test';

/** Reveals a proxy's first key, as one of the demo's people; leaves the value behind and closes the dialog. */
export async function revealKey(page: Page, person: string): Promise<string> {
  await page.getByRole('button', { name: 'Reveal key' }).first().click();
  await confirmAndShow(page, person);
  const value = (await page.getByLabel('Key value').textContent()) ?? '';
  await page.getByRole('button', { name: 'Close and forget' }).click();
  await expect(page.getByLabel('Key value')).toHaveCount(0);
  return value;
}

/** Says again who one is, and has the value shown. */
export async function confirmAndShow(page: Page, person: string): Promise<void> {
  await page.getByRole('checkbox', { name: `I am ${person}` }).check();
  await page.getByRole('button', { name: 'Show the value' }).click();
}
