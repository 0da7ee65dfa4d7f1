// A cause of its own account: no role for CloudFormation, which then acts with Sluice's session and no longer than that.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { connect } from '../aws/clients';
import { mainTarget } from '../aws/targets';
import { launchProxy } from '../proxies/mutations';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { explain, failureFactsOf } from './causes/catalogue';
import { getRun, listRunEvents } from './data';
import { createEngine, type Engine } from './engine';

const accountId = '123456789012';
const arn = `arn:aws:iam::${accountId}:role/operator`;
const allow = (statement: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});

let world: World;
let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
  process.env.SLUICE_OPERATE_ROLE_ARN = arn;
  world = await createWorld(async () => {
    sandbox = await createSandbox({ paceMs: 5, evaluateIam: true });
    return sandbox;
  });
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox' });
  sandbox.context.iam.roles.set('operator', {
    roleName: 'operator',
    roleId: 'AROA1',
    arn,
    path: '/',
    assumeRolePolicyDocument: allow({
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 'sts:AssumeRole',
    }),
    description: '',
    maxSessionDuration: 3600,
    permissionsBoundary: null,
    managedPolicyArns: [],
    policies: { all: allow({ Action: '*', Resource: '*' }) },
    tags: {},
  });
  engine = await createEngine({ waitMs: hasty });
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});

const causes = [{ cause: 'credentials_expired', by: 'a stack that outlives the session' }] as const;

it.each(causes)('$cause, by $by', async ({ cause }) => {
  const { cloudformation, clock, engine: stacks } = sandbox.context;
  const input = launchInput();
  const stack = `sluice-network-main-${input.proxy.name.split('-')[1]}`;
  stacks.hold(stack);
  const { runId } = await launchProxy(actorOf('platform'), input);
  await eventually(async () => expect(cloudformation.find(stack)).toBeDefined());
  clock.advance(3_700_000);
  // Sluice itself has a new session by then.
  connect(mainTarget(), {});
  stacks.release(stack);
  const run = await eventually(async () => {
    const found = await getRun(runId);
    if (!found?.endedAt) throw new Error(`the run is ${found?.state}`);
    return found;
  });
  const facts = failureFactsOf(run, await listRunEvents(runId));
  if (!facts) throw new Error('the run names no failure');
  const explanation = explain(facts);
  expect([run.state, explanation.cause]).toEqual(['failed', cause]);
  expect(explanation.nextSteps).toContainEqual({ kind: 'retry' });
});
