import {
  APIGatewayClient,
  CreateApiKeyCommand,
  GetApiKeysCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { clientSettings } from '../testing/sdk';
import { control, startSandbox } from '../testing/start';
import type { FaultKind } from './fault-kinds';

// Source: ours: a promise of the local AWS, no fact about AWS

const sandbox = await startSandbox();
const { context } = sandbox;

/** Clients with so long a deadline of their own. */
function clientsOf(requestTimeout: number) {
  const requestHandler = { requestTimeout, throwOnRequestTimeout: true };
  const settings = { ...clientSettings(sandbox), requestHandler };
  return {
    cloudformation: new CloudFormationClient(settings),
    ec2: new EC2Client(settings),
    apigateway: new APIGatewayClient(settings),
    logs: new CloudWatchLogsClient(settings),
  };
}

const patient = clientsOf(60_000);
/** For calls that are struck dumb: a busy machine is late with any other. */
const hasty = clientsOf(150);
let { cloudformation, ec2, apigateway, logs } = patient;
afterEach(() => {
  ({ cloudformation, ec2, apigateway, logs } = patient);
});

type Page = { ids: string[]; next: string | undefined };
type Answer = [name: string, status: number];

/** One service for each wire protocol: something to make, something to list, and how many there really are. */
type Protocol = {
  name: string;
  service: string;
  make: [operation: string, (name: string) => Promise<unknown>];
  list: [operation: string, (token?: string) => Promise<Page>];
  count: () => number;
  answers: Record<'throttle' | 'error500' | 'expired' | 'denied', Answer>;
};

const protocols: Protocol[] = [
  {
    name: 'query (CloudFormation)',
    service: 'cloudformation',
    make: [
      'CreateStack',
      (StackName) =>
        cloudformation.send(
          new CreateStackCommand({
            StackName,
            TemplateBody: JSON.stringify({
              Resources: { Group: { Type: 'AWS::Logs::LogGroup', Properties: {} } },
            }),
          }),
        ),
    ],
    list: [
      'DescribeStacks',
      async (NextToken) => {
        const answer = await cloudformation.send(new DescribeStacksCommand({ NextToken }));
        const ids = (answer.Stacks ?? []).map(({ StackId = '' }) => StackId);
        return { ids, next: answer.NextToken };
      },
    ],
    count: () => context.cloudformation.stacks.size,
    answers: {
      throttle: ['Throttling', 400],
      error500: ['InternalFailure', 500],
      expired: ['ExpiredToken', 403],
      denied: ['AccessDenied', 403],
    },
  },
  {
    name: 'EC2 query',
    service: 'ec2',
    make: ['CreateVpc', () => ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))],
    list: [
      'DescribeVpcs',
      async (NextToken) => {
        const answer = await ec2.send(new DescribeVpcsCommand({ NextToken }));
        return { ids: (answer.Vpcs ?? []).map(({ VpcId = '' }) => VpcId), next: answer.NextToken };
      },
    ],
    count: () => context.ec2.vpcs.size,
    answers: {
      throttle: ['RequestLimitExceeded', 503],
      error500: ['InternalError', 500],
      expired: ['RequestExpired', 400],
      denied: ['UnauthorizedOperation', 403],
    },
  },
  {
    name: 'REST JSON (API Gateway)',
    service: 'apigateway',
    make: ['CreateApiKey', (name) => apigateway.send(new CreateApiKeyCommand({ name }))],
    list: [
      'GetApiKeys',
      async (position) => {
        const answer = await apigateway.send(new GetApiKeysCommand({ position }));
        return { ids: (answer.items ?? []).map(({ id = '' }) => id), next: answer.position };
      },
    ],
    count: () => context.apigateway.keys.size,
    answers: {
      throttle: ['TooManyRequestsException', 429],
      error500: ['InternalFailure', 500],
      expired: ['ExpiredTokenException', 403],
      denied: ['AccessDeniedException', 403],
    },
  },
  {
    name: 'AWS JSON (CloudWatch Logs)',
    service: 'logs',
    make: [
      'CreateLogGroup',
      (logGroupName) => logs.send(new CreateLogGroupCommand({ logGroupName })),
    ],
    list: [
      'DescribeLogGroups',
      async (nextToken) => {
        const answer = await logs.send(new DescribeLogGroupsCommand({ nextToken }));
        const ids = (answer.logGroups ?? []).map(({ logGroupName = '' }) => logGroupName);
        return { ids, next: answer.nextToken };
      },
    ],
    count: () => context.logs.groups.size,
    answers: {
      throttle: ['ThrottlingException', 400],
      error500: ['ServiceUnavailableException', 500],
      expired: ['ExpiredTokenException', 400],
      denied: ['AccessDeniedException', 400],
    },
  },
];

let made = 0;
const newName = () => `fault-${++made}`;

const put = (body: object) => control(sandbox, 'POST', 'faults', body);
const once = (service: string, operation: string, kind: FaultKind) =>
  put({ service, operation, kind, count: 1 });

afterEach(() => control(sandbox, 'POST', 'reset'));

async function listAll(list: (token?: string) => Promise<Page>): Promise<string[]> {
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const page = await list(token);
    ids.push(...page.ids);
    token = page.next;
  } while (token !== undefined);
  return ids;
}

