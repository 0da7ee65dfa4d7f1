import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { deliverDue } from '../alerts/deliver';
import { createChannel, removeChannel } from '../alerts/mutations';
import { listAudit } from '../audit/data';
import { db } from '../db/database';
import { alerts, guardrailVersions, people, requests, runs } from '../db/schema';
import { builtInGuardrails } from '../governance/built-in';
import { GuardrailRefused } from '../governance/refusal';
import { createPerson } from '../identity/mutations';
import { launchProxy, planProxyChange } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import { getRun } from '../runs/data';
import { createEngine } from '../runs/engine';
import { executeRun } from '../runs/mutations';
import { startReceiver } from '../testing/receiver';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { beginApproved } from './begin';
import {
  countWaitingFor,
  findRequestOfRun,
  getRequest,
  listProxyRequests,
  listWaitingFor,
} from './data';
import { type AskInput, askRequest, decideRequest, withdrawRequest } from './mutations';
import { expireRequests } from './store';

const asker = actorOf('member', 'payments');
const platform = { ...actorOf('platform'), email: 'aiko@example.com' };
const owner = { ...actorOf('member', 'payments'), email: 'owner@example.com', owns: ['payments'] };
const stranger = { ...actorOf('member', 'search'), owns: ['search'] };

let world: World;
let stop = async () => {};

beforeAll(async () => {
  const secret = 'a secret of thirty-two characters or more';
  Object.assign(process.env, { SLUICE_DEMO: '1', SLUICE_SECRET: secret });
  world = await createWorld(() => createSandbox({ paceMs: 1 }));
  const engine = await createEngine({ leaseMs: 300, waitMs: hasty });
  stop = () => engine.stop();
  const person = { name: 'P', email: asker.email, password: 'correct horse battery' };
  await createPerson({ ...person, role: 'member', teams: ['payments'] });
  await bound(19);
});
afterAll(async () => {
  await stop();
  await world.close();
});

async function bound(max: number, approvers: string[] = ['platform']) {
  const defaults = approvers.map((approver) => ({
    id: `quota-${approver.replace('_', '-')}`,
    bound: { of: 'quotaPerDay', max },
    reason: `Ask ${approver}.`,
    ...(approver === 'no' ? { verdict: 'no' } : { verdict: 'approval', approver }),
  }));
  const document = { ...builtInGuardrails, defaults };
  const row = { document, madeBy: 'aiko@example.com', reason: 'test' };
  await (await db()).insert(guardrailVersions).values(row as never);
}

type Attempt = AskInput & Pick<LaunchProxyInput, 'proxy'>;

/** As the action does: what is refused for want of a word is asked for. */
async function ask(input: Attempt): Promise<string> {
  const { proxy, network, idempotencyKey } = input;
  const attempt = network
    ? launchProxy(asker, { proxy, network, idempotencyKey })
    : planProxyChange(asker, { proxy, idempotencyKey });
  const refusal = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refusal instanceof GuardrailRefused)) throw refusal ?? new Error('it was let through');
  return (await askRequest(asker, input, refusal)).id;
}

let made = 0;
function launchOf(change: Partial<Attempt['proxy']> = {}): Attempt {
  made += 1;
  const { proxy, network } = launchInput();
  const name = `asked-${made}`;
  const place = {
    ...network,
    ...('network' in network ? { network: { ...network.network, name } } : {}),
  };
  return {
    proxy: { ...proxy, name, ...change },
    network: place as AskInput['network'],
    reason: 'The release needs it.',
    idempotencyKey: `ask-${made}-0123456789`,
  };
}

const approve = { isApproved: true, reason: '' };
const deny = { isApproved: false, reason: 'Not now.' };

async function auditOf(id: string): Promise<string[]> {
  const { rows } = await listAudit({ action: 'request', limit: 200 });
  return rows.filter(({ detail }) => detail.request === id).map(({ action }) => action);
}

