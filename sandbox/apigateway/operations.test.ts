import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteDeploymentCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
  DeleteUsagePlanCommand,
  DeleteUsagePlanKeyCommand,
  GetAccountCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetDeploymentsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  type PatchOperation,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateAccountCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../server';

// Source: LocalStack’s validated snapshots (S-LS); API Gateway REST API Reference

let sandbox: Sandbox;
let client: APIGatewayClient;
beforeAll(async () => {
  sandbox = await createSandbox();
  client = new APIGatewayClient({
    region: 'ap-northeast-1',
    endpoint: sandbox.url,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
afterAll(() => sandbox.close());

const allow = (Resource = 'execute-api:/*') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: ['*'] }, Action: 'execute-api:Invoke', Resource },
    ],
  });

const makeApi = (type: 'PRIVATE' | 'REGIONAL' = 'REGIONAL', policy?: string) =>
  client.send(
    new CreateRestApiCommand({
      name: 'test',
      endpointConfiguration: { types: [type] },
      ...(policy === undefined ? {} : { policy }),
    }),
  );

/** An API that can be deployed, with one deployment and a stage. */
async function makeStage(stageName = 'live') {
  const api = await makeApi();
  const restApiId = api.id ?? '';
  await addMethod(restApiId, api.rootResourceId ?? '');
  const { id: deploymentId = '' } = await client.send(new CreateDeploymentCommand({ restApiId }));
  await client.send(new CreateStageCommand({ restApiId, stageName, deploymentId }));
  return { restApiId, deploymentId, stageName };
}

async function addMethod(restApiId: string, resourceId: string): Promise<void> {
  const target = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...target, authorizationType: 'NONE' }));
  const uri = 'https://httpbin.org/';
  await client.send(
    new PutIntegrationCommand({ ...target, type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri }),
  );
}

const fails = (call: Promise<unknown>, name: string, message: string | RegExp) =>
  expect(call).rejects.toMatchObject({
    name,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });

describe('REST APIs', () => {
  it('answer their policy rewritten and escaped (S-FLOCI; terraform-provider-aws unquotes it)', async () => {
    const { id: restApiId = '' } = await makeApi('PRIVATE', allow('execute-api:/live/GET/x'));
    const { policy = '', endpointConfiguration } = await client.send(
      new GetRestApiCommand({ restApiId }),
    );
    const [statement] = JSON.parse(JSON.parse(`"${policy}"`)).Statement;
    expect(statement.Resource).toBe(
      `arn:aws:execute-api:ap-northeast-1:123456789012:${restApiId}/live/GET/x`,
    );
    expect(statement.Principal).toEqual({ AWS: '*' });
    expect(endpointConfiguration?.ipAddressType).toBe('dualstack');
  });

  it('are paged by position', async () => {
    for (let count = 0; count < 3; count += 1) await makeApi();
    const first = await client.send(new GetRestApisCommand({ limit: 2 }));
    expect(first.items).toHaveLength(2);
    const position = first.position ?? '';
    const rest = await client.send(new GetRestApisCommand({ limit: 500, position }));
    expect(rest.position).toBeUndefined();
    const ids = [...(first.items ?? []), ...(rest.items ?? [])].map(({ id }) => id);
    expect(new Set(ids).size).toBe(sandbox.context.apigateway.apis.size);
  });

  it('are refused with the words AWS uses (LocalStack’s validated snapshots; aws-cdk#9684)', async () => {
    const restApiId = 'nope';
    const account = sandbox.context.accountId;
    await fails(
      client.send(new GetRestApiCommand({ restApiId })),
      'NotFoundException',
      `Invalid API identifier specified ${account}:nope`,
    );
    await fails(
      client.send(
        new CreateRestApiCommand({
          name: 'x',
          endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' },
        }),
      ),
      'BadRequestException',
      'Only dualstack ipAddressType is supported for Private APIs.',
    );
    await fails(
      client.send(
        new CreateRestApiCommand({
          name: 'x',
          endpointConfiguration: { types: ['REGIONAL'], vpcEndpointIds: ['vpce-1'] },
        }),
      ),
      'BadRequestException',
      /VPCEndpoints can only be specified with PRIVATE apis/,
    );
    await fails(
      makeApi('PRIVATE', '{"Version":1}'),
      'BadRequestException',
      /Invalid policy document/,
    );
  });
});

