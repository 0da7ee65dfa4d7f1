import { APIGatewayClient, CreateApiKeyCommand } from '@aws-sdk/client-api-gateway';
import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  ExecuteChangeSetCommand,
  StackStatus,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { createWorld, region, type World } from '../testing/world';
import { offersFor, type StackVerb, stackVerbs } from './offers';

/*
 * What `offersFor` offers is held against what the local AWS answers, on stacks that real causes brought into each
 * status.
 */

let world: World;
let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let client: CloudFormationClient;
let gateway: APIGatewayClient;

beforeAll(async () => {
  world = await createWorld(async () => {
    sandbox = await createSandbox({ paceMs: 4 });
    return sandbox;
  });
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
  const settings = { endpoint: world.url, region, credentials, maxAttempts: 1 };
  client = new CloudFormationClient(settings);
  gateway = new APIGatewayClient(settings);
});
afterAll(() => world.close());
afterEach(() => world.control('POST', '/reset'));

const subnet = (CidrBlock: string, more: object = {}) => ({
  Type: 'AWS::EC2::Subnet',
  ...more,
  Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock, AvailabilityZone: `${region}a` },
});
/** Outside of the VPC's block: EC2 refuses it. */
const bad = (DependsOn: string) => subnet('10.9.0.0/24', { DependsOn });
const endpoint = (PrivateDnsEnabled: boolean, more: object = {}) => ({
  Type: 'AWS::EC2::VPCEndpoint',
  ...more,
  Properties: {
    VpcEndpointType: 'Interface',
    VpcId: { Ref: 'Vpc' },
    ServiceName: `com.amazonaws.${region}.execute-api`,
    SubnetIds: [{ Ref: 'Own' }],
    PrivateDnsEnabled,
  },
});
const body = (more: object = {}) =>
  JSON.stringify({
    Resources: {
      Vpc: {
        Type: 'AWS::EC2::VPC',
        Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true },
      },
      Own: subnet('10.0.0.0/24'),
      ...more,
    },
  });

const name = 'subject';
const record = () => {
  const stacks = [...sandbox.context.cloudformation.stacks.values()];
  const stack = stacks.find(({ stackName }) => stackName === name);
  if (!stack) throw new Error('there is no stack');
  return stack;
};
const hold = () => sandbox.context.engine.hold(name);

