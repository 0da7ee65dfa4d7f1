import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { run, StepError } from './run.mjs';

const system = [
  // The same Chromium without the windows it would draw around each page: a third less work.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** PLAYWRIGHT_CHROMIUM, else a system Chromium or Chrome, else null: Playwright's own is then to be tried. */
export function systemBrowser() {
  const chosen = process.env.PLAYWRIGHT_CHROMIUM;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new StepError(`PLAYWRIGHT_CHROMIUM=${chosen} does not exist.`);
  }
  return system.find((path) => existsSync(path)) ?? null;
}

/** Makes sure that there is a browser; answers the path to give Playwright, or null for its own. */
export async function findBrowser() {
  const found = systemBrowser();
  if (found) return found;
  const { chromium } = createRequire(import.meta.url)('playwright');
  if (existsSync(chromium.executablePath())) return null;
  try {
    await run('npx', ['playwright', 'install', 'chromium'], { quiet: true });
    return null;
  } catch {
    throw new StepError(
      'No browser found. Install Chromium (Debian: `apt-get install chromium-headless-shell`) or set PLAYWRIGHT_CHROMIUM=/path/to/chrome.',
    );
  }
}
