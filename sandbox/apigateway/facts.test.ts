// API Gateway's control plane, held against the local AWS and, by `npm run conformance`, against moto. Sources: API

// Source: API Gateway REST API Reference; LocalStack’s validated snapshots; asked of moto too
// Gateway's API Reference for members and statuses; for messages LocalStack's AWS-validated snapshots, the resource tests
// of terraform-provider-aws and what aws-facts B cites.

import { randomUUID } from 'node:crypto';
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
  DeleteRestApiCommand,
  DeleteStageCommand,
  DeleteUsagePlanCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetIntegrationCommand,
  GetMethodCommand,
  GetResourceCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetStagesCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateApiKeyCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { expect } from 'vitest';
import { refusal, standIn } from '../testing/facts';

const { settings, about } = await standIn();
const client = new APIGatewayClient(settings);

const makeApi = (name: string) => client.send(new CreateRestApiCommand({ name }));

/** An API with one method that answers by a fixed host, deployed to the stage `live`. */
async function makeStage(name: string) {
  const { id: restApiId = '', rootResourceId: resourceId = '' } = await makeApi(name);
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(
    new PutMethodCommand({ ...method, authorizationType: 'NONE', apiKeyRequired: true }),
  );
  await client.send(
    new PutIntegrationCommand({
      ...method,
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'GET',
      uri: 'https://httpbin.org/anything',
    }),
  );
  const { id: deploymentId = '' } = await client.send(new CreateDeploymentCommand({ restApiId }));
  await client.send(new CreateStageCommand({ restApiId, stageName: 'live', deploymentId }));
  return { restApiId, resourceId, deploymentId, method };
}

const makePlan = (name: string) => client.send(new CreateUsagePlanCommand({ name }));
const makeKey = (name: string) => client.send(new CreateApiKeyCommand({ name, enabled: true }));

const notFound = (message: string | RegExp) => ({
  code: 'NotFoundException',
  status: 404,
  message: typeof message === 'string' ? message : expect.stringMatching(message),
});

/** Every id of a listing, read two at a time. */
async function paged(
  page: (position?: string) => Promise<{ items?: { id?: string }[]; position?: string }>,
): Promise<string[]> {
  const ids: string[] = [];
  let position: string | undefined;
  do {
    const { items = [], position: next } = await page(position);
    expect(items.length).toBeLessThanOrEqual(2);
    ids.push(...items.map(({ id = '' }) => id));
    position = next;
  } while (position);
  return ids;
}

about('a REST API', (fact) => {
  fact('is read as it was made', async () => {
    const made = await client.send(
      new CreateRestApiCommand({
        name: 'round-trip',
        description: 'there and back',
        binaryMediaTypes: ['*/*'],
        minimumCompressionSize: 1024,
        endpointConfiguration: { types: ['PRIVATE'] },
        tags: { team: 'payments' },
      }),
    );
    const read = await client.send(new GetRestApiCommand({ restApiId: made.id }));
    const { $metadata: _made, ...wasMade } = made;
    const { $metadata: _read, ...isRead } = read;
    expect(isRead).toEqual(wasMade);
    expect(isRead).toMatchObject({
      name: 'round-trip',
      description: 'there and back',
      binaryMediaTypes: ['*/*'],
      minimumCompressionSize: 1024,
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
      tags: { team: 'payments' },
      createdDate: expect.any(Date),
      rootResourceId: expect.stringMatching(/^[a-z\d]{10}$/),
      id: expect.stringMatching(/^[a-z\d]{10}$/),
    });
    expect(isRead.endpointConfiguration?.types).toEqual(['PRIVATE']);
  });

  fact('is made with 201, deleted with 202, and is then gone', async () => {
    const made = await makeApi('short-lived');
    const gone = await client.send(new DeleteRestApiCommand({ restApiId: made.id }));
    expect([made.$metadata.httpStatusCode, gone.$metadata.httpStatusCode]).toEqual([201, 202]);
    expect(await refusal(client.send(new GetRestApiCommand({ restApiId: made.id })))).toMatchObject(
      { code: 'NotFoundException', status: 404 },
    );
  });

  fact('that is missing is named with its account', async () => {
    const asked = client.send(new GetRestApiCommand({ restApiId: 'missing001' }));
    expect(await refusal(asked)).toEqual(
      notFound(/^Invalid API identifier specified \d{12}:missing001$/),
    );
  });

  fact('is changed by patch operations', async () => {
    const { id: restApiId = '' } = await makeApi('patched');
    const answer = await client.send(
      new UpdateRestApiCommand({
        restApiId,
        patchOperations: [
          { op: 'replace', path: '/name', value: 'patched-again' },
          { op: 'replace', path: '/description', value: 'new' },
          { op: 'add', path: '/binaryMediaTypes/image~1png' },
        ],
      }),
    );
    const read = await client.send(new GetRestApiCommand({ restApiId }));
    for (const api of [answer, read])
      expect(api).toMatchObject({
        name: 'patched-again',
        description: 'new',
        binaryMediaTypes: ['image/png'],
      });
  });

  fact('is listed in pages that end without a position', async () => {
    const ids = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => (await makeApi(`listed-${name}`)).id ?? ''),
    );
    const listed = await paged((position) =>
      client.send(new GetRestApisCommand({ limit: 2, position })),
    );
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(ids));
  });
});

