import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, makeApi, type Network, startWithNetwork } from '../dataplane/fixture';
import { createFunction, type FunctionInput } from './functions';

// Source: aws-facts H and the Lambda Developer Guide

let network: Network;
let client: LambdaClient;
beforeAll(async () => {
  network = await startWithNetwork();
  client = new LambdaClient({
    region: 'ap-northeast-1',
    endpoint: network.sandbox.url,
    credentials,
  });
  network.sandbox.context.iam.roles.set('probe', {
    roleName: 'probe',
    roleId: 'AROATEST',
    arn: 'arn:aws:iam::123456789012:role/probe',
    path: '/',
    assumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
    description: '',
    maxSessionDuration: 3600,
    permissionsBoundary: null,
    managedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'],
    policies: {},
    tags: {},
  });
});
afterAll(() => network.sandbox.close());

let count = 0;
function make(source: string, settings: Partial<FunctionInput> = {}): string {
  count += 1;
  const { subnets, clients, sandbox } = network;
  return createFunction(sandbox.context, {
    name: `fn-${count}`,
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    role: 'arn:aws:iam::123456789012:role/probe',
    timeout: 10,
    subnetIds: subnets.map(({ subnetId }) => subnetId),
    securityGroupIds: [clients.groupId],
    source,
    ...settings,
  }).name;
}

async function invoke(FunctionName: string, event: object = {}) {
  const answer = await client.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail' }),
  );
  const text = Buffer.from(answer.Payload ?? []).toString();
  return { ...answer, value: JSON.parse(text) };
}

const echo = 'exports.handler = async (event) => event;';
/** Resolves a name and tries to connect, each within half a second. */
const reach = `
const dns = require('node:dns'); const net = require('node:net');
exports.handler = async ({ host, port = 443 }) => {
  let addresses;
  try { addresses = (await dns.promises.lookup(host, { all: true })).map((it) => it.address); }
  catch (error) { return { code: error.code }; }
  const connected = await new Promise((resolve) => {
    const socket = net.connect({ host: addresses[0], port });
    socket.once('connect', () => { resolve(socket.remoteAddress); socket.destroy(); });
    socket.once('error', (error) => resolve(error.code));
    setTimeout(() => { resolve('nothing'); socket.destroy(); }, 500);
  });
  return { addresses, connected };
};`;
const get = `
const https = require('node:https');
exports.handler = ({ url, headers }) => new Promise((resolve, reject) => {
  https.get(url, { headers }, (response) => {
    const tls = response.socket.getProtocol();
    let text = ''; response.on('data', (chunk) => { text += chunk; });
    response.on('end', () => resolve({ status: response.statusCode, text, tls }));
  }).on('error', reject);
});`;

describe('invoking', () => {
  it('runs the inline code and answers what the handler returns', async () => {
    const { value, StatusCode, FunctionError } = await invoke(make(echo), { a: 1 });
    expect([value, StatusCode, FunctionError]).toEqual([{ a: 1 }, 200, undefined]);
  });

  it('keeps a process warm, and starts another when the code changes', async () => {
    const name = make('let calls = 0; exports.handler = async () => ++calls;');
    expect((await invoke(name)).value).toBe(1);
    expect((await invoke(name)).value).toBe(2);
  });

  // Lambda developer guide, concurrency: each invocation under way has an environment of its own.
  it('gives concurrent first invocations an environment each', async () => {
    const name = make('exports.handler = async () => __dirname;');
    const homes = await Promise.all(
      Array.from({ length: 6 }, async () => (await invoke(name)).value),
    );
    expect(new Set(homes).size).toBe(6);
    expect(await invoke(name).then(({ value }) => homes.includes(value))).toBe(true);
  });

  it('reports a thrown error as Unhandled, with type, message and trace', async () => {
    const name = make("exports.handler = async () => { throw new TypeError('no'); };");
    const { value, FunctionError } = await invoke(name);
    expect(FunctionError).toBe('Unhandled');
    expect(value).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
    expect(value.trace[0]).toBe('TypeError: no');
  });

  it('ends a function that takes longer than its timeout', async () => {
    const name = make('exports.handler = () => new Promise(() => setInterval(() => {}, 1e6));', {
      timeout: 1,
    });
    const { value, FunctionError } = await invoke(name);
    expect(FunctionError).toBe('Unhandled');
    expect(value.errorMessage).toMatch(/Task timed out after 1\.00 seconds$/);
  });

  it('names what is wrong with code that does not load', async () => {
    const cases = [
      ['exports.other = 1;', 'Runtime.HandlerNotFound'],
      ['exports.handler = (;', 'Runtime.UserCodeSyntaxError'],
      ["require('left-pad'); exports.handler = async () => {};", 'Runtime.ImportModuleError'],
    ] as const;
    for (const [source, errorType] of cases) {
      expect((await invoke(make(source))).value.errorType).toBe(errorType);
    }
  });

  it('writes to its log group and hands the tail back', async () => {
    const { context } = network.sandbox;
    context.logs.groups.set('/probe', { name: '/probe', createdAt: 0, tags: {}, streams: {} });
    const source = "exports.handler = async () => { console.log('hello', { a: 1 }); };";
    const name = make(source, { logGroup: '/probe', logFormat: 'JSON' });
    const { LogResult } = await invoke(name);
    const tail = Buffer.from(LogResult ?? '', 'base64').toString();
    expect(tail).toContain('"message":"hello { a: 1 }"');
    expect(Object.values(context.logs.groups.get('/probe')?.streams ?? {})).toHaveLength(1);
  });

  it('hands on nothing of the sandbox’s own environment', async () => {
    const { value } = await invoke(make('exports.handler = async () => process.env;'));
    expect(value.AWS_ENDPOINT_URL).toBeUndefined();
    expect(value.AWS_SECRET_ACCESS_KEY).toBeUndefined();
    expect(value.AWS_REGION).toBe('ap-northeast-1');
  });
});