describe('a launch beyond the guardrails', () => {
  const input = launchOf();
  let id: string;

  it('is asked for once, whoever presses twice, and starts nothing', async () => {
    id = await ask(input);
    expect(await ask(input)).toBe(id);
    expect(await (await db()).select().from(runs)).toEqual([]);
    expect(await getRequest(id)).toMatchObject({ state: 'open', requestedBy: asker.email });
    expect(await auditOf(id)).toEqual(['request.ask']);
    const { rows } = await listAudit({ action: 'request.ask', limit: 1 });
    expect(rows[0]).toMatchObject({ reason: 'The release needs it.' });
    const told = await (await db()).select().from(alerts).where(eq(alerts.subject, id));
    expect(told).toMatchObject([{ team: 'platform', detail: { kind: 'request_asked' } }]);
  });

  it('is one request about a proxy at a time', async () => {
    const other = { ...input, idempotencyKey: 'another-key-0123456789' };
    await expect(ask(other)).rejects.toMatchObject({
      code: 'conflict',
      reason: { id: 'requestOpen', proxy: input.proxy.name, request: id },
    });
  });

  it('is decided by those whose word is needed, and by nobody else', async () => {
    for (const person of [asker, owner]) {
      await expect(decideRequest(person, { id, ...approve })).rejects.toMatchObject({
        code: expect.stringMatching(/denied|conflict/),
      });
    }
    await expect(decideRequest(stranger, { id, ...approve })).rejects.toMatchObject({
      code: expect.stringMatching(/denied|not_found/),
    });
    const own = { ...platform, email: asker.email };
    await expect(decideRequest(own, { id, ...approve })).rejects.toMatchObject({
      name: 'DecisionRefused',
      code: 'conflict',
    });
    expect((await listWaitingFor(platform)).map((each) => each.id)).toEqual([id]);
    expect(await listWaitingFor(owner)).toEqual([]);
    expect([await countWaitingFor(platform), await countWaitingFor(owner)]).toEqual([1, 0]);
    const mine = (requestedBy: string) => listProxyRequests({ requestedBy, limit: 1 });
    expect((await mine(asker.email)).map((each) => each.id)).toEqual([id]);
    expect(await mine(platform.email)).toEqual([]);
    expect((await getRequest(id))?.state).toBe('open');
  });

  it('runs once as it was asked for, for whoever asked, however many approve at once', async () => {
    const second = { ...platform, email: 'second@example.com' };
    const decisions = await Promise.allSettled([
      decideRequest(platform, { id, ...approve }),
      decideRequest(second, { id, ...approve }),
      decideRequest(platform, { id, ...approve }),
    ]);
    expect(decisions.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    const request = await getRequest(id);
    expect(request).toMatchObject({ state: 'started', decisions: [{ as: 'platform' }] });
    const run = await getRun(request?.runId ?? '');
    expect(run).toMatchObject({ kind: 'create', requestedBy: asker.email });
    expect(await (await db()).select().from(runs)).toHaveLength(1);
    expect((await findRequestOfRun(run?.id ?? ''))?.id).toBe(id);
    await eventually(async () => expect((await getRun(run?.id ?? ''))?.state).toBe('succeeded'));
    expect(await auditOf(id)).toEqual(['request.approve', 'request.ask']);
  });

  it('begins once more after a crash between the approval and its run, and is still one run', async () => {
    const before = (await (await db()).select().from(runs)).length;
    const lost = { state: 'approved' as const, runId: null, endedAt: null };
    await (await db()).update(requests).set(lost).where(eq(requests.id, id));
    await Promise.all([beginApproved(id), beginApproved(id)]);
    expect(await getRequest(id)).toMatchObject({ state: 'started' });
    expect(await (await db()).select().from(runs)).toHaveLength(before);
  });
});

describe('a change beyond the guardrails', () => {
  const changeTo = (limit: number): Attempt => {
    const { proxy } = launchOf();
    return {
      proxy: {
        ...proxy,
        name: 'asked-1',
        limits: { ...proxy.limits, quota: { limit, period: 'DAY' } },
      },
      network: null,
      reason: 'More callers.',
      idempotencyKey: `change-${limit}-0123456789`,
    };
  };

  it('is planned once approved; the plan is executed by a press of its own', async () => {
    const id = await ask(changeTo(40));
    await decideRequest(platform, { id, ...approve });
    const { runId } = (await getRequest(id)) ?? {};
    await eventually(async () => expect((await getRun(runId ?? ''))?.state).toBe('planned'));
    await executeRun(asker, runId ?? '');
    await eventually(async () => expect((await getRun(runId ?? ''))?.state).toBe('succeeded'));
  });

  it('that was approved for what has changed meanwhile comes to nothing, and says so', async () => {
    const id = await ask(changeTo(50));
    const narrower = {
      ...changeTo(50).proxy,
      limits: { quota: { limit: 10, period: 'DAY' as const } },
    };
    const { runId } = await planProxyChange(asker, {
      proxy: narrower,
      idempotencyKey: 'narrower-0123',
    });
    await eventually(async () => expect((await getRun(runId))?.state).toBe('planned'));
    await executeRun(asker, runId);
    await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
    const before = (await (await db()).select().from(runs)).length;
    await decideRequest(platform, { id, ...approve });
    expect(await getRequest(id)).toMatchObject({ state: 'void', voidReason: { moved: 'spec' } });
    expect(await (await db()).select().from(runs)).toHaveLength(before);
    expect(await auditOf(id)).toEqual(['request.void', 'request.approve', 'request.ask']);
  });
});

describe('a request', () => {
  it('is told of through the team’s channels, once for each way that it ends', async () => {
    const receiver = await startReceiver();
    const to = { kind: 'webhook', name: 'requests', to: receiver.url } as const;
    const channel = await createChannel(asker, { team: 'payments', ...to });
    const [denied, approved, old] = [
      await ask(launchOf()),
      await ask(launchOf()),
      await ask(launchOf()),
    ];
    await decideRequest(platform, { id: denied, ...deny });
    await decideRequest(platform, { id: denied, ...deny });
    await decideRequest(platform, { id: approved, isApproved: true, reason: 'Until Friday.' });
    const past = { expiresAt: new Date(Date.now() - 1_000) };
    await (await db()).update(requests).set(past).where(eq(requests.id, old));
    await expireRequests();
    const later = new Date(Date.now() + 60_000);
    await eventually(async () => {
      await deliverDue(() => later);
      const texts = receiver.received.flatMap(({ body }) =>
        (JSON.parse(body).data.alerts as { title: string; text: string }[]).map(
          ({ title, text }) => `${title}: ${text}`,
        ),
      );
      expect(texts).toHaveLength(3);
      const name = (await getRequest(denied))?.proxy;
      expect(texts).toContainEqual(
        `aiko@example.com denied the request for ${name}: Nothing was changed. “Not now.”`,
      );
      expect(texts.join('\n')).toContain(
        'It begins now, exactly as it was asked for. “Until Friday.”',
      );
      expect(texts.join('\n')).toContain('Nobody decided in time');
    });
    await removeChannel(asker, channel.id);
    await receiver.stop();
  });

  it('that needs two words is approved by two people', async () => {
    await bound(19, ['platform', 'team_owner']);
    const id = await ask(launchOf());
    await decideRequest(owner, { id, ...approve });
    expect((await getRequest(id))?.state).toBe('open');
    await decideRequest(platform, { id, ...approve });
    expect((await getRequest(id))?.state).toBe('started');
    await bound(19);
  });

  it('that is denied, withdrawn or too old runs never', async () => {
    const [denied, withdrawn, old] = [
      await ask(launchOf()),
      await ask(launchOf()),
      await ask(launchOf()),
    ];
    await decideRequest(platform, { id: denied, ...deny });
    await expect(decideRequest(platform, { id: denied, ...approve })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(withdrawRequest(owner, { id: withdrawn })).rejects.toMatchObject({
      code: 'denied',
    });
    await withdrawRequest(asker, { id: withdrawn });
    await withdrawRequest(asker, { id: withdrawn });
    const past = { expiresAt: new Date(Date.now() - 1_000) };
    await (await db()).update(requests).set(past).where(eq(requests.id, old));
    expect((await getRequest(old))?.state).toBe('expired');
    await expect(decideRequest(platform, { id: old, ...approve })).rejects.toMatchObject({
      detail: 'expired',
    });
    await expireRequests();
    await expireRequests();
    const told = await (await db()).select().from(alerts).where(eq(alerts.team, 'payments'));
    const about = (id: string) => told.filter(({ subject }) => subject === id);
    const decided = { kind: 'request_decided', by: platform.email, reason: deny.reason };
    expect(about(denied)).toMatchObject([{ detail: { ...decided, outcome: 'denied' } }]);
    expect(about(old)).toMatchObject([{ detail: { kind: 'request_decided', outcome: 'expired' } }]);
    expect(about(withdrawn)).toEqual([]);
    expect(await auditOf(old)).toEqual(['request.expire', 'request.ask']);
    expect(await auditOf(withdrawn)).toEqual(['request.withdraw', 'request.ask']);
    const states = await Promise.all(
      [denied, withdrawn, old].map(async (id) => (await getRequest(id))?.state),
    );
    expect(states).toEqual(['denied', 'withdrawn', 'expired']);
  });

  it('whose asker may act no more, or that is refused outright by now, comes to nothing', async () => {
    const [gone, refused] = [await ask(launchOf()), await ask(launchOf())];
    await bound(19, ['no']);
    await decideRequest(platform, { id: refused, ...approve });
    expect(await getRequest(refused)).toMatchObject({
      state: 'void',
      voidReason: { code: 'denied' },
    });
    await bound(19);
    await (await db()).update(people).set({ role: 'auditor' }).where(eq(people.email, asker.email));
    await decideRequest(platform, { id: gone, ...approve });
    expect(await getRequest(gone)).toMatchObject({ state: 'void', voidReason: { code: 'denied' } });
  });
});