about('a resource', (fact) => {
  fact('has a path made of its parents', async () => {
    const { id: restApiId = '', rootResourceId: parentId = '' } = await makeApi('paths');
    const parent = await client.send(
      new CreateResourceCommand({ restApiId, parentId, pathPart: 'v1' }),
    );
    const child = await client.send(
      new CreateResourceCommand({ restApiId, parentId: parent.id, pathPart: '{proxy+}' }),
    );
    const read = await client.send(new GetResourceCommand({ restApiId, resourceId: child.id }));
    expect(read).toMatchObject({
      id: child.id,
      parentId: parent.id,
      pathPart: '{proxy+}',
      path: '/v1/{proxy+}',
    });
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
    expect(items.map(({ path }) => path).sort()).toEqual(['/', '/v1', '/v1/{proxy+}']);
  });

  fact('of a name that its parent has already is a conflict', async () => {
    const { id: restApiId = '', rootResourceId: parentId = '' } = await makeApi('twice');
    const again = new CreateResourceCommand({ restApiId, parentId, pathPart: 'v1' });
    await client.send(again);
    expect(await refusal(client.send(again))).toEqual({
      code: 'ConflictException',
      status: 409,
      message: 'Another resource with the same parent already has this name: v1',
    });
  });

  fact('that is missing is an invalid identifier', async () => {
    const { id: restApiId = '' } = await makeApi('no-resource');
    const asked = client.send(new GetResourceCommand({ restApiId, resourceId: 'none01' }));
    expect(await refusal(asked)).toEqual(notFound('Invalid Resource identifier specified'));
  });
});

