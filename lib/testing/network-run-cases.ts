import { revertNetworkDrift } from '../drift/network-mutations';
import { deleteNetwork, launchNetwork, planNetworkChange } from '../networks/mutations';
import { requireFleet } from '../proxies/fleet';
import { executeRun } from '../runs/mutations';
import type { Bench, RunCase } from './run-case';
import { actorOf, launchInput } from './world';

const member = actorOf('member', 'payments');

export async function networkAlone(bench: Bench): Promise<string> {
  const input = networkInput();
  await bench.settled(launchNetwork(member, input));
  return input.network.name;
}

function networkInput() {
  const { network, idempotencyKey } = launchInput();
  if (network.choice !== 'create') throw new Error('the input makes no network');
  return { network: network.network, idempotencyKey };
}

/** A change of a network that AWS carries out in more than one resource. */
async function networkChange(bench: Bench) {
  const input = networkInput();
  await bench.settled(launchNetwork(member, input));
  const network = { ...input.network, probe: false, owner: 'eve@example.com' };
  const idempotencyKey = `plan-${input.idempotencyKey}`;
  return () => planNetworkChange(member, { network, idempotencyKey });
}

/** A launch whose first resource is refused: nothing stands beside it that could be cancelled sooner or later. */
async function refusedNetwork(bench: Bench) {
  const input = networkInput();
  const network = { ...input.network, probe: false };
  const stack = `sluice-network-${network.name}`;
  await bench.fault({ service: 'ec2', operation: 'CreateVpc', kind: 'denied', stack });
  return { ...input, network };
}

export async function outputsOf(network: string): Promise<Record<string, string>> {
  const found = (await requireFleet()).networks.find(({ facts }) => facts.name === network);
  return found?.facts.outputs ?? {};
}

export const idOf = async (begun: Promise<{ runId: string }>) => (await begun).runId;

/** As runCases, of a network alone. */
export const networkRunCases: readonly RunCase[] = [
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
    name: 'create a network that is rolled back',
    kind: 'create',
    aim: 'execute',
    actions: ['create'],
    rests: 'failed',
    async prepare(bench) {
      const input = await refusedNetwork(bench);
      return () => idOf(launchNetwork(member, input));
    },
  },
  {
    name: 'clear a network that was rolled back',
    kind: 'delete',
    aim: 'execute',
    actions: ['delete'],
    rests: 'succeeded',
    async prepare(bench) {
      const input = await refusedNetwork(bench);
      await bench.settled(launchNetwork(member, input));
      const { name } = input.network;
      return () => idOf(deleteNetwork(member, { name, idempotencyKey: `clear-network-${name}` }));
    },
  },
  {
    name: 'plan an update of a network',
    kind: 'update',
    aim: 'plan',
    actions: ['update'],
    rests: 'planned',
    async prepare(bench) {
      const change = await networkChange(bench);
      return () => idOf(change());
    },
  },
  {
    name: 'execute the plan of a network',
    kind: 'update',
    aim: 'execute',
    actions: ['update'],
    rests: 'succeeded',
    async prepare(bench) {
      const runId = await bench.settled((await networkChange(bench))());
      return async () => {
        await executeRun(member, runId);
        return runId;
      };
    },
  },
  {
    name: 'revert a network changed outside',
    kind: 'revert',
    aim: 'execute',
    actions: ['update', 'update'],
    rests: 'succeeded',
    async prepare(bench) {
      const name = await networkAlone(bench);
      await bench.hideEndpointOutside((await outputsOf(name)).EndpointId ?? '');
      const idempotencyKey = `revert-network-${name}`;
      return () => idOf(revertNetworkDrift(member, { name, idempotencyKey }));
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
