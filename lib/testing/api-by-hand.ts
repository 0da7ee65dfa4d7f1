import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { region } from './world';

export type ByHand = { apiId: string; keyId: string; key: string; planId: string; stage: string };

/**
 * A way out that somebody made in AWS's console: it works, its callers have a key, and it has traps of the published
 * one: only paths below the root, one method upstream, its errors flattened to 200.
 */
export async function makeByHand({
  name,
  endpointId,
  vpcId,
}: {
  name: string;
  endpointId: string;
  vpcId: string;
}): Promise<ByHand> {
  const client = new APIGatewayClient({ region });
  const stage = 'v1';
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: 'execute-api:/*',
        Condition: { StringEquals: { 'aws:SourceVpc': vpcId } },
      },
    ],
  });
  const { id: apiId = '', rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({
      name,
      endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: [endpointId] },
      policy,
      tags: { 'cost-center': '7' },
    }),
  );
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId: apiId, parentId, pathPart: '{proxy+}' }),
  );
  const place = { restApiId: apiId, resourceId, httpMethod: 'ANY' };
  await client.send(
    new PutMethodCommand({
      ...place,
      authorizationType: 'NONE',
      apiKeyRequired: true,
      requestParameters: { 'method.request.path.proxy': true },
    }),
  );
  await client.send(
    new PutIntegrationCommand({
      ...place,
      type: 'HTTP',
      integrationHttpMethod: 'GET',
      uri: 'https://httpbin.org/{proxy}',
      requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
    }),
  );
  await client.send(new PutMethodResponseCommand({ ...place, statusCode: '200' }));
  await client.send(new PutIntegrationResponseCommand({ ...place, statusCode: '200' }));
  await client.send(new CreateDeploymentCommand({ restApiId: apiId, stageName: stage }));
  const { id: planId = '' } = await client.send(
    new CreateUsagePlanCommand({
      name: `${name} callers`,
      apiStages: [{ apiId, stage }],
      quota: { limit: 1000, period: 'DAY' },
      throttle: { rateLimit: 50, burstLimit: 50 },
    }),
  );
  const { id: keyId = '', value: key = '' } = await client.send(
    new CreateApiKeyCommand({ name: 'Batch of Tuesday', enabled: true }),
  );
  await client.send(
    new CreateUsagePlanKeyCommand({ usagePlanId: planId, keyId, keyType: 'API_KEY' }),
  );
  client.destroy();
  return { apiId, keyId, key, planId, stage };
}