about('a method', (fact) => {
  fact('is read as it was put, with its integration and responses', async () => {
    const { method } = await makeStage('method');
    const status = { ...method, statusCode: '200' };
    await client.send(
      new PutMethodResponseCommand({
        ...status,
        responseParameters: { 'method.response.header.X-Sluice': false },
      }),
    );
    await client.send(new PutIntegrationResponseCommand({ ...status, selectionPattern: '2..' }));
    const read = await client.send(new GetMethodCommand(method));
    expect(read).toMatchObject({
      httpMethod: 'GET',
      authorizationType: 'NONE',
      apiKeyRequired: true,
      methodResponses: {
        '200': {
          statusCode: '200',
          responseParameters: { 'method.response.header.X-Sluice': false },
        },
      },
      methodIntegration: {
        type: 'HTTP_PROXY',
        httpMethod: 'GET',
        uri: 'https://httpbin.org/anything',
        passthroughBehavior: 'WHEN_NO_MATCH',
        timeoutInMillis: 29_000,
        integrationResponses: { '200': { statusCode: '200', selectionPattern: '2..' } },
      },
    });
    expect(await client.send(new GetIntegrationCommand(method))).toMatchObject({
      type: 'HTTP_PROXY',
      cacheNamespace: method.resourceId,
    });
  });

  fact('that is missing is an invalid identifier, and so is its integration', async () => {
    const { id: restApiId = '', rootResourceId: resourceId = '' } = await makeApi('no-method');
    const missing = { restApiId, resourceId, httpMethod: 'PUT' };
    expect(await refusal(client.send(new GetMethodCommand(missing)))).toEqual(
      notFound('Invalid Method identifier specified'),
    );
    await client.send(new PutMethodCommand({ ...missing, authorizationType: 'NONE' }));
    expect(await refusal(client.send(new GetIntegrationCommand(missing)))).toEqual(
      notFound('Invalid Integration identifier specified'),
    );
  });
});

about('a deployment', (fact) => {
  fact('needs a method', async () => {
    const { id: restApiId = '' } = await makeApi('empty');
    expect(await refusal(client.send(new CreateDeploymentCommand({ restApiId })))).toEqual({
      code: 'BadRequestException',
      status: 400,
      message: "The REST API doesn't contain any methods",
    });
  });

  fact('is read by id and in the list', async () => {
    const { restApiId, deploymentId } = await makeStage('deployed');
    const read = await client.send(new GetDeploymentCommand({ restApiId, deploymentId }));
    expect(read).toMatchObject({ id: deploymentId, createdDate: expect.any(Date) });
    const { items = [] } = await client.send(new GetDeploymentsCommand({ restApiId }));
    expect(items.map(({ id }) => id)).toEqual([deploymentId]);
    const asked = client.send(new GetDeploymentCommand({ restApiId, deploymentId: 'none01' }));
    expect(await refusal(asked)).toEqual(notFound('Invalid Deployment identifier specified'));
  });
});

about('a stage', (fact) => {
  fact('is read as it was made, and listed', async () => {
    const { restApiId, deploymentId } = await makeStage('staged');
    const made = await client.send(
      new CreateStageCommand({
        restApiId,
        deploymentId,
        stageName: 'second',
        description: 'the second',
        variables: { host: 'example.com' },
        tags: { team: 'payments' },
      }),
    );
    const read = await client.send(new GetStageCommand({ restApiId, stageName: 'second' }));
    expect({ ...read, $metadata: null }).toEqual({ ...made, $metadata: null });
    expect(read).toMatchObject({
      stageName: 'second',
      deploymentId,
      description: 'the second',
      variables: { host: 'example.com' },
      tags: { team: 'payments' },
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
      tracingEnabled: false,
      methodSettings: {},
    });
    const { item = [] } = await client.send(new GetStagesCommand({ restApiId }));
    expect(item.map(({ stageName }) => stageName).sort()).toEqual(['live', 'second']);
  });

  fact('takes throttles of all its methods as patch operations', async () => {
    const { restApiId } = await makeStage('throttled');
    const where = { restApiId, stageName: 'live' };
    await client.send(
      new UpdateStageCommand({
        ...where,
        patchOperations: [
          { op: 'replace', path: '/*/*/throttling/rateLimit', value: '5' },
          { op: 'replace', path: '/*/*/throttling/burstLimit', value: '10' },
        ],
      }),
    );
    const { methodSettings } = await client.send(new GetStageCommand(where));
    expect(methodSettings?.['*/*']).toMatchObject({
      throttlingRateLimit: 5,
      throttlingBurstLimit: 10,
    });
  });

  fact('that is missing is an invalid identifier, and one of a taken name a conflict', async () => {
    const { restApiId, deploymentId } = await makeStage('one-stage');
    expect(
      await refusal(client.send(new GetStageCommand({ restApiId, stageName: 'none' }))),
    ).toEqual(notFound('Invalid stage identifier specified'));
    expect(
      await refusal(
        client.send(new CreateStageCommand({ restApiId, deploymentId, stageName: 'live' })),
      ),
    ).toEqual({ code: 'ConflictException', status: 409, message: 'Stage already exists' });
    const gone = await client.send(new DeleteStageCommand({ restApiId, stageName: 'live' }));
    expect(gone.$metadata.httpStatusCode).toBe(202);
  });
});

