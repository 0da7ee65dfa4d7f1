import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import type { ProxySpec } from '@/templates/proxy/spec';
import { db } from '../db/database';
import { guardrailVersions, runs } from '../db/schema';
import { launchProxy, planProxyChange, prepareLaunch } from '../proxies/mutations';
import { getRun } from '../runs/data';
import { createEngine } from '../runs/engine';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { builtInGuardrails } from './built-in';
import { hashOfSpec } from './enforce';

const member = actorOf('member', 'payments');

let world: World;
let stop = async () => {};

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 1 }));
  const engine = await createEngine({ leaseMs: 300, waitMs: hasty });
  stop = () => engine.stop();
});
afterAll(async () => {
  await stop();
  await world.close();
});

async function bound(max: number, verdict: 'approval' | 'no' = 'approval') {
  const said = verdict === 'no' ? { verdict } : { verdict, approver: 'platform' };
  const rule = { id: 'quota', bound: { of: 'quotaPerDay', max }, reason: 'Ask first.', ...said };
  const document = { ...builtInGuardrails, defaults: [rule] };
  const row = { document, madeBy: 'aiko@example.com', reason: 'test' };
  await (await db()).insert(guardrailVersions).values(row);
}

it('what the guardrails do not let through at once starts nothing, and says why', async () => {
  await bound(19);
  await expect(launchProxy(member, launchInput())).rejects.toMatchObject({
    code: 'denied',
    detail: 'Ask first.',
    verdict: { kind: 'approval', approvers: ['platform'], findings: [{ rule: 'quota' }] },
  });
  // The platform team too: whoever may write the rules keeps to them.
  await expect(launchProxy(actorOf('platform'), launchInput())).rejects.toMatchObject({
    code: 'denied',
  });
  expect(await (await db()).select().from(runs)).toEqual([]);
});

it('an approval lets through the spec that was approved, and no other', async () => {
  await bound(100);
  const input = launchInput();
  const spec = (await prepareLaunch(member, input)).steps.at(-1)?.spec as ProxySpec;
  await bound(19);
  const approval = { requestId: 'req_1', specHash: hashOfSpec(spec) };
  const other = { ...input, proxy: { ...input.proxy, description: 'another' } };
  await expect(launchProxy(member, other, approval)).rejects.toMatchObject({ code: 'denied' });
  const { runId } = await launchProxy(member, input, approval);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));

  const changed = (limit: number) => ({
    proxy: { ...input.proxy, limits: { quota: { limit, period: 'DAY' as const } } },
    idempotencyKey: `change-to-${limit}`,
  });
  await expect(planProxyChange(member, changed(21))).rejects.toMatchObject({ code: 'denied' });
  await expect(planProxyChange(member, changed(20))).resolves.toMatchObject({ isRepeated: false });

  await bound(19, 'no');
  const again = { ...launchInput(), proxy: { ...input.proxy, name: 'another-one' } };
  const refused = { requestId: 'req_2', specHash: hashOfSpec({ ...spec, name: 'another-one' }) };
  await expect(launchProxy(member, again, refused)).rejects.toMatchObject({
    verdict: { kind: 'no' },
  });
});
