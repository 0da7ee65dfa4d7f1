import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackResourceCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListChangeSetsCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from 'vitest';
import { clientSettings, settled } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: aws-facts D1; LocalStack’s validated snapshots

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));

const template = (hostnames = false) =>
  JSON.stringify({
    Resources: {
      Vpc: {
        Type: 'AWS::EC2::VPC',
        Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: hostnames },
      },
    },
  });

async function created(StackName: string, TemplateBody = template()): Promise<string> {
  const { StackId = '' } = await client.send(new CreateStackCommand({ StackName, TemplateBody }));
  expect((await settled(client, StackId)).StackStatus).toBe('CREATE_COMPLETE');
  return StackId;
}

async function changeSet(
  StackName: string,
  ChangeSetName: string,
  more: Partial<CreateChangeSetCommandInput> = {},
) {
  const { Id = '', StackId = '' } = await client.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName,
      TemplateBody: template(true),
      ...more,
    }),
  );
  return { Id, StackId };
}

const executionOf = async (ChangeSetName: string) =>
  (await client.send(new DescribeChangeSetCommand({ ChangeSetName }))).ExecutionStatus;

describe("a change set, as LocalStack's validated snapshots recorded it (api/test_changesets)", () => {
  test('that failed cannot be executed, in the words of its status (test_empty_changeset)', async () => {
    await created('empty');
    const { Id } = await changeSet('empty', 'none', { TemplateBody: template() });
    await expect(
      client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id })),
    ).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
      message: `ChangeSet [${Id}] cannot be executed in its current status of [FAILED]`,
    });
  });

  test('is obsolete once its stack was made otherwise, and then cannot be executed (test_create_while_in_review)', async () => {
    const { Id, StackId } = await changeSet('reviewed', 'first', { ChangeSetType: 'CREATE' });
    const made = await client.send(
      new CreateStackCommand({ StackName: 'reviewed', TemplateBody: template() }),
    );
    expect(made.StackId).toBe(StackId);
    expect((await settled(client, StackId)).StackStatus).toBe('CREATE_COMPLETE');
    expect(await executionOf(Id)).toBe('OBSOLETE');
    await expect(
      client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id })),
    ).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
  });

  test('of an updated stack is obsolete (API DescribeChangeSet ExecutionStatus)', async () => {
    const StackId = await created('updated');
    const { Id } = await changeSet('updated', 'planned');
    expect(await executionOf(Id)).toBe('AVAILABLE');
    await client.send(new UpdateStackCommand({ StackName: StackId, TemplateBody: template(true) }));
    await settled(client, StackId);
    expect(await executionOf(Id)).toBe('OBSOLETE');
  });

  test('takes its siblings along when it is executed, and runs once (S-SDK ExecuteChangeSet)', async () => {
    const StackId = await created('siblings');
    const { Id } = await changeSet('siblings', 'chosen');
    const other = await changeSet('siblings', 'other');
    await client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
    await settled(client, StackId);
    const { Summaries = [] } = await client.send(
      new ListChangeSetsCommand({ StackName: 'siblings' }),
    );
    expect(Summaries.map((summary) => summary.ChangeSetId)).not.toContain(other.Id);
    expect(await executionOf(Id)).toBe('EXECUTE_COMPLETE');
    await expect(
      client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id })),
    ).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
  });

  test('tells of metadata alone, and changes nothing but that (API ResourceChange Scope; S-SDK ResourceAttribute)', async () => {
    const StackId = await created('described');
    const body = JSON.parse(template());
    body.Resources.Vpc.Metadata = { Said: 'of the edge' };
    const { Id } = await changeSet('described', 'said', { TemplateBody: JSON.stringify(body) });
    const { Changes } = await client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
    expect(Changes?.map(({ ResourceChange }) => ResourceChange)).toMatchObject([
      {
        Action: 'Modify',
        Replacement: 'False',
        Scope: ['Metadata'],
        Details: [{ Target: { Attribute: 'Metadata', RequiresRecreation: 'Never' } }],
      },
    ]);
    await client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
    expect((await settled(client, StackId)).StackStatus).toBe('UPDATE_COMPLETE');
  });

  test('can be deleted after it was executed (test_describe_changeset_after_delete)', async () => {
    const { StackId } = await changeSet('removed', 'first', { ChangeSetType: 'CREATE' });
    const name = { StackName: 'removed', ChangeSetName: 'first' };
    await client.send(new ExecuteChangeSetCommand(name));
    await settled(client, StackId);
    await client.send(new DeleteChangeSetCommand(name));
    await expect(client.send(new DescribeChangeSetCommand(name))).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
      message: 'ChangeSet [first] does not exist',
    });
  });

  test('is found by ARN, or by name and stack (test_delete_change_set_exception, test_describe_change_set_nonexisting)', async () => {
    const named = (StackName?: string) => ({ ChangeSetName: 'missing', StackName });
    const noStack = {
      name: 'ValidationError',
      message: 'Stack [nostack] does not exist',
    };
    await expect(client.send(new DeleteChangeSetCommand(named('nostack')))).rejects.toMatchObject(
      noStack,
    );
    await expect(client.send(new DescribeChangeSetCommand(named('nostack')))).rejects.toMatchObject(
      noStack,
    );
    await expect(client.send(new DeleteChangeSetCommand(named()))).rejects.toThrow(
      'StackName must be specified if ChangeSetName is not specified as an ARN.',
    );
  });

  test('of type CREATE needs a stack in review, by name or ARN (test_name_conflicts, test_create_changeset_with_stack_id)', async () => {
    const first = await changeSet('again', 'first', { ChangeSetType: 'CREATE' });
    const second = await changeSet(first.StackId, 'second', { ChangeSetType: 'CREATE' });
    expect(second.StackId).toBe(first.StackId);
    await client.send(new ExecuteChangeSetCommand({ ChangeSetName: first.Id }));
    await settled(client, first.StackId);
    await expect(changeSet('again', 'third', { ChangeSetType: 'CREATE' })).rejects.toThrow(
      'Stack [again] already exists and cannot be created again with the changeSet [third].',
    );
    await client.send(new DeleteStackCommand({ StackName: 'again' }));
    await settled(client, first.StackId);
    await expect(changeSet(first.StackId, 'revived', { ChangeSetType: 'CREATE' })).rejects.toThrow(
      `Stack [${first.StackId}] already exists and cannot be created again with the changeSet [revived].`,
    );
    await expect(changeSet(first.StackId, 'late')).rejects.toThrow(
      `Stack:${first.StackId} is in DELETE_COMPLETE state and can not be updated.`,
    );
    const anew = await changeSet('again', 'first', { ChangeSetType: 'CREATE' });
    expect(anew.StackId).not.toBe(first.StackId);
    // Both are still told by their ARNs.
    expect(await executionOf(first.Id)).toBe('EXECUTE_COMPLETE');
    expect(await executionOf(anew.Id)).toBe('AVAILABLE');
  });

  test('names what a stack name may be (api/test_stacks, test_stack_name_creation)', async () => {
    await expect(changeSet('*@a_$', 'first', { ChangeSetType: 'CREATE' })).rejects.toThrow(
      "1 validation error detected: Value '*@a_$' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*",
    );
  });
});