describe('an endpoint type', () => {
  const replace = (path: string, value: string) => ({ op: 'replace' as const, path, value });
  const patch = (restApiId: string, ...patchOperations: PatchOperation[]) =>
    client.send(new UpdateRestApiCommand({ restApiId, patchOperations }));

  // The guide's "Change a public or private API endpoint type"; the words of the refusal of edge are in azul's UPGRADING.
  it('goes from private to Regional and back, not to edge, nor while endpoints are associated (API Gateway guide; DataBiosphere/azul; terraform-provider-aws#14269)', async () => {
    const { id = '' } = await makeApi('PRIVATE', allow());
    const endpoint = { path: '/endpointConfiguration/vpcEndpointIds', value: 'vpce-1' };
    await patch(id, { op: 'add', ...endpoint });
    const present = '/endpointConfiguration/types/PRIVATE';
    await fails(
      patch(id, replace(present, 'EDGE')),
      'BadRequestException',
      'Cannot update endpoint from PRIVATE to EDGE',
    );
    await fails(
      patch(id, replace(present, 'REGIONAL')),
      'BadRequestException',
      /VPCEndpoints can only be specified with PRIVATE apis/,
    );
    const { endpointConfiguration } = await patch(
      id,
      { op: 'remove', ...endpoint },
      replace(present, 'REGIONAL'),
    );
    expect(endpointConfiguration?.types).toEqual(['REGIONAL']);
    const back = await patch(id, replace('/endpointConfiguration/types/0', 'PRIVATE'));
    expect(back.endpointConfiguration).toMatchObject({
      types: ['PRIVATE'],
      ipAddressType: 'dualstack',
    });
  });
});

describe('resources', () => {
  it('form a tree with AWS’s rules (LocalStack’s validated snapshots)', async () => {
    const api = await makeApi();
    const restApiId = api.id ?? '';
    const add = (parentId: string | undefined, pathPart: string) =>
      client.send(new CreateResourceCommand({ restApiId, parentId, pathPart }));
    const pets = await add(api.rootResourceId, 'pets');
    const greedy = await add(pets.id, '{proxy+}');
    expect(greedy.path).toBe('/pets/{proxy+}');
    await fails(
      add(api.rootResourceId, 'pets'),
      'ConflictException',
      'Another resource with the same parent already has this name: pets',
    );
    await fails(
      add(greedy.id, 'x'),
      'BadRequestException',
      'Cannot create a child of a resource with a greedy path variable: {proxy+}',
    );
    await fails(add('none', 'x'), 'NotFoundException', 'Invalid Resource identifier specified');
    const { items } = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
    expect(items?.map(({ path }) => path)).toEqual(['/', '/pets', '/pets/{proxy+}']);
  });
});

