import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callThrough } from '@/sandbox/dataplane/fixture-caller';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { db } from '../db/database';
import { usageRequests } from '../db/schema';
import type { ProxyDetail } from '../proxies/types';
import { listenerOf } from '../testing/caller';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { actorOf, launchInput, region } from '../testing/world';
import { getTraffic } from './breakdown';
import { addDays, utcDay } from './calendar';
import { collectOnce } from './collector';
import { exportFleetUsage, exportProxyUsage } from './export';
import { getFleetUsage } from './fleet-data';
import { parseFleetUsageView } from './fleet-view';
import { getDayHistory, getHourHistory, listMarks } from './history-data';
import { parseHistoryView } from './history-view';
import { keyRefusals } from './key-refusals';
import { readMethodCalls } from './method-calls';

const member = actorOf('member', 'payments');
const input = launchInput();
const { name } = input.proxy;
const week = parseHistoryView({ days: '7' });

let sandbox: Sandbox;
let standing: StandingWorld;
let proxy: ProxyDetail;

beforeAll(async () => {
  sandbox = await createSandbox({ paceMs: 0, usageLagMs: 0 });
  standing = await createStandingWorld(async () => sandbox, input);
  proxy = standing.proxy;
});
afterAll(() => standing.close());

const today = () => utcDay(new Date());
const key = () => proxy.outputs.KeyAId ?? '';

/** Calls of the proxy's key, on a day so long ago. */
async function called(daysAgo: number, requests: number): Promise<void> {
  await calledBy(key(), Date.parse(addDays(today(), -daysAgo)), requests);
}

async function calledBy(keyId: string, from: number, requests: number): Promise<void> {
  const traffic = { apiId: proxy.outputs.RestApiId, keyId, from, to: from + 1, requests };
  await standing.world.control('POST', '/traffic', traffic);
}

