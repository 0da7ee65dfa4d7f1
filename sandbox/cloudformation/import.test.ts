import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateRestApiCommand,
  GetApiKeyCommand,
  GetRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type ResourceToImport,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { clientSettings, eventsOf, settled, trail } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: CloudFormation User Guide, resource-import; texts from public reports named at each check, others UNCONFIRMED

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));
const gateway = new APIGatewayClient(clientSettings(sandbox));

const Retain = { DeletionPolicy: 'Retain' };
const api = (Name: string) => ({
  Type: 'AWS::ApiGateway::RestApi',
  ...Retain,
  Properties: { Name },
});
const key = (Name: string) => ({
  Type: 'AWS::ApiGateway::ApiKey',
  ...Retain,
  Properties: { Name },
});
const bodyOf = (Resources: object, more: object = {}) => JSON.stringify({ Resources, ...more });
const apiAt = (RestApiId: string): ResourceToImport => ({
  ResourceType: 'AWS::ApiGateway::RestApi',
  LogicalResourceId: 'Api',
  ResourceIdentifier: { RestApiId },
});
const keyAt = (APIKeyId: string): ResourceToImport => ({
  ResourceType: 'AWS::ApiGateway::ApiKey',
  LogicalResourceId: 'Key',
  ResourceIdentifier: { APIKeyId },
});

async function made(name: string) {
  const { id: apiId = '' } = await gateway.send(new CreateRestApiCommand({ name }));
  const { id: keyId = '' } = await gateway.send(new CreateApiKeyCommand({ name }));
  return { apiId, keyId };
}

async function ask(StackName: string, TemplateBody: string, ResourcesToImport: ResourceToImport[]) {
  const { Id = '', StackId = '' } = await client.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName: 'take-in',
      ChangeSetType: 'IMPORT',
      TemplateBody,
      ResourcesToImport,
      Tags: [{ Key: 'owner', Value: 'me' }],
    }),
  );
  return { Id, StackId };
}

async function executed({ Id, StackId }: { Id: string; StackId: string }) {
  await client.send(
    new ExecuteChangeSetCommand({ ChangeSetName: Id, ClientRequestToken: `token-${Id.slice(-8)}` }),
  );
  return settled(client, StackId);
}

