import { revertDrift } from '../drift/mutations';
import { deleteNetwork, launchNetwork } from '../networks/mutations';
import { findProxyStack } from '../proxies/fleet';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import {
  continueRollback,
  deleteRetaining,
  forceDelete,
  switchProtection,
} from '../recovery/mutations';
import { discardRun, executeRun } from '../runs/mutations';
import type { RunAim, RunKind, RunState, StepAction } from '../runs/types';
import { denyDeletion, denyRollback } from './stuck';
import { actorOf, launchInput, type World } from './world';

/** What a case stands on: `settled` resolves when nobody works on the run any more. */
export type Bench = {
  settled(begun: Promise<{ runId: string }>): Promise<string>;
  fault: World['fault'];
  /** Changes a plan's quota as somebody in AWS's console would. */
  setQuotaOutside(usagePlanId: string, limit: string): Promise<void>;
};

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

/** The object, and a key for what is asked of it. */
const on = ({ proxy, idempotencyKey }: LaunchProxyInput, verb: string) => ({
  kind: 'proxy' as const,
  name: proxy.name,
  idempotencyKey: `${verb}-${idempotencyKey}`,
});

const stackOf = ({ proxy }: LaunchProxyInput) => `sluice-proxy-${proxy.name}`;

async function stuckRollback(bench: Bench): Promise<LaunchProxyInput> {
  const input = await launched(bench);
  await denyRollback(bench.fault, stackOf(input));
  const { proxy, idempotencyKey } = input;
  const limits = { quota: { limit: 30, period: 'DAY' as const }, rate: 9, burst: 5 };
  const runId = await bench.settled(
    planProxyChange(member, {
      proxy: { ...proxy, upstream: { url: 'https://httpbin.org/anything' }, limits },
      idempotencyKey: `plan-${idempotencyKey}`,
    }),
  );
  await bench.settled(executeRun(member, runId).then(() => ({ runId })));
  return input;
}

async function stuckDeletion(bench: Bench): Promise<LaunchProxyInput> {
  const input = await launched(bench);
  await denyDeletion(bench.fault, stackOf(input));
  const { kind: _, ...asked } = on(input, 'gone');
  await bench.settled(deleteProxy(member, { ...asked, withNetwork: false }));
  return input;
}

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
  ...[true, false].map(
    (isProtected): RunCase => ({
      name: isProtected ? 'protect a proxy' : 'unprotect a proxy',
      kind: isProtected ? 'protect' : 'unprotect',
      aim: 'execute',
      actions: [isProtected ? 'protect' : 'unprotect'],
      rests: 'succeeded',
      async prepare(bench) {
        const input = await launched(bench);
        const asked = (to: boolean) =>
          switchProtection(member, { ...on(input, `protected-${to}`), isProtected: to });
        if (!isProtected) await bench.settled(asked(true));
        return () => idOf(asked(isProtected));
      },
    }),
  ),
  {
    name: 'continue a rollback',
    kind: 'continue_rollback',
    aim: 'execute',
    actions: ['continue_rollback'],
    rests: 'succeeded',
    async prepare(bench) {
      const input = await stuckRollback(bench);
      return () => idOf(continueRollback(member, { ...on(input, 'continue'), skip: ['Stage'] }));
    },
  },
  {
    name: 'delete a proxy and keep what refuses to go',
    kind: 'delete',
    aim: 'execute',
    actions: ['delete'],
    rests: 'succeeded',
    async prepare(bench) {
      const input = await stuckDeletion(bench);
      return () => idOf(deleteRetaining(member, { ...on(input, 'retain'), retain: ['Api'] }));
    },
  },
  {
    name: 'delete a proxy by force',
    kind: 'delete',
    aim: 'execute',
    actions: ['delete'],
    rests: 'succeeded',
    async prepare(bench) {
      const input = await stuckDeletion(bench);
      return () => idOf(forceDelete(member, on(input, 'force')));
    },
  },
  {
    name: 'revert what was changed outside',
    kind: 'revert',
    aim: 'execute',
    actions: ['update', 'update'],
    rests: 'succeeded',
    async prepare(bench) {
      const input = await launched(bench);
      const { kind: _, ...asked } = on(input, 'revert');
      const { UsagePlanId = '' } = (await findProxyStack(asked.name))?.facts.outputs ?? {};
      await bench.setQuotaOutside(UsagePlanId, '7000');
      return () => idOf(revertDrift(member, asked));
    },
  },
];

/*
 * A kind, an aim or an action that is added to the types is missing here until it is written down, which does not
 * compile; and written down without a case it fails the test that reads these.
 */
export const everyAction: Record<StepAction, true> = {
  create: true,
  update: true,
  delete: true,
  continue_rollback: true,
  protect: true,
  unprotect: true,
};
export const everyKind: Record<RunKind, true> = { ...everyAction, revert: true };
export const everyAim: Record<RunAim, true> = { plan: true, execute: true, discard: true };
