import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';

const apigateway = new APIGatewayClient({});

/** A private API with a key, whose callers stand in a VPC: it works, and every call ends at one address. */
export async function makeWorkingApi(
  name: string,
  { vpcId, endpointId }: { vpcId: string; endpointId: string },
): Promise<{ restApiId: string; keyId: string; key: string; stage: string }> {
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
  const endpointConfiguration = { types: ['PRIVATE' as const], vpcEndpointIds: [endpointId] };
  const { id: restApiId = '', rootResourceId: parentId } = await apigateway.send(
    new CreateRestApiCommand({ name, policy, endpointConfiguration }),
  );
  const { id: resourceId } = await apigateway.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: '{proxy+}' }),
  );
  const place = { restApiId, resourceId, httpMethod: 'ANY' };
  await apigateway.send(
    new PutMethodCommand({ ...place, authorizationType: 'NONE', apiKeyRequired: true }),
  );
  await apigateway.send(
    new PutIntegrationCommand({
      ...place,
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'ANY',
      uri: 'https://httpbin.org/get',
    }),
  );
  await apigateway.send(new CreateDeploymentCommand({ restApiId, stageName: stage }));
  const { id: usagePlanId = '' } = await apigateway.send(
    new CreateUsagePlanCommand({
      name,
      apiStages: [{ apiId: restApiId, stage }],
      throttle: { rateLimit: 20, burstLimit: 20 },
      quota: { limit: 1000, period: 'DAY' },
    }),
  );
  const { id: keyId = '', value: key = '' } = await apigateway.send(
    new CreateApiKeyCommand({ name: `${name} nightly`, enabled: true }),
  );
  await apigateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  return { restApiId, keyId, key, stage };
}
