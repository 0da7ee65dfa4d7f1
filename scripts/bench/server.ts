import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import autocannon from 'autocannon';
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

/** Start-up, memory, first-load JavaScript, requests a second, watchers' cost and the end under open streams. */
export async function benchServer({ port, sandboxUrl, env }: Options): Promise<void> {
  const base = `http://127.0.0.1:${port}`;
  await untilOk(`${sandboxUrl}/_sandbox/clock`);
  const first = await startServer('server.start.first', base, env);
  await stop(first);
  const server = await startServer('server.start.second', base, env);
  report({ name: 'server.memory.idle', value: memoryMb(server), unit: 'MB' });
  const visited = await visit(base);
  try {
    await benchPages(base, visited.cookie);
    report({ name: 'server.memory.loaded', value: memoryMb(server), unit: 'MB' });
    const runId = await launch(visited, base, sandboxUrl);
    await benchWatchers(base, visited.cookie, runId, sandboxUrl);
    const streams = await openStreams(base, visited.cookie, runId, 20);
    report({ name: 'server.stop.20-streams', value: await stop(server), unit: 'ms' });
    for (const stream of streams) stream.abort();
  } finally {
    await visited.close();
    server.kill('SIGKILL');
  }
}

async function startServer(name: string, base: string, env: Record<string, string>) {
  const began = performance.now();
  const child = begin(['scripts/start.mjs'], env);
  await untilOk(`${base}/api/health`);
  report({ name, value: performance.now() - began, unit: 'ms' });
  return child;
}

function memoryMb(child: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}

async function benchPages(base: string, cookie: string): Promise<void> {
  const pages = { fleet: '/proxies', form: '/proxies/new', empty: '/errors/none' };
  for (const [name, path] of Object.entries(pages)) {
    const html = await (await fetch(base + path, { headers: { cookie } })).text();
    const scripts = new Set(
      [...html.matchAll(/<script[^>]+src="([^"]+)"(?![^>]*noModule)/g)].map((m) => m[1]),
    );
    let bytes = 0;
    for (const src of scripts) {
      const body = Buffer.from(await (await fetch(new URL(src ?? '', base))).arrayBuffer());
      bytes += gzipSync(body).length;
    }
    report({ name: `js.first-load.${name}`, value: bytes / 1024, unit: 'kB gz' });
  }
  for (const [name, path] of Object.entries({ ...pages, health: '/api/health' })) {
    const run = await autocannon({
      url: base + path,
      connections: 8,
      duration: 5,
      headers: { cookie },
    });
    report({
      name: `requests.${name}`,
      value: run.requests.average,
      unit: '/s',
      note: `median ${run.latency.p50} ms; the load client shares the cores`,
    });
  }
}

/** Launches a network through its own page and holds it in the middle. */
async function launch({ page }: Visit, base: string, sandboxUrl: string) {
  const stack = 'sluice-network-bench';
  await tellSandbox(sandboxUrl, 'hold', { stack });
  await page.goto(`${base}/networks/new`);
  await page.getByLabel('Network name').fill('bench');
  await page.getByRole('button', { name: 'Launch network' }).click();
  const link = page.locator('a[href^="/runs/"]').first();
  await link.waitFor();
  return decodeURIComponent(((await link.getAttribute('href')) ?? '').replace('/runs/', ''));
}

async function openStreams(base: string, cookie: string, runId: string, count: number) {
  const streams: AbortController[] = [];
  for (let index = 0; index < count; index++) {
    const stream = new AbortController();
    streams.push(stream);
    const answer = await fetch(`${base}/api/runs/${runId}/events`, {
      headers: { cookie },
      signal: stream.signal,
    });
    if (!answer.ok) throw new Error(`Event stream: ${answer.status}`);
    answer.body?.pipeTo(new WritableStream()).catch(() => {});
  }
  return streams;
}

/** CloudFormation calls a second on one launching stack, with one watcher and with two hundred. */
async function benchWatchers(base: string, cookie: string, runId: string, sandboxUrl: string) {
  // A held stack is asked less and less often: let the pace settle, or the first figure is unlike the second.
  await pause(12_000);
  for (const count of [1, 200]) {
    const streams = await openStreams(base, cookie, runId, count);
    const before = await cloudFormationCalls(sandboxUrl);
    await pause(10_000);
    const after = await cloudFormationCalls(sandboxUrl);
    for (const stream of streams) stream.abort();
    report({
      name: `watchers.${count}.cloudformation-calls`,
      value: (after - before) / 10,
      unit: '/s',
    });
  }
}
