import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetUsageCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  UpdateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { parseSpec, type SpecInput } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { createPreparedWorld, roleArn } from '../testing/prepared';
import { withEverything } from '../testing/rights';
import { eventually, region, type World } from '../testing/world';
import { createStack, findStack } from './stacks';
import { mainTarget } from './targets';

const owned = { team: 'payments', owner: 'dev@example.com', environment: 'dev' as const };

let world: World;
let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let outputs: Record<string, string>;
let clients: ReturnType<typeof clientsOf>;
let values: string[];

beforeAll(async () => {
  const start = async () => {
    sandbox = await createSandbox({ evaluateIam: true });
    return sandbox;
  };
  ({ world } = await createPreparedWorld(start));
  const vpc = { cidr: '10.0.0.0/16', azs: [`${region}a`, `${region}c`] };
  const network = await made({ kind: 'network', name: 'main', ...owned, vpc });
  const { VpcId: vpcId = '', EndpointId: endpointId = '' } = network;
  outputs = await made({
    kind: 'proxy',
    name: 'httpbin',
    ...owned,
    network: { name: 'main', vpcId, endpointId },
    upstream: { url: 'https://httpbin.org' },
  });
  values = [...sandbox.context.apigateway.keys.values()].map(({ value }) => value);
  clients = clientsOf(await readSession());
});
afterAll(() => world.close());

async function made(input: SpecInput): Promise<Record<string, string>> {
  const parsed = parseSpec(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const { stackName, template, capabilities, tags } = stackFor(parsed.spec);
  const templateBody = renderYaml(template);
  const request = { stackName, templateBody, capabilities, tags, clientToken: stackName };
  const stackId = await createStack(mainTarget(), request);
  return eventually(async () => {
    const stack = await findStack(mainTarget(), stackId);
    if (stack?.status !== 'CREATE_COMPLETE') throw new Error(`${stackId} is ${stack?.status}`);
    return stack.outputs;
  });
}

async function readSession() {
  const sts = new STSClient({ endpoint: world.url, region });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn('read'), RoleSessionName: 'curious' }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

function clientsOf(credentials: { accessKeyId: string; secretAccessKey: string }) {
  const settings = { endpoint: world.url, region, credentials, maxAttempts: 1 };
  return {
    gateway: new APIGatewayClient(settings),
    stacks: new CloudFormationClient(settings),
    logs: new CloudWatchLogsClient(settings),
    lambda: new LambdaClient(settings),
  };
}

const StackName = 'sluice-proxy-httpbin';
const functionName = 'sluice-main-probe';
const key = () => ({ apiKey: outputs.KeyAId ?? '' });
const plan = () => ({ usagePlanId: outputs.UsagePlanId ?? '' });
const planKey = () => ({ ...plan(), keyId: outputs.KeyAId ?? '' });

/** Every call that answers with a key's value, asked for it or not (aws-facts B2: measured, S-LS). */
const yielding: Record<string, () => Promise<unknown>> = {
  'GetApiKey with includeValue': () =>
    clients.gateway.send(new GetApiKeyCommand({ ...key(), includeValue: true })),
  'GetApiKey without it': () => clients.gateway.send(new GetApiKeyCommand(key())),
  'GetApiKeys with includeValues': () =>
    clients.gateway.send(new GetApiKeysCommand({ includeValues: true })),
  'GetApiKeys without it': () => clients.gateway.send(new GetApiKeysCommand({})),
  GetUsagePlanKeys: () => clients.gateway.send(new GetUsagePlanKeysCommand(plan())),
  GetUsagePlanKey: () => clients.gateway.send(new GetUsagePlanKeyCommand(planKey())),
};

/** Calls that make or change a key and answer with it. */
const changing: Record<string, () => Promise<unknown>> = {
  CreateApiKey: () => clients.gateway.send(new CreateApiKeyCommand({ name: 'mine' })),
  CreateUsagePlanKey: () =>
    clients.gateway.send(new CreateUsagePlanKeyCommand({ ...planKey(), keyType: 'API_KEY' })),
  UpdateApiKey: () =>
    clients.gateway.send(new UpdateApiKeyCommand({ ...key(), patchOperations: [] })),
};

/** Whatever else tells about a proxy: some of it is denied, and none of it has a value in it. */
const telling: Record<string, () => Promise<unknown>> = {
  GetUsage: () =>
    clients.gateway.send(
      new GetUsageCommand({ ...plan(), startDate: '2026-01-01', endDate: '2026-01-02' }),
    ),
  DescribeStacks: () => clients.stacks.send(new DescribeStacksCommand({ StackName })),
  DescribeStackEvents: () => clients.stacks.send(new DescribeStackEventsCommand({ StackName })),
  DescribeStackResources: () =>
    clients.stacks.send(new DescribeStackResourcesCommand({ StackName })),
  GetTemplate: () => clients.stacks.send(new GetTemplateCommand({ StackName })),
  GetTemplateSummary: () => clients.stacks.send(new GetTemplateSummaryCommand({ StackName })),
  FilterLogEvents: () =>
    clients.logs.send(new FilterLogEventsCommand({ logGroupName: '/sluice/network/main/probe' })),
  GetFunction: () => clients.lambda.send(new GetFunctionCommand({ FunctionName: functionName })),
  Invoke: () => clients.lambda.send(new InvokeCommand({ FunctionName: functionName })),
};

describe('the role to read', () => {
  it.each(Object.keys(yielding))(
    'is explicitly denied %s, whatever it is granted later',
    async (name) => {
      const refused = {
        name: 'AccessDeniedException',
        message: expect.stringContaining('with an explicit deny in an identity-based policy'),
      };
      await expect(yielding[name]?.()).rejects.toMatchObject(refused);
      const restore = withEverything(sandbox, 'read');
      try {
        await expect(yielding[name]?.()).rejects.toMatchObject(refused);
      } finally {
        restore();
      }
    },
  );

  it.each(Object.keys(changing))('may not call %s', async (name) => {
    await expect(changing[name]?.()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it.each(Object.keys(telling))('finds no value in what %s answers', async (name) => {
    expect(values).toHaveLength(2);
    const answer = await telling[name]?.().catch((error: Error) => {
      expect(error.name).toMatch(/^AccessDenied/);
      return error.message;
    });
    const text = JSON.stringify(answer);
    for (const value of values) expect(text).not.toContain(value);
  });
});
