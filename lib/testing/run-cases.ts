import { deleteNetwork, launchNetwork } from '../networks/mutations';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import { discardRun, executeRun } from '../runs/mutations';
import type { RunAim, RunKind, RunState, StepAction } from '../runs/types';
import { actorOf, launchInput } from './world';

/** What a case stands on: `settled` resolves when nobody works on the run any more. */
export type Bench = { settled(begun: Promise<{ runId: string }>): Promise<string> };

/**
 * One kind of run: what has to stand before it, and how it is begun. Whoever adds a kind, an aim or a step action adds
 * a case; everything that is killed, replayed or counted goes over this table.
 */
export type RunCase = {
  name: string;
  kind: RunKind;
  aim: RunAim;
  actions: StepAction[];
  /** Where an undisturbed run of this kind comes to rest. */
  rests: RunState;
  /** Puts in place what the run needs; answers how to begin it, and its id. */
  prepare(bench: Bench): Promise<() => Promise<string>>;
};

const member = actorOf('member', 'payments');

async function launched(bench: Bench): Promise<LaunchProxyInput> {
  const input = launchInput();
  await bench.settled(launchProxy(member, input));
  return input;
}

async function networkAlone(bench: Bench): Promise<string> {
  const input = networkInput();
  await bench.settled(launchNetwork(member, input));
  return input.network.name;
}

function networkInput() {
  const { network, idempotencyKey } = launchInput();
  if (network.choice !== 'create') throw new Error('the input makes no network');
  return { network: network.network, idempotencyKey };
}

/** A change that AWS carries out in more than one resource. */
const planChange = ({ proxy, idempotencyKey }: LaunchProxyInput) =>
  planProxyChange(member, {
    proxy: { ...proxy, upstream: { url: 'https://httpbin.org/anything' } },
    idempotencyKey: `plan-${idempotencyKey}`,
  });

const idOf = async (begun: Promise<{ runId: string }>) => (await begun).runId;

export const runCases: readonly RunCase[] = [
  {
    name: 'create a proxy',
    kind: 'create',
    aim: 'execute',
    actions: ['create'],
    rests: 'succeeded',
    async prepare(bench) {
      const name = await networkAlone(bench);
      const input = launchInput({ network: { choice: 'existing', name } });
      return () => idOf(launchProxy(member, input));
    },
  },
  {
    name: 'create a proxy with its network',
    kind: 'create',
    aim: 'execute',
    actions: ['create', 'create'],
    rests: 'succeeded',
    async prepare() {
      const input = launchInput();
      return () => idOf(launchProxy(member, input));
    },
  },
  {
    name: 'create a network',
    kind: 'create',
    aim: 'execute',
    actions: ['create'],
    rests: 'succeeded',
    async prepare() {
      const input = networkInput();
      return () => idOf(launchNetwork(member, input));
    },
  },
  {
    name: 'plan an update',
    kind: 'update',
    aim: 'plan',
    actions: ['update'],
    rests: 'planned',
    async prepare(bench) {
      const input = await launched(bench);
      return () => idOf(planChange(input));
    },
  },
  {
    name: 'execute a plan',
    kind: 'update',
    aim: 'execute',
    actions: ['update'],
    rests: 'succeeded',
    async prepare(bench) {
      const runId = await bench.settled(planChange(await launched(bench)));
      return async () => {
        await executeRun(member, runId);
        return runId;
      };
    },
  },
  {
    name: 'discard a plan',
    kind: 'update',
    aim: 'discard',
    actions: ['update'],
    rests: 'discarded',
    async prepare(bench) {
      const runId = await bench.settled(planChange(await launched(bench)));
      return async () => {
        await discardRun(member, runId);
        return runId;
      };
    },
  },
  {
    name: 'delete a proxy',
    kind: 'delete',
    aim: 'execute',
    actions: ['delete'],
    rests: 'succeeded',
    async prepare(bench) {
      const { proxy, idempotencyKey } = await launched(bench);
      const input = { name: proxy.name, withNetwork: false };
      return () =>
        idOf(deleteProxy(member, { ...input, idempotencyKey: `gone-${idempotencyKey}` }));
    },
  },
  {
    name: 'delete a proxy with its network',
    kind: 'delete',
    aim: 'execute',
    actions: ['delete', 'delete'],
    rests: 'succeeded',
    async prepare(bench) {
      const { proxy, idempotencyKey } = await launched(bench);
      const input = { name: proxy.name, withNetwork: true };
      return () =>
        idOf(deleteProxy(member, { ...input, idempotencyKey: `gone-${idempotencyKey}` }));
    },
  },
  {
    name: 'delete a network',
    kind: 'delete',
    aim: 'execute',
    actions: ['delete'],
    rests: 'succeeded',
    async prepare(bench) {
      const name = await networkAlone(bench);
      return () => idOf(deleteNetwork(member, { name, idempotencyKey: `gone-network-${name}` }));
    },
  },
];

/*
 * A kind, an aim or an action that is added to the types is missing here until it is written down, which does not
 * compile; and written down without a case it fails the test that reads these.
 */
export const everyKind: Record<RunKind, true> = { create: true, update: true, delete: true };
export const everyAim: Record<RunAim, true> = { plan: true, execute: true, discard: true };
export const everyAction: Record<StepAction, true> = { create: true, update: true, delete: true };