test('a NoEcho parameter is masked in change sets as in stacks (UserGuide, parameters; test_no_echo_parameter)', async () => {
  const TemplateBody = JSON.stringify({
    Parameters: { Secret: { Type: 'String', NoEcho: true } },
    ...JSON.parse(template()),
  });
  const { Id } = await changeSet('masked', 'first', {
    ChangeSetType: 'CREATE',
    TemplateBody,
    Parameters: [{ ParameterKey: 'Secret', ParameterValue: 'not for the eye' }],
  });
  const shown = await client.send(
    new DescribeChangeSetCommand({ ChangeSetName: Id, IncludePropertyValues: true }),
  );
  expect(shown.Parameters).toEqual([{ ParameterKey: 'Secret', ParameterValue: '****' }]);
  expect(JSON.stringify(shown)).not.toContain('not for the eye');
});

describe("templates, as LocalStack's validated snapshots recorded them (api/test_templates)", () => {
  test('are got from a change set by name too, and asked for by something', async () => {
    await created('templated');
    await changeSet('templated', 'edit');
    const { TemplateBody } = await client.send(
      new GetTemplateCommand({ StackName: 'templated', ChangeSetName: 'edit' }),
    );
    expect(TemplateBody).toBe(template(true));
    const get = (input: { StackName?: string; ChangeSetName?: string }) =>
      client.send(new GetTemplateCommand(input));
    await expect(get({})).rejects.toThrow(
      'StackName is required if ChangeSetName is not specified.',
    );
    await expect(get({ ChangeSetName: 'edit' })).rejects.toThrow(
      'StackName is a required parameter.',
    );
    const arn = 'arn:aws:cloudformation:ap-northeast-1:123456789012:changeSet/edit/none';
    await expect(get({ ChangeSetName: arn })).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
      message: `ChangeSet [${arn}] does not exist`,
    });
  });

  test('of a stack in review have no summary (test_get_template_summary_non_executed_change_set)', async () => {
    await changeSet('summarised', 'first', { ChangeSetType: 'CREATE' });
    await expect(
      client.send(new GetTemplateSummaryCommand({ StackName: 'summarised' })),
    ).rejects.toThrow('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
  });
});

test("a resource that failed is not there, in the caller's name for the stack (api/test_resources, test_describe_failed_resource)", async () => {
  const { StackId = '' } = await client.send(
    new CreateStackCommand({
      StackName: 'failed',
      TemplateBody: JSON.stringify({
        Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/8' } } },
      }),
    }),
  );
  expect((await settled(client, StackId)).StackStatus).toBe('ROLLBACK_COMPLETE');
  for (const StackName of ['failed', StackId]) {
    await expect(
      client.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId: 'Vpc' })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Resource Vpc does not exist for stack ${StackName}`,
    });
  }
});

test('a token that began something else is refused by every operation (S-SDK TokenAlreadyExistsException)', async () => {
  const StackName = 'token';
  const ClientRequestToken = 'taken';
  const { StackId = '' } = await client.send(
    new CreateStackCommand({ StackName, TemplateBody: template(), ClientRequestToken }),
  );
  await settled(client, StackId);
  for (const call of [
    () =>
      client.send(
        new UpdateStackCommand({ StackName, TemplateBody: template(true), ClientRequestToken }),
      ),
    () => client.send(new DeleteStackCommand({ StackName, ClientRequestToken })),
  ]) {
    await expect(call()).rejects.toMatchObject({ name: 'TokenAlreadyExistsException' });
  }
});
