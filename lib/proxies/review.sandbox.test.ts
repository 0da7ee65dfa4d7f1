import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { getRun } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import { loadRun } from '../runs/store';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { addDays, utcDay } from '../usage/calendar';
import { getProxy } from './data';
import { launchProxy, planProxyChange } from './mutations';
import { reviewProxy } from './review';

const member = actorOf('member', 'payments');
const input = launchInput();
const { name } = input.proxy;
const today = utcDay(new Date());

let world: World;
let engine: Engine;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0 }));
  engine = await createEngine({ waitMs: hasty });
  const lifetime = { reviewOn: addDays(today, 20), endsOn: addDays(today, 400) };
  const { runId } = await launchProxy(member, { ...input, proxy: { ...input.proxy, lifetime } });
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});

async function proxy() {
  const known = await getProxy(name);
  if (!known?.value) throw new Error(`${name} is not known`);
  return known.value;
}

const review = (reviewOn: string, actor = member) =>
  reviewProxy(actor, { name, reviewOn, idempotencyKey: `review-${reviewOn}-${actor.name}` });

it('a review is an update of labels: the stack has the next date, and everything else is as it was', async () => {
  const before = await proxy();
  expect(before.lifetime).toMatchObject({ state: 'review_soon', review: { days: 20 } });
  const next = addDays(today, 200);
  const { runId } = await review(next);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
  const changes = (await getRun(runId))?.steps[0]?.plan?.changes ?? [];
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.map(({ action, replacement }) => [action, replacement])).toEqual(
    changes.map(() => ['Modify', 'False']),
  );
  const after = await proxy();
  expect(after.spec?.lifetime).toEqual({ reviewOn: next, endsOn: addDays(today, 400) });
  expect(after.lifetime?.state).toBe('running');
  expect(after.outputs).toEqual(before.outputs);
  const { rows } = await listAudit({ action: 'proxy.review', limit: 5 });
  expect(rows).toMatchObject([{ actor: member.email, object: name, detail: { reviewOn: next } }]);
});

it('a review is asked for once, by the team, for a day ahead and within the lifetime', async () => {
  await expect(review(today)).rejects.toMatchObject({ code: 'invalid' });
  await expect(review(addDays(today, 401))).rejects.toMatchObject({ code: 'invalid' });
  await expect(review(addDays(today, 10), actorOf('auditor'))).rejects.toMatchObject({
    code: 'denied',
  });
  await expect(review(addDays(today, 10), actorOf('member', 'search'))).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('a change that says nothing of the lifetime leaves it, and none begins in the past', async () => {
  const saved = (await proxy()).spec?.lifetime;
  const limits = { quota: { limit: 30, period: 'DAY' as const }, rate: 5, burst: 5 };
  const change = { ...input.proxy, limits };
  const { runId } = await planProxyChange(member, { proxy: change, idempotencyKey: 'change-01' });
  await eventually(async () => expect((await getRun(runId))?.state).toBe('planned'));
  expect((await loadRun(runId))?.steps[0]?.spec).toMatchObject({ lifetime: saved });
  const past = { ...input.proxy, lifetime: { endsOn: addDays(today, -1) } };
  await expect(
    planProxyChange(member, { proxy: past, idempotencyKey: 'change-02' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  const late = launchInput();
  await expect(
    launchProxy(member, { ...late, proxy: { ...late.proxy, lifetime: past.lifetime } }),
  ).rejects.toMatchObject({ code: 'invalid' });
});
