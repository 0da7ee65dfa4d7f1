import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putGatewayResponse } from '../apigateway/gateway-responses';
import { makeApi, type Network, startWithNetwork } from './fixture';

let network: Network;
beforeAll(async () => {
  network = await startWithNetwork();
});
afterAll(() => network.sandbox.close());

type Response = {
  responseType: string;
  statusCode?: string;
  responseParameters?: Record<string, string>;
  responseTemplates?: Record<string, string>;
};

/** An API whose gateway responses are set before it is deployed. */
function apiWith(...responses: Response[]) {
  return makeApi(network, {
    quota: { limit: 1, period: 'DAY' },
    prepare(apiId) {
      const api = network.sandbox.context.apigateway.apis.get(apiId);
      for (const response of responses) {
        const defaults = { responseParameters: {}, responseTemplates: {} };
        if (api) putGatewayResponse(api, { ...defaults, ...response });
      }
    },
  });
}

const noKey = { headers: { 'x-api-key': '' } };

// Source: S-GWR (supported-gateway-response-types) and the developer guide on gateway responses.
describe('gateway responses', () => {
  it('fill templates from $context and set headers from literals and the request', async () => {
    const api = await apiWith({
      responseType: 'QUOTA_EXCEEDED',
      responseParameters: {
        'gatewayresponse.header.Retry-After': "'3600'",
        'gatewayresponse.header.X-Asked': 'method.request.header.x-ask',
        'gatewayresponse.header.X-Request': 'context.requestId',
      },
      responseTemplates: {
        'application/json':
          '{"message":$context.error.messageString,"code":"$context.error.responseType","requestId":"$context.requestId","none":"$context.nothing"}',
      },
    });
    await api.call('/get');
    const answer = await api.call('/get', { headers: { 'x-ask': 'me' } });
    const requestId = answer.headers['x-amzn-requestid'];
    expect(answer.status).toBe(429);
    expect(JSON.parse(answer.text)).toEqual({
      message: 'Limit Exceeded',
      code: 'QUOTA_EXCEEDED',
      requestId,
      none: '',
    });
    expect(answer.headers).toMatchObject({
      'retry-after': '3600',
      'x-asked': 'me',
      'x-request': requestId,
      'x-amzn-errortype': 'LimitExceededException',
    });
  });

  it('a changed status is what callers see', async () => {
    const api = await apiWith({ responseType: 'INVALID_API_KEY', statusCode: '401' });
    expect((await api.call('/get', noKey)).status).toBe(401);
  });

  it('DEFAULT_4XX rewrites every kind that says nothing itself, and no 5XX', async () => {
    const api = await apiWith(
      { responseType: 'DEFAULT_4XX', statusCode: '400' },
      { responseType: 'QUOTA_EXCEEDED', statusCode: '420' },
    );
    expect((await api.call('/get', noKey)).status).toBe(400);
    await api.call('/get');
    expect((await api.call('/get')).status).toBe(420);
  });

  it('take effect with a deployment only', async () => {
    const api = await apiWith();
    const live = network.sandbox.context.apigateway.apis.get(api.apiId);
    if (live) {
      putGatewayResponse(live, {
        responseType: 'INVALID_API_KEY',
        statusCode: '401',
        responseParameters: {},
        responseTemplates: {},
      });
    }
    expect((await api.call('/get', noKey)).status).toBe(403);
  });
});