/** Looks between any two steps of the local AWS, so that nothing passes unseen. */
async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`the stack is ${record().status}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const settled = () => until(() => !/IN_PROGRESS$/.test(record().status));

async function create(TemplateBody = body(), more: object = {}): Promise<void> {
  await client.send(new CreateStackCommand({ StackName: name, TemplateBody, ...more }));
}
async function created(TemplateBody = body()): Promise<void> {
  await create(TemplateBody);
  await settled();
}
async function update(TemplateBody: string, more: object = {}): Promise<void> {
  await client.send(new UpdateStackCommand({ StackName: name, TemplateBody, ...more }));
}
async function remove(): Promise<void> {
  await client.send(new DeleteStackCommand({ StackName: name }));
}
/** Another stack's subnet in this one's VPC, which therefore cannot go. */
async function occupy(): Promise<void> {
  const VpcId = record().resources.Vpc?.physicalId ?? '';
  const Guest = { Type: 'AWS::EC2::Subnet', Properties: { VpcId, CidrBlock: '10.0.7.0/24' } };
  const TemplateBody = JSON.stringify({ Resources: { Guest } });
  await client.send(new CreateStackCommand({ StackName: 'guest', TemplateBody }));
  const guest = sandbox.context.cloudformation.find('guest');
  await until(() => guest?.status === 'CREATE_COMPLETE');
}

/** Takes a key into a standing stack; what is not there is found missing once the import is under way. */
async function importKey(id?: string): Promise<void> {
  const { id: made = '' } = await gateway.send(new CreateApiKeyCommand({ name: 'taken' }));
  const Key = {
    Type: 'AWS::ApiGateway::ApiKey',
    DeletionPolicy: 'Retain',
    Properties: { Name: 'taken' },
  };
  const change = { StackName: name, ChangeSetName: 'take-in' };
  await client.send(
    new CreateChangeSetCommand({
      ...change,
      ChangeSetType: 'IMPORT',
      TemplateBody: body({ Key }),
      ResourcesToImport: [
        {
          ResourceType: Key.Type,
          LogicalResourceId: 'Key',
          ResourceIdentifier: { APIKeyId: id ?? made },
        },
      ],
    }),
  );
  await client.send(new ExecuteChangeSetCommand(change));
}

const causes: Partial<Record<StackStatus, () => Promise<unknown>>> = {
  async REVIEW_IN_PROGRESS() {
    const made = {
      ChangeSetName: 'preview',
      ChangeSetType: 'CREATE',
      TemplateBody: body(),
    } as const;
    await client.send(new CreateChangeSetCommand({ StackName: name, ...made }));
  },
  async CREATE_IN_PROGRESS() {
    hold();
    await create();
  },
  CREATE_COMPLETE: () => created(),
  async CREATE_FAILED() {
    await create(body({ Bad: bad('Own') }), { OnFailure: 'DO_NOTHING' });
    await settled();
  },
  async ROLLBACK_IN_PROGRESS() {
    await create(body({ Bad: bad('Own') }));
    await until(() => record().status === 'ROLLBACK_IN_PROGRESS');
    hold();
  },
  ROLLBACK_COMPLETE: () => created(body({ Bad: bad('Own') })),
  async ROLLBACK_FAILED() {
    await create(body({ Bad: bad('Own') }));
    await until(() => Boolean(record().resources.Vpc?.physicalId));
    hold();
    await occupy();
    sandbox.context.engine.release(name);
    await settled();
  },
  async UPDATE_IN_PROGRESS() {
    await created();
    hold();
    await update(body({ New: subnet('10.0.1.0/24') }));
  },
  async UPDATE_COMPLETE_CLEANUP_IN_PROGRESS() {
    await created(body({ Old: subnet('10.0.1.0/24') }));
    await update(body());
    await until(() => record().status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    hold();
  },
  async UPDATE_COMPLETE() {
    await created();
    await update(body({ New: subnet('10.0.1.0/24') }));
    await settled();
  },
  async UPDATE_FAILED() {
    await created();
    await update(body({ Bad: bad('Own') }), { DisableRollback: true });
    await settled();
  },
  async UPDATE_ROLLBACK_IN_PROGRESS() {
    await created();
    hold();
    const Properties = { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: false };
    await update(body({ Vpc: { Type: 'AWS::EC2::VPC', Properties } }));
    await until(() => record().resources.Vpc?.status === 'UPDATE_IN_PROGRESS');
    await client.send(new CancelUpdateStackCommand({ StackName: name }));
  },
  async UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS() {
    await created();
    await update(body({ New: subnet('10.0.1.0/24'), Bad: bad('New') }));
    await until(() => record().status === 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    hold();
  },
  async UPDATE_ROLLBACK_COMPLETE() {
    await created();
    await update(body({ Bad: bad('Own') }));
    await settled();
  },
  // Private DNS moves to a second endpoint, and cannot come back while that one stands (aws-facts A2).
  async UPDATE_ROLLBACK_FAILED() {
    await created(body({ First: endpoint(true) }));
    const second = endpoint(true, { DependsOn: 'First' });
    await update(body({ First: endpoint(false), Second: second, Bad: bad('Second') }));
    await settled();
  },
  async DELETE_IN_PROGRESS() {
    await created();
    hold();
    await remove();
  },
  async DELETE_COMPLETE() {
    await created();
    await remove();
    await settled();
  },
  async DELETE_FAILED() {
    await created();
    await occupy();
    await remove();
    await settled();
  },
  async IMPORT_IN_PROGRESS() {
    await created();
    hold();
    await importKey();
  },
  async IMPORT_COMPLETE() {
    await created();
    await importKey();
    await settled();
  },
  async IMPORT_ROLLBACK_IN_PROGRESS() {
    await created();
    await importKey('not-there');
    await until(() => record().status === 'IMPORT_ROLLBACK_IN_PROGRESS');
    hold();
  },
  async IMPORT_ROLLBACK_COMPLETE() {
    await created();
    await importKey('not-there');
    await settled();
  },
};

/** An import that is undone lets go of what it read and changes nothing; no source for what makes that fail on AWS. */
const unreached = [StackStatus.IMPORT_ROLLBACK_FAILED];

const asks: Record<StackVerb, (StackName: string) => Promise<unknown>> = {
  async edit(StackName) {
    const ChangeSetName = 'edit';
    const TemplateBody = body({ Log: { Type: 'AWS::Logs::LogGroup' } });
    await client.send(new CreateChangeSetCommand({ StackName, ChangeSetName, TemplateBody }));
    await client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
  },
  delete: (StackName) => client.send(new DeleteStackCommand({ StackName })),
  cancel_update: (StackName) => client.send(new CancelUpdateStackCommand({ StackName })),
  continue_rollback: (StackName) =>
    client.send(new ContinueUpdateRollbackCommand({ StackName, ResourcesToSkip: ['First'] })),
  delete_retaining: (StackName) =>
    client.send(new DeleteStackCommand({ StackName, RetainResources: ['Vpc'] })),
  force_delete: (StackName) =>
    client.send(new DeleteStackCommand({ StackName, DeletionMode: 'FORCE_DELETE_STACK' })),
  protect: (StackName) => protection(StackName, true),
  unprotect: (StackName) => protection(StackName, false),
};

function protection(StackName: string, EnableTerminationProtection: boolean) {
  return client.send(
    new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection }),
  );
}

const unasked: Partial<Record<StackStatus, StackVerb[]>> = {
  ROLLBACK_IN_PROGRESS: ['delete'],
  DELETE_IN_PROGRESS: ['delete'],
  DELETE_COMPLETE: ['delete', 'delete_retaining', 'force_delete'],
};

async function isAccepted(verb: StackVerb): Promise<boolean> {
  try {
    await asks[verb](record().stackId);
    return true;
  } catch (refusal) {
    // A refusal in words, and no accident.
    expect(refusal).toMatchObject({
      name: expect.stringMatching(/^(ValidationError|InvalidChangeSetStatus)$/),
    });
    return false;
  }
}

describe('what is offered is what CloudFormation accepts', () => {
  it('every status of the SDK is brought about, but for an import’s rollback that fails', () => {
    const reached = [...Object.keys(causes), ...unreached];
    expect(reached.sort()).toEqual(Object.values(StackStatus).sort());
  });

  const statuses = Object.keys(causes) as StackStatus[];
  const of = (status: StackStatus, isProtected: boolean) => offersFor(status, { isProtected });

  async function bring(status: StackStatus, isProtected: boolean): Promise<void> {
    await causes[status]?.();
    if (isProtected) await protection(name, true);
    expect(record().status).toBe(status);
  }

  const offered = statuses.flatMap((status) =>
    [false, true].flatMap((isProtected) =>
      [...of(status, isProtected)].map((verb) => ({ status, isProtected, verb })),
    ),
  );

  it.each(offered)('$verb in $status, protected: $isProtected', async (offer) => {
    await bring(offer.status, offer.isProtected);
    expect(await isAccepted(offer.verb)).toBe(true);
  });

  const all = statuses.flatMap((status) =>
    [false, true]
      .filter((isProtected) => of(status, isProtected).size > 0 || !isProtected)
      .map((isProtected) => ({ status, isProtected })),
  );

  it.each(all)('nothing else in $status, protected: $isProtected', async (at) => {
    await bring(at.status, at.isProtected);
    const isAsked = (verb: StackVerb) =>
      !of(at.status, at.isProtected).has(verb) && !isWithoutEffect(verb, at);
    for (const verb of stackVerbs.filter(isAsked))
      expect([verb, await isAccepted(verb)]).toEqual([verb, false]);
  });
});

/** Accepted without changing anything, or UNCONFIRMED: not offered, and no refusal to expect. */
function isWithoutEffect(verb: StackVerb, at: { status: StackStatus; isProtected: boolean }) {
  if (verb === (at.isProtected ? 'protect' : 'unprotect'))
    return !at.status.startsWith('DELETE_') || at.status === 'DELETE_FAILED';
  return !at.isProtected && unasked[at.status]?.includes(verb);
}
