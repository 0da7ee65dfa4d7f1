import {
  APIGatewayClient,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteStageCommand,
  DeleteUsagePlanKeyCommand,
  GetResourcesCommand,
  PutMethodCommand,
  UpdateApiKeyCommand,
  UpdateRestApiCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { checkDrift } from '../drift/mutations';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { actorOf, eventually, launchInput, region } from '../testing/world';
import type { Diagnosis, Link } from './doctor';
import { getKeyDiagnoses } from './doctor-data';

const member = actorOf('member', 'payments');
const launch = launchInput();
const { name } = launch.proxy;

let standing: StandingWorld;
let ids: { restApiId: string; usagePlanId: string; keyId: string; rootId: string };
const gateway = () => new APIGatewayClient({ region });

beforeAll(async () => {
  standing = await createStandingWorld(() => createSandbox({ paceMs: 2 }), launch);
  const { RestApiId = '', UsagePlanId = '', KeyAId = '' } = standing.proxy.outputs;
  const { items } = await gateway().send(new GetResourcesCommand({ restApiId: RestApiId }));
  const rootId = items?.find(({ path }) => path === '/')?.id ?? '';
  ids = { restApiId: RestApiId, usagePlanId: UsagePlanId, keyId: KeyAId, rootId };
});
afterAll(() => standing.close());

async function found(): Promise<Diagnosis | undefined> {
  standing.world.forgetMemory();
  await eventually(() => checkDrift(member, { name }));
  return (await getKeyDiagnoses(name))?.value?.find(({ slot }) => slot === 'A');
}

async function switchKey(value: string) {
  const patchOperations = [{ op: 'replace' as const, path: '/enabled', value }];
  await gateway().send(new UpdateApiKeyCommand({ apiKey: ids.keyId, patchOperations }));
}

async function patchStages(op: 'add' | 'remove') {
  const patchOperations = [{ op, path: '/apiStages', value: `${ids.restApiId}:live` }];
  const { usagePlanId } = ids;
  await gateway().send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
}

async function setSource(value: string) {
  const patchOperations = [{ op: 'replace' as const, path: '/apiKeySource', value }];
  await gateway().send(new UpdateRestApiCommand({ restApiId: ids.restApiId, patchOperations }));
}

/** What somebody does in the console, and how it is undone where it can be; in this order, for the last are final. */
const breaks: [
  link: Link,
  breakIt: () => Promise<unknown>,
  mend: (() => Promise<unknown>) | null,
][] = [
  ['enabled', () => switchKey('false'), () => switchKey('true')],
  [
    'plan',
    () => gateway().send(new DeleteUsagePlanKeyCommand(ids)),
    () => gateway().send(new CreateUsagePlanKeyCommand({ ...ids, keyType: 'API_KEY' })),
  ],
  ['stage', () => patchStages('remove'), () => patchStages('add')],
  ['source', () => setSource('AUTHORIZER'), () => setSource('HEADER')],
  [
    'method',
    () =>
      gateway().send(
        new PutMethodCommand({
          restApiId: ids.restApiId,
          resourceId: ids.rootId,
          httpMethod: 'PATCH',
          authorizationType: 'NONE',
          apiKeyRequired: false,
        }),
      ),
    null,
  ],
  [
    'deployed',
    async () => {
      await patchStages('remove');
      await gateway().send(new DeleteStageCommand({ restApiId: ids.restApiId, stageName: 'live' }));
    },
    null,
  ],
  ['key', () => gateway().send(new DeleteApiKeyCommand({ apiKey: ids.keyId })), null],
];

describe('the association doctor', () => {
  it('finds every link of a launched proxy whole, with what it saw', async () => {
    const diagnosis = await found();
    expect(diagnosis?.broken).toBeNull();
    expect(diagnosis?.findings.map(({ link, isWhole }) => [link, isWhole])).toEqual(
      ['key', 'enabled', 'plan', 'stage', 'deployed', 'method', 'source'].map((it) => [it, true]),
    );
    const evidence = diagnosis?.findings.map((it) => it.evidence).join(' ');
    expect(evidence).toContain(`${ids.keyId} → ${ids.usagePlanId}`);
    expect(evidence).toContain(`${ids.restApiId}:live`);
    expect(evidence).toContain('ANY /{proxy+}');
  });

  it.each(breaks)('names %s when somebody breaks it', async (link, breakIt, mend) => {
    await breakIt();
    const broken = (await found())?.findings.filter(({ isWhole }) => !isWhole);
    expect(broken?.map((it) => it.link)).toContain(link);
    if (!mend) return;
    expect((await found())?.broken).toBe(link);
    await mend();
    expect((await found())?.broken).toBeNull();
  });
});
