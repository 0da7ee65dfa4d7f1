import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, expectSpeaks, test } from './fixtures';
import { signedIn, signedOut } from './pages';

async function visit(page: Page, path: string, language: 'en' | 'ja'): Promise<void> {
  await page.goto(path);
  await expectSpeaks(page, language);
  await expectFitsPhone(page);
  // Both languages have the same marks and colours: one of them tells.
  if (language === 'en') await expectAccessible(page);
}

/** A browser of its own for each page would take longer than the pages: four of each language look at them all. */
function shares(paths: readonly string[]): string[][] {
  return [0, 1, 2].map((share) => paths.filter((_, index) => index % 3 === share));
}

for (const [language, locale] of [
  ['en', 'en-GB'],
  ['ja', 'ja-JP'],
] as const) {
  test.describe(language, () => {
    test.use({ locale });
    const title =
      language === 'en'
        ? 'is in English, no wider than a phone, and accessible'
        : 'is in Japanese, and no wider than a phone';

    test(`each page for a stranger ${title}`, async ({ page }) => {
      for (const path of signedOut) await test.step(path, () => visit(page, path, language));
    });

    for (const [index, paths] of shares(signedIn).entries())
      test(`each page ${title} (${index + 1} of 3)`, async ({ page }) => {
        await page.goto('/sign-in?next=/proxies');
        await page.getByRole('button', { name: /Aiko Tanaka/ }).click();
        await page.waitForURL(/\/proxies/);
        for (const path of paths) await test.step(path, () => visit(page, path, language));
      });
  });
}

test('every answer carries the policy, with a nonce of its own, and no script without it', async ({
  page,
  request,
}) => {
  const nonces = new Set<string>();
  for (const path of signedOut) {
    const answer = await request.get(path);
    const policy = answer.headers()['content-security-policy'] ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThan(15);
    nonces.add(nonce);
    const scripts = /script-src[^;]*/.exec(policy)?.[0] ?? '';
    expect(scripts).toContain("'strict-dynamic'");
    expect(scripts).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers()['x-content-type-options']).toBe('nosniff');
    expect(answer.headers()['referrer-policy']).toBeTruthy();
    for (const [tag] of (await answer.text()).matchAll(/<script\b[^>]*>/g)) {
      expect(tag).toContain(`nonce="${nonce}"`);
    }
  }
  expect(nonces.size).toBe(signedOut.length);
  await page.goto('/sign-in');
});

test('the language switches in place and is remembered', async ({ page, signIn }) => {
  await signIn('Emil Novak');
  await page.goto('/audit');
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '監査' })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();
});
