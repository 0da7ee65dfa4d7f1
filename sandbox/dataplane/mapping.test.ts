import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeApi, type Network, startWithNetwork } from './fixture';
import type { CallOptions } from './fixture-caller';
import { forwardedHeaders } from './header-rules';

let network: Network;
let plain: Awaited<ReturnType<typeof makeApi>>;
beforeAll(async () => {
  network = await startWithNetwork();
  plain = await makeApi(network);
});
afterAll(() => network.sandbox.close());

type Echo = {
  method: string;
  url: string;
  data: string;
  args: Record<string, unknown>;
  headers: Record<string, string>;
  origin: string;
};

async function echo(api: typeof plain, path: string, options: CallOptions = {}): Promise<Echo> {
  const answer = await api.call(path, options);
  expect(answer.text).toContain('{');
  return JSON.parse(answer.text) as Echo;
}

// Source of every row: aws-facts A6, measured by LocalStack against AWS (header_remapping_http[HTTP_PROXY]).
describe('request headers of HTTP_PROXY', () => {
  it.each([
    ['Accept', 'text/html'],
    ['Accept-Encoding', 'br'],
    ['Authorization', 'Bearer sk-test'],
    ['Content-Type', 'text/csv'],
    ['Pragma', 'cache'],
    ['Range', 'bytes=500-999'],
    ['Referer', 'https://example.com/'],
    ['User-Agent', 'client/1.0'],
    ['Age', '7'],
    ['X-Custom', 'kept'],
  ])('%s is forwarded as sent', async (name, value) => {
    const { headers } = await echo(plain, '/anything', {
      method: 'POST',
      headers: { [name]: value },
    });
    expect(headers[name]).toBe(value);
  });

  it.each([
    'Content-MD5',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'TE',
    'Upgrade',
    'WWW-Authenticate',
    'Content-Encoding',
    'Via',
  ])('%s is dropped', async (name) => {
    const value = name === 'TE' ? 'trailers' : 'x';
    const { headers } = await echo(plain, '/anything', { headers: { [name]: value } });
    const names = Object.keys(headers).map((it) => it.toLowerCase());
    expect(names).not.toContain(name.toLowerCase());
  });

  it('Trailer, Connection and Transfer-Encoding are dropped, repeated headers joined', () => {
    const sent: [string, string][] = [
      ['Trailer', 'x'],
      ['Connection', 'close'],
      ['Transfer-Encoding', 'chunked'],
      ['X-Many', '1'],
      ['x-many', '2'],
    ];
    expect(forwardedHeaders(sent)).toEqual([['X-Many', '1,2']]);
  });

  it('Host comes from the integration, never from the client (S-KNOWN)', async () => {
    expect((await echo(plain, '/anything')).headers.Host).toBe('httpbin.org');
  });

  it('adds the API’s id, a trace id, an agent and an Accept', async () => {
    const { headers } = await echo(plain, '/anything');
    expect(headers['X-Amzn-Apigateway-Api-Id']).toBe(plain.apiId);
    expect(headers['X-Amzn-Trace-Id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(headers['User-Agent']).toBe(`AmazonAPIGateway_${plain.apiId}`);
    expect(headers.Accept).toBe('application/json');
  });

  it('X-Forwarded-For carries the caller’s private address (INFERENCE)', async () => {
    expect((await echo(plain, '/anything')).origin).toMatch(/^10\.0\./);
  });

  it('a mapping overrides a client header, so the gateway’s key stays here', async () => {
    expect((await echo(plain, '/anything')).headers['X-Api-Key']).toBe('redacted');
  });

  it('without that mapping the key reaches the upstream (INFERENCE)', async () => {
    const leaky = await makeApi(network, {
      integration: { requestParameters: { 'integration.request.header.x-api-key': "''" } },
    });
    expect((await echo(leaky, '/anything')).headers['X-Api-Key']).toBe(leaky.key);
  });

  it('an upstream’s own x-api-key comes from a header of its own', async () => {
    const api = await makeApi(network, {
      method: { requestParameters: { 'method.request.path.proxy': true } },
      integration: {
        requestParameters: {
          'integration.request.header.x-api-key': 'method.request.header.x-upstream-api-key',
        },
      },
    });
    const headers = { 'x-upstream-api-key': 'theirs' };
    expect((await echo(api, '/anything', { headers })).headers['X-Api-Key']).toBe('theirs');
  });
});

describe('method, path and query', () => {
  it('IntegrationHttpMethod ANY keeps the client’s method (S-LS integration_request.py)', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await echo(plain, '/anything', { method })).method).toBe(method);
    }
  });

  it('a fixed method wins (S-LS test_http_integration_method)', async () => {
    const api = await makeApi(network, { integration: { integrationHttpMethod: 'POST' } });
    expect((await echo(api, '/anything', { method: 'PUT' })).method).toBe('POST');
  });

  it('the greedy path is mapped as it was encoded', async () => {
    const { url } = await echo(plain, '/anything/a%20b/c%2Fd');
    expect(url).toBe('https://httpbin.org/anything/a%20b/c%2Fd');
  });

  it('a base path stands before it', async () => {
    const api = await makeApi(network, {
      integration: { uri: 'https://httpbin.org/anything/v1/{proxy}' },
    });
    expect((await echo(api, '/models')).url).toBe('https://httpbin.org/anything/v1/models');
  });

  it('a URI without the placeholder always leads to one place (aws-facts 0.1)', async () => {
    const api = await makeApi(network, { integration: { uri: 'https://httpbin.org/anything/x' } });
    expect((await echo(api, '/elsewhere')).url).toBe('https://httpbin.org/anything/x');
  });

  it('a placeholder that nothing maps fails (S-LS request_data_mappings)', async () => {
    const api = await makeApi(network, { integration: { uri: 'https://httpbin.org/{other}' } });
    expect((await api.call('/get')).status).toBe(500);
  });

  it('queries pass through and are merged with those of URI and mapping', async () => {
    const api = await makeApi(network, {
      integration: {
        uri: 'https://httpbin.org/{proxy}?from=uri',
        requestParameters: { 'integration.request.querystring.a': "'mapped'" },
      },
    });
    const { args } = await echo(api, '/anything?a=client&b=%C3%A9');
    expect(args).toEqual({ from: 'uri', a: ['client', 'mapped'], b: 'é' });
  });
});

