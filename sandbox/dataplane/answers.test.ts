import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  callThrough,
  doorUrl,
  makeApi,
  type Network,
  openPolicy,
  startWithNetwork,
} from './fixture';

let network: Network;
beforeAll(async () => {
  network = await startWithNetwork();
});
afterAll(() => network.sandbox.close());

describe('a call through the endpoint', () => {
  it('reaches the upstream and says who answered (aws-facts B3, last row)', async () => {
    const api = await makeApi(network);
    const answer = await api.call('/get?a=1');
    expect(answer.text).toContain('"url": "https://httpbin.org/get?a=1"');
    expect(answer.status).toBe(200);
    expect(answer.headers['x-amzn-requestid']).toBeDefined();
    expect(answer.headers['x-amz-apigw-id']).toBeDefined();
    expect(answer.headers['x-amzn-errortype']).toBeUndefined();
  });

  it('also as plain HTTP on the same port', async () => {
    const api = await makeApi(network);
    const url = doorUrl(network).replace('https:', 'http:');
    const headers = { host: api.host, 'x-api-key': api.key };
    const answer = await callThrough(network.sandbox, url, { path: '/live/get', headers });
    expect(answer.status).toBe(200);
    expect(openPolicy('x')).toBeDefined();
  });
});
