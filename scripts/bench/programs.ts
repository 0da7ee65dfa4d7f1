import { type ChildProcess, spawn } from 'node:child_process';
import { chromium } from 'playwright';
import { systemBrowser } from '../steps/browser.mjs';

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function untilOk(url: string): Promise<void> {
  while (!(await fetch(url).catch(() => null))?.ok) await pause(50);
}

/** Starts a program of ours that says nothing. */
export function begin(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
}

/** Sends SIGTERM and answers the milliseconds until the process is gone. */
export function stop(child: ChildProcess): Promise<number> {
  const began = performance.now();
  return new Promise((resolve) => {
    child.once('exit', () => resolve(performance.now() - began));
    child.kill('SIGTERM');
  });
}

export type Visit = Awaited<ReturnType<typeof visit>>;

/** A browser in which a person of the demo is signed in, and that person's cookie. */
export async function visit(base: string) {
  const executablePath = systemBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${base}/sign-in`);
  await page.getByRole('button', { name: 'Sign in as Aiko Tanaka' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  const cookies = await context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { page, cookie, close: () => browser.close() };
}

export async function tellSandbox(url: string, path: string, body: unknown): Promise<void> {
  await fetch(`${url}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** CloudFormation calls the local AWS has counted since its last reset. */
export async function cloudFormationCalls(sandboxUrl: string): Promise<number> {
  const { calls } = (await (await fetch(`${sandboxUrl}/_sandbox/calls`)).json()) as {
    calls: Record<string, number>;
  };
  return Object.entries(calls)
    .filter(([name]) => name.toLowerCase().startsWith('cloudformation'))
    .reduce((total, [, count]) => total + count, 0);
}
