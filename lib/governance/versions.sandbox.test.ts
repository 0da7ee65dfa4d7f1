import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { listAudit } from '../audit/data';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { runSteps, runs } from '../db/schema';
import { launchProxy } from '../proxies/mutations';
import { actorOf, createWorld, launchInput, type World } from '../testing/world';
import { builtInGuardrails } from './built-in';
import { listGuardrailVersions, loadGuardrails, replayGuardrails } from './data';
import { writeGuardrailsFile } from './file';
import { guardrailsSchema } from './guardrails';
import { saveGuardrails } from './mutations';
import { loadPastChanges } from './past';

const platform = actorOf('platform', 'platform');
const member = actorOf('member', 'payments');

let world: World;

beforeAll(async () => {
  world = await createWorld(() => createSandbox());
});
afterAll(() => world.close());

const stricter = guardrailsSchema.parse({
  ...builtInGuardrails,
  defaults: [
    ...builtInGuardrails.defaults,
    {
      ...{ id: 'small', when: {}, bound: { of: 'quotaPerDay', max: 19 } },
      ...{ verdict: 'no', reason: 'Start small.' },
    },
  ],
  tests: [
    {
      ...{ name: 'Nobody begins large', team: 'search', expect: 'no' },
      spec: { limits: { rate: 1, burst: 1 }, environment: 'dev' },
    },
  ],
});

it('a draft is held against what was launched before it is in force', async () => {
  await launchProxy(member, launchInput());
  await expect(replayGuardrails(member, stricter)).rejects.toMatchObject({ code: 'denied' });
  expect(await replayGuardrails(platform, stricter)).toMatchObject({
    draft: { at_once: 0, approval: 0, no: 1 },
    inForce: { at_once: 1, approval: 0, no: 0 },
    rows: [{ team: 'payments', isLaunch: true, draft: 'no', inForce: 'at_once', rules: ['small'] }],
    left: 0,
  });
});

it('a document is put in force once, by the platform team, and only while its tests are met', async () => {
  const save = { document: stricter, reason: 'Start small.', base: 0 };
  await expect(saveGuardrails(member, save)).rejects.toMatchObject({ code: 'denied' });
  const { tests } = builtInGuardrails;
  await expect(
    saveGuardrails(platform, { ...save, document: { ...stricter, tests } }),
  ).rejects.toMatchObject({
    code: 'invalid',
    detail: expect.stringContaining('A small proxy in dev launches at once'),
  });
  expect((await loadGuardrails()).version).toBe(0);
  expect(await saveGuardrails(platform, save)).toEqual({ version: 1 });
  await expect(saveGuardrails(platform, save)).rejects.toMatchObject({ code: 'conflict' });
  await expect(launchProxy(member, launchInput())).rejects.toMatchObject({ code: 'denied' });

  const [version] = await listGuardrailVersions();
  expect(version).toMatchObject({ version: 1, madeBy: platform.email, reason: 'Start small.' });
  // Read back it is the file that was saved, to the letter: else every draft would look changed.
  expect(version && writeGuardrailsFile(version.guardrails)).toBe(writeGuardrailsFile(stricter));
  const { rows } = await listAudit({ action: 'guardrail.save', limit: 5 });
  expect(rows).toMatchObject([{ object: 'version 1', detail: { rules: ['small'] } }]);
});

it('a save of tests alone says which, and how they read before and after', async () => {
  const { version, guardrails } = await loadGuardrails();
  const [first, ...others] = guardrails.tests;
  if (!first) throw new Error('there is no test');
  const tests = [{ ...first, team: 'fraud' }, ...others, { ...first, name: 'Nor does fraud' }];
  const document = { ...guardrails, tests };
  await saveGuardrails(platform, { document, reason: 'Two teams.', base: version });
  const { rows } = await listAudit({ action: 'guardrail.save', limit: 1 });
  expect(rows[0]?.detail).toMatchObject({ rules: [] });
  expect(rows[0]?.changes).toContainEqual({
    ...{ field: `tests.${first.name}.team`, from: 'search', to: 'fraud' },
  });
  expect(rows[0]?.changes).toContainEqual({
    ...{ field: 'tests.Nor does fraud.expect', from: null, to: 'no' },
  });
});

describe('the past that a draft is held against', () => {
  const subject = { subjectKind: 'proxy' as const, subjectName: 'old-way' };

  const specOf = (limit: number) => {
    const { network: _, ...place } = launchInput();
    return proxySpecSchema.parse({
      ...place.proxy,
      name: 'old-way',
      network: {
        name: 'main',
        vpcId: 'vpc-0123456789abcdef0',
        endpointId: 'vpce-0123456789abcdef0',
      },
      limits: { quota: { limit, period: 'DAY' } },
    });
  };

  async function ran(
    kind: 'import' | 'update',
    hour: number,
    steps: ['import' | 'update', number][],
  ): Promise<void> {
    const id = `run_${kind}_${hour}`;
    const at = new Date(Date.now() - hour * 3_600_000);
    const database = await db();
    await database.insert(runs).values({
      ...{ id, kind, ...subject, team: 'payments', targetId: mainTarget().id, state: 'succeeded' },
      ...{ requestedBy: member.email, requestedAt: at, idempotencyKey: id, requestHash: id },
    });
    for (const [index, [action, limit]] of steps.entries())
      await database.insert(runSteps).values({
        ...{ runId: id, index, ...subject, action, stackName: 'sluice-proxy-old-way' },
        ...{ clientToken: `${id}-${index}`, state: 'succeeded', spec: specOf(limit) },
      });
  }

  it('has an adoption once, as the launch that it is judged as, and the first change after it', async () => {
    await ran('import', 3, [
      ['import', 20],
      ['update', 20],
    ]);
    await ran('update', 2, [['update', 5_000]]);
    const past = await loadPastChanges(mainTarget().id, new Date(Date.now() - 86_400_000));
    const own = past.filter(({ spec }) => spec.name === 'old-way');
    expect(own).toMatchObject([
      { runId: 'run_import_3', saved: null, spec: { limits: { quota: { limit: 20 } } } },
      { runId: 'run_update_2', saved: { limits: { quota: { limit: 20 } } } },
    ]);
    expect(own[1]?.spec.limits.quota?.limit).toBe(5_000);
  });
});
