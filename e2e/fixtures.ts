import { test as base, expect, type Page } from '@playwright/test';
import { findValues, keptSince, keyValues, listenEverywhere, stacksSince } from './canary';

type Fixtures = {
  /** After every journey: no key's value stands anywhere but in the answer to the press that asked for it. */
  canary: undefined;
  /** No journey begins where a UTC day is about to end: quotas start again there, and calls are counted by day. */
  oneDay: undefined;
  /** The journey takes the server away on purpose: the browser then reports connections that failed. */
  outage: boolean;
  /** A name nobody else uses, safe for every AWS object it becomes. */
  unique: (prefix: string) => string;
  /** Signs in as one of the seeded people, by name. */
  signIn: (name: string) => Promise<void>;
};

const dayMs = 24 * 60 * 60_000;
/** What the longest journey takes, with room. */
const longestMs = 240_000;

let count = 0;

/** The one `test` of the journeys. Every page it opens must stay free of console errors and CSP violations. */
export const test = base.extend<Fixtures>({
  canary: [
    async ({ browser, context, page: _page }, use) => {
      const began = Date.now();
      const heard = listenEverywhere(browser, context);
      await use(undefined);
      const places = [
        ...(await heard.end()),
        // A second's grace: CloudFormation's times are whole ones.
        ...(await stacksSince(began - 1_000)),
        ...keptSince(began - 1_000, process.env.E2E_STATE ?? ''),
      ];
      expect(findValues(await keyValues(), places), 'key values found').toEqual([]);
    },
    { auto: true },
  ],
  oneDay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const left = dayMs - (Date.now() % dayMs);
      if (left < longestMs) await new Promise((done) => setTimeout(done, left));
      await use(undefined);
    },
    { auto: true, timeout: 2 * longestMs },
  ],
  outage: [false, { option: true }],
  page: async ({ page, outage }, use, info) => {
    const faults: string[] = [];
    page.on('console', (message) => {
      const text = message.text();
      const isOutage =
        outage &&
        /^Failed to (load resource: net::ERR_|fetch RSC payload )|^TypeError: network error/.test(
          text,
        );
      if (message.type() === 'error' && !isExpected(text) && !isOutage) faults.push(text);
    });
    page.on('pageerror', (error) => {
      // An answer that the server going away cuts off in the middle.
      const isOutage = outage && String(error) === 'TypeError: network error';
      // React's own script in a streamed page misses a placeholder that React took away (react#27628, open): what
      // belongs there is drawn by React instead, and the journey looks at what it finds.
      const isStreamed = / at \$RS \(/.test(error.stack ?? '');
      // Where it was thrown says whether it is a fault of ours.
      if (!isOutage && !isStreamed) faults.push(`${page.url()} ${error.stack ?? error}`);
    });
    await use(page);
    // Where nobody can open the report, its reader sees at least what the browser showed.
    if (info.status !== info.expectedStatus) console.log(await shown(page));
    expect(faults).toEqual([]);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  unique: async ({}, use, info) => {
    await use(
      (prefix) =>
        `${prefix}-${info.workerIndex}${(count++).toString(36)}${Date.now().toString(36).slice(-5)}`,
    );
  },
  signIn: async ({ page }, use) => {
    await use(async (name) => {
      await page.goto('/sign-in?next=/proxies');
      await page.getByRole('button', { name: `Sign in as ${name}` }).click();
      await expect(page.getByRole('navigation').first()).toBeVisible();
    });
  },
});

/** Signs out by the menu; the next to sign in is somebody else. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^You: / }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Who are you today?' })).toBeVisible();
}

/** What the page says now, and where it is. */
async function shown(page: Page): Promise<string> {
  const text = await page
    .locator('body')
    .ariaSnapshot({ timeout: 1_000 })
    .catch((error) => String(error));
  return `${page.url()}\n${text.slice(0, 4_000)}`;
}

/** Chromium reports every 4xx document as a console error; journeys that ask for one assert on the page instead. */
function isExpected(text: string): boolean {
  return text.startsWith('Failed to load resource: the server responded with a status of 4');
}

/** On a phone nothing reaches beyond the page; leaves it as wide as on a desk. */
export async function expectFitsPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} scrolls sideways at 390 px`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** The page is drawn, and in this language alone. */
export async function expectSpeaks(page: Page, language: 'en' | 'ja'): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  // Any page has words of its own: in Japanese they are kana, in English there are none but what is marked as Japanese,
  // such as a passport's.
  const kana = await page.evaluate(() => {
    // biome-ignore lint/performance/useDomNodeTextContent: what is read is what is seen, without scripts
    const count = ({ innerText }: HTMLElement) => innerText.match(/[\u3040-\u30ff]/g)?.length ?? 0;
    const marked = [...document.querySelectorAll<HTMLElement>('body [lang="ja"]')];
    return marked.reduce((left, each) => left - count(each), count(document.body));
  });
  if (language === 'ja') expect(kana).toBeGreaterThan(5);
  else expect(kana).toBe(0);
}

export { expectAccessible } from './accessible';
export { expect };