describe('the network of a function is its VPC', () => {
  it('calls a private API by its default name, over verified TLS', async () => {
    const api = await makeApi(network);
    const { value } = await invoke(make(get), {
      url: `https://${api.host}/live/get`,
      headers: { 'x-api-key': api.key },
    });
    expect(value.status).toBe(200);
    expect(value.tls).toMatch(/^TLSv1\.[23]$/);
  });

  it('also with fetch, by every form of address (aws-facts A9)', async () => {
    const { vpcEndpointId, dnsEntries } = network.endpoint;
    const api = await makeApi(network, { vpcEndpointIds: [vpcEndpointId] });
    const name = make(
      'exports.handler = async ({ url, headers }) => (await fetch(url, { headers })).status;',
    );
    const alias = api.host.replace(api.apiId, `${api.apiId}-${vpcEndpointId}`);
    for (const host of [api.host, alias, dnsEntries[0]?.dnsName]) {
      const headers = { 'x-api-key': api.key, 'x-apigw-api-id': api.apiId };
      const { value } = await invoke(name, { url: `https://${host}/live/get`, headers });
      expect(value).toBe(200);
    }
  });

  it('resolves the private name to the endpoint’s addresses, which it also sees as its peer', async () => {
    const api = await makeApi(network);
    const { value } = await invoke(make(reach), { host: api.host });
    const addresses = network.endpoint.addresses.map(({ privateIp }) => privateIp);
    expect(value).toEqual({ addresses, connected: addresses[0] });
  });

  it('finds no way to the internet: the name resolves, the connection never opens', async () => {
    const name = make(reach);
    expect((await invoke(name, { host: 'httpbin.org' })).value).toEqual({
      addresses: ['203.0.113.80'],
      connected: 'nothing',
    });
    expect((await invoke(name, { host: '1.1.1.1' })).value.connected).toBe('nothing');
    expect((await invoke(name, { host: '127.0.0.1', port: 80 })).value.connected).toBe('nothing');
  });

  it('only port 443 of the endpoint answers', async () => {
    const [address] = network.endpoint.addresses;
    const { value } = await invoke(make(reach), { host: address?.privateIp, port: 80 });
    expect(value.connected).toBe('nothing');
  });

  it('a blocked security group shows as silence (aws-facts A3), on either side', async () => {
    const { sandbox, door, clients, endpoint } = network;
    const host = endpoint.addresses[0]?.privateIp;
    const name = make(reach);
    for (const groupId of [door.groupId, clients.groupId]) {
      const group = sandbox.context.ec2.securityGroups.get(groupId);
      if (!group) throw new Error('no group');
      const { rules } = group;
      group.rules = [];
      expect((await invoke(name, { host })).value.connected).toBe('nothing');
      group.rules = rules;
    }
    expect((await invoke(name, { host })).value.connected).toBe(host);
  });

  it('without private DNS, or DNS hostnames, the private API’s name does not exist', async () => {
    const api = await makeApi(network);
    const { vpc, endpoint } = network;
    const name = make(reach);
    vpc.enableDnsHostnames = false;
    expect((await invoke(name, { host: api.host })).value).toEqual({ code: 'ENOTFOUND' });
    vpc.enableDnsHostnames = true;
    endpoint.privateDnsEnabled = false;
    expect((await invoke(name, { host: api.host })).value).toEqual({ code: 'ENOTFOUND' });
    endpoint.privateDnsEnabled = true;
    expect((await invoke(name, { host: api.host })).value.connected).toMatch(/^10\.0\./);
  });
});

describe('the control plane', () => {
  it('describes functions, and names a missing one as AWS does', async () => {
    const FunctionName = make(echo);
    const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect([found.State, found.Timeout, found.VpcConfig?.VpcId]).toEqual([
      'Active',
      10,
      network.vpc.vpcId,
    ]);
    const { Functions = [] } = await client.send(new ListFunctionsCommand({}));
    expect(Functions.length).toBe(count);
    await client.send(new DeleteFunctionCommand({ FunctionName }));
    await expect(invoke(FunctionName)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: arn:aws:lambda:ap-northeast-1:123456789012:function:${FunctionName}`,
    });
    make(echo);
  });

  it('refuses a role that Lambda cannot assume', () => {
    expect(() => make(echo, { role: 'arn:aws:iam::123456789012:role/none' })).toThrow(
      'The role defined for the function cannot be assumed by Lambda.',
    );
  });

  it('is Pending until its interfaces are made, and not invoked before', async () => {
    const { clock } = network.sandbox.context;
    const name = make(echo);
    const fn = network.sandbox.context.lambda.functions.get(name);
    if (fn) fn.activeAt = clock.now() + 60_000;
    await expect(invoke(name)).rejects.toMatchObject({ name: 'ResourceConflictException' });
    clock.advance(60_000);
    expect((await invoke(name, { b: 2 })).value).toEqual({ b: 2 });
  });
});
