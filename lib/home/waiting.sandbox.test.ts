import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { db } from '../db/database';
import { guardrailVersions } from '../db/schema';
import { builtInGuardrails } from '../governance/built-in';
import { GuardrailRefused } from '../governance/refusal';
import type { Actor } from '../identity/types';
import { listProxies } from '../proxies/data';
import { launchProxy, planProxyChange } from '../proxies/mutations';
import { askRequest } from '../requests/mutations';
import { getRun, listRuns } from '../runs/data';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { actorOf, eventually, launchInput } from '../testing/world';
import { overdueReviews } from '../upstreams/data';
import { decideUpstream, proposeUpstream } from '../upstreams/mutations';
import { listWaiting } from './waiting';

const member = actorOf('member', 'payments');
const stranger = actorOf('member', 'search');
const platform = actorOf('platform', 'platform');
const auditor = actorOf('auditor');
const input = launchInput();
const { name } = input.proxy;
const quotaOf = (limit: number) => ({
  ...{ quota: { limit, period: 'DAY' as const }, rate: 5, burst: 5 },
});

let standing: StandingWorld;

beforeAll(async () => {
  standing = await createStandingWorld(() => createSandbox({ paceMs: 0 }), input);
});
afterAll(() => standing.close());

async function waitingFor(actor: Actor) {
  const proxies = (await listProxies()).value ?? [];
  const teams = actor.role === 'member' ? actor.teams : null;
  const own = proxies.filter(({ team }) => teams?.includes(team) ?? true);
  const waiting = await listWaiting(actor, { proxies: own, teams, max: 8 });
  return {
    has: own.map((proxy) => proxy.name),
    plans: waiting.plans.map(({ subject }) => subject.name),
    requests: waiting.requests.map(({ proxy }) => proxy),
    upstreams: waiting.upstreams.map(({ host }) => host),
  };
}

it('each role’s home has what it has to decide, and nothing of another team’s', async () => {
  const change = { ...input.proxy, limits: quotaOf(10) };
  const { runId } = await planProxyChange(member, { proxy: change, idempotencyKey: 'plan-0123' });
  await eventually(async () => expect((await getRun(runId))?.state).toBe('planned'));

  const bound = { of: 'quotaPerDay', max: 19 };
  const rule = { id: 'small', bound, verdict: 'approval', approver: 'platform', reason: 'Ask us.' };
  const document = { ...builtInGuardrails, defaults: [rule] };
  const row = { document, madeBy: platform.email, reason: 'test' };
  await (await db()).insert(guardrailVersions).values(row as never);
  const large = launchInput();
  const refusal = await launchProxy(member, large).catch((error: unknown) => error);
  if (!(refusal instanceof GuardrailRefused)) throw refusal;
  const { network } = large;
  const asked = { network, reason: 'The sale.', idempotencyKey: 'ask-0123456789' };
  await askRequest(member, asked as Parameters<typeof askRequest>[1], refusal);

  const host = 'api.example.com';
  const facts = { purpose: 'Cards', owner: 'ben@example.com', terms: '' };
  const proposal = { host, team: 'payments', dataClass: 'public' as const, ...facts };
  await proposeUpstream(member, proposal);

  const nothing = { plans: [], requests: [], upstreams: [] };
  expect(await waitingFor(member)).toEqual({ ...nothing, has: [name], plans: [name] });
  expect(await waitingFor(stranger)).toEqual({ ...nothing, has: [] });
  expect(await waitingFor(platform)).toEqual({
    ...{ has: [name], plans: [name] },
    ...{ requests: [large.proxy.name], upstreams: [host] },
  });
  expect(await waitingFor(auditor)).toEqual({ ...nothing, has: [name] });

  await decideUpstream(platform, {
    ...{ verb: 'approve', host, reason: 'As agreed.', reviewOn: '2999-01-01' },
  });
  expect(await overdueReviews(new Date('2999-01-02T12:00:00Z'))).toMatchObject([{ host }]);
});

it('runs are their team’s and the platform’s, and no other team’s', async () => {
  const seen = async (teams?: string[]) =>
    (await listRuns({ teams, limit: 8 })).map(({ subject }) => subject.name);
  expect(await seen(['payments'])).toContain(name);
  expect(await seen(['search'])).toEqual([]);
  expect(await seen()).toContain(name);
});
