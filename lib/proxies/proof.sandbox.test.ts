import { APIGatewayClient, GetApiKeyCommand } from '@aws-sdk/client-api-gateway';
import {
  type Capability,
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateVpcEndpointCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callThrough } from '@/sandbox/dataplane/fixture-caller';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { endpointFacts } from '@/templates/proof/endpoint';
import { knownOf } from '@/templates/proof/layers';
import { type ProofRow, proveAccess } from '@/templates/proof/prove';
import { whereIs } from '@/templates/proof/where';
import type { ProxySpec, ProxySpecInput } from '@/templates/proxy/spec';
import { renderProxyTemplate } from '@/templates/proxy/template';
import type { Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { proxySpecInputs } from '@/templates/testing/arbitraries';
import { minimalNetwork, minimalProxy, specOf } from '@/templates/testing/specs';
import { renderYaml } from '@/templates/yaml';
import { knownEndpoint } from '../networks/endpoint-facts';

// The proof is a calculation; this is the gateway that it speaks of, on real sockets. Another account has no endpoint
// here, and listeners have no security group: those rows stand on the property tests of templates/proof.

const seed = Number(process.env.PROOF_SEED || Date.now() % 2 ** 31);
const region = 'ap-northeast-1';
const azs = [`${region}a`, `${region}c`];
const where = whereIs(region, '123456789012');

type Network = { vpcId: string; endpointId: string; subnetIds: string[] };

let sandbox: Sandbox;
let cloudformation: CloudFormationClient;
let gateway: APIGatewayClient;
let ec2: EC2Client;
let home: Network;
let other: Network;
/** In the home VPC as well; without private DNS, for the first one has that. */
let second: string;

beforeAll(async () => {
  sandbox = await createSandbox({ paceMs: 0 });
  const settings = {
    endpoint: sandbox.url,
    region,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  };
  cloudformation = new CloudFormationClient(settings);
  gateway = new APIGatewayClient(settings);
  ec2 = new EC2Client(settings);
  [home, other] = await Promise.all([makeNetwork('home', 0), makeNetwork('other', 1)]);
  second = await makeEndpoint(home, undefined);
});
afterAll(() => sandbox.close());

describe('the gateway does as the proof says', () => {
  const samples = fc.sample(proxySpecInputs(), { numRuns: 4, seed });

  it.each(samples.map((_, index) => index))(
    `for random proxy %i of each access (PROOF_SEED=${seed})`,
    async (index) => {
      for (const access of ['vpc', 'endpoint'] as const) {
        const spec = plain(samples[index] ?? minimalProxy, `random-${index}-${access}`, access);
        await compare(spec, home, ownFacts(home));
      }
    },
  );

  it('where the endpoint was there before and its policy lets nothing of this account through', async () => {
    const Resource = `arn:aws:execute-api:${region}:210987654321:*`;
    const policy = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource }] };
    const endpointId = await makeEndpoint(
      home,
      JSON.stringify({ Version: '2012-10-17', ...policy }),
    );
    const { VpcEndpoints } = await ec2.send(
      new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpointId] }),
    );
    const said = VpcEndpoints?.[0]?.PolicyDocument ?? null;
    const place = { ...home, endpointId };
    const spec = plain(minimalProxy, 'closed', 'vpc', endpointId);
    const rows = await compare(spec, place, knownEndpoint(null, { home: place, where }, said));
    const row = rows.find(
      (it) => it.about === 'caller' && it.place === 'thisEndpoint' && it.hasKey,
    );
    expect(row).toMatchObject({ verdict: 'refused', by: { layer: 'endpointPolicy' } });
  });
});

