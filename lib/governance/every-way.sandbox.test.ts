import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { APIGatewayClient, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { planAdopted, planAdoption } from '../adoptions/mutations';
import { db } from '../db/database';
import { guardrailVersions, requests, runSteps, runs } from '../db/schema';
import { adoptDrift, planDeployment, revertDrift } from '../drift/mutations';
import { createPerson } from '../identity/mutations';
import { changeKey } from '../keys/mutations';
import { findProxyStack } from '../proxies/fleet';
import { launchProxy, planProxyChange, planSaved } from '../proxies/mutations';
import { reviewProxy } from '../proxies/review';
import { switchProtection } from '../recovery/mutations';
import { beginApproved } from '../requests/begin';
import { getRequest } from '../requests/data';
import { type AskInput, askRequest, decideRequest } from '../requests/mutations';
import { getRun } from '../runs/data';
import { makeByHand } from '../testing/api-by-hand';
import { Engines, liftBudgets } from '../testing/kills';
import { actorOf, createWorld, launchInput, region, type World } from '../testing/world';
import { builtInGuardrails } from './built-in';
import { GuardrailRefused } from './refusal';

const member = actorOf('member', 'payments');
const platform = actorOf('platform');
const other = { ...platform, email: 'aiko@example.com' };
const input = launchInput();
const { name } = input.proxy;
const engines = new Engines();

let world: World;
let place: { name: string; vpcId: string; endpointId: string };
let usagePlanId: string;

let made = 0;
const key = () => `every-way-${made++}-0123456789`;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 1 }));
  liftBudgets();
  for (const { email, role } of [member, platform])
    await createPerson({
      ...{ name: 'P', email, role, password: 'correct horse battery' },
      teams: role === 'member' ? ['payments'] : [],
    });
  await engines.settled(launchProxy(member, input));
  const { spec, facts } = await standing();
  place = spec?.network ?? { name: '', vpcId: '', endpointId: '' };
  usagePlanId = facts.outputs.UsagePlanId ?? '';
});
afterAll(async () => {
  await engines.stop();
  await world.close();
});

async function standing() {
  const proxy = await findProxyStack(name);
  if (!proxy) throw new Error(`no proxy ${name}`);
  return proxy;
}

async function inForce(document: unknown) {
  const row = { document, madeBy: 'aiko@example.com', reason: 'test' };
  await (await db()).insert(guardrailVersions).values(row as never);
}

/** A document that nothing can read: whoever asks what it says goes no further. */
const unreadable = { version: 1, unreadable: true };

const bound = (of: string, max: number) =>
  inForce({
    ...builtInGuardrails,
    defaults: [
      {
        ...{ id: 'bound', bound: { of, max }, reason: 'Ask first.' },
        ...{ verdict: 'approval', approver: 'platform' },
      },
    ],
  });

async function setQuota(limit: number) {
  const patchOperations = [{ op: 'replace' as const, path: '/quota/limit', value: String(limit) }];
  await new APIGatewayClient({ region }).send(
    new UpdateUsagePlanCommand({ usagePlanId, patchOperations }),
  );
}

const makeSecondKey = () => {
  const change = { kind: 'make' as const, slot: 'b' as const, consumer: 'batch', owner: '' };
  return changeKey(member, { proxy: name, change, idempotencyKey: key() });
};

async function refusalOf(act: () => Promise<unknown>): Promise<GuardrailRefused> {
  const refusal = await act().then(
    () => null,
    (error: unknown) => error,
  );
  if (refusal instanceof GuardrailRefused) return refusal;
  throw refusal ?? new Error('it was let through');
}

const adopted = (apiId: string, as: string) => ({
  ...{ apiId, name: as, team: 'payments', owner: 'dev@example.com', network: place.name },
  ...{ environment: 'dev' as const, upstreamUrl: 'https://httpbin.org', keys: [] },
});

/** Every function of lib/ that writes a run, and what of it goes through the guardrails; by its own name. */
const asked: Record<string, () => Promise<unknown>> = {
  launchProxy: () => {
    const { proxy } = launchInput();
    const network = { choice: 'existing' as const, name: place.name };
    return launchProxy(member, { proxy, network, idempotencyKey: key() });
  },
  planProxyChange: () =>
    planProxyChange(member, {
      proxy: { ...input.proxy, description: 'another' },
      idempotencyKey: key(),
    }),
  planSaved: () => planSaved(platform, { name, idempotencyKey: key() }),
  planDeployment: () => planDeployment(member, { name, idempotencyKey: key() }),
  adoptDrift: async () => {
    await setQuota(8000);
    return adoptDrift(member, { name, idempotencyKey: key() });
  },
  startKeyChange: () =>
    changeKey(member, {
      proxy: name,
      change: { kind: 'disable', slot: 'a' },
      idempotencyKey: key(),
    }),
  reviewProxy: () => reviewProxy(member, { name, reviewOn: '2099-01-01', idempotencyKey: key() }),
  planAdoption: async () => {
    const { apiId } = await makeByHand({ ...place, name: 'By hand' });
    return planAdoption(platform, { ...adopted(apiId, 'by-hand'), idempotencyKey: key() });
  },
  planAdopted: () => planAdopted(platform, { name, idempotencyKey: key() }),
  begin: async () => {
    // Approved, and then the rules cannot be read any more.
    await bound('keys', 1);
    const refusal = await refusalOf(makeSecondKey);
    const asking = { network: null, reason: 'It is needed.', idempotencyKey: key() };
    const { id } = await askRequest(member, asking, refusal);
    const database = await db();
    await database.update(requests).set({ state: 'approved' }).where(eq(requests.id, id));
    await inForce(unreadable);
    await beginApproved(id).finally(() => database.delete(requests).where(eq(requests.id, id)));
  },
};