about('an API key', (fact) => {
  fact('shows its value only where it is asked for', async () => {
    const made = await makeKey('quiet');
    const apiKey = made.id ?? '';
    expect(made.value).toMatch(/^[A-Za-z\d]{40}$/);
    const plain = await client.send(new GetApiKeyCommand({ apiKey }));
    const shown = await client.send(new GetApiKeyCommand({ apiKey, includeValue: true }));
    expect(plain.value).toBeUndefined();
    expect(shown.value).toBe(made.value);
    expect(plain).toMatchObject({ id: apiKey, name: 'quiet', enabled: true, stageKeys: [] });
  });

  fact('is disabled unless it is made enabled', async () => {
    const { enabled } = await client.send(new CreateApiKeyCommand({ name: 'off' }));
    expect(enabled).toBe(false);
  });

  fact('is switched off by a patch operation', async () => {
    const { id: apiKey = '' } = await makeKey('switched');
    const off = await client.send(
      new UpdateApiKeyCommand({
        apiKey,
        patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }],
      }),
    );
    expect(off.enabled).toBe(false);
    expect((await client.send(new GetApiKeyCommand({ apiKey }))).enabled).toBe(false);
  });

  fact('whose value is another’s is a conflict', async () => {
    const value = randomUUID();
    await client.send(new CreateApiKeyCommand({ name: 'first', value }));
    const again = client.send(new CreateApiKeyCommand({ name: 'second', value }));
    expect(await refusal(again)).toEqual({
      code: 'ConflictException',
      status: 409,
      message: 'API Key already exists',
    });
  });

  fact('that is missing is an invalid identifier', async () => {
    expect(await refusal(client.send(new GetApiKeyCommand({ apiKey: 'missing001' })))).toEqual(
      notFound('Invalid API Key identifier specified'),
    );
    expect(await refusal(client.send(new DeleteApiKeyCommand({ apiKey: 'missing001' })))).toEqual(
      notFound('Invalid API Key identifier specified'),
    );
  });

  fact('is found by the start of its name, in pages', async () => {
    const ids = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => (await makeKey(`of-team-${name}`)).id ?? ''),
    );
    const listed = await paged((position) =>
      client.send(new GetApiKeysCommand({ nameQuery: 'of-team-', limit: 2, position })),
    );
    expect(listed.sort()).toEqual(ids.sort());
  });
});

