import { planAdoption } from '../adoptions/mutations';
import { findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { revertDrift } from '../drift/mutations';
import { findProxyStack } from '../proxies/fleet';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import {
  continueRollback,
  deleteRetaining,
  forceDelete,
  switchProtection,
} from '../recovery/mutations';
import { cancelRun, discardRun, executeRun } from '../runs/mutations';
import type { RunAim, RunKind, StepAction } from '../runs/types';
import { seedDemoUpstream } from '../upstreams/seed';
import { makeByHand } from './api-by-hand';
import { idOf, networkAlone, networkRunCases, outputsOf } from './network-run-cases';
import type { Bench, RunCase } from './run-case';
import { denyDeletion, denyRollback } from './stuck';
import { actorOf, eventually, launchInput } from './world';

const member = actorOf('member', 'payments');

async function launched(bench: Pick<Bench, 'settled'>): Promise<LaunchProxyInput> {
  const input = launchInput();
  await bench.settled(launchProxy(member, input));
  return input;
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

type StuckBench = Pick<Bench, 'settled' | 'fault'>;

export async function stuckRollback(bench: StuckBench): Promise<LaunchProxyInput> {
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

export async function stuckDeletion(bench: StuckBench): Promise<LaunchProxyInput> {
  const input = await launched(bench);
  await denyDeletion(bench.fault, stackOf(input));
  const { kind: _, ...asked } = on(input, 'gone');
  await bench.settled(deleteProxy(member, { ...asked, withNetwork: false }));
  return input;
}

/** Takes an API that somebody made into a stack; it rests when the update waits for a person. */
async function adoptable(
  bench: Bench,
  environment: 'dev' | 'prod' = 'dev',
): Promise<() => Promise<{ runId: string }>> {
  const network = await networkAlone(bench);
  const { VpcId: vpcId = '', EndpointId: endpointId = '' } = await outputsOf(network);
  const name = network.replace('main', 'adopted');
  const { apiId } = await makeByHand({ name, vpcId, endpointId });
  const owned = { team: 'payments', owner: 'dev@example.com', environment };
  const upstreamUrl = 'https://httpbin.org';
  const input = {
    apiId,
    name,
    ...owned,
    network,
    upstreamUrl,
    keys: [],
    idempotencyKey: `import-${name}`,
  };
  // What serves production calls registered upstreams only.
  await seedDemoUpstream();
  return () => planAdoption(actorOf('platform'), input);
}

/** The stack stands still until it goes back, so that the request never comes too late. */
async function cancelOnceUpdating(bench: Bench, stack: string, runId: string): Promise<void> {
  await eventually(() => cancelRun(member, runId));
  await eventually(async () => {
    const { status } = (await findStack(mainTarget(), stack)) ?? {};
    if (status !== 'UPDATE_ROLLBACK_IN_PROGRESS') throw new Error(`${stack} is ${status}`);
  });
  await bench.release(stack);
}

export const runCases: readonly RunCase[] = [
  ...networkRunCases,
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
    name: 'cancel an update',
    kind: 'update',
    aim: 'execute',
    actions: ['update'],
    rests: 'failed',
    async prepare(bench) {
      const input = await launched(bench);
      const runId = await bench.settled(planChange(input));
      return async () => {
        await bench.hold(stackOf(input));
        await executeRun(member, runId);
        // Whoever begins it goes on to kill what works on it: it is cancelled whenever there is an update to cancel.
        void cancelOnceUpdating(bench, stackOf(input), runId);
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
  {
    name: 'adopt an API, up to its plan',
    kind: 'import',
    aim: 'execute',
    actions: ['import', 'update'],
    rests: 'planned',
    async prepare(bench) {
      const begin = await adoptable(bench);
      return () => idOf(begin());
    },
  },
  {
    name: 'adopt an API, once it is decided',
    kind: 'import',
    aim: 'execute',
    actions: ['import', 'update'],
    rests: 'succeeded',
    async prepare(bench) {
      const runId = await bench.settled((await adoptable(bench))());
      return async () => {
        await executeRun(member, runId);
        return runId;
      };
    },
  },
  {
    name: 'adopt an API that serves production',
    kind: 'import',
    aim: 'execute',
    actions: ['import', 'update', 'protect'],
    rests: 'succeeded',
    async prepare(bench) {
      const runId = await bench.settled((await adoptable(bench, 'prod'))());
      return async () => {
        await executeRun(member, runId);
        return runId;
      };
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
  import: true,
};
export const everyKind: Record<RunKind, true> = { ...everyAction, revert: true };
export const everyAim: Record<RunAim, true> = { plan: true, execute: true, discard: true };
