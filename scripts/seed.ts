// Fills a fresh demo with a believable fleet: real launches through the product's own code, real probes, and
// back-dated traffic on the local AWS. `npm run demo` runs it once, before the dashboard starts.
import { randomUUID } from 'node:crypto';
import { closeDatabase, db } from '@/lib/db/database';
import {
  snapshots,
  usageCounts,
  usageDays,
  usageHours,
  usageLines,
  usageRequests,
  usageSources,
} from '@/lib/db/schema';
import { actorFor } from '@/lib/identity/gate';
import { seedDemoPeople } from '@/lib/identity/seed';
import { launchNetwork } from '@/lib/networks/mutations';
import { runProbe } from '@/lib/probes/mutations';
import { getProxy } from '@/lib/proxies/data';
import { launchProxy } from '@/lib/proxies/mutations';
import { getRun } from '@/lib/runs/data';
import { startRunEngine, stopRunEngine } from '@/lib/runs/engine';
import { seedDemoUpstream } from '@/lib/upstreams/seed';
import type { ProxySpecInput } from '@/templates/proxy/spec';
import { seedRegister } from './seed-register';

const sandbox = process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4599';
const region = process.env.AWS_REGION ?? 'ap-northeast-1';
const dayMs = 86_400_000;

type Seed = {
  by: string;
  network: string;
  spec: Omit<ProxySpecInput, 'kind' | 'network' | 'owner'>;
  /** Requests of an ordinary day, and what share of today's quota is gone. */
  perDay: number;
  today: number;
};

const plain = (url: string) => ({ url });
const llm = (url: string, apiKeyHeader: string | null = null) => ({
  url,
  mode: 'stream' as const,
  timeoutMs: 900_000,
  apiKeyHeader,
});
const day = (limit: number, rate: number, burst: number) => ({
  quota: { limit, period: 'DAY' as const },
  rate,
  burst,
});

const fleet: Seed[] = [
  {
    by: 'ben@example.com',
    network: 'main',
    spec: spec('httpbin-dev', 'payments', 'dev', plain('https://httpbin.org'), day(2_000, 5, 10)),
    perDay: 240,
    today: 180,
  },
  {
    by: 'ben@example.com',
    network: 'main',
    spec: spec(
      'cards-prod',
      'payments',
      'prod',
      plain('https://api.cards.example.com'),
      day(20_000, 50, 100),
    ),
    perDay: 14_200,
    today: 13_880,
  },
  {
    by: 'ben@example.com',
    network: 'main',
    spec: spec(
      'fraud-score',
      'payments',
      'prod',
      plain('https://score.fraud.example.net'),
      day(5_000, 20, 40),
    ),
    perDay: 3_900,
    today: 4_720,
  },
  {
    by: 'ben@example.com',
    network: 'edge',
    spec: spec(
      'fx-rates',
      'payments',
      'staging',
      plain('https://rates.fx.example.org'),
      day(1_000, 5, 5),
    ),
    perDay: 310,
    today: 96,
  },
  {
    by: 'dana@example.com',
    network: 'main',
    spec: spec(
      'chat-prod',
      'assistants',
      'prod',
      llm('https://llm.example.com', 'x-upstream-api-key'),
      day(10_000, 25, 50),
    ),
    perDay: 7_800,
    today: 10_000,
  },
  {
    by: 'dana@example.com',
    network: 'main',
    spec: spec(
      'chat-dev',
      'assistants',
      'dev',
      llm('https://llm.example.com', 'x-upstream-api-key'),
      day(500, 2, 4),
    ),
    perDay: 130,
    today: 44,
  },
  {
    by: 'dana@example.com',
    network: 'edge',
    spec: spec(
      'embeddings',
      'assistants',
      'staging',
      llm('https://embed.example.net'),
      day(50_000, 100, 200),
    ),
    perDay: 21_000,
    today: 9_350,
  },
  {
    by: 'chie@example.com',
    network: 'main',
    spec: spec(
      'geo-lookup',
      'search',
      'prod',
      plain('https://geo.example.org'),
      day(30_000, 40, 80),
    ),
    perDay: 11_400,
    today: 6_210,
  },
  {
    by: 'chie@example.com',
    network: 'edge',
    spec: spec(
      'feed-import',
      'search',
      'staging',
      plain('https://feeds.example.com'),
      day(800, 2, 5),
    ),
    perDay: 260,
    today: 120,
  },
];

