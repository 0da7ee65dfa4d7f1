import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { type Exchange, exchanges } from '../../exchanges';
import { services } from '../../server';
import { clientSettings, settled } from '../sdk';
import { startSandbox } from '../start';
import { membersIn } from './applied';
import { checkExchange } from './check-exchange';
import { constraints } from './constraints';
import { modelOf } from './service-model';

// Source: the services' models: the SDK's schemas and botocore

const sandbox = await startSandbox();
const settings = clientSettings(sandbox);
const ec2 = new EC2Client(settings);
const gateway = new APIGatewayClient(settings);
const cloudformation = new CloudFormationClient(settings);
const logs = new CloudWatchLogsClient(settings);

/** The last exchange of some work; a refusal of the sandbox's is an exchange too. */
async function exchangeOf(work: () => Promise<unknown>): Promise<Exchange> {
  const seen: Exchange[] = [];
  const listen = (exchange: unknown) => seen.push(exchange as Exchange);
  exchanges.subscribe(listen);
  await work().catch(() => {});
  exchanges.unsubscribe(listen);
  const last = seen.at(-1);
  if (!last) throw new Error('nothing was asked');
  return last;
}

const edited = ({ answer, ...rest }: Exchange, from: string | RegExp, to: string): Exchange => {
  const body = answer.body.toString().replace(from, to);
  expect(body).not.toBe(answer.body.toString());
  return { ...rest, answer: { ...answer, body } };
};
const check = (exchange: Exchange, isSenderTrusted = true) =>
  checkExchange(exchange, { isSenderTrusted });

const vpcs = await exchangeOf(async () => {
  await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'cidr', Values: ['10.0.0.0/16'] }] }));
});
const identity = await exchangeOf(() =>
  new STSClient(settings).send(new GetCallerIdentityCommand({})),
);
const api = await exchangeOf(() => gateway.send(new CreateRestApiCommand({ name: 'shapes' })));
const groups = await exchangeOf(async () => {
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'shapes' }));
  await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'shapes' }));
});
const events = await exchangeOf(async () => {
  const TemplateBody = 'Resources: { Group: { Type: "AWS::Logs::LogGroup" } }';
  await cloudformation.send(new CreateStackCommand({ StackName: 'shapes', TemplateBody }));
  await settled(cloudformation, 'shapes');
  await cloudformation.send(new DescribeStackEventsCommand({ StackName: 'shapes' }));
});
const noPlan = await exchangeOf(() =>
  gateway.send(new GetUsagePlanCommand({ usagePlanId: 'none' })),
);
const noStack = await exchangeOf(() =>
  cloudformation.send(new DescribeStacksCommand({ StackName: 'none' })),
);

describe('an answer', () => {
  it.each([vpcs, identity, events, api, groups, noPlan, noStack])(
    'of $operation as the local AWS gives it is what the model says',
    async (exchange) => {
      expect(await check(exchange)).toEqual([]);
    },
  );

  it.each<[what: string, Exchange, from: string | RegExp, to: string, line: string]>([
    [
      'an unknown element (EC2 query)',
      vpcs,
      '<state>',
      '<colour>red</colour><state>',
      'ec2:DescribeVpcs answer Vpcs[0].colour: is not in the model',
    ],
    [
      'an enum value that is none',
      vpcs,
      '<state>available',
      '<state>lost',
      'Vpcs[0].State: "lost" is none of pending, available',
    ],
    [
      'a boolean that is none',
      vpcs,
      '<isDefault>false',
      '<isDefault>no',
      'Vpcs[0].IsDefault: "no" is not a boolean',
    ],
    [
      'an item under another name',
      vpcs,
      /(<\/?)item>/g,
      '$1member>',
      'Vpcs.member: is not a <item>',
    ],
    ['no request id', vpcs, /<requestId>.*?<\/requestId>/, '', 'has not one <requestId>'],
    [
      'another root',
      vpcs,
      /DescribeVpcsResponse/g,
      'DescribeVpcResponse',
      '<DescribeVpcResponse> is not the answer',
    ],
    [
      'an unknown element (query)',
      identity,
      '<Arn>',
      '<Name>x</Name><Arn>',
      'sts:GetCallerIdentity answer Name: is not in the model',
    ],
    [
      'no result (query)',
      identity,
      /GetCallerIdentityResult/g,
      'Result',
      'Result: is not <GetCallerIdentityResult>',
    ],
    [
      'too short a text',
      identity,
      /<Arn>.*?<\/Arn>/,
      '<Arn>arn:aws</Arn>',
      'Arn: 7 characters is less than 20',
    ],
    [
      'an unknown member (REST JSON)',
      api,
      '{',
      '{"colour":"red",',
      'apigateway:CreateRestApi answer colour: is not in the model',
    ],
    [
      'a date that is text',
      api,
      /"createdDate":[\d.]+/,
      '"createdDate":"now"',
      'createdDate: "now" is not a timestamp in seconds',
    ],
    ['a string that is a number', api, '"name":"shapes"', '"name":1', 'name: 1 is not a string'],
    [
      'an enum value that is none (JSON)',
      api,
      '"HEADER"',
      '"BODY"',
      'apiKeySource: "BODY" is none of HEADER, AUTHORIZER',
    ],
    [
      'an unknown member (JSON)',
      groups,
      '"arn"',
      '"colour":1,"arn"',
      'logs:DescribeLogGroups answer logGroups[0].colour: is not in the model',
    ],
    [
      'what its pattern forbids',
      groups,
      '"logGroupName":"shapes"',
      '"logGroupName":"a b"',
      'logGroups[0].logGroupName: "a b" does not match',
    ],
    [
      'a negative size',
      groups,
      '"storedBytes":0',
      '"storedBytes":-1',
      'logGroups[0].storedBytes: -1 is less than 0',
    ],
  ])('with %s is a fault', async (_what, exchange, from, to, line) => {
    expect(await check(edited(exchange, from, to))).toEqual([expect.stringContaining(line)]);
  });

  it('that is not XML cannot be read', async () => {
    await expect(check(edited(vpcs, '</vpcSet>', ''))).rejects.toThrow('closes another element');
  });

  it('with a status of its own is a fault', async () => {
    const answer = { ...api.answer, status: 200 };
    expect(await check({ ...api, answer })).toEqual([
      expect.stringContaining('has status 200, not 201'),
    ]);
  });

  it('without a required member is a fault', async () => {
    expect(await check(edited(events, /<EventId>.*?<\/EventId>/, ''))).toEqual([
      'cloudformation:DescribeStackEvents answer StackEvents[0].EventId: is required',
    ]);
  });
});

