// Causes that are rights: an account prepared by the bootstrap stack, whose roles somebody takes apart.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { connect } from '../aws/clients';
import { mainTarget } from '../aws/targets';
import { launchNetwork } from '../networks/mutations';
import { createPreparedWorld, type RoleName, roleArn } from '../testing/prepared';
import { rightsOf, withoutRight } from '../testing/rights';
import { actorOf, eventually, hasty, region, type World } from '../testing/world';
import { explain, failureFactsOf } from './causes/catalogue';
import type { CauseId } from './causes/ids';
import { getRun, listRunEvents } from './data';
import { createEngine, type Engine } from './engine';
import type { Run } from './types';

const platform = actorOf('platform');
let world: World;
let sandbox: Sandbox;
let engine: Engine;
let made = 0;
let undo: (() => void)[] = [];

beforeAll(async () => {
  ({ world } = await createPreparedWorld(async () => {
    sandbox = await createSandbox({ paceMs: 5, evaluateIam: true });
    return sandbox;
  }));
});
afterAll(() => world.close());
beforeEach(async () => {
  engine = await createEngine({ leaseMs: 300, waitMs: hasty });
});
afterEach(async () => {
  await engine.stop();
  for (const restore of undo) restore();
  undo = [];
});

async function launched(): Promise<Run> {
  made += 1;
  const network = {
    kind: 'network' as const,
    name: `rights-${made}`,
    team: 'payments',
    owner: 'dev@example.com',
    environment: 'dev' as const,
    vpc: { cidr: '10.0.0.0/16', azs: [`${region}a`, `${region}c`] },
  };
  const idempotencyKey = `rights-${made}-0123456789`;
  const { runId } = await launchNetwork(platform, { network, idempotencyKey });
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt) throw new Error(`the run is ${run?.state}: ${JSON.stringify(run?.problem)}`);
    return run;
  });
}

function roleOf(name: RoleName) {
  const role = sandbox.context.iam.roles.get(roleArn(name).split('/')[1] ?? '');
  if (!role) throw new Error(`the account has no role to ${name}`);
  return role;
}

/** Changes a role until the test is over. */
function change(name: RoleName, how: Partial<ReturnType<typeof roleOf>>): void {
  const role = roleOf(name);
  const before = { ...role };
  Object.assign(role, how);
  undo.push(() => Object.assign(role, before));
}

function take(name: RoleName, action: string): void {
  const right = rightsOf(name).find((one) => one.action === action);
  if (!right) throw new Error(`${name} has no right to ${action}`);
  undo.push(withoutRight(sandbox, name, right));
}

/** Clients keep their sessions: new ones ask STS anew. */
function signInAnew(): void {
  connect(mainTarget(), {});
}

type Cause = {
  cause: CauseId;
  by: string;
  run: () => Promise<Run>;
  facts: object;
  step: object;
};

const session = expect.stringContaining(
  ':assumed-role/sluice-cloudformation-ap-northeast-1/AWSCloudFormation',
);

const causes: Cause[] = [
  {
    cause: 'access_denied',
    by: 'a right that CloudFormation’s role lacks',
    run: () => {
      take('cloudformation', 'ec2:CreateVpcEndpoint');
      return launched();
    },
    facts: { action: 'ec2:CreateVpcEndpoint', principal: session },
    step: { kind: 'grant', action: 'ec2:CreateVpcEndpoint', resource: expect.any(String) },
  },
  {
    cause: 'access_denied',
    by: 'a right that Sluice’s own role lacks: AWS refuses to begin',
    run: () => {
      take('operate', 'cloudformation:CreateStack');
      return launched();
    },
    facts: { action: 'cloudformation:CreateStack' },
    step: { kind: 'console', at: { page: 'role', name: `sluice-operate-${region}` } },
  },
  {
    cause: 'denied_explicitly',
    by: 'a statement that denies',
    run: () => {
      const deny = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: ['ec2:CreateVpc'], Resource: '*' }],
      };
      const { policies } = roleOf('cloudformation');
      change('cloudformation', { policies: { ...policies, deny } });
      return launched();
    },
    facts: { action: 'ec2:CreateVpc', policy: 'identity-based policy' },
    step: { kind: 'console', at: { page: 'role', name: `sluice-cloudformation-${region}` } },
  },
  {
    cause: 'denied_by_boundary',
    by: 'a permissions boundary that allows less',
    run: () => {
      const arn = 'arn:aws:iam::123456789012:policy/logs-only';
      const document = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }],
      };
      sandbox.context.iam.managedPolicies.set(arn, {
        arn,
        policyName: 'logs-only',
        policyId: 'ANPA1',
        path: '/',
        description: '',
        document,
      });
      change('cloudformation', { permissionsBoundary: arn });
      return launched();
    },
    facts: { policy: 'permissions boundary' },
    step: { kind: 'console', at: { page: 'role', name: `sluice-cloudformation-${region}` } },
  },
  {
    cause: 'pass_role_denied',
    by: 'a right to hand CloudFormation its role that Sluice lacks',
    run: () => {
      take('operate', 'iam:PassRole');
      return launched();
    },
    facts: { resource: roleArn('cloudformation') },
    step: { kind: 'grant', action: 'iam:PassRole', resource: roleArn('cloudformation') },
  },
  {
    cause: 'role_not_assumable',
    by: 'a role that no longer trusts CloudFormation',
    run: () => {
      change('cloudformation', { assumeRolePolicyDocument: { Statement: [] } });
      return launched();
    },
    facts: { resource: roleArn('cloudformation') },
    step: { kind: 'console', at: { page: 'role', name: `sluice-cloudformation-${region}` } },
  },
  {
    cause: 'assume_denied',
    by: 'a role that no longer trusts Sluice',
    run: () => {
      signInAnew();
      change('operate', { assumeRolePolicyDocument: { Statement: [] } });
      return launched();
    },
    facts: { resource: roleArn('operate') },
    step: { kind: 'console', at: { page: 'role', name: `sluice-operate-${region}` } },
  },
];

describe('rights', () => {
  it.each(causes)('$cause, by $by', async ({ run, cause, facts, step }) => {
    const failed = await run();
    expect(failed.state).toBe('failed');
    const known = failureFactsOf(failed, await listRunEvents(failed.id));
    if (!known) throw new Error('the run names no failure');
    const explanation = explain(known);
    expect([explanation.cause, known.reason]).toEqual([cause, expect.any(String)]);
    expect(explanation.facts).toMatchObject(facts);
    expect(explanation.nextSteps).toContainEqual(step);
  });
});
