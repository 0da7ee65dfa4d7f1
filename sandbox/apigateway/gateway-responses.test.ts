import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetGatewayResponsesCommand,
  PutGatewayResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { describe, expect, it } from 'vitest';
import { clientSettings } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: API Gateway REST API Reference (GetGatewayResponses, GatewayResponse); supported-gateway-response-types (S-GWR)

const sandbox = await startSandbox();
const client = new APIGatewayClient(clientSettings(sandbox));

async function responsesOf(restApiId: string) {
  const { items = [] } = await client.send(new GetGatewayResponsesCommand({ restApiId }));
  return new Map(items.map((item) => [item.responseType, item]));
}

describe('the gateway responses of an API', () => {
  it('are the defaults for every kind before anybody has made one (GetGatewayResponses)', async () => {
    const { id = '' } = await client.send(new CreateRestApiCommand({ name: 'plain' }));
    const all = await responsesOf(id);
    expect(all.size).toBe(21);
    expect([...all.values()].every(({ defaultResponse }) => defaultResponse === true)).toBe(true);
    expect(all.get('QUOTA_EXCEEDED')).toMatchObject({
      statusCode: '429',
      responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    });
  });

  it('show one that was made as no default, and leave the rest (GatewayResponse.defaultResponse)', async () => {
    const { id = '' } = await client.send(new CreateRestApiCommand({ name: 'own' }));
    const responseTemplates = { 'application/json': '{"code":"x"}' };
    await client.send(
      new PutGatewayResponseCommand({
        restApiId: id,
        responseType: 'THROTTLED',
        responseTemplates,
      }),
    );
    const all = await responsesOf(id);
    expect(all.get('THROTTLED')).toMatchObject({ defaultResponse: false, responseTemplates });
    expect(all.get('QUOTA_EXCEEDED')?.defaultResponse).toBe(true);
  });
});
