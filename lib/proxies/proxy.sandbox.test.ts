import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { mainTarget } from '../aws/targets';
import { readApiKeyValue } from '../aws/usage-plans';
import { db } from '../db/database';
import { audit, probeResults, snapshots } from '../db/schema';
import { listKeys } from '../keys/data';
import { revealKey } from '../keys/mutations';
import { getNetworkChoices } from '../networks/data';
import { listProbeResults } from '../probes/data';
import { runProbe } from '../probes/mutations';
import { listSavedCalls, removeCall, saveCall, savedCallsMax } from '../probes/saved';
import { getRun } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import { streamRun } from '../runs/stream';
import { closeStreams } from '../runs/streams';
import {
  actorOf,
  confirmed,
  createWorld,
  eventually,
  hasty,
  launchInput,
  type World,
} from '../testing/world';
import { collectOnce } from '../usage/collector';
import { getUsage } from '../usage/data';
import { getProof, getProxy, listProxies } from './data';
import { launchProxy } from './mutations';
import type { ProxyDetail } from './types';

const member = actorOf('member', 'payments');
const stranger = actorOf('member', 'search');
const input = launchInput();
const { name } = input.proxy;

let world: World;
let engine: Engine;
let runId: string;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0, usageLagMs: 0 }));
  engine = await createEngine({ waitMs: hasty });
  ({ runId } = await launchProxy(member, input));
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(async () => {
  await engine.stop();
  await world.close();
});

async function proxy(): Promise<ProxyDetail> {
  const known = await getProxy(name);
  if (!known?.value) throw new Error(`${name} is not known`);
  return known.value;
}

async function seedUsage(requests: number) {
  const { RestApiId, KeyAId } = (await proxy()).outputs;
  const now = Date.now();
  const from = Math.floor(now / 86_400_000) * 86_400_000;
  await world.control('POST', '/traffic', {
    apiId: RestApiId,
    keyId: KeyAId,
    from,
    to: now,
    requests,
  });
}

describe('the proof of who can call', () => {
  it('stands on the templates that CloudFormation holds, and knows the endpoint', async () => {
    const proof = await getProof(await proxy());
    expect(proof?.basis).toBe('template');
    const [own, ...others] = proof?.rows ?? [];
    expect(own).toMatchObject({ verdict: 'allowed', isMeant: true });
    expect(others.map(({ verdict }) => verdict)).not.toContain('depends');
    expect(others.filter(({ isMeant, verdict }) => verdict === 'allowed' && !isMeant)).toEqual([]);
  });

  it('says so where it has only the spec', async () => {
    const proof = await getProof({ ...(await proxy()), template: null });
    expect(proof?.basis).toBe('spec');
    expect(await getProof({ ...(await proxy()), spec: null })).toBeNull();
  });
});

describe('usage', () => {
  it('says what is left today and thirty days, on the page and in the fleet', async () => {
    await collectOnce();
    const before = (await getUsage(await proxy())).value;
    expect(before).toMatchObject({
      gauge: { limit: 20, used: 0, left: 20, state: 'plenty' },
      rate: 5,
    });
    expect(before?.days).toHaveLength(30);
    await seedUsage(20);
    await collectOnce();
    const after = (await getUsage(await proxy())).value;
    expect(after?.gauge).toMatchObject({ used: 20, left: 0, state: 'spent' });
    expect(after?.days.at(-1)?.used).toBe(20);
    const [row] = (await listProxies()).value ?? [];
    expect(row?.quota?.value).toMatchObject({ used: 20, left: 0, state: 'spent' });
  });

  it('costs its viewers no call', async () => {
    const detail = await proxy();
    await world.takeCalls();
    await Promise.all(Array.from({ length: 200 }, () => getUsage(detail)));
    expect(await world.takeCalls()).toEqual({});
  });
});