describe('bodies', () => {
  const bytes = Buffer.from([0, 255, 128, 10, 200]);
  const send = { method: 'POST', body: bytes, headers: { 'content-type': 'image/png' } };

  it('bytes pass when their type is declared binary', async () => {
    const { data } = await echo(plain, '/anything', send);
    expect(data).toBe(`data:application/octet-stream;base64,${bytes.toString('base64')}`);
  });

  it('and are destroyed as UTF-8 text when it is not', async () => {
    const api = await makeApi(network, { binaryMediaTypes: ['application/pdf'] });
    const { data } = await echo(api, '/anything', send);
    expect(data).not.toContain(bytes.toString('base64'));
  });
});

describe('response headers of HTTP_PROXY (header_remapping_http)', () => {
  it('remaps Connection, Content-Length, Date and Server', async () => {
    const { headers } = await plain.call('/get');
    expect(headers['x-amzn-remapped-server']).toBe('gunicorn/19.9.0');
    expect(headers['x-amzn-remapped-date']).toBeDefined();
    expect(headers['x-amzn-remapped-content-length']).toBe(headers['content-length']);
    expect(headers['x-amzn-remapped-connection']).toBeDefined();
    expect(headers.server).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it('hands redirects on to the caller, unfollowed (UNCONFIRMED)', async () => {
    const answer = await plain.call('/redirect/1');
    expect([answer.status, answer.headers.location]).toEqual([302, '/get']);
  });
});

describe('custom HTTP integrations', () => {
  it('send only mapped headers and flatten the status (aws-facts 0.3 and 0.5)', async () => {
    const api = await makeApi(network, { integration: { type: 'HTTP' } });
    const headers = { authorization: 'Bearer sk-1', 'x-custom': 'lost' };
    const seen = await echo(api, '/anything', { headers });
    expect(seen.headers.Authorization).toBeUndefined();
    expect(seen.headers['X-Custom']).toBeUndefined();
    expect(seen.headers['User-Agent']).toBe(`AmazonAPIGateway_${api.apiId}`);
    expect((await api.call('/status/400')).status).toBe(200);
  });
});