describe('a request', () => {
  const asked = (exchange: Exchange, change: Partial<Exchange['request']>): Exchange => ({
    ...exchange,
    request: { ...exchange.request, ...change },
  });
  const withBody = (exchange: Exchange, body: string) =>
    asked(exchange, { body: Buffer.from(body) });

  it.each<[what: string, Exchange, line: string]>([
    [
      'an unknown parameter (EC2 query)',
      withBody(vpcs, `${vpcs.request.body}&Filter.2.Value=x`),
      'ec2:DescribeVpcs request Filter.2.Value: is not in the model',
    ],
    [
      'an unknown parameter (query)',
      withBody(events, `${events.request.body}&Colour=red`),
      'request Colour: is not in the model',
    ],
    [
      'no required parameter',
      withBody(events, 'Action=DescribeStackEvents&Version=2010-05-15'),
      'request StackName: is required',
    ],
    [
      'an unknown member (REST JSON)',
      withBody(api, '{"name":"shapes","colour":"red"}'),
      'apigateway:CreateRestApi request colour: is not in the model',
    ],
    [
      'an unknown query parameter',
      asked(api, { query: new URLSearchParams({ colour: 'red' }) }),
      'request colour: is a query parameter that is not in the model',
    ],
    [
      'a path of another operation',
      asked(noPlan, { path: '/restapis/none' }),
      '/restapis/none is not /usageplans/{usagePlanId}',
    ],
    [
      'too long a text (JSON)',
      withBody(groups, JSON.stringify({ logGroupNamePrefix: 'x'.repeat(513) })),
      'logs:DescribeLogGroups request logGroupNamePrefix: 513 characters is more than 512',
    ],
  ])('with %s is a fault', async (_what, exchange, line) => {
    expect((await check(exchange))[0]).toContain(line);
  });

  it('that was refused may be wrong, unless its sender is the product', async () => {
    const wrong = asked(noPlan, { query: new URLSearchParams({ colour: 'red' }) });
    expect(await check(wrong, false)).toEqual([]);
    expect(await check(wrong, true)).toHaveLength(1);
  });
});

describe('a refusal', () => {
  const refused = (exchange: Exchange, change: Partial<Exchange['answer']>): Exchange => ({
    ...exchange,
    answer: { ...exchange.answer, ...change },
  });
  const coded = (code: string, status: number) =>
    refused(noPlan, { status, headers: { 'x-amzn-errortype': code } });

  it.each<[what: string, Exchange, line: string]>([
    [
      'another status',
      coded('NotFoundException', 400),
      'NotFoundException has status 400, not 404',
    ],
    [
      'a code that no operation has',
      coded('NoSuchThing', 404),
      'NoSuchThing is no error of the service',
    ],
    [
      'a code of other operations',
      coded('ConflictException', 409),
      'ConflictException is no error of the operation',
    ],
    ['no message', refused(noPlan, { body: '{}' }), 'has no message'],
    ['no code', edited(noStack, /<Code>.*<\/Code>/, ''), 'has no error code'],
  ])('with %s is a fault', async (_what, exchange, line) => {
    expect((await check(exchange))[0]).toContain(line);
  });
});

describe('the models', () => {
  it.each(services)(
    'have every operation of $signingName, and its constraints',
    async (service) => {
      const model = await modelOf(service.signingName);
      const { errors = {} } = constraints.services[service.signingName] ?? {};
      expect(service.operations.filter((name) => !model.operations.has(name))).toEqual([]);
      expect(
        service.operations.filter((name) => !Object.hasOwn(errors, name)),
        'renew them: npm run conformance -- models',
      ).toEqual([]);
    },
  );

  it.each(services)('have every member that constraints of $signingName name', async (service) => {
    const members = membersIn(await modelOf(service.signingName), service.operations);
    const { structures = {} } = constraints.services[service.signingName] ?? {};
    const unused = Object.entries(structures).flatMap(([name, rules]) =>
      Object.keys(rules).filter((member) => !members.get(name)?.has(member)),
    );
    expect(Object.keys(structures).length).toBeGreaterThan(0);
    expect(unused).toEqual([]);
  });
});