describe('deployments and stages', () => {
  it('a private API without a policy cannot be deployed (terraform-provider-aws#14290)', async () => {
    const { id: restApiId = '', rootResourceId = '' } = await makeApi('PRIVATE');
    await addMethod(restApiId, rootResourceId);
    await fails(
      client.send(new CreateDeploymentCommand({ restApiId })),
      'BadRequestException',
      "Private REST API doesn't have a resource policy attached to it",
    );
  });

  it('nor one without methods, or with a method that leads nowhere (moto; aws-cdk)', async () => {
    const { id: restApiId = '', rootResourceId } = await makeApi();
    const deploy = () => client.send(new CreateDeploymentCommand({ restApiId }));
    await fails(deploy(), 'BadRequestException', "The REST API doesn't contain any methods");
    await client.send(
      new PutMethodCommand({
        restApiId,
        resourceId: rootResourceId,
        httpMethod: 'GET',
        authorizationType: 'NONE',
      }),
    );
    await fails(deploy(), 'BadRequestException', 'No integration defined for method');
  });

  it('a deployment that a stage points to stays (hashicorp/terraform#30733)', async () => {
    const { restApiId, deploymentId, stageName } = await makeStage();
    const remove = () => client.send(new DeleteDeploymentCommand({ restApiId, deploymentId }));
    await fails(
      remove(),
      'BadRequestException',
      'Active stages pointing to this deployment must be moved or deleted',
    );
    await client.send(new DeleteStageCommand({ restApiId, stageName }));
    await remove();
    const { items = [] } = await client.send(new GetDeploymentsCommand({ restApiId }));
    expect(items).toEqual([]);
  });

  it('stages are unique, and move only to deployments there are (LocalStack’s snapshots)', async () => {
    const { restApiId, deploymentId, stageName } = await makeStage();
    await fails(
      client.send(new CreateStageCommand({ restApiId, stageName, deploymentId })),
      'ConflictException',
      'Stage already exists',
    );
    const patchOperations = [{ op: 'replace' as const, path: '/deploymentId', value: 'nope' }];
    await fails(
      client.send(new UpdateStageCommand({ restApiId, stageName, patchOperations })),
      'BadRequestException',
      'Deployment id does not exist',
    );
    const { item } = await client.send(new GetStagesCommand({ restApiId }));
    expect(item?.[0]?.lastUpdatedDate).toBeInstanceOf(Date);
  });

  it.each(['toString', 'constructor', '__proto__'])(
    'a stage may be called %s: letters, digits, - and _ (S-SPEC Stage.StageName)',
    async (stageName) => {
      const { restApiId, deploymentId } = await makeStage();
      await fails(
        client.send(new DeleteStageCommand({ restApiId, stageName })),
        'NotFoundException',
        'Invalid stage identifier specified',
      );
      await client.send(new CreateStageCommand({ restApiId, stageName, deploymentId }));
      const { item = [] } = await client.send(new GetStagesCommand({ restApiId }));
      expect(item.map((stage) => stage.stageName).sort()).toEqual(['live', stageName].sort());
    },
  );

  it('an access log needs the account’s role (virtual-waiting-room-on-aws#74)', async () => {
    const { restApiId, deploymentId } = await makeStage();
    const { cloudwatchRoleArn } = await client.send(new GetAccountCommand({}));
    const setRole = (value: string) =>
      client.send(
        new UpdateAccountCommand({
          patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value }],
        }),
      );
    expect(cloudwatchRoleArn).toMatch(/^arn:aws:iam::/);
    const patchOperations = [
      { op: 'replace' as const, path: '/accessLogSettings/format', value: '$context.requestId' },
    ];
    const update = () =>
      client.send(new UpdateStageCommand({ restApiId, stageName: 'live', patchOperations }));
    await setRole('');
    await fails(
      update(),
      'BadRequestException',
      'CloudWatch Logs role ARN must be set in account settings to enable logging',
    );
    await setRole(cloudwatchRoleArn ?? '');
    expect((await update()).accessLogSettings?.format).toBe('$context.requestId');
    expect(deploymentId).toBeTruthy();
  });
});

