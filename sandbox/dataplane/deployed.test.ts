import {
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeApi, type Network, openPolicy, startWithNetwork } from './fixture';

// Source: aws-facts A7

let network: Network;
beforeAll(async () => {
  network = await startWithNetwork();
});
afterAll(() => network.sandbox.close());

describe('what is deployed', () => {
  it('is served until the stage moves (aws-facts A7)', async () => {
    const { gateway } = network;
    const api = await makeApi(network);
    const root = { restApiId: api.apiId, resourceId: api.rootResourceId, httpMethod: 'GET' };
    await gateway.send(new PutMethodCommand({ ...root, authorizationType: 'NONE' }));
    await gateway.send(
      new PutIntegrationCommand({
        ...root,
        type: 'HTTP_PROXY',
        integrationHttpMethod: 'GET',
        uri: 'https://httpbin.org/ip',
      }),
    );
    expect((await api.call('/')).status).toBe(403);
    await api.redeploy();
    expect((await api.call('/')).status).toBe(200);
  });

  it('includes the policy: a changed one works with a new deployment only (rubyonjets/jets#339)', async () => {
    const { gateway } = network;
    const api = await makeApi(network);
    const value = JSON.stringify(openPolicy('vpc-other'));
    await gateway.send(
      new UpdateRestApiCommand({
        restApiId: api.apiId,
        patchOperations: [{ op: 'replace', path: '/policy', value }],
      }),
    );
    expect((await api.call('/get')).status).toBe(200);
    await api.redeploy();
    expect((await api.call('/get')).status).toBe(403);
  });
});
