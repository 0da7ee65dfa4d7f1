import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, db } from '../db/database';
import type { Actor, Confirmed } from '../identity/types';
import type { LaunchProxyInput } from '../proxies/types';
import { createPostgresDatabase } from './databases';
import { migratedDatabase } from './postgres-server';

type Sandbox = { url: string; close(): Promise<void> };

/** A local AWS and an empty database, and what a test does to them. One for each test file. */
export type World = {
  url: string;
  /** Puts a fault in force; answers how to take it away. */
  fault(fault: Record<string, unknown>): Promise<() => Promise<void>>;
  /** How often each operation was called since the last count, by `service.Operation`. */
  takeCalls(): Promise<Record<string, number>>;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** As after a restart: nothing in memory, the database as it was. */
  forgetMemory(): void;
  close(): Promise<void>;
};

/** The sandbox is handed in: only tests may import it. Sets the environment that `env()` reads first. */
export async function createWorld(start: () => Promise<Sandbox>): Promise<World> {
  const sandbox = await start();
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-world-'));
  const { TEST_POSTGRES_URL: server } = process.env;
  if (server) process.env.DATABASE_URL = await createPostgresDatabase(server, migratedDatabase);
  Object.assign(process.env, {
    SLUICE_UPSTREAM_CHECKS: process.env.SLUICE_UPSTREAM_CHECKS ?? (await internetOf(sandbox)),
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE0000000000',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
    SLUICE_DATA_DIR: dataDir,
    SLUICE_LOG_LEVEL: 'error',
    // The local AWS does not enforce what these keep to, and whoever tests them says so.
    SLUICE_DELETE_SPACING_MS: process.env.SLUICE_DELETE_SPACING_MS ?? '0',
    SLUICE_PLAN_SPACING_MS: process.env.SLUICE_PLAN_SPACING_MS ?? '0',
    // Tests ask for what they wait for as often as they can.
    SLUICE_API_READS_PER_MINUTE: '1000000',
    SLUICE_API_WRITES_PER_MINUTE: '1000000',
    SLUICE_ACTIONS_PER_MINUTE: '1000000',
  });
  await db();
  const control = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${sandbox.url}/_sandbox${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.json();
  };
  return {
    url: sandbox.url,
    control,
    async fault(fault) {
      const { id } = (await control('POST', '/faults', fault)) as { id: string };
      return async () => void (await control('DELETE', `/faults?id=${id}`));
    },
    async takeCalls() {
      const { calls } = (await control('GET', '/calls')) as { calls: Record<string, number> };
      await control('DELETE', '/calls');
      return calls;
    },
    forgetMemory() {
      Object.assign(globalThis, { sluiceMemory: undefined, sluiceRunHub: undefined });
    },
    async close() {
      await sandbox.close();
      await closeDatabase();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const region = 'ap-northeast-1';

/** The internet of tests is the local AWS's; an emulator of somebody else's has none. */
async function internetOf(sandbox: Sandbox): Promise<string> {
  const answer = await fetch(`${sandbox.url}/_sandbox/upstreams`);
  if (!answer.headers.get('content-type')?.includes('json')) return 'off';
  const { host, port } = (await answer.json()) as { host: string; port: number };
  return `via ${host}:${port}`;
}

/** An actor without a session; the gate that makes real ones is tested on its own. */
export function actorOf(role: Actor['role'], ...teams: string[]): Actor {
  const name = teams[0] ?? role;
  return {
    personId: `person_${name}`,
    email: `${name}@example.com`,
    name,
    role,
    teams,
    owns: [],
    sessionId: 'test',
  } as unknown as Actor;
}

/** That this actor has just said again who they are; the way to say it is tested on its own. */
export function confirmed(actor: Actor): () => Promise<Confirmed> {
  const said = { personId: actor.personId, by: 'demo', at: new Date() };
  return async () => said as unknown as Confirmed;
}

/** Waits between two looks at AWS, for engines: there is no AWS to spare. */
export const hasty = (ms: number): number => ms / 20;

let made = 0;

/** The article's own case under a name of its own: httpbin, 20 a day, a VPC made for it. */
export function launchInput(change: Partial<LaunchProxyInput> = {}): LaunchProxyInput {
  made += 1;
  const owned = { team: 'payments', owner: 'dev@example.com', environment: 'dev' as const };
  return {
    proxy: {
      kind: 'proxy',
      name: `httpbin-${made}`,
      ...owned,
      upstream: { url: 'https://httpbin.org' },
      limits: { quota: { limit: 20, period: 'DAY' }, rate: 5, burst: 5 },
    },
    network: {
      choice: 'create',
      network: {
        kind: 'network',
        name: `main-${made}`,
        ...owned,
        vpc: { cidr: '10.0.0.0/16', azs: [`${region}a`, `${region}c`] },
      },
    },
    idempotencyKey: `key-${made}-0123456789`,
    ...change,
  };
}

/** Asks until the answer is good; throws the last complaint after `msMax`. */
export async function eventually<T>(ask: () => Promise<T>, msMax = 100_000): Promise<T> {
  const end = Date.now() + msMax;
  for (;;) {
    try {
      return await ask();
    } catch (complaint) {
      if (Date.now() > end) throw complaint;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