describe('keys', () => {
  it('are listed without values', async () => {
    const keys = (await listKeys(await proxy())).value ?? [];
    expect(keys.map(({ slot }) => slot)).toEqual(['A', 'probe']);
    const { value } = await revealKey(member, { proxy: name, slot: 'A' }, confirmed(member));
    expect(JSON.stringify(keys)).not.toContain(value);
  });

  it('are revealed to their team, on the record and nowhere else', async () => {
    const { value } = await revealKey(member, { proxy: name, slot: 'A' }, confirmed(member));
    expect(value.length).toBeGreaterThanOrEqual(20);
    const { rows } = await listAudit({ action: 'key.reveal', limit: 10 });
    expect(rows[0]).toMatchObject({ actor: member.email, object: name, team: 'payments' });
    const database = await db();
    for (const table of [audit, snapshots, probeResults])
      expect(JSON.stringify(await database.select().from(table))).not.toContain(value);
  });

  it.each(['search', 'auditor'])('stay hidden from %s', async (who) => {
    const actor = who === 'auditor' ? actorOf('auditor') : stranger;
    await expect(
      revealKey(actor, { proxy: name, slot: 'A' }, confirmed(actor)),
    ).rejects.toMatchObject({
      code: who === 'auditor' ? 'denied' : 'not_found',
    });
  });
});

