import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { createWorld, type World } from '../testing/world';
import { forgetOldProbes } from './forget';
import { getProbeHistory, getProbeRun } from './history-data';
import { defaultView } from './history-view';
import { loadOutages, loadProbeState, loadProbeStates, weighAgain } from './state-store';
import { loadProbeResults, saveProbeResult } from './store';
import { defaultThresholds } from './thresholds';
import type { ProbeResult } from './types';

let world: World;
beforeAll(async () => {
  world = await createWorld(() => createSandbox());
});
afterAll(() => world.close());

const now = new Date();
const dayMs = 86_400_000;

function probe(proxy: string, daysAgo: number, change: Partial<ProbeResult> = {}): ProbeResult {
  const at = new Date(now.getTime() - daysAgo * dayMs);
  return {
    id: `probe_${proxy}_${Math.round(daysAgo * 1_000)}`,
    proxy,
    at,
    requestedBy: 'schedule',
    verdict: 'healthy',
    outcome: 'ok',
    url: 'https://example.com/',
    status: 200,
    phases: { dns: 1, tcp: 2, tls: 8, wait: 40, transfer: 1 },
    totalMs: 52,
    addresses: [],
    isPrivateAddress: true,
    answeredBy: 'upstream',
    requestId: null,
    errorType: null,
    tlsVersion: null,
    certificateName: null,
    bodyExcerpt: null,
    error: null,
    negatives: [],
    ...change,
  };
}

async function keep(...results: ProbeResult[]) {
  for (const result of results) await saveProbeResult(await db(), mainTarget().id, result);
}

it('answers the sentence, and opens a run between its neighbours', async () => {
  await keep(
    probe('asked', 8),
    probe('asked', 0.9, { phases: { dns: 1, tcp: 2, tls: 30, wait: 40, transfer: 1 } }),
    probe('asked', 0.5, { requestedBy: 'ben@example.com' }),
    probe('asked', 0.1, { status: null, verdict: 'down', phases: noPhases }),
    probe('other', 0.2),
  );
  const view = { ...defaultView, measure: 'tls' as const };
  const { history, points } = await getProbeHistory('asked', view, now);
  expect(points.map(({ id }) => id)).toEqual([
    'probe_asked_900',
    'probe_asked_500',
    'probe_asked_100',
  ]);
  expect(history).toMatchObject({
    probes: 3,
    failed: 1,
    percentiles: { tls: { reached: 2, p95: 30 } },
  });
  const week = await getProbeHistory('asked', { ...view, span: '30d', whose: 'schedule' }, now);
  expect(week.points).toHaveLength(3);
  const people = await getProbeHistory('asked', { ...view, whose: 'people' }, now);
  expect(people.points).toMatchObject([{ requestedBy: 'ben@example.com' }]);
  expect(await getProbeRun('asked', { ...view, run: 'probe_asked_500' })).toMatchObject({
    result: { id: 'probe_asked_500' },
    older: 'probe_asked_900',
    newer: 'probe_asked_100',
  });
  // Another proxy's run is none of this one's.
  expect(await getProbeRun('asked', { ...view, run: 'probe_other_200' })).toBeNull();
});

it('drops what is older than thirty days, but never a proxy’s last', async () => {
  await keep(probe('old', 40), probe('old', 31), probe('aged', 31), probe('aged', 29));
  expect(await forgetOldProbes(now)).toBe(2);
  const kept = async (proxy: string) =>
    (await loadProbeResults(mainTarget().id, proxy, 10)).map(({ id }) => id);
  expect(await kept('old')).toEqual(['probe_old_31000']);
  expect(await kept('aged')).toEqual(['probe_aged_29000']);
  expect(await forgetOldProbes(now)).toBe(0);
});

it('keeps a state with its results, whoever saves them, and when it began where thresholds change', async () => {
  const down = (hoursAgo: number) =>
    probe('failing', hoursAgo / 24, { verdict: 'down', outcome: 'dns', status: null });
  const young = { ...down(7), settlesAt: now.toISOString() };
  const { id } = mainTarget();
  await keep(young, probe('failing', 6 / 24), down(5));
  expect((await loadOutages(id)).get('failing')).toBeUndefined();
  await keep(down(4));
  const outage = { since: down(5).at, failures: 2, outcome: 'dns' };
  expect((await loadOutages(id)).get('failing')).toEqual(outage);
  expect((await loadProbeStates(id)).get('failing')).toBe('down');
  const database = await db();
  const by = (n: number) => ({
    path: '/',
    thresholds: { ...defaultThresholds, worse: { n, m: n } },
  });
  await weighAgain(database, id, 'failing', by(1));
  expect((await loadOutages(id)).get('failing')).toEqual(outage);
  await weighAgain(database, id, 'failing', by(3));
  expect((await loadProbeState(id, 'failing')).state).toBe('healthy');
  expect((await loadOutages(id)).get('failing')).toBeUndefined();
});

it('a call of somebody’s own making says nothing of the proxy', async () => {
  const { id } = mainTarget();
  const down = (hoursAgo: number, change: Partial<ProbeResult>) =>
    probe('tried', hoursAgo / 24, { verdict: 'down', requestedBy: 'ben@example.com', ...change });
  await keep(probe('tried', 6 / 24), down(5, { method: 'POST' }), down(4, { method: 'DELETE' }));
  expect((await loadProbeStates(id)).get('tried')).toBe('healthy');
  await keep(down(3, {}), down(2, { method: 'GET' }));
  expect((await loadProbeStates(id)).get('tried')).toBe('down');
  // Of a proxy whose path is set, a GET of another one neither.
  await weighAgain(await db(), id, 'tried', { path: '/get', thresholds: null });
  expect((await loadProbeState(id, 'tried')).state).toBe('healthy');
});

it('a call of another path that ends alike says nothing of the one that is set', async () => {
  const { id } = mainTarget();
  const by = (url: string, hoursAgo: number) =>
    probe('alike', hoursAgo / 24, { verdict: 'down', requestedBy: 'ben@example.com', url });
  await keep(
    probe('alike', 6 / 24),
    by('https://a.example/live/v1/get', 3),
    by('https://a.example/live/v1/get?a=/get', 2),
  );
  await weighAgain(await db(), id, 'alike', { path: '/get', thresholds: null });
  expect((await loadProbeState(id, 'alike')).state).toBe('healthy');
  await keep(by('https://a.example/live/get', 1.5), by('https://a.example/live/get', 1));
  await weighAgain(await db(), id, 'alike', { path: '/get', thresholds: null });
  expect((await loadProbeState(id, 'alike')).state).toBe('down');
});

const noPhases = { dns: null, tcp: null, tls: null, wait: null, transfer: null };
