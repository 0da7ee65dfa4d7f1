import type { Page } from 'playwright';
import { report } from './figures';
import {
  begin,
  cloudFormationCalls,
  pause,
  stop,
  tellSandbox,
  untilOk,
  type Visit,
  visit,
} from './programs';

type Options = { port: number; sandboxUrl: string; env: Record<string, string> };

const stackCount = 20;
const viewerCount = 200;
/** Real pages among the viewers; the others are event streams. */
const pageCount = 4;

const names = Array.from({ length: stackCount }, (_, index) => `live-${index + 1}`);

/**
 * How long from an event of CloudFormation until it is painted, and what it takes of AWS's calls: twenty proxies are
 * launched at once while two hundred look on.
 */
export async function benchLive({ port, sandboxUrl, env }: Options): Promise<void> {
  const base = `http://127.0.0.1:${port}`;
  await untilOk(`${sandboxUrl}/_sandbox/clock`);
  const server = begin(['scripts/start.mjs'], env);
  await untilOk(`${base}/api/health`);
  const visited = await visit(base);
  try {
    const runIds = await launchHeld(visited, base, sandboxUrl);
    const pages = await Promise.all(
      runIds.slice(0, pageCount).map((id) => watchPixels(visited, `${base}/runs/${id}`)),
    );
    const viewers = openViewers(base, visited.cookie, runIds, viewerCount - pageCount);
    // The pollers of held stacks have slowed down, and must hear of the viewers first.
    await pause(8_000);
    await tellSandbox(sandboxUrl, 'pace', { paceMs: 2_000 });
    const before = await cloudFormationCalls(sandboxUrl);
    const began = performance.now();
    for (const name of names)
      await tellSandbox(sandboxUrl, 'release', { stack: `sluice-proxy-${name}` });
    const lags = await viewers.ended;
    const seconds = (performance.now() - began) / 1000;
    const calls = (await cloudFormationCalls(sandboxUrl)) - before;
    const pixels = (await Promise.all(pages.map(lagsOf))).flat();
    const note = `${stackCount} stacks launching, ${viewerCount} viewers`;
    reportLags(
      'live.event-to-pixel',
      pixels,
      `${pixels.length} events in ${pageCount} pages; ${note}`,
    );
    reportLags('live.event-to-viewer', lags, `${lags.length} events over event streams`);
    report({ name: 'live.cloudformation-calls', value: calls / seconds, unit: '/s', note });
    report({ name: 'live.cloudformation-calls.stack', value: calls / stackCount, unit: '' });
  } finally {
    await visited.close();
    await stop(server);
  }
}

/** Launches a network, then proxies in it whose stacks are held; answers the ids of their runs. */
async function launchHeld({ page }: Visit, base: string, sandboxUrl: string): Promise<string[]> {
  await tellSandbox(sandboxUrl, 'pace', { paceMs: 20 });
  await page.goto(`${base}/networks/new`);
  await page.getByLabel('Network name').fill('live');
  await page.getByRole('button', { name: 'Launch network' }).click();
  await page.getByText('Ready', { exact: true }).first().waitFor({ timeout: 120_000 });
  const ids: string[] = [];
  for (const name of names) {
    await tellSandbox(sandboxUrl, 'hold', { stack: `sluice-proxy-${name}` });
    await page.goto(`${base}/proxies/new`);
    await page.getByLabel('Upstream URL').fill('https://httpbin.org');
    await page.getByRole('radio', { name: /A Sluice network/ }).check();
    await page.getByLabel('Sluice network', { exact: true }).selectOption('live');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.getByRole('button', { name: 'Launch proxy' }).click();
    const link = page.getByRole('link', { name: `Launch of proxy ${name}` });
    ids.push(((await link.getAttribute('href')) ?? '').replace('/runs/', ''));
  }
  return ids;
}

/** Runs in the page, as text: what compiles this file adds names to functions that a page does not know. */
const noteLags = `
  window.lags = [];
  new MutationObserver((mutations) => {
    for (const node of mutations.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof HTMLTableRowElement)) continue;
      const at = Date.parse(node.querySelector('time')?.dateTime ?? '');
      if (!Number.isNaN(at))
        requestAnimationFrame(() => setTimeout(() => window.lags.push(Date.now() - at), 0));
    }
  }).observe(document.body, { childList: true, subtree: true });
`;

/** Opens a run's page and notes, for every event that appears, how long it was on its way when it was painted. */
async function watchPixels({ page }: Visit, url: string): Promise<Page> {
  const watched = await page.context().newPage();
  await watched.goto(url);
  await watched.getByText('CREATE_IN_PROGRESS').first().waitFor();
  await watched.evaluate(noteLags);
  return watched;
}

function lagsOf(page: Page): Promise<number[]> {
  return page.evaluate<number[]>('window.lags');
}

/** Viewers without a browser, spread over the runs; `ended` resolves with all lags when the last run has ended. */
function openViewers(base: string, cookie: string, runIds: string[], count: number) {
  const openedAt = Date.now();
  const lags: number[] = [];
  const streams = Array.from({ length: count }, async (_, index) => {
    const url = `${base}/api/runs/${runIds[index % runIds.length]}/events`;
    const answer = await fetch(url, { headers: { cookie } });
    if (!answer.ok || !answer.body) throw new Error(`Event stream: ${answer.status}`);
    let rest = '';
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      const frames = (rest + chunk).split('\n\n');
      rest = frames.pop() ?? '';
      const now = Date.now();
      for (const frame of frames) {
        const at = Date.parse(/^event: event\ndata: .*?"at":"([^"]+)"/m.exec(frame)?.[1] ?? '');
        if (at > openedAt) lags.push(now - at);
      }
    }
  });
  return { ended: Promise.all(streams).then(() => lags) };
}

function reportLags(name: string, lags: number[], note: string): void {
  const sorted = [...lags].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  report({ name: `${name}.p50`, value: at(0.5), unit: 'ms' });
  report({ name: `${name}.p95`, value: at(0.95), unit: 'ms', note });
  report({ name: `${name}.max`, value: at(1), unit: 'ms' });
}