describe('usage plans and keys', () => {
  it('a plan needs its stage first (aws/serverless-application-model#32)', async () => {
    const { restApiId } = await makeStage();
    await fails(
      client.send(
        new CreateUsagePlanCommand({ name: 'p', apiStages: [{ apiId: restApiId, stage: 'prod' }] }),
      ),
      'NotFoundException',
      `API Stage not found: ${restApiId}:prod`,
    );
  });

  it('a plan with stages cannot be deleted (aws/aws-sdk-js#3841)', async () => {
    const { restApiId: apiId } = await makeStage();
    const apiStages = [{ apiId, stage: 'live' }];
    const plan = await client.send(new CreateUsagePlanCommand({ name: 'p', apiStages }));
    const usagePlanId = plan.id ?? '';
    await fails(
      client.send(new DeleteUsagePlanCommand({ usagePlanId })),
      'BadRequestException',
      `Cannot delete Usage Plan ${usagePlanId} because there are API Stages associated with it, including ${apiId}:live`,
    );
    const patchOperations = [{ op: 'remove' as const, path: '/apiStages', value: `${apiId}:live` }];
    await client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
    await client.send(new DeleteUsagePlanCommand({ usagePlanId }));
    await fails(
      client.send(new GetUsagePlanCommand({ usagePlanId })),
      'NotFoundException',
      'Invalid Usage Plan ID specified',
    );
  });

  it('a key is in one plan per stage (S-UP; text UNCONFIRMED)', async () => {
    const { restApiId: apiId } = await makeStage();
    const apiStages = [{ apiId, stage: 'live' }];
    const key = await client.send(new CreateApiKeyCommand({ enabled: true }));
    const join = async () => {
      const plan = await client.send(new CreateUsagePlanCommand({ name: 'p', apiStages }));
      const usagePlanId = plan.id;
      return client.send(
        new CreateUsagePlanKeyCommand({ usagePlanId, keyId: key.id, keyType: 'API_KEY' }),
      );
    };
    await join();
    await fails(join(), 'ConflictException', /already associated/);
  });

  it('key values are 40 characters, unique, and shown only where AWS shows them', async () => {
    const key = await client.send(new CreateApiKeyCommand({ name: 'shown' }));
    const apiKey = key.id ?? '';
    expect(key.value).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(key.enabled).toBe(false);
    expect((await client.send(new GetApiKeyCommand({ apiKey }))).value).toBeUndefined();
    const shown = await client.send(new GetApiKeyCommand({ apiKey, includeValue: true }));
    expect(shown.value).toBe(key.value);
    const { items } = await client.send(new GetApiKeysCommand({ nameQuery: 'shown' }));
    expect(items?.map(({ value }) => value)).toEqual([undefined]);
    await fails(
      client.send(new CreateApiKeyCommand({ value: key.value })),
      'ConflictException',
      'API Key already exists',
    );
    await fails(
      client.send(new CreateApiKeyCommand({ value: 'short' })),
      'BadRequestException',
      'API Key value should be at least 20 characters',
    );
    await client.send(new DeleteApiKeyCommand({ apiKey }));
    await fails(
      client.send(new GetApiKeyCommand({ apiKey })),
      'NotFoundException',
      'Invalid API Key identifier specified',
    );
  });

  it('the keys of a plan carry their values unasked (measured, LocalStack get-up-keys)', async () => {
    const { id: usagePlanId } = await client.send(new CreateUsagePlanCommand({ name: 'p' }));
    const key = await client.send(new CreateApiKeyCommand({ enabled: true }));
    const keyId = key.id ?? '';
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
    const { items } = await client.send(new GetUsagePlanKeysCommand({ usagePlanId }));
    expect(items?.[0]?.value).toBe(key.value);
    const plans = await client.send(new GetUsagePlansCommand({ keyId }));
    expect(plans.items?.map(({ id }) => id)).toEqual([usagePlanId]);
    await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }));
    const after = await client.send(new GetUsagePlanKeysCommand({ usagePlanId }));
    expect(after.items).toEqual([]);
  });

  it('deleting an API takes its stages off the plans', async () => {
    const { restApiId: apiId } = await makeStage();
    const apiStages = [{ apiId, stage: 'live' }];
    const plan = await client.send(new CreateUsagePlanCommand({ name: 'p', apiStages }));
    await client.send(new DeleteRestApiCommand({ restApiId: apiId }));
    const after = await client.send(new GetUsagePlanCommand({ usagePlanId: plan.id }));
    expect(after.apiStages).toEqual([]);
  });
});
