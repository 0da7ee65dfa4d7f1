import {
  type Capability,
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { parseSpec, type SpecInput } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { createPreparedWorld, roleArn } from '../testing/prepared';
import { rightsOf, withEverything, withoutRight } from '../testing/rights';
import { unneededRights } from '../testing/unneeded-rights';
import { region, type World } from '../testing/world';

const role = 'cloudformation';
const owned = { team: 'payments', owner: 'dev@example.com', environment: 'dev' as const };
const RoleARN = roleArn(role);

let world: World;
let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let client: CloudFormationClient;

beforeAll(async () => {
  const start = async () => {
    sandbox = await createSandbox({ evaluateIam: true });
    return sandbox;
  };
  ({ world } = await createPreparedWorld(start));
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
  client = new CloudFormationClient({ endpoint: world.url, region, credentials });
});
afterAll(() => world.close());

type Tags = { tags: Record<string, string> };
const before: Tags = { tags: { 'cost-center': '1', gone: 'soon' } };
const after: Tags = { tags: { 'cost-center': '2' } };

const networkInput = (name: string, { tags }: Tags): SpecInput => ({
  kind: 'network',
  name,
  ...owned,
  vpc: { cidr: '10.0.0.0/16', azs: [`${region}a`, `${region}c`] },
  tags,
});

function proxyInput(name: string, network: string, { tags }: Tags): SpecInput {
  const { outputs } = stack(`sluice-network-${network}`);
  const output = (key: string) => outputs.find((it) => it.key === key)?.value ?? '';
  return {
    kind: 'proxy',
    name,
    ...owned,
    network: { name: network, vpcId: output('VpcId'), endpointId: output('EndpointId') },
    upstream: { url: 'https://httpbin.org', apiKeyHeader: 'x-upstream-api-key' },
    limits: {
      quota: { limit: Number(tags['cost-center']) * 10, period: 'DAY' },
      rate: 5,
      burst: 5,
    },
    accessLog: { retentionDays: tags.gone ? 30 : 90 },
    description: tags.gone ? 'before' : 'after',
    tags,
  };
}

function stack(name: string) {
  const found = sandbox.context.cloudformation.find(name);
  if (!found) throw new Error(`there is no stack ${name}`);
  return found;
}

/** What a stack's call sends; `revise` stands for another version of Sluice, which renders otherwise. */
function requestOf(input: SpecInput, revise: (body: string) => string = (body) => body) {
  const parsed = parseSpec(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const { stackName, template, capabilities, tags } = stackFor(parsed.spec);
  return {
    StackName: stackName,
    TemplateBody: revise(renderYaml(template)),
    Capabilities: capabilities as Capability[],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    RoleARN,
  };
}

/** Waits for the end, in the same process; answers the reasons of what failed, nothing where all went well. */
async function reasons(stackId: string, seen: number): Promise<string[]> {
  const record = sandbox.context.cloudformation.stacks.get(stackId);
  while (record?.operation) await new Promise((resolve) => setTimeout(resolve, 2));
  const events = record?.events.slice(seen) ?? [];
  return events.flatMap(({ status, reason }) => (status.endsWith('FAILED') ? (reason ?? '') : []));
}

async function create(input: SpecInput): Promise<string[]> {
  const { StackId = '' } = await client.send(new CreateStackCommand(requestOf(input)));
  return reasons(StackId, 0);
}

async function update(input: SpecInput, revise?: (body: string) => string): Promise<string[]> {
  const request = requestOf(input, revise);
  const seen = stack(request.StackName).events.length;
  const { StackId = '' } = await client.send(new UpdateStackCommand(request));
  return reasons(StackId, seen);
}

async function remove(StackName: string): Promise<string[]> {
  const { stackId, events } = stack(StackName);
  const seen = events.length;
  await client.send(new DeleteStackCommand({ StackName, RoleARN }));
  return reasons(stackId, seen);
}

/** As a later version of Sluice might render the network: another probe. */
const revised = (body: string) =>
  body
    .replace('MemorySize: 256', 'MemorySize: 512')
    .replace(/ZipFile: \|-?\n(\s+)/, (it, indent) => `${it}// revised\n${indent}`);

let made = 0;

/** The life of a network and of a proxy in it, each step's failures by its name. Ends where a step fails. */
async function live(): Promise<{ step: string; reasons: string[] } | null> {
  made += 1;
  const name = `n${made}`.padEnd(3, 'x');
  const proxy = `p${made}`.padEnd(3, 'x');
  const steps: Record<string, () => Promise<string[]>> = {
    'make a network': () => create(networkInput(name, before)),
    'change a network': () => update(networkInput(name, after), revised),
    'make a proxy': () => create(proxyInput(proxy, name, before)),
    'change a proxy': () => update(proxyInput(proxy, name, after)),
    'delete a proxy': () => remove(`sluice-proxy-${proxy}`),
    'delete a network': () => remove(`sluice-network-${name}`),
  };
  for (const [step, run] of Object.entries(steps)) {
    const failures = await run();
    if (failures.length > 0) return { step, reasons: failures };
  }
  return null;
}

/** Removes what a life cut short has left, with all rights. */
async function clear(): Promise<void> {
  for (const kind of ['proxy', 'network']) {
    for (const { stackName, status } of [...sandbox.context.cloudformation.stacks.values()]) {
      if (stackName.startsWith(`sluice-${kind}-`) && status !== 'DELETE_COMPLETE') {
        expect(await remove(stackName)).toEqual([]);
      }
    }
  }
}

describe('CloudFormation’s role', () => {
  const all = rightsOf(role);
  const listed = Object.keys(unneededRights[role] ?? {});
  const used = all.filter(({ label }) => !listed.includes(label));

  it('is enough for the life of a network and a proxy', async () => {
    expect(await live()).toBeNull();
  });

  it('is still enough without the rights that are listed as used by nothing here', async () => {
    const labels = all.map(({ label }) => label);
    expect(listed.filter((label) => !labels.includes(label))).toEqual([]);
    const restores = all
      .filter(({ label }) => listed.includes(label))
      .map((right) => withoutRight(sandbox, role, right));
    try {
      expect(await live()).toBeNull();
    } finally {
      for (const restore of restores.reverse()) restore();
    }
  });

  it.each(used.map((right) => [right.label, right] as const))(
    'without %s cannot live through it, and AWS’s words say why',
    async (_label, right) => {
      const restore = withoutRight(sandbox, role, right);
      let ended: Awaited<ReturnType<typeof live>>;
      try {
        ended = await live();
      } finally {
        restore();
      }
      await clear();
      const action = right.action?.replace('*', '') ?? '';
      expect(ended?.reasons.join('\n')).toContain(`is not authorized to perform: ${action}`);
      expect(ended?.reasons.join('\n')).toContain('because no identity-based policy allows the');
    },
    30_000,
  );

  /** A stack that only this test makes, with one resource beside a VPC of its own. */
  const withVpc = (resources: object) => ({
    StackName: `way-out-${++made}`,
    RoleARN,
    TemplateBody: JSON.stringify({
      Resources: {
        Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.3.0.0/16' } },
        ...resources,
      },
    }),
  });

  it('opens no way to the internet, even where a later grant allows everything', async () => {
    const denied = rightsOf(role, 'Deny').map(({ action }) => action);
    expect(denied.sort()).toEqual([
      'ec2:AttachInternetGateway',
      'ec2:CreateEgressOnlyInternetGateway',
      'ec2:CreateInternetGateway',
      'ec2:CreateNatGateway',
      'ec2:CreateRoute',
      'ec2:ReplaceRoute',
    ]);
    const restore = withEverything(sandbox, role);
    try {
      const Table = { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } };
      const Out = {
        Type: 'AWS::EC2::Route',
        Properties: {
          RouteTableId: { Ref: 'Table' },
          DestinationCidrBlock: '0.0.0.0/0',
          GatewayId: 'igw-0123456789abcdef0',
        },
      };
      const { StackId = '' } = await client.send(new CreateStackCommand(withVpc({ Table, Out })));
      expect((await reasons(StackId, 0)).join()).toContain(
        'with an explicit deny in an identity-based policy',
      );
    } finally {
      restore();
    }
  });

  it('makes no role but probes’, and writes no policy', async () => {
    const trust = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
    };
    const Role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } };
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ ...withVpc({ Role }), Capabilities: ['CAPABILITY_IAM'] }),
    );
    expect((await reasons(StackId, 0)).join()).toContain(
      'is not authorized to perform: iam:CreateRole',
    );
  });
});