describe('a history before anybody looked', () => {
  it('has no days, and no file of noughts', async () => {
    expect(await getDayHistory(proxy, week)).toMatchObject({ value: null, asOf: null });
    await expect(exportProxyUsage(member, name, {})).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a history', () => {
  beforeAll(async () => {
    await called(8, 4);
    await called(3, 5);
    await called(1, 10);
    await called(0, 3);
    const endpointId = proxy.spec?.network.endpointId ?? '';
    const url = await listenerOf(standing.world, endpointId);
    const host = `${proxy.outputs.RestApiId}.execute-api.${region}.amazonaws.com`;
    const path = `/${proxy.spec?.stage}/get`;
    await calledBy(proxy.outputs.ProbeKeyId ?? '', Date.now() - 1, 1);
    // One is a consumer's that forgot its key, the other what a probe sends to see itself refused.
    await callThrough(sandbox, url, { path, headers: { host } });
    await callThrough(sandbox, url, { path, headers: { host } });
    await collectOnce();
  });

  it('has every day since the first call, and today as far as it goes', async () => {
    const history = (await getDayHistory(proxy, week)).value;
    expect(history?.total).toEqual([0, 0, 0, 5, 0, 10, 3]);
    expect(history?.before).toEqual([null, null, null, null, null, 4, 0]);
  });

  it('tells how requests ended, in the hours that the log was read for', async () => {
    const history = (await getHourHistory(proxy, week)).value;
    expect(history?.counts.at(-1)).toEqual({ served: 3, key_refused: 1 });
    expect(history?.counts.slice(0, 5)).toEqual(Array(5).fill(null));
    expect(history?.calls.reduce((sum, [, calls]) => sum + calls, 0)).toBe(14);
  });

  it('leaves out what probes called, but where their key is asked for', async () => {
    const { ProbeKeyId = '' } = proxy.outputs;
    const chosen = (await getHourHistory(proxy, { ...week, keys: [ProbeKeyId] })).value;
    expect(chosen?.counts.at(-1)).toEqual({ served: 1 });
    const { day } = await getTraffic(proxy);
    expect(day.value?.keys.find(({ keyId }) => keyId === ProbeKeyId)?.counts).toEqual({
      served: 1,
      key_refused: 1,
    });
    expect(keyRefusals(day.value?.keys ?? [], null)).toMatchObject([
      { keyId: null, count: 1, causes: ['missing', 'unknown'] },
    ]);
    const file = await exportProxyUsage(member, name, { days: '7', data: 'hours' });
    expect(file.body).not.toContain(ProbeKeyId);
  });

  it('tells how often each method was called, without probes and what was refused anyway', async () => {
    expect((await readMethodCalls(proxy.outputs))?.calls).toEqual({ GET: 13 });
    await (await db())
      .update(usageRequests)
      .set({ requests: sql`${usageRequests.requests} #- '{0,2}'` })
      .where(eq(usageRequests.keyId, key()));
    const { calls, since } = (await readMethodCalls(proxy.outputs)) ?? {};
    expect(calls?.GET).toBeLessThan(13);
    expect(since?.getTime()).toBeGreaterThan(Date.parse(today()));
  });

  it('is marked where the proxy was made', async () => {
    const marks = await listMarks(proxy, week, true);
    expect(marks).toMatchObject([{ kinds: ['made'], by: member.email }]);
  });

  it('is a file with the filters of the page, and an audit row of it', async () => {
    const file = await exportProxyUsage(member, name, { days: '7', key: key() });
    expect(file.name).toBe(`${name}-usage-days-${today()}.csv`);
    const [head, ...lines] = file.body.trimEnd().split('\r\n');
    expect(head?.startsWith('\uFEFFdate,proxy,team,')).toBe(true);
    expect(lines).toHaveLength(7);
    expect(lines[5]).toContain(`${addDays(today(), -1)},${name},payments,dev,${key()},A,10,`);
    const { rows } = await listAudit({ action: 'usage.export', limit: 1 });
    expect(rows[0]).toMatchObject({
      actor: member.email,
      object: name,
      team: 'payments',
      detail: { data: 'days', format: 'csv', lines: 7, days: 7 },
    });
  });

  it('is JSON that says null of what is not known', async () => {
    const file = await exportProxyUsage(member, name, { days: '30', format: 'json' });
    const { lines } = JSON.parse(file.body);
    const of = (day: string) =>
      lines.find((line: { date: string; key: string }) => line.date === day && line.key === 'A');
    expect(of(addDays(today(), -9))).toMatchObject({ used: null, as_of: null });
    expect(of(addDays(today(), -2))).toMatchObject({ used: 0, is_complete: true });
  });

  it('is not for whom it is not: a token without the right, a proxy that is not there', async () => {
    const token = {
      ...member,
      token: { id: 't', name: 't', prefix: 'p', scopes: ['proxy.launch'], teams: null },
    } as unknown as typeof member;
    await expect(exportProxyUsage(token, name, {})).rejects.toMatchObject({ code: 'denied' });
    await expect(exportFleetUsage(token, {})).rejects.toMatchObject({ code: 'denied' });
    await expect(exportProxyUsage(member, 'nobody', {})).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the fleet', () => {
  it('names who calls most and who is refused, for the filters in the URL', async () => {
    const fleet = (await getFleetUsage(parseFleetUsageView({ days: '7', team: 'payments' }))).value;
    expect(fleet?.consumers).toMatchObject([{ proxy: name, label: 'A', calls: 18 }]);
    expect(fleet?.refusals).toMatchObject([{ proxy: name, requests: 14, most: 'key_refused' }]);
    expect(fleet?.near.map((each) => each.name)).toEqual([name]);
    const none = (await getFleetUsage(parseFleetUsageView({ team: 'search' }))).value;
    expect([none?.shown, none?.consumers, none?.refusals]).toEqual([[], [], []]);
    const file = await exportFleetUsage(member, { days: '7', team: 'payments' });
    expect(file.body.trimEnd().split('\r\n').length).toBeGreaterThan(7);
  });
});
