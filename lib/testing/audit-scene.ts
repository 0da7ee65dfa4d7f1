import { APIGatewayClient, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { EC2Client, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { env } from '../env';
import { actorFor } from '../identity/gate';
import { createPerson } from '../identity/mutations';
import { callbackUrl } from '../identity/oidc-client';
import { derivedKey } from '../identity/sealing';
import { seedDemoPeople } from '../identity/seed';
import type { Actor } from '../identity/types';
import { launchNetwork } from '../networks/mutations';
import { passportKey } from '../passport/key';
import { findProxyStack, requireFleet } from '../proxies/fleet';
import { launchProxy, planProxyChange } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import { getRun } from '../runs/data';
import { createEngine } from '../runs/engine';
import { executeRun } from '../runs/mutations';
import { collectOnce } from '../usage/collector';
import { atRest, liftBudgets } from './kills';
import { type OidcServer, startOidc } from './oidc-provider';
import { type Receiver, startReceiver } from './receiver';
import { stuckDeletion, stuckRollback } from './run-cases';
import { createWorld, eventually, launchInput, region, type World } from './world';

export const password = 'correct horse battery';

/**
 * Everything that there is to do something to, and nobody at work on it: a proxy in its network with a plan that waits,
 * one whose update is held, one whose rollback and one whose deletion got stuck, and an empty network.
 */
export type Scene = {
  world: World;
  /** Of the proxies' team; of the platform; of another team. Ben, Aiko and Chie of the demo. */
  member: Actor;
  platform: Actor;
  stranger: Actor;
  /** As the proxy was launched. */
  input: LaunchProxyInput;
  proxy: string;
  keyId: string;
  network: string;
  emptyNetwork: string;
  plannedRun: string;
  heldRun: string;
  heldProxy: string;
  stuckRollback: string;
  stuckDeletion: string;
  receiver: Receiver;
  provider: OidcServer;
  hands: ReturnType<typeof handsOf>;
  close(): Promise<void>;
};

/** What the environment must say before anything reads it. */
export const sceneEnvironment = {
  SLUICE_DEMO: '1',
  SLUICE_ADMIN_EMAIL: 'root@example.com',
  SLUICE_ADMIN_PASSWORD: password,
  OIDC_ISSUER: 'http://127.0.0.1:1',
  OIDC_CLIENT_ID: 'sluice',
  OIDC_CLIENT_SECRET: 'a secret of the tests alone',
  OIDC_SCOPES: 'openid profile email groups offline_access',
  OIDC_GROUPS: JSON.stringify([
    { group: 'plat', role: 'platform' },
    { group: 'pay', team: 'payments' },
  ]),
};

/** The sandbox is handed in: only tests may import it. */
export async function createScene(start: Parameters<typeof createWorld>[0]): Promise<Scene> {
  Object.assign(process.env, sceneEnvironment);
  const world = await createWorld(start);
  const provider = await startOidc(callbackUrl());
  // The environment is parsed once.
  Object.assign(env(), { OIDC_ISSUER: provider.issuer });
  liftBudgets();
  await seedDemoPeople();
  const pat = { name: 'Pat', email: 'pat@example.com', password };
  await createPerson({ ...pat, role: 'member', teams: ['payments'] });
  const [member, platform, stranger] = [
    await actorFor('ben@example.com'),
    await actorFor('aiko@example.com'),
    await actorFor('chie@example.com'),
  ];
  const engine = await createEngine({ leaseMs: 300, lookMs: 50, waitMs: (ms) => ms / 50 });
  const settled = async (begun: Promise<{ runId: string }>) => {
    const { runId } = await begun;
    await atRest(runId);
    return runId;
  };
  const bench = { settled, fault: world.fault };
  const input = launchInput();
  const network = nameOf(input);
  const held = launchInput({ network: { choice: 'existing', name: network } });
  const empty = launchInput();
  const emptyNetwork = nameOf(empty);
  const [rollback, deletion] = await Promise.all([
    stuckRollback(bench),
    stuckDeletion(bench),
    settled(launchProxy(member, input)).then(() => settled(launchProxy(member, held))),
    settled(
      launchNetwork(member, {
        network: (empty.network as Extract<LaunchProxyInput['network'], { choice: 'create' }>)
          .network,
        idempotencyKey: empty.idempotencyKey,
      }),
    ),
  ]);
  const heldRun = await hold(world, member, held, settled);
  const plannedRun = await settled(planProxyChange(member, changeOf(input, 'planned')));
  await engine.stop();
  const outputs = (await findProxyStack(input.proxy.name))?.facts.outputs ?? {};
  const calls = { apiId: outputs.RestApiId, keyId: outputs.KeyAId, requests: 3 };
  await world.control('POST', '/traffic', { ...calls, from: Date.now() - 1_000, to: Date.now() });
  await collectOnce();
  // Made at their first use, whoever comes first.
  await Promise.all([passportKey(), derivedKey('warm')]);
  const receiver = await startReceiver();
  const hands = handsOf();
  return {
    ...{ world, member, platform, stranger, input, network, emptyNetwork, receiver, provider },
    ...{ proxy: input.proxy.name, keyId: outputs.KeyAId ?? '', plannedRun, heldRun, hands },
    heldProxy: held.proxy.name,
    stuckRollback: rollback.proxy.name,
    stuckDeletion: deletion.proxy.name,
    async close() {
      hands.close();
      await receiver.stop();
      await world.close();
      await provider.close();
    },
  };
}

/** A change of the upstream's path, under a key of its own. */
export const changeOf = ({ proxy }: LaunchProxyInput, key: string) => ({
  proxy: { ...proxy, upstream: { url: 'https://httpbin.org/anything' } },
  idempotencyKey: `${key}-${proxy.name}-0123456789`,
});

function nameOf({ network }: LaunchProxyInput): string {
  if (network.choice !== 'create') throw new Error('the input makes no network');
  return network.network.name;
}

/** An update that CloudFormation is at, and stays at. */
async function hold(
  world: World,
  member: Actor,
  input: LaunchProxyInput,
  settled: (begun: Promise<{ runId: string }>) => Promise<string>,
): Promise<string> {
  const runId = await settled(planProxyChange(member, changeOf(input, 'held')));
  const stack = `sluice-proxy-${input.proxy.name}`;
  await world.control('POST', '/hold', { stack });
  await executeRun(member, runId);
  await eventually(async () => {
    const [run, found] = [await getRun(runId), await findProxyStack(input.proxy.name)];
    if (run?.state !== 'running' || found?.facts.status !== 'UPDATE_IN_PROGRESS')
      throw new Error(`${run?.state}, ${found?.facts.status}`);
  });
  return runId;
}

/** What somebody does with AWS's console. */
function handsOf() {
  const [ec2, lambda] = [new EC2Client({ region }), new LambdaClient({ region })];
  const [gateway, stacks] = [
    new APIGatewayClient({ region }),
    new CloudFormationClient({ region }),
  ];
  return {
    async setQuota(proxy: string, value: string) {
      const { UsagePlanId: usagePlanId } = (await findProxyStack(proxy))?.facts.outputs ?? {};
      const patchOperations = [{ op: 'replace' as const, path: '/quota/limit', value }];
      await gateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
    },
    async dropProbe(network: string) {
      const { ProbeFunctionName: FunctionName } = await outputsOf(network);
      await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    },
    async switchOffHostnames(network: string) {
      const { VpcId } = await outputsOf(network);
      await ec2.send(
        new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: false } }),
      );
    },
    /** As an older Sluice made it: labelled and written with generation 0. */
    async makeOlder(proxy: string) {
      const StackName = `sluice-proxy-${proxy}`;
      const { TemplateBody = '' } = await stacks.send(new GetTemplateCommand({ StackName }));
      const older = TemplateBody.replace(/Version: "1"/, 'Version: "0"').replace(
        /(Key: sluice:version\s+Value: )"1"/g,
        '$1"0"',
      );
      const tags = { ...(await findProxyStack(proxy))?.stack?.tags, 'sluice:version': '0' };
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await stacks.send(new UpdateStackCommand({ StackName, TemplateBody: older, Tags }));
      await eventually(async () => {
        const { status, version } = (await findProxyStack(proxy))?.facts ?? {};
        if (status !== 'UPDATE_COMPLETE' || version !== '0')
          throw new Error(`${status}, version ${version}`);
      });
    },
    close() {
      for (const client of [ec2, lambda, gateway, stacks]) client.destroy();
    },
  };
}

export async function outputsOf(network: string): Promise<Record<string, string>> {
  const { networks } = await requireFleet();
  return networks.find(({ facts }) => facts.name === network)?.facts.outputs ?? {};
}
