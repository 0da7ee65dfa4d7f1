import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorUrl, makeApi, type Network, startWithNetwork } from './fixture';
import { type Answer, callThrough } from './fixture-caller';

// Source: aws-facts A9

const suffix = '.execute-api.ap-northeast-1.amazonaws.com';
let network: Network;
let api: Awaited<ReturnType<typeof makeApi>>;
let associated: typeof api;
beforeAll(async () => {
  network = await startWithNetwork();
  api = await makeApi(network);
  associated = await makeApi(network, { vpcEndpointIds: [network.endpoint.vpcEndpointId] });
});
afterAll(() => network.sandbox.close());

const vpceName = () => network.endpoint.dnsEntries[0]?.dnsName ?? '';
const alias = (apiId: string) => `${apiId}-${network.endpoint.vpcEndpointId}${suffix}`;

/** A call of the associated API, its key included, with other headers and at another place. */
function call(headers: Record<string, string>, path = '/live/get', url = doorUrl(network)) {
  return callThrough(network.sandbox, url, {
    path,
    headers: { 'x-api-key': associated.key, ...headers },
  });
}

type Row = [fact: string, source: string, call: () => Promise<Answer>, status: number];

const rows: Row[] = [
  [
    '{api}.execute-api through the endpoint',
    'S-INV',
    () => call({ host: `${associated.apiId}${suffix}` }),
    200,
  ],
  [
    'with a port and in capitals, as a Host may be',
    'RFC 9110',
    () => call({ host: `${associated.apiId.toUpperCase()}${suffix}:443` }),
    200,
  ],
  [
    '{api}-{vpce}.execute-api for an API that names the endpoint',
    'S-INV',
    () => call({ host: alias(associated.apiId) }),
    200,
  ],
  [
    'not for an API that does not name it',
    'S-PRIV VpcEndpointIds',
    () => call({ host: alias(api.apiId), 'x-api-key': api.key }),
    403,
  ],
  [
    'nor with another endpoint’s id',
    'S-PRIV VpcEndpointIds',
    () => call({ host: `${associated.apiId}-vpce-0123456789abcdef0${suffix}` }),
    403,
  ],
  [
    'the endpoint’s own name with x-apigw-api-id',
    'S-INV',
    () => call({ host: vpceName(), 'x-apigw-api-id': associated.apiId }),
    200,
  ],
  ['and not without', 'S-INV', () => call({ host: vpceName() }), 403],
  [
    'with the id of no API',
    'S-INV',
    () => call({ host: vpceName(), 'x-apigw-api-id': 'aaaaaaaaaa' }),
    403,
  ],
  [
    'the Host says it before x-apigw-api-id does',
    'UNCONFIRMED',
    () => call({ host: `${associated.apiId}${suffix}`, 'x-apigw-api-id': 'aaaaaaaaaa' }),
    200,
  ],
  [
    'the stage is the first segment of the path: without it nothing is there',
    'aws-facts A9',
    () => call({ host: `${associated.apiId}${suffix}` }, '/get'),
    403,
  ],
  [
    'plain HTTP on the same port, which AWS’s endpoint does not open',
    'sandbox only',
    () => {
      const url = doorUrl(network).replace('https:', 'http:');
      return call({ host: `${associated.apiId}${suffix}` }, '/live/get', url);
    },
    200,
  ],
];

describe('forms of address', () => {
  for (const [fact, source, send, status] of rows) {
    it(`${fact} → ${status} (${source})`, async () => {
      const answer = await send();
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.text).toBe('{"message":"Forbidden"}');
    });
  }

  it('the stage is not part of the path that goes on (aws-facts A9)', async () => {
    const answer = await call({ host: `${associated.apiId}${suffix}` }, '/live/anything/live');
    expect(JSON.parse(answer.text).url).toBe('https://httpbin.org/anything/live');
  });
});

describe('from outside every VPC', () => {
  it('a private API gives no HTTP answer at all (onmyway133/blog#1058; UNCONFIRMED)', async () => {
    const headers = { host: associated.host };
    await expect(call(headers, '/live/get', network.sandbox.publicUrl)).rejects.toThrow(
      /socket hang up|ECONNRESET/,
    );
  });

  it('a public API answers (repost api-gateway-vpc-connections)', async () => {
    const everyone = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    const open = await makeApi(network, {
      policy: { Version: '2012-10-17', Statement: [everyone] },
    });
    const stored = network.sandbox.context.apigateway.apis.get(open.apiId);
    if (stored) stored.endpointConfiguration.types = ['REGIONAL'];
    const headers = { host: open.host, 'x-api-key': open.key };
    expect((await call(headers, '/live/get', network.sandbox.publicUrl)).status).toBe(200);
  });

  it('the id of no API → 403 (UNCONFIRMED)', async () => {
    const answer = await call(
      { host: `aaaaaaaaaa${suffix}` },
      '/live/get',
      network.sandbox.publicUrl,
    );
    expect([answer.status, answer.text]).toEqual([403, '{"message":"Forbidden"}']);
  });
});