about('a usage plan', (fact) => {
  fact('is read as it was made', async () => {
    const { restApiId } = await makeStage('planned');
    const made = await client.send(
      new CreateUsagePlanCommand({
        name: 'plan',
        apiStages: [{ apiId: restApiId, stage: 'live' }],
        quota: { limit: 20, period: 'DAY' },
        throttle: { rateLimit: 5, burstLimit: 5 },
        tags: { team: 'payments' },
      }),
    );
    const read = await client.send(new GetUsagePlanCommand({ usagePlanId: made.id }));
    expect({ ...read, $metadata: null }).toEqual({ ...made, $metadata: null });
    expect(read).toMatchObject({
      name: 'plan',
      apiStages: [{ apiId: restApiId, stage: 'live' }],
      quota: { limit: 20, offset: 0, period: 'DAY' },
      throttle: { rateLimit: 5, burstLimit: 5 },
      tags: { team: 'payments' },
    });
  });

  fact('has its quota and throttle changed by patch operations', async () => {
    const { id: usagePlanId = '' } = await client.send(
      new CreateUsagePlanCommand({
        name: 'changed',
        quota: { limit: 20, period: 'DAY' },
        throttle: { rateLimit: 5, burstLimit: 5 },
      }),
    );
    await client.send(
      new UpdateUsagePlanCommand({
        usagePlanId,
        patchOperations: [
          { op: 'replace', path: '/quota/limit', value: '40' },
          { op: 'replace', path: '/throttle/rateLimit', value: '2.5' },
        ],
      }),
    );
    expect(await client.send(new GetUsagePlanCommand({ usagePlanId }))).toMatchObject({
      quota: { limit: 40, period: 'DAY' },
      throttle: { rateLimit: 2.5, burstLimit: 5 },
    });
  });

  fact('that is missing is an invalid identifier', async () => {
    const asked = client.send(new GetUsagePlanCommand({ usagePlanId: 'none01' }));
    expect(await refusal(asked)).toEqual(notFound('Invalid Usage Plan ID specified'));
  });

  fact('is deleted with 202 and is then gone', async () => {
    const { id: usagePlanId = '' } = await makePlan('gone');
    const gone = await client.send(new DeleteUsagePlanCommand({ usagePlanId }));
    expect(gone.$metadata.httpStatusCode).toBe(202);
    expect((await refusal(client.send(new GetUsagePlanCommand({ usagePlanId })))).code).toBe(
      'NotFoundException',
    );
  });

  fact('is listed for one key, in pages', async () => {
    const { id: keyId = '' } = await makeKey('of-plans');
    const ids: string[] = [];
    for (const name of ['of-key-a', 'of-key-b', 'of-key-c']) {
      const { id: usagePlanId = '' } = await makePlan(name);
      await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
      ids.push(usagePlanId);
    }
    await makePlan('of-no-key');
    const listed = await paged((position) =>
      client.send(new GetUsagePlansCommand({ keyId, limit: 2, position })),
    );
    expect(listed.sort()).toEqual(ids.sort());
  });
});

about('a key of a usage plan', (fact) => {
  fact('carries its value unasked (aws-facts B: these read calls leak)', async () => {
    const { id: usagePlanId = '' } = await makePlan('leaky');
    const key = await makeKey('leaked');
    const keyId = key.id ?? '';
    const made = await client.send(
      new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }),
    );
    const { items } = await client.send(new GetUsagePlanKeysCommand({ usagePlanId }));
    const expected = { id: keyId, name: 'leaked', type: 'API_KEY', value: key.value };
    expect({ ...made, $metadata: null }).toEqual({ ...expected, $metadata: null });
    expect(items).toEqual([expected]);
    const read = await client.send(new GetUsagePlanKeyCommand({ usagePlanId, keyId }));
    expect(read).toMatchObject({ id: keyId, type: 'API_KEY', name: 'leaked' });
  });

  fact('that is missing is an invalid identifier', async () => {
    const { id: usagePlanId = '' } = await makePlan('no-keys');
    const asked = client.send(new GetUsagePlanKeyCommand({ usagePlanId, keyId: 'none01' }));
    expect((await refusal(asked)).code).toBe('NotFoundException');
    const joined = client.send(
      new CreateUsagePlanKeyCommand({ usagePlanId, keyId: 'none01', keyType: 'API_KEY' }),
    );
    expect((await refusal(joined)).code).toBe('NotFoundException');
  });

  fact('leaves its plan with 202 and stays a key', async () => {
    const { id: usagePlanId = '' } = await makePlan('left');
    const { id: keyId = '' } = await makeKey('leaver');
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
    const gone = await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }));
    expect(gone.$metadata.httpStatusCode).toBe(202);
    expect((await client.send(new GetUsagePlanKeysCommand({ usagePlanId }))).items ?? []).toEqual(
      [],
    );
    expect((await client.send(new GetApiKeyCommand({ apiKey: keyId }))).id).toBe(keyId);
  });
});
