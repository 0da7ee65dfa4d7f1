import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { upstreamCertificates, upstreams, usageDays, usageHours } from '../db/schema';
import { collectActual } from '../drift/collector';
import { saveProbeResult } from '../probes/store';
import type { ProbeResult } from '../probes/types';
import { findProxyStack, readStandingFleet } from '../proxies/fleet';
import { launchProxy } from '../proxies/mutations';
import { getRun } from '../runs/data';
import { createEngine } from '../runs/engine';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { saveRead } from '../usage/sources';
import { readAlertFacts } from './facts';

let world: World;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 2 }));
});
afterAll(() => world.close());

function probeAt(proxy: string, at: Date, verdict: ProbeResult['verdict']): ProbeResult {
  const outcome = verdict === 'down' ? 'dns' : 'ok';
  return { id: `probe_${at.getTime()}`, proxy, at, verdict, outcome, ...noExchange };
}

const noExchange = {
  requestedBy: 'schedule',
  url: 'https://example.com/',
  status: null,
  phases: { dns: null, tcp: null, tls: null, wait: null, transfer: null },
  totalMs: 1,
  addresses: [],
  isPrivateAddress: true,
  answeredBy: 'nobody' as const,
  requestId: null,
  errorType: null,
  tlsVersion: null,
  certificateName: null,
  bodyExcerpt: null,
  error: null,
  negatives: [],
};

const registration = {
  purpose: 'echo',
  owner: 'owner@example.com',
  dataClass: 'public' as const,
  proposedBy: 'owner@example.com',
  reviewOn: '2099-01-01',
};

const reading = {
  subject: 'httpbin.org',
  issuer: 'A Test CA',
  names: ['httpbin.org'],
  validFrom: '2026-01-01T00:00:00.000Z',
  matches: true,
  fault: null,
  protocol: 'TLSv1.3',
  fingerprint: '00',
};

it('facts are what is known by now, of quota, throttles, probes and keys, without a call to AWS', async () => {
  const engine = await createEngine({ waitMs: hasty });
  const input = launchInput();
  const { name } = input.proxy;
  const { runId } = await launchProxy(actorOf('member', 'payments'), input);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
  await engine.stop();
  const outputs = (await findProxyStack(name))?.facts.outputs ?? {};
  const { UsagePlanId = '', KeyAId = '', ProbeKeyId = '', RestApiId = '' } = outputs;
  await readStandingFleet();

  const now = new Date();
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const targetId = mainTarget().id;
  expect((await readAlertFacts(now)).map(({ keys }) => keys)).toMatchObject([
    [{ keyId: KeyAId, quota: null, createdAt: null }],
  ]);

  await collectActual({ freshMs: 0, msPerProxy: 0 });
  const database = await db();
  const day = now.toISOString().slice(0, 10);
  await database.insert(usageDays).values({
    targetId,
    usagePlanId: UsagePlanId,
    keyId: KeyAId,
    day,
    used: 12,
    remaining: 8,
    asOf: now,
  });
  const counted = { targetId, apiId: RestApiId, hour };
  await database.insert(usageHours).values([
    { ...counted, keyId: KeyAId, outcome: 'served', count: 12 },
    { ...counted, keyId: KeyAId, outcome: 'throttle', count: 3 },
    { ...counted, keyId: ProbeKeyId, outcome: 'throttle', count: 9 },
  ]);
  for (const [minutes, verdict] of [
    [50, 'down'],
    [40, 'healthy'],
    [30, 'down'],
    [20, 'down'],
  ] as const)
    await saveProbeResult(database, targetId, probeAt(name, minutesAgo(minutes), verdict));

  const validTo = new Date(now.getTime() + 86_400_000);
  const host = 'httpbin.org';
  const registered = { host, team: 'platform', state: 'approved', ...registration } as const;
  await database.insert(upstreams).values(registered);
  await database
    .insert(upstreamCertificates)
    .values({ host, reading: { ...reading, validTo: validTo.toISOString() }, readAt: now });

  await world.takeCalls();
  const [facts] = await readAlertFacts(now);
  expect(await world.takeCalls()).toEqual({});
  expect(facts).toMatchObject({
    proxy: name,
    team: 'payments',
    keys: [
      { keyId: KeyAId, label: 'A', quota: { used: 12, left: 8, period: 'DAY', firstDay: day } },
    ],
    outage: { since: minutesAgo(30), failures: 2, outcome: 'dns' },
    throttled: { refused: 3, requests: 15 },
    certificate: { host, validTo, readAt: now, proxies: [name] },
  });
  // What nobody looks at any more is nobody's alert.
  await database.update(upstreams).set({ state: 'retired' });
  expect((await readAlertFacts(now))[0]?.certificate).toBeNull();
  expect(facts?.keys[0]?.createdAt?.getTime()).toBeGreaterThan(now.getTime() - 600_000);

  // One that does not fail ends no outage: two in a row do.
  await saveProbeResult(database, targetId, probeAt(name, minutesAgo(10), 'degraded'));
  expect((await readAlertFacts(now))[0]?.outage).toMatchObject({ since: minutesAgo(30) });
  await saveProbeResult(database, targetId, probeAt(name, minutesAgo(9), 'degraded'));
  expect((await readAlertFacts(now))[0]?.outage).toBeNull();
  // Yesterday's count says nothing of today.
  const tomorrow = new Date(now.getTime() + 86_400_000);
  expect((await readAlertFacts(tomorrow))[0]?.keys[0]?.quota).toBeNull();

  // GetUsage may lag by 40 minutes; the log does not, and nobody is to learn of a spent quota that late.
  const midnight = new Date(`${day}T00:00:00Z`);
  await saveRead(database, mainTarget(), 'log', [
    { subject: RestApiId, asOf: now, since: midnight },
  ]);
  await database
    .update(usageHours)
    .set({ count: 19 })
    .where(and(eq(usageHours.keyId, KeyAId), eq(usageHours.outcome, 'served')));
  expect((await readAlertFacts(now))[0]?.keys[0]?.quota).toMatchObject({ used: 19, left: 1 });
});
