import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { createWorld, eventually, type World } from '../testing/world';
import { getAccount } from './identity';
import { forget, remember } from './remember';
import { findStack, listOurStacks } from './stacks';
import { mainTarget } from './targets';
import { readVpcFacts } from './vpc-facts';

let world: World;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0 }));
});
afterAll(() => world.close());
beforeEach(() => world.takeCalls());
afterEach(() => world.control('DELETE', '/faults'));

const ask = (ttlMs: number) =>
  remember(mainTarget(), 'stacks', ttlMs, () => listOurStacks(mainTarget()));

describe('what is remembered of AWS', () => {
  it('is asked for once, however many want it', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(60_000)));
    expect(new Set(answers.map(({ asOf }) => asOf?.getTime())).size).toBe(1);
    expect(await world.takeCalls()).toEqual({ 'cloudformation.DescribeStacks': 1 });
  });

  it('is asked for again when something is known to have changed', async () => {
    const before = await ask(60_000);
    forget(mainTarget(), 'stacks');
    const after = await ask(60_000);
    expect(after.asOf?.getTime()).toBeGreaterThan(before.asOf?.getTime() ?? 0);
  });

  it('is as new as the asking that began after it, within the same millisecond too', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      forget(mainTarget(), 'stacks');
      await ask(60_000);
      await world.takeCalls();
      expect((await ask(60_000)).problem).toBeNull();
      expect(await world.takeCalls()).toEqual({});
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ['expired', 'credentials'],
    ['denied', 'denied'],
    ['throttle', 'throttled'],
    ['error500', 'unavailable'],
    ['reset', 'unavailable'],
  ])('survives %s as last known, with its age and the problem', async (kind, code) => {
    const before = await ask(0);
    await world.fault({ service: 'cloudformation', kind });
    forget(mainTarget(), 'stacks');
    const after = await ask(60_000);
    expect(after.asOf).toEqual(before.asOf);
    expect(after.value).toEqual(before.value);
    expect(after.problem?.code).toBe(code);
    await world.control('DELETE', '/faults');
  });

  it('survives a restart without AWS', async () => {
    const before = await ask(0);
    world.forgetMemory();
    await world.fault({ service: 'cloudformation', kind: 'expired' });
    const after = await ask(1);
    expect(after).toMatchObject({ asOf: before.asOf, problem: { code: 'credentials' } });
  });

  it('is unknown, with the problem, when nothing was ever known', async () => {
    await world.fault({ service: 'sts', kind: 'expired' });
    expect(await getAccount()).toMatchObject({ value: null, problem: { code: 'credentials' } });
  });

  it('is told to be old to who waited for news of it in vain', async () => {
    const before = await ask(0);
    let answer = (_rows: never[]): void => {};
    const asked = new Promise<never[]>((resolve) => {
      answer = resolve;
    });
    const late = await remember(mainTarget(), 'stacks', 0, () => asked, { patienceMs: 20 });
    expect(late).toMatchObject({
      asOf: before.asOf,
      problem: { code: 'unavailable', isSlow: true },
    });
    answer([]);
    await eventually(async () => expect((await ask(60_000)).problem).toBeNull());
  });

  it('is not waited for longer where it is known to have changed since it was asked for', async () => {
    const before = await ask(0);
    let answer = (_rows: never[]): void => {};
    const asked = new Promise<never[]>((resolve) => {
      answer = resolve;
    });
    const look = () => remember(mainTarget(), 'stacks', 0, () => asked, { patienceMs: 20 });
    await look();
    forget(mainTarget(), 'stacks');
    expect(await look()).toMatchObject({
      asOf: before.asOf,
      problem: { code: 'unavailable', isSlow: true },
    });
    answer([]);
    await eventually(async () => expect((await ask(60_000)).problem).toBeNull());
  });

  it('is told to be old where the read of it took too long', async () => {
    await ask(0);
    const now = Date.now();
    const slow = async () => {
      vi.setSystemTime(now + 10_000);
      return [];
    };
    vi.useFakeTimers({ toFake: ['Date'], now });
    const late = await remember(mainTarget(), 'slow', 5_000, slow);
    expect(late).toMatchObject({ asOf: new Date(now), problem: { isSlow: true } });
    vi.setSystemTime(now);
    const inTime = await remember(mainTarget(), 'slow too', 60_000, slow);
    expect(inTime).toMatchObject({ asOf: new Date(now), problem: null });
    vi.useRealTimers();
  });

  it('is what was asked for, however long its read took, to who waits for as long', async () => {
    await ask(0);
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now });
    const slow = async () => {
      vi.setSystemTime(now + 10_000);
      return [];
    };
    const patience = { patienceMs: Number.POSITIVE_INFINITY };
    const decided = await remember(mainTarget(), 'slow decision', 3_000, slow, patience);
    expect(decided).toMatchObject({ asOf: new Date(now), problem: null });
    vi.useRealTimers();
  });

  it('is asked for at once after a failure, when something is known to have changed', async () => {
    const calm = await world.fault({ service: 'cloudformation', kind: 'denied' });
    forget(mainTarget(), 'stacks');
    expect((await ask(60_000)).problem?.code).toBe('denied');
    await calm();
    forget(mainTarget(), 'stacks');
    expect((await ask(60_000)).problem).toBeNull();
  });

  it('does not ask a failing AWS for every viewer', async () => {
    await ask(0);
    await world.takeCalls();
    await world.fault({ service: 'cloudformation', kind: 'denied' });
    forget(mainTarget(), 'stacks');
    for (let viewer = 0; viewer < 50; viewer++) await ask(60_000);
    expect(await world.takeCalls()).toEqual({ 'cloudformation.DescribeStacks': 1 });
  });
});

describe('adapters', () => {
  it('know the account and where its private APIs can stand', async () => {
    world.forgetMemory();
    expect((await getAccount()).value).toMatchObject({ region: 'ap-northeast-1' });
    const facts = (await readVpcFacts(mainTarget())).value;
    expect(facts?.offeredAzs.length).toBeGreaterThan(1);
    for (const subnet of facts?.subnets ?? [])
      expect(facts?.vpcs.map(({ vpcId }) => vpcId)).toContain(subnet.vpcId);
  });

  it('take a stack that is not there for null', async () => {
    expect(await findStack(mainTarget(), 'sluice-proxy-nothing')).toBeNull();
  });
});