describe('an import', () => {
  test('makes a stack in review, says what it imports, and takes it in with the tags of the stack', async () => {
    const { apiId, keyId } = await made('taken');
    const asked = await ask('taken', bodyOf({ Api: api('taken'), Key: key('taken') }), [
      apiAt(apiId),
      keyAt(keyId),
    ]);
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'taken' }));
    expect(Stacks?.[0]?.StackStatus).toBe('REVIEW_IN_PROGRESS');
    const { Changes = [] } = await client.send(
      new DescribeChangeSetCommand({ ChangeSetName: asked.Id }),
    );
    expect(Changes.map(({ ResourceChange: it }) => [it?.Action, it?.PhysicalResourceId])).toEqual([
      ['Import', apiId],
      ['Import', keyId],
    ]);
    const stack = await executed(asked);
    expect(stack).toMatchObject({ StackStatus: 'IMPORT_COMPLETE' });
    expect(stack.Tags).toEqual([{ Key: 'owner', Value: 'me' }]);
    const events = await eventsOf(client, asked.StackId);
    expect(trail(events)).toEqual([
      'taken REVIEW_IN_PROGRESS',
      'taken IMPORT_IN_PROGRESS',
      'Api IMPORT_IN_PROGRESS',
      'Key IMPORT_IN_PROGRESS',
      'Api IMPORT_COMPLETE',
      'Key IMPORT_COMPLETE',
      'Api UPDATE_IN_PROGRESS',
      'Api UPDATE_COMPLETE',
      'Key UPDATE_IN_PROGRESS',
      'Key UPDATE_COMPLETE',
      'taken IMPORT_COMPLETE',
    ]);
    expect(events.at(-1)?.ClientRequestToken).toBe(`token-${asked.Id.slice(-8)}`);
    const { tags } = await gateway.send(new GetRestApiCommand({ restApiId: apiId }));
    expect(tags).toMatchObject({ owner: 'me', 'aws:cloudformation:stack-name': 'taken' });
  });

  test('believes the template, and an update then changes what differs in place', async () => {
    const { apiId, keyId } = await made('believed');
    const asked = await ask(
      'believed',
      bodyOf({ Api: api('not-its-name'), Key: key('believed') }),
      [apiAt(apiId), keyAt(keyId)],
    );
    expect((await executed(asked)).StackStatus).toBe('IMPORT_COMPLETE');
    expect((await gateway.send(new GetRestApiCommand({ restApiId: apiId }))).name).toBe('believed');
    await client.send(
      new UpdateStackCommand({
        StackName: 'believed',
        TemplateBody: bodyOf({ Api: api('renamed'), Key: key('believed') }),
      }),
    );
    expect((await settled(client, asked.StackId)).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await gateway.send(new GetRestApiCommand({ restApiId: apiId }))).name).toBe('renamed');
  });

  test('leaves the stack again with its deletion, and stays in the account', async () => {
    const { keyId } = await made('left');
    const asked = await ask('left', bodyOf({ Key: key('left') }), [keyAt(keyId)]);
    await executed(asked);
    await client.send(new DeleteStackCommand({ StackName: asked.StackId }));
    expect((await settled(client, asked.StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect((await gateway.send(new GetApiKeyCommand({ apiKey: keyId }))).id).toBe(keyId);
    expect((await ask('again', bodyOf({ Key: key('left') }), [keyAt(keyId)])).StackId).toBeTruthy();
  });

  test('of what is not there is undone, and nothing is left in the stack', async () => {
    const { apiId } = await made('undone');
    const asked = await ask('undone', bodyOf({ Api: api('undone'), Key: key('gone') }), [
      apiAt(apiId),
      keyAt('gone'),
    ]);
    expect((await executed(asked)).StackStatus).toBe('IMPORT_ROLLBACK_COMPLETE');
    const events = await eventsOf(client, asked.StackId);
    expect(trail(events)).toContain('Key IMPORT_FAILED');
    expect(events.find((it) => it.ResourceStatus === 'IMPORT_FAILED')?.ResourceStatusReason).toBe(
      `Resource of type 'AWS::ApiGateway::ApiKey' with identifier '{"APIKeyId":"gone"}' was not found.`,
    );
  });
});

describe('an import is refused', () => {
  const refused = (stackName: string, body: string, imports: ResourceToImport[]) =>
    expect(ask(stackName, body, imports)).rejects;

  test('without a DeletionPolicy (quickstart-awx#38), and leaves no stack behind', async () => {
    const { apiId } = await made('bare');
    const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'bare' } };
    await refused('bare', bodyOf({ Api }), [apiAt(apiId)]).toMatchObject({
      name: 'ValidationError',
      message:
        'The following resources to import [Api] must have DeletionPolicy attribute specified in the template.',
    });
    await expect(
      client.send(new DescribeStacksCommand({ StackName: 'bare' })),
    ).rejects.toMatchObject({ message: 'Stack with id bare does not exist' });
  });

  test('with outputs (aws-security-assessment-solution#6)', async () => {
    const { apiId } = await made('told');
    const Outputs = { Id: { Value: { Ref: 'Api' } } };
    await refused('told', bodyOf({ Api: api('told') }, { Outputs }), [apiAt(apiId)]).toMatchObject({
      message: 'As part of the import operation, you cannot modify or add [Outputs]',
    });
  });

  test('of a type that is not imported (aws-maintenance#16)', async () => {
    const Type = 'AWS::Lambda::Permission';
    const ResourceIdentifier = { Id: 'x' };
    const Properties = { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: '*' };
    await refused('typed', bodyOf({ P: { Type, ...Retain, Properties } }), [
      { ResourceType: Type, LogicalResourceId: 'P', ResourceIdentifier },
    ]).toMatchObject({
      message: `The following resource types are not supported for resource import: ${Type}`,
    });
  });

  test('of what a stack has already (cloudformation-coverage-roadmap#1607)', async () => {
    const { apiId } = await made('had');
    await executed(await ask('had', bodyOf({ Api: api('had') }), [apiAt(apiId)]));
    await refused('second', bodyOf({ Api: api('had') }), [apiAt(apiId)]).toMatchObject({
      message:
        'Resources [Api] passed in ResourceToImport are already in a stack and cannot be imported.',
    });
  });

  test('with anything else to make, or to change (User Guide; texts UNCONFIRMED)', async () => {
    const { apiId, keyId } = await made('mixed');
    await refused('mixed', bodyOf({ Api: api('mixed'), Key: key('new') }), [
      apiAt(apiId),
    ]).toMatchObject({ message: expect.stringContaining('[Key]') });
    await executed(await ask('mixed', bodyOf({ Api: api('mixed') }), [apiAt(apiId)]));
    await expect(
      client.send(
        new CreateChangeSetCommand({
          StackName: 'mixed',
          ChangeSetName: 'more',
          ChangeSetType: 'IMPORT',
          TemplateBody: bodyOf({ Api: api('other'), Key: key('mixed') }),
          ResourcesToImport: [keyAt(keyId)],
        }),
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining('[Api]') });
  });

  test('with an identifier that is not the primary one (S-SPEC; text UNCONFIRMED)', async () => {
    await refused('named', bodyOf({ Api: api('named') }), [
      { ...apiAt(''), ResourceIdentifier: { Name: 'named' } },
    ]).toMatchObject({ message: expect.stringContaining('[Api]') });
  });
});