/** Makes the proxy, calls it from everywhere with and without its key, and holds each answer against its row. */
async function compare(spec: ProxySpec, place: Network, endpoint: ReturnType<typeof ownFacts>) {
  const outputs = await makeStack(spec);
  const { value: key = '' } = await gateway.send(
    new GetApiKeyCommand({ apiKey: outputs.KeyAId, includeValue: true }),
  );
  const rows = proveAccess({
    template: renderProxyTemplate(spec),
    home: place,
    endpoint,
    where,
    restApiId: outputs.RestApiId ?? null,
  });
  const doors = {
    thisEndpoint: doorOf(place.endpointId),
    otherEndpoint: doorOf(second),
    otherVpc: doorOf(other.endpointId),
    internet: sandbox.publicUrl,
  };
  for (const row of rows) {
    const door = row.about === 'caller' && doors[row.place as keyof typeof doors];
    if (!door) continue;
    for (const path of ['', '/', '/anything/orders/1']) {
      const host = `${outputs.RestApiId}.execute-api.${region}.amazonaws.com`;
      const answer = await callThrough(sandbox, door, {
        path: `/${spec.stage}${path}`,
        headers: { host, ...(row.hasKey ? { 'x-api-key': key } : {}) },
      }).catch(() => noAnswer);
      const said = `${row.place}, ${row.hasKey ? 'key' : 'no key'}, ${path}: ${answer.text}`;
      expect(answer.status === 403, said).toBe(row.verdict === 'refused');
      expect(answer.text, said).toMatch(wordsFor(row));
    }
  }
  return rows;
}

/** To a caller who cannot resolve the name. */
const noAnswer = { status: 403, text: 'no answer' };

/** What an answer says of who refused it. */
function wordsFor({ by, verdict }: ProofRow): RegExp {
  if (verdict !== 'refused') return /^(?!.*not authorized)/s;
  if (by.layer === 'privateApi') return /^no answer$/;
  if (by.layer === 'apiKey') return /"code":"invalid_api_key"/;
  if (!('decision' in by)) throw new Error(`nobody answers for ${by.layer}`);
  if (by.decision === 'implicitDeny') return /not authorized(?!.*explicit deny)/;
  return by.layer === 'resourcePolicy'
    ? /explicit deny in a resource-based policy/
    : /explicit deny/;
}

/** An echo behind it, a key that opens it, and no limit to run into. */
function plain(
  input: ProxySpecInput,
  name: string,
  access: ProxySpec['access'],
  endpointId = home.endpointId,
): ProxySpec {
  const spec = specOf({
    ...input,
    name,
    access,
    network: { name: 'home', vpcId: home.vpcId, endpointId },
    upstream: { url: 'https://httpbin.org' },
    limits: { quota: null, rate: 1_000, burst: 1_000 },
    accessLog: null,
    keys: undefined,
  });
  if (spec.kind !== 'proxy') throw new Error('not a proxy');
  return spec;
}

function ownFacts(place: Network) {
  const { template } = stackFor(networkSpec('home', 0));
  return endpointFacts(template, knownOf({ home: place, where }));
}

function networkSpec(name: string, index: number): Spec {
  return specOf({
    ...minimalNetwork,
    name,
    probe: false,
    vpc: { cidr: `10.${index}.0.0/16`, azs },
  });
}

async function makeNetwork(name: string, index: number): Promise<Network> {
  const { EndpointId = '', SubnetIds = '', VpcId = '' } = await makeStack(networkSpec(name, index));
  return { vpcId: VpcId, endpointId: EndpointId, subnetIds: SubnetIds.split(',') };
}

async function makeEndpoint(network: Network, policy: string | undefined): Promise<string> {
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: network.vpcId,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${region}.execute-api`,
      SubnetIds: network.subnetIds,
      PrivateDnsEnabled: false,
      PolicyDocument: policy,
    }),
  );
  return VpcEndpoint?.VpcEndpointId ?? '';
}

async function makeStack(spec: Spec): Promise<Record<string, string>> {
  const { capabilities, stackName, tags, template } = stackFor(spec);
  await cloudformation.send(
    new CreateStackCommand({
      StackName: stackName,
      TemplateBody: renderYaml(template),
      Capabilities: capabilities as Capability[],
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  for (;;) {
    const { Stacks } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    const { Outputs = [], StackStatus } = Stacks?.[0] ?? {};
    if (StackStatus?.endsWith('_IN_PROGRESS')) continue;
    expect(StackStatus, stackName).toBe('CREATE_COMPLETE');
    return Object.fromEntries(Outputs.map((it) => [it.OutputKey ?? '', it.OutputValue ?? '']));
  }
}

function doorOf(endpointId: string): string {
  const door = sandbox.endpoints().find((it) => it.endpointId === endpointId);
  if (!door) throw new Error(`no listener for ${endpointId}`);
  return door.url;
}