function spec(
  name: string,
  team: string,
  environment: 'dev' | 'staging' | 'prod',
  upstream: ProxySpecInput['upstream'],
  limits: ProxySpecInput['limits'],
): Seed['spec'] {
  return { name, team, environment, upstream, limits };
}

async function control(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${sandbox}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`/_sandbox/${path}: ${answer.status} ${await answer.text()}`);
}

async function ended(runId: string): Promise<void> {
  for (;;) {
    const run = await getRun(runId);
    if (run?.state === 'succeeded' || run?.state === 'failed') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function makeNetwork(name: string, cidr: string, environment: 'dev' | 'staging' | 'prod') {
  const { runId } = await launchNetwork(await actorFor('aiko@example.com'), {
    network: {
      kind: 'network',
      name,
      team: 'platform',
      owner: 'aiko@example.com',
      environment,
      vpc: { cidr, azs: [`${region}a`, `${region}c`] },
    },
    idempotencyKey: randomUUID(),
  } as Parameters<typeof launchNetwork>[1]);
  await ended(runId);
}

async function makeProxy(seed: Seed): Promise<void> {
  const { runId } = await launchProxy(await actorFor(seed.by), {
    proxy: { ...seed.spec, kind: 'proxy', owner: seed.by },
    network: { choice: 'existing', name: seed.network },
    idempotencyKey: randomUUID(),
  });
  await ended(runId);
}

/** Thirty days with a weekly rhythm, the same each time, and today up to now. */
async function makeTraffic(seed: Seed, order: number): Promise<void> {
  const known = await getProxy(seed.spec.name);
  const outputs = known?.value?.outputs;
  if (!outputs) throw new Error(`${seed.spec.name} was not launched.`);
  const key = { apiId: outputs.RestApiId, keyId: outputs.KeyAId };
  const midnight = Math.floor(Date.now() / dayMs) * dayMs;
  for (let ago = 30; ago >= 1; ago--) {
    const from = midnight - ago * dayMs;
    const weekday = new Date(from).getUTCDay();
    const rhythm = weekday === 0 || weekday === 6 ? 0.35 : 1;
    const wave = 1 + 0.18 * Math.sin((30 - ago + order * 3) / 2.3);
    await control('traffic', {
      ...key,
      from,
      to: from + dayMs - 1,
      requests: Math.round(seed.perDay * rhythm * wave),
    });
  }
  await control('traffic', { ...key, from: midnight, to: Date.now(), requests: seed.today });
}

await seedDemoPeople();
await seedDemoUpstream();
await seedRegister();
await startRunEngine();
await control('pace', { paceMs: 0 });
await Promise.all([
  makeNetwork('main', '10.0.0.0/16', 'prod'),
  makeNetwork('edge', '10.20.0.0/16', 'staging'),
]);
await Promise.all(fleet.map(makeProxy));
await Promise.all(fleet.map(makeTraffic));
await Promise.all(
  fleet.map(async (seed) =>
    runProbe(await actorFor(seed.by), { proxy: seed.spec.name, method: 'GET', path: '/get' }),
  ),
);
// One stack that failed for a real reason: the account may not make the endpoint.
await control('faults', {
  service: 'ec2',
  operation: 'CreateVpcEndpoint',
  kind: 'denied',
  count: 1,
  stack: 'sluice-network-legacy',
});
await makeNetwork('legacy', '10.30.0.0/16', 'dev');
await control('pace', { paceMs: Number(process.env.SANDBOX_PACE_MS || 500) });
await stopRunEngine();
// What was read on the way is older than the traffic: the dashboard is to ask AWS anew.
const read = [
  snapshots,
  usageSources,
  usageDays,
  usageHours,
  usageRequests,
  usageCounts,
  usageLines,
];
for (const table of read) await (await db()).delete(table);
await closeDatabase();
process.exit(0);
