// Takes the README's pictures of a running demo: `node scripts/screenshots.mjs [URL] [FOLDER] [light|dark] [en|ja] [phone]`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { systemBrowser } from './steps/browser.mjs';

const [base = 'http://127.0.0.1:3000', folder = 'docs/screenshots', ...variants] =
  process.argv.slice(2);
const isPhone = variants.includes('phone');
const language = variants.includes('ja') ? 'ja' : 'en';
const pages = {
  'sign-in': '/sign-in',
  fleet: '/proxies',
  create:
    '/proxies/new?upstreamUrl=https%3A%2F%2Fhttpbin.org&name=httpbin-staging&quotaLimit=20&rate=5&burst=5',
  proxy: '/proxies/cards-prod',
  networks: '/networks',
  network: '/networks/main',
  failure: '/networks/legacy',
  audit: '/audit',
};

mkdirSync(folder, { recursive: true });
const executablePath = systemBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const context = await browser.newContext({
  locale: language === 'ja' ? 'ja-JP' : 'en-GB',
  timezoneId: 'Asia/Tokyo',
  colorScheme: variants.includes('dark') ? 'dark' : 'light',
  reducedMotion: 'reduce',
  viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
});
const page = await context.newPage();
page.on('console', (message) => {
  if (message.type() === 'error') console.error(`${page.url()}: ${message.text()}`);
});
for (const [name, path] of Object.entries(pages)) {
  await page.goto(base + path);
  if (name === 'sign-in') {
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.getByRole('button', { name: /Aiko Tanaka/ }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    continue;
  }
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: variants.includes('full') });
}
await launchInSight();
await browser.close();

/** A launch, held at its second step so that it can be looked at. Leaves the proxy in the demo. */
async function launchInSight() {
  const sandbox = process.env.AWS_ENDPOINT_URL;
  if (!sandbox) return;
  const name = `rates-${Date.now().toString(36).slice(-4)}`;
  const control = (verb) =>
    fetch(`${sandbox}/_sandbox/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ stack: `sluice-proxy-${name}` }),
    });
  await control('hold');
  await page.goto(
    `${base}/proxies/new?upstreamUrl=https%3A%2F%2Fhttpbin.org&name=${name}&networkChoice=create&quotaLimit=20&rate=5&burst=5`,
  );
  await page.getByRole('button', { name: /Launch proxy|プロキシを作成/ }).click();
  await page.getByText('CREATE_IN_PROGRESS').nth(3).waitFor({ timeout: 60_000 });
  await page
    .getByText(/\d{2} (events|件)/)
    .first()
    .waitFor();
  await page.screenshot({ path: join(folder, 'run.png'), fullPage: variants.includes('full') });
  await control('release');
}