describe.each(protocols)('$name', ({ service, make, list, count, answers }) => {
  const [makeOperation, makeOne] = make;
  const [listOperation, listPage] = list;

  test.each(['throttle', 'error500', 'expired', 'denied'] as const)(
    '%s is answered in its own words and has no effect',
    async (kind) => {
      const before = count();
      await once(service, makeOperation, kind);
      const [name, httpStatusCode] = answers[kind];
      await expect(makeOne(newName())).rejects.toMatchObject({
        name,
        $metadata: { httpStatusCode },
      });
      expect(count()).toBe(before);
      await makeOne(newName());
      expect(count()).toBe(before + 1);
    },
  );

  test.each([
    ['reset', { code: 'ECONNRESET' }, 0],
    ['timeout_before', { name: 'TimeoutError' }, 0],
    ['timeout_after', { name: 'TimeoutError' }, 1],
  ] as const)(
    '%s reaches the SDK as a broken call, with %s: %i made',
    async (kind, error, effect) => {
      const before = count();
      await once(service, makeOperation, kind);
      if (kind !== 'reset') ({ cloudformation, ec2, apigateway, logs } = hasty);
      await expect(makeOne(newName())).rejects.toMatchObject(error);
      // The SDK may have given up before the local AWS came to it.
      await vi.waitFor(() => expect(count()).toBe(before + effect), 60_000);
    },
  );

  test('truncated_body breaks the answer, after the effect', async () => {
    const before = count();
    await once(service, makeOperation, 'truncated_body');
    await expect(makeOne(newName())).rejects.toThrow(/aborted|socket hang up|ECONNRESET/);
    expect(count()).toBe(before + 1);
    await once(service, listOperation, 'truncated_body');
    await expect(listPage()).rejects.toThrow(/aborted|socket hang up|ECONNRESET/);
    expect(await listAll(listPage)).toHaveLength(before + 1);
  });

  test('truncated_page holds a part, and its token leads to the rest', async () => {
    for (let index = 0; index < 4; index += 1) await makeOne(newName());
    const whole = await listAll(listPage);
    await put({ service, operation: listOperation, kind: 'truncated_page' });
    const first = await listPage();
    expect(first.ids).toEqual(whole.slice(0, 2));
    expect(first.next).toBeDefined();
    expect(await listAll(listPage)).toEqual(whole);
  });

  test('stale answers as before the change, once', async () => {
    const old = await listAll(listPage);
    await makeOne(newName());
    await once(service, listOperation, 'stale');
    expect(await listAll(listPage)).toEqual(old);
    expect(await listAll(listPage)).toHaveLength(old.length + 1);
  });
});

test('a thing just made may be said not to exist (EC2 API, Eventual consistency)', async () => {
  const look = (StackName: string) => cloudformation.send(new DescribeStacksCommand({ StackName }));
  const StackName = newName();
  await expect(look(StackName)).rejects.toThrow(/does not exist/);
  await protocols[0]?.make[1](StackName);
  await once('cloudformation', 'DescribeStacks', 'stale');
  await expect(look(StackName)).rejects.toThrow(/does not exist/);
  expect((await look(StackName)).Stacks).toHaveLength(1);
});

test('nothing is old news after a reset', async () => {
  await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const list = async () => (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.length;
  expect(await list()).toBe(1);
  await control(sandbox, 'POST', 'reset');
  await once('ec2', 'DescribeVpcs', 'stale');
  expect(await list()).toBe(0);
});

describe('the same seed strikes the same calls of an operation', () => {
  const strikes = async (calls: (() => Promise<unknown>)[]) => {
    const struck: boolean[] = [];
    for (const send of calls)
      struck.push(
        await send().then(
          () => false,
          () => true,
        ),
      );
    return struck;
  };
  const vpcs = Array.from({ length: 16 }, () => () => ec2.send(new DescribeVpcsCommand({})));
  const keys = () => apigateway.send(new GetApiKeysCommand({}));
  const rule = { service: '*', kind: 'denied', probability: 0.5, seed: 42 };

  test('whatever is called beside it', async () => {
    await put(rule);
    const alone = await strikes(vpcs);
    await control(sandbox, 'DELETE', 'faults');
    await put(rule);
    const mixed = await strikes(vpcs.flatMap((look) => [keys, look, keys]));
    expect(mixed.filter((_, index) => index % 3 === 1)).toEqual(alone);
    expect(new Set(alone).size).toBe(2);
    expect(mixed.filter((_, index) => index % 3 === 0)).not.toEqual(alone);
  });

  test('whatever other rule is in force', async () => {
    await put(rule);
    const alone = await strikes(vpcs);
    await control(sandbox, 'DELETE', 'faults');
    await put({ service: 'ec2', kind: 'throttle', probability: 0.3, seed: 7 });
    await put(rule);
    const both = await strikes(vpcs);
    for (const [index, wasStruck] of alone.entries()) if (wasStruck) expect(both[index]).toBe(true);
  });
});

test('a list that shrinks between two pages hides nothing that stood all the while (INFERENCE)', async () => {
  const [, makeKey] = protocols[2]?.make ?? [];
  for (let index = 0; index < 6; index += 1) await makeKey?.(newName());
  const ids = [...context.apigateway.keys.keys()];
  const first = await apigateway.send(new GetApiKeysCommand({ limit: 3 }));
  for (const id of [ids[0], ids[2]]) context.apigateway.keys.delete(id ?? '');
  const second = await apigateway.send(new GetApiKeysCommand({ position: first.position }));
  expect(second.items?.map(({ id }) => id)).toEqual(ids.slice(3));
  await expect(apigateway.send(new GetApiKeysCommand({ position: 'MQ' }))).rejects.toThrow(
    'Invalid position parameter',
  );
});