/** Those that store no spec of a proxy, and why a rule has nothing to say of them. */
const notAsked: Record<string, string> = {
  deleteProxy: 'takes away, and stores nothing',
  revertDrift:
    'puts back what was deployed, to the letter: what was let through when it was planned',
  recover: 'ends what got stuck, or protects: no spec is in it',
  launchNetwork: 'rules are about proxies',
  planNetworkChange: 'rules are about proxies',
  planSavedNetwork: 'rules are about proxies',
  planNetworkDeployment: 'rules are about proxies',
  adoptNetworkDrift: 'rules are about proxies',
  deleteNetwork: 'rules are about proxies',
  revertNetworkDrift: 'rules are about proxies',
};

describe('whatever writes a run', () => {
  it('is on one of the two lists', () => {
    const root = resolve(__dirname, '..');
    const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .filter((path) => relative(root, join(root, path)) !== 'runs/start-run.ts')
      .flatMap((path) =>
        readFileSync(join(root, path), 'utf8')
          .split(/^(?=(?:export )?(?:async )?function )/m)
          .filter((text) => /\bstart(?:Run|Once)\(/.test(text))
          .map((text) => /^(?:export )?(?:async )?function (\w+)/.exec(text)?.[1] ?? path),
      );
    expect(names.sort()).toEqual([...Object.keys(asked), ...Object.keys(notAsked)].sort());
  });

  it.each(Object.keys(asked))('%s starts nothing while the rules cannot be read', async (way) => {
    await inForce(unreadable);
    const before = await (await db()).select({ id: runs.id }).from(runs);
    await expect(asked[way]?.()).rejects.toThrow(/unreadable/);
    expect(await (await db()).select({ id: runs.id }).from(runs)).toEqual(before);
  });

  it('goes on with what no rule is about', async () => {
    await inForce(unreadable);
    const on = { kind: 'proxy' as const, name, isProtected: true };
    await engines.settled(switchProtection(member, { ...on, idempotencyKey: key() }));
    await engines.settled(
      switchProtection(member, { ...on, isProtected: false, idempotencyKey: key() }),
    );
  });
});

/** As an action does: the refusal, then what was asked for, approved by somebody else; its run at rest. */
async function askedAndApproved(
  actor: typeof member,
  way: Omit<AskInput, 'reason' | 'idempotencyKey'>,
  act: () => Promise<unknown>,
) {
  const refusal = await refusalOf(act);
  expect(refusal).toMatchObject({
    ...{ code: 'denied', detail: 'Ask first.' },
    verdict: { kind: 'approval', findings: [{ rule: 'bound' }] },
  });
  const asking = { ...way, reason: 'It is needed.', idempotencyKey: key() };
  const { id } = await askRequest(actor, asking, refusal);
  await decideRequest(other, { id, isApproved: true, reason: '' });
  const { runId } = (await getRequest(id)) ?? {};
  if (!runId) throw new Error(`the request is ${(await getRequest(id))?.state}`);
  await engines.settled(Promise.resolve({ runId }));
  const [{ requestedBy } = {}] = await (await db()).select().from(runs).where(eq(runs.id, runId));
  expect(requestedBy).toBe(actor.email);
  const [step] = await (await db()).select().from(runSteps).where(eq(runSteps.runId, runId));
  return { run: await getRun(runId), spec: step?.spec };
}

describe('beyond a rule', () => {
  it('a second key is refused, and made once somebody has let it through', async () => {
    await bound('keys', 1);
    const { run, spec } = await askedAndApproved(member, { network: null }, makeSecondKey);
    expect(run).toMatchObject({ kind: 'update', state: 'planned' });
    expect(spec).toMatchObject({ keys: { b: { consumer: 'batch' } } });
  });

  it('what somebody widened in AWS is not taken over, and may be put back', async () => {
    await bound('quotaPerDay', 20);
    await setQuota(7000);
    const { spec } = await askedAndApproved(member, { network: null }, () =>
      adoptDrift(member, { name, idempotencyKey: key() }),
    );
    expect(spec).toMatchObject({ limits: { quota: { limit: 7000 } } });
    await engines.settled(revertDrift(member, { name, idempotencyKey: key() }));
  });

  it.each(['dev', 'prod'] as const)(
    'an API is adopted in %s only where a launch of the same would be',
    async (environment) => {
      await bound('quotaPerDay', 20);
      const { apiId } = await makeByHand({ ...place, name: 'Beyond' });
      const adoption = { ...adopted(apiId, `beyond-${environment}`), environment };
      const { run } = await askedAndApproved(platform, { network: null, adoption }, () =>
        planAdoption(platform, { ...adoption, idempotencyKey: key() }),
      );
      expect(run).toMatchObject({ kind: 'import', state: 'planned' });
    },
  );

  it('what stands beyond it already is deployed anew, reviewed, and switched off, unasked', async () => {
    await bound('quotaPerDay', 1);
    await engines.settled(planDeployment(member, { name, idempotencyKey: key() }));
    await engines.settled(planSaved(platform, { name, idempotencyKey: key() }));
    await engines.settled(
      reviewProxy(member, { name, reviewOn: '2099-01-01', idempotencyKey: key() }),
    );
    const change = { kind: 'disable' as const, slot: 'a' as const };
    await engines.settled(changeKey(member, { proxy: name, change, idempotencyKey: key() }));
    expect((await standing()).spec?.keys.a?.enabled).toBe(false);
  });
});
