import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Elements whose colours were read, a line each, by whichever worker. */
const readBefore = join(process.env.E2E_STATE ?? '', 'colours-read');
const unread = 'data-colours-unread';

/**
 * No serious accessibility finding at this resting state, in light and in dark. The dark page is the light one in other
 * colours: of the rules only contrast can tell another thing. And contrast takes longer than all the others together,
 * so that it is read once for all elements that stand alike: see markUnread.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // A title may stream in after the heading, and is taken out for a moment where a page takes another's place.
  await expect(page).toHaveTitle(/\S/);
  await wear(page, 'light');
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const rules = axe(page).withTags(tags).disableRules(['color-contrast', 'document-title']);
  expect(await serious(rules)).toEqual([]);

  const known = existsSync(readBefore) ? readFileSync(readBefore, 'utf8').split('\n') : [];
  const marks = await page.evaluate(markUnread, { known: known.map(Number), unread });
  if (marks.length === 0) return;
  for (const scheme of ['light', 'dark'] as const) {
    await wear(page, scheme);
    const contrast = axe(page).include(`[${unread}]`).withRules(['color-contrast']);
    expect(await serious(contrast), scheme).toEqual([]);
  }
  appendFileSync(readBefore, marks.map((mark) => `${mark}\n`).join(''));
  await page.evaluate((name) => {
    for (const element of document.querySelectorAll(`[${name}]`)) element.removeAttribute(name);
  }, unread);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** What passes is not looked at: to write all of it down takes longer than to find what does not. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'], preload: false });
}

async function serious(rules: AxeBuilder): Promise<string[]> {
  const { violations } = await rules.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' | ')}`);
}

async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  // The shortest transition takes a frame, and until then shows the colours of before.
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const running = document.getAnimations().filter((it) => it instanceof CSSTransition);
    await Promise.allSettled(running.map(({ finished }) => finished));
  });
}

/**
 * Marks one element of each kind that has words and was not read yet, and answers their kinds. A kind is the element's
 * name, classes, style and state, and those of all that it stands in: colours here come from nothing else. Names that
 * are made anew for each page are in ids, and in what refers to them.
 */
function markUnread({ known, unread }: { known: number[]; unread: string }): number[] {
  const seen = new Set(known);
  const found: number[] = [];
  const named =
    /^(id|href|src|for|name|value|aria-(controls|owns|labelledby|describedby|label|valuetext))$/;
  const states = [':checked', ':has(:checked)', ':focus-within', ':hover', ':invalid'];
  const said = (element: Element) =>
    [
      ...[...element.attributes]
        .filter(({ name }) => !named.test(name))
        .map(({ name, value }) => `${name}=${value}`),
      ...states.filter((state) => element.matches(state)),
    ].join(' ');
  const hasWords = (element: Element) =>
    /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) ||
    [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
  const walk = (element: Element, within: number): void => {
    let kind = within;
    // FNV-1a.
    for (const letter of `/${element.tagName} ${said(element)}`)
      kind = Math.imul(kind ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    if (hasWords(element) && !seen.has(kind)) {
      seen.add(kind);
      found.push(kind);
      element.setAttribute(unread, '');
    }
    for (const child of element.children) walk(child, kind);
  };
  walk(document.documentElement, 0x811c9dc5);
  return found;
}