describe('probes', () => {
  it('walk the path from inside the VPC and keep no secret', async () => {
    const result = await runProbe(member, { proxy: name, method: 'GET', path: '/get' });
    expect(result).toMatchObject({
      outcome: 'ok',
      verdict: 'healthy',
      status: 200,
      isPrivateAddress: true,
      answeredBy: 'upstream',
      endpointAddresses: expect.arrayContaining(['10.0.0.4']),
      bodyBytes: expect.any(Number),
      method: 'GET',
    });
    for (const ms of Object.values(result.phases)) expect(ms).toBeGreaterThanOrEqual(0);
    expect(result.negatives.map(({ check, passed }) => [check, passed])).toEqual([
      ['without_key', true],
      ['wrong_path', true],
      ['direct_upstream', true],
      ['public_address', true],
    ]);
    expect(await listProbeResults(name, 5)).toEqual([result]);
    expect((await proxy()).lastProbe).toEqual(result);
  });

  it('mask a key that an upstream echoes', async () => {
    const echo = await runProbe(member, { proxy: name, method: 'GET', path: '/headers' });
    expect(echo.bodyExcerpt).toContain('X-Amzn');
    // The upstream echoes what it saw: the gateway keeps its key to itself (templates/proxy/methods.ts).
    expect(echo.mirror).toMatchObject({ hasKey: false });
    expect(Object.keys(echo.mirror?.headers ?? {})).toContain('X-Amzn-Apigateway-Api-Id');
    const stored = JSON.stringify(await (await db()).select().from(probeResults));
    const { ProbeKeyId = '' } = (await proxy()).outputs;
    expect(stored).not.toContain(await readApiKeyValue(mainTarget(), ProbeKeyId));
  });

  it('send what they are told to, and show no credential of it', async () => {
    const token = 'sk-live-0123456789';
    const inQuery = 'sk-query-9876543210';
    const result = await runProbe(member, {
      proxy: name,
      method: 'POST',
      path: `/anything?a=1&api_key=${inQuery}`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '{"asked":true}',
    });
    expect(result).toMatchObject({ outcome: 'ok', method: 'POST' });
    expect(result.bodyExcerpt).toMatch(/"asked": ?true/);
    expect(result.mirror?.headers.Authorization).not.toContain(token);
    const stored = JSON.stringify(await (await db()).select().from(probeResults));
    expect(stored).not.toContain(token);
    // It was sent, for the upstream echoes the parameter; its value is in no result and no row.
    expect(result.url).toMatch(/\/anything\?a=1&api_key=\[redacted\]$/);
    expect(result.bodyExcerpt).toMatch(/"api_key": ?"\[redacted\]"/);
    const { rows } = await listAudit({ action: 'proxy.probe', limit: 50 });
    expect(rows[0]?.detail).toMatchObject({ path: '/anything?a=1&api_key=[redacted]' });
    expect(stored + JSON.stringify(rows)).not.toContain(inQuery);
  });

  it('keep calls under names, without credentials, for who may probe', async () => {
    const call = {
      proxy: name,
      name: 'Ask',
      method: 'POST' as const,
      path: '/post',
      headers: { accept: 'text/event-stream', authorization: 'Bearer sk-live-0123456789' },
      body: '{}',
    };
    await saveCall(member, call);
    await saveCall(member, { ...call, path: '/anything?token=sk-live-0123456789&a=1' });
    const [kept, ...others] = await listSavedCalls(name);
    expect(others).toEqual([]);
    expect(kept).toMatchObject({
      name: 'Ask',
      path: '/anything?token=&a=1',
      headers: 'accept: text/event-stream\nauthorization:',
      body: '{}',
    });
    const gone = { proxy: name, id: kept?.id ?? '' };
    await expect(saveCall(stranger, call)).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeCall(stranger, gone)).rejects.toMatchObject({ code: 'not_found' });
    await removeCall(member, gone);
    await removeCall(member, gone);
    expect(await listSavedCalls(name)).toEqual([]);
  });

  it('keep no more calls than a person looks at', async () => {
    const call = { proxy: name, method: 'GET' as const, path: '/get', headers: {}, body: null };
    for (let index = 0; index < savedCallsMax; index++)
      await saveCall(member, { ...call, name: `call ${index}` });
    const beyond = saveCall(member, { ...call, name: 'one more' });
    await expect(beyond).rejects.toMatchObject({ code: 'limit', detail: String(savedCallsMax) });
    expect(await listSavedCalls(name)).toHaveLength(savedCallsMax);
    await saveCall(member, { ...call, name: 'call 0', path: '/headers' });
  });

  it('report a function that is not there', async () => {
    await world.fault({
      service: 'lambda',
      operation: 'Invoke',
      kind: 'error500',
      code: 'ResourceNotFoundException',
      message: 'Function not found',
      status: 404,
    });
    const result = await runProbe(member, { proxy: name, method: 'GET', path: '/get' });
    expect(result).toMatchObject({ verdict: 'down', outcome: 'function_missing', status: null });
  });

  it('find nothing for another team', async () => {
    const probe = runProbe(stranger, { proxy: name, method: 'GET', path: '/get' });
    await expect(probe).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the event stream', () => {
  async function read(stream: ReadableStream<Uint8Array>) {
    let text = '';
    for await (const chunk of stream) text += Buffer.from(chunk).toString();
    return text;
  }

  const always = async () => true;

  it('tells a finished run from any event on, then ends', async () => {
    const whole = await read(streamRun(runId, 0, new AbortController().signal, always));
    const ids = [...whole.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(ids.length).toBeGreaterThan(10);
    const rest = await read(streamRun(runId, ids[4] ?? 0, new AbortController().signal, always));
    expect([...rest.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual(ids.slice(5));
    expect(whole.trimEnd().split('\n').at(-1)).toContain('"state":"succeeded"');
  });

  it('ends when the viewer leaves, and when the process closes its streams', async () => {
    await world.control('POST', '/hold', { stack: 'sluice-proxy-held' });
    const held = launchInput({
      network: { choice: 'existing', name: (await proxy()).network?.name ?? '' },
    });
    const waiting = await launchProxy(member, { ...held, proxy: { ...held.proxy, name: 'held' } });
    const viewer = new AbortController();
    const left = read(streamRun(waiting.runId, 0, viewer.signal, always));
    const closed = read(streamRun(waiting.runId, 0, new AbortController().signal, always));
    viewer.abort();
    await left;
    closeStreams();
    await closed;
    await world.control('POST', '/release', { stack: 'sluice-proxy-held' });
  });
});

describe('without AWS', () => {
  it('pages show what was last known, with the problem', async () => {
    const before = await listProxies();
    await world.fault({ service: '*', kind: 'expired' });
    await eventually(async () => {
      const known = await listProxies();
      expect(known.problem?.code).toBe('credentials');
      expect(known.value?.map((row) => row.name)).toEqual(before.value?.map((row) => row.name));
      expect((await getProxy(name))?.value?.spec?.upstream.url).toBe('https://httpbin.org');
    });
    await expect(launchProxy(member, launchInput())).rejects.toMatchObject({ code: 'credentials' });
  });
});

describe('choices for a new proxy', () => {
  it('hold the network that stands, and the zones that offer the service', async () => {
    await eventually(async () => {
      const choices = (await getNetworkChoices()).value;
      const network = (await proxy()).network?.name;
      expect(choices?.networks.map((choice) => choice.name)).toContain(network);
      expect(choices?.vpcs.find(({ networkName }) => networkName === network)).toMatchObject({
        dnsSupport: true,
        dnsHostnames: true,
        endpoint: { privateDns: true },
      });
      expect(choices?.offeredAzs.length).toBeGreaterThanOrEqual(2);
    });
  });
});
