import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { accessLogGroup } from '@/templates/proxy/access-log';
import { parseSpec, type SpecInput } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { liftBudgets } from '../testing/kills';
import {
  createPreparedWorld,
  type PreparedSandbox,
  type RoleName,
  roleArn,
} from '../testing/prepared';
import { rightsOf, withoutRight } from '../testing/rights';
import { unneededRights } from '../testing/unneeded-rights';
import { eventually, region, type World } from '../testing/world';
import { readLogLines } from './access-logs';
import { countAccount, listQuotas } from './account-limits';
import { readStageCounts } from './api-metrics';
import { createChangeSet, deleteChangeSet, executeChangeSet, readChangeSet } from './change-sets';
import { readGateway } from './gateway';
import { invokeFunction, readFunction } from './probe-function';
import { listRestApis, readApiSettings } from './rest-apis';
import { readNewEvents } from './stack-events';
import { cancelUpdate, continueRollback, setTerminationProtection } from './stack-recovery';
import { listStackResources } from './stack-resources';
import {
  createStack,
  deleteStack,
  findStack,
  listOurStacks,
  readMetadata,
  readPhysicalIds,
  readTemplate,
  type StackRow,
} from './stacks';
import { mainTarget, type Target } from './targets';
import { readApiKey, readApiKeyValue, readUsage, setRemaining } from './usage-plans';
import {
  readDnsAttributes,
  readExecuteApiEndpoints,
  readOfferedAzs,
  readRouteTables,
  readSecurityGroups,
  readSubnets,
  readVpcs,
} from './vpcs';

const owned = { team: 'payments', owner: 'dev@example.com', environment: 'dev' as const };
const vpc = { cidr: '10.0.0.0/16', azs: [`${region}a`, `${region}c`] };

let world: World;
let sandbox: PreparedSandbox;
let target: Target;
let network: StackRow;
let proxy: StackRow;
let template: string;

beforeAll(async () => {
  const start = () => createSandbox({ evaluateIam: true });
  ({ world, sandbox } = await createPreparedWorld(start));
  target = mainTarget();
  liftBudgets();
  network = await made({ kind: 'network', name: 'main', ...owned, vpc });
  const { VpcId: vpcId = '', EndpointId: endpointId = '' } = network.outputs;
  proxy = await made({
    kind: 'proxy',
    name: 'httpbin',
    ...owned,
    network: { name: 'main', vpcId, endpointId },
    upstream: { url: 'https://httpbin.org' },
  });
  template = await readTemplate(target, proxy.stackId);
});
afterAll(() => world.close());

async function begin(input: SpecInput): Promise<string> {
  const parsed = parseSpec(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const { stackName, template, capabilities, tags } = stackFor(parsed.spec);
  const templateBody = renderYaml(template);
  return createStack(target, {
    stackName,
    templateBody,
    capabilities,
    tags,
    clientToken: stackName,
  });
}

async function made(input: SpecInput): Promise<StackRow> {
  const stackId = await begin(input);
  return eventually(async () => {
    const stack = await findStack(target, stackId);
    if (stack?.status !== 'CREATE_COMPLETE') throw new Error(`${stackId} is ${stack?.status}`);
    return stack;
  });
}

/** What the dashboard does, by the role it does it with. */
const flows: Record<Exclude<RoleName, 'cloudformation'>, Record<string, () => Promise<unknown>>> = {
  read: {
    'list the fleet': () => listOurStacks(target),
    'read a network’s spec': () => readMetadata(target, network.stackId),
    'read a proxy’s spec': () => readMetadata(target, proxy.stackId),
    'read a template': () => readTemplate(target, proxy.stackId),
    'name a stack’s resources': () => readPhysicalIds(target, proxy.stackId),
    'see what was changed outside': () => readGateway(target, { ...partsOf(proxy), keyIds: [] }),
    'see in which plan a key is': () => readGateway(target, partsOf(proxy)),
    'list APIs': () => listRestApis(target),
    'count what stands': () => countAccount(target),
    'know the quotas': () => listQuotas(target),
    'read an API': () => readApiSettings(target, partsOf(proxy).restApiId),
    'follow a run': () =>
      readNewEvents(target, { stackId: proxy.stackId, clientToken: 'x' }, () => false),
    'name what can be kept': () => listStackResources(target, proxy.stackId),
    'read a plan': () => readChangeSet(target, noPlan()),
    'list VPCs': () => readVpcs(target),
    'list subnets': () => readSubnets(target),
    'tell private subnets': () => readRouteTables(target),
    'see who may reach an endpoint': () =>
      readSecurityGroups(target, [network.outputs.ClientSecurityGroupId ?? '']),
    'find endpoints': () => readExecuteApiEndpoints(target),
    'offer zones': () => readOfferedAzs(target),
    'see to private DNS': () => readDnsAttributes(target, network.outputs.VpcId ?? ''),
    'show what is left today': () =>
      readUsage(target, {
        usagePlanId: proxy.outputs.UsagePlanId ?? '',
        startDate: '2026-01-01',
        endDate: '2026-01-02',
      }),
    'count who called': () =>
      readStageCounts(target, [{ apiName: 'httpbin', stage: 'live' }], {
        from: new Date(Date.now() - 3_600_000),
        to: new Date(),
        periodSeconds: 300,
      }),
    'see how the probe is set up': () => readFunction(target, 'sluice-main-probe'),
    'read an access log': () =>
      readLogLines(
        target,
        { group: accessLogGroup('httpbin'), from: new Date(0), pagesMax: 1 },
        async () => {},
      ),
  },
  operate: {
    'launch a network': () => begin({ kind: 'network', name: 'other', ...owned, vpc }),
    'launch a proxy': () =>
      begin({
        kind: 'proxy',
        name: 'other',
        ...owned,
        network: {
          name: 'main',
          vpcId: 'vpc-0123456789abcdef0',
          endpointId: 'vpce-0123456789abcdef0',
        },
        upstream: { url: 'https://httpbin.org' },
      }),
    'plan a change': async () => {
      const parts = { templateBody: template, capabilities: [], tags: proxy.tags };
      await createChangeSet(target, { stackId: proxy.stackId, changeSetName: 'plan', ...parts });
    },
    'plan a change of a network': async () => {
      const parts = { templateBody: template, capabilities: [], tags: network.tags };
      await createChangeSet(target, { stackId: network.stackId, changeSetName: 'plan', ...parts });
    },
    'execute a plan': () =>
      executeChangeSet(target, { ...noPlan(), clientToken: 'x' }).catch(unlessThereIsNone),
    'execute a plan of a network': () =>
      executeChangeSet(target, { ...noPlan(network), clientToken: 'x' }).catch(unlessThereIsNone),
    'drop a plan': () => deleteChangeSet(target, noPlan()),
    'drop a plan of a network': () => deleteChangeSet(target, noPlan(network)),
    'delete a stack': () =>
      deleteStack(target, { stackId: `${arnOf('sluice-proxy-gone')}/x`, clientToken: 'x' }),
    'continue a rollback': () =>
      continueRollback(target, { ...asked(proxy), skip: [] }).catch(unlessItDoesNotApply),
    'cancel an update': () => cancelUpdate(target, asked(proxy)).catch(unlessItDoesNotApply),
    'protect a network': () => setTerminationProtection(target, { ...asked(network), isProtected }),
    'protect a proxy': () => setTerminationProtection(target, { ...asked(proxy), isProtected }),
    probe: () =>
      invokeFunction(target, { functionName: 'sluice-main-probe', event: {}, timeoutMs: 20_000 }),
    'extend a quota': () =>
      setRemaining(target, {
        usagePlanId: proxy.outputs.UsagePlanId ?? '',
        keyId: proxy.outputs.KeyAId ?? '',
        remaining: 20,
      }),
  },
  reveal: {
    'list keys': () => readApiKey(target, proxy.outputs.KeyAId ?? ''),
    'reveal a key': () => readApiKeyValue(target, proxy.outputs.KeyAId ?? ''),
  },
};

const partsOf = ({ outputs }: StackRow) => ({
  restApiId: outputs.RestApiId ?? '',
  stage: outputs.Stage ?? '',
  usagePlanId: outputs.UsagePlanId ?? '',
  keyIds: [outputs.KeyAId ?? ''],
});

/** Every flow can be repeated: what decides about a plan asks for one that is not there. */
const noPlan = ({ stackId } = proxy) => ({ stackId, changeSetName: 'none' });

const asked = ({ stackId }: StackRow) => ({ stackId, clientToken: 'x' });
const isProtected = true;

function unlessItDoesNotApply(thrown: { code?: string }): void {
  if (thrown.code !== 'conflict') throw thrown;
}

function unlessThereIsNone(thrown: { code?: string }): void {
  if (thrown.code !== 'not_found') throw thrown;
}

const arnOf = (stackName: string) =>
  `arn:aws:cloudformation:${region}:123456789012:stack/${stackName}`;

/** Which flows a right carries. */
const carries: Record<string, string[]> = {
  'Read cloudformation:DescribeStacks': ['list the fleet'],
  'Read cloudwatch:GetMetricData': ['count who called'],
  'ReadAccessLogs logs:FilterLogEvents': ['read an access log'],
  'Read ec2:DescribeRouteTables': ['tell private subnets'],
  'Read ec2:DescribeSecurityGroups': ['see who may reach an endpoint'],
  'Read ec2:DescribeSubnets': ['list subnets'],
  'Read ec2:DescribeVpcAttribute': ['see to private DNS'],
  'Read ec2:DescribeVpcEndpoints': ['find endpoints'],
  'Read ec2:DescribeVpcEndpointServices': ['offer zones'],
  'Read ec2:DescribeVpcs': ['list VPCs'],
  'Read servicequotas:ListServiceQuotas': ['know the quotas'],
  'ReadStacks cloudformation:DescribeChangeSet': ['read a plan'],
  'ReadStacks cloudformation:DescribeStackEvents': ['follow a run'],
  'ReadStacks cloudformation:DescribeStackResources': [
    'name a stack’s resources',
    'name what can be kept',
  ],
  'ReadStacks cloudformation:GetTemplate': ['read a template'],
  'ReadStacks cloudformation:GetTemplateSummary': ['read a network’s spec', 'read a proxy’s spec'],
  'ReadStacks on arn::cloudformation:::stack/sluice-network-*': ['read a network’s spec'],
  'ReadStacks on arn::cloudformation:::stack/sluice-proxy-*': [
    'read a proxy’s spec',
    'read a template',
    'name a stack’s resources',
    'follow a run',
    'name what can be kept',
    'read a plan',
  ],
  'ReadProbe lambda:GetFunctionConfiguration': ['see how the probe is set up'],
  'ReadGateway apigateway:GET': [
    'see what was changed outside',
    'see in which plan a key is',
    'list APIs',
    'count what stands',
    'read an API',
    'show what is left today',
  ],
  'ReadGateway on arn::apigateway:::/restapis': ['list APIs', 'count what stands'],
  'ReadGateway on arn::apigateway:::/restapis/*': [
    'see what was changed outside',
    'see in which plan a key is',
    'read an API',
  ],
  'ReadGateway on arn::apigateway:::/usageplans': [
    'see in which plan a key is',
    'count what stands',
    'read an API',
  ],
  'ReadGateway on arn::apigateway:::/usageplans/*': [
    'see what was changed outside',
    'see in which plan a key is',
    'show what is left today',
  ],
  'Begin cloudformation:ContinueUpdateRollback': ['continue a rollback'],
  'Begin cloudformation:CreateChangeSet': ['plan a change', 'plan a change of a network'],
  'Begin cloudformation:CreateStack': ['launch a network', 'launch a proxy'],
  'Begin cloudformation:DeleteStack': ['delete a stack'],
  'Begin on arn::cloudformation:::stack/sluice-network-*': [
    'launch a network',
    'plan a change of a network',
  ],
  'Begin on arn::cloudformation:::stack/sluice-proxy-*': [
    'launch a proxy',
    'plan a change',
    'delete a stack',
    'continue a rollback',
  ],
  'Recover cloudformation:CancelUpdateStack': ['cancel an update'],
  'Recover cloudformation:UpdateTerminationProtection': ['protect a network', 'protect a proxy'],
  'Recover on arn::cloudformation:::stack/sluice-network-*': ['protect a network'],
  'Recover on arn::cloudformation:::stack/sluice-proxy-*': ['cancel an update', 'protect a proxy'],
  'Change cloudformation:DeleteChangeSet': ['drop a plan', 'drop a plan of a network'],
  'Change cloudformation:ExecuteChangeSet': ['execute a plan', 'execute a plan of a network'],
  'Change on arn::cloudformation:::stack/sluice-network-*': [
    'execute a plan of a network',
    'drop a plan of a network',
  ],
  'Change on arn::cloudformation:::stack/sluice-proxy-*': ['execute a plan', 'drop a plan'],
  'PassCloudFormationRole iam:PassRole': [
    'launch a network',
    'launch a proxy',
    'plan a change',
    'plan a change of a network',
    'delete a stack',
    'continue a rollback',
  ],
  'Probe lambda:InvokeFunction': ['probe'],
  'Extend apigateway:PATCH': ['extend a quota'],
  'Keys apigateway:GET': ['list keys', 'reveal a key'],
};

/** The flows that are denied; anything but a denial is a fault of the test. */
async function deniedFlows(role: Exclude<RoleName, 'cloudformation'>): Promise<string[]> {
  const asked = Object.entries(flows[role]).map(async ([name, flow]) => {
    try {
      await flow();
      return [];
    } catch (error) {
      if ((error as { code?: string }).code === 'denied') return [name];
      throw error;
    }
  });
  return (await Promise.all(asked)).flat();
}

describe.each(['read', 'operate', 'reveal'] as const)('the role to %s', (role) => {
  const listed = Object.keys(unneededRights[role] ?? {});
  const all = rightsOf(role);
  const rights = all.filter(({ label }) => !listed.includes(label));

  it('has no right that carries nothing, but for those listed with their reasons', async () => {
    const labels = all.map(({ label }) => label);
    expect(labels.filter((label) => !Object.hasOwn(carries, label))).toEqual(listed);
    const restores = all
      .filter(({ label, action }) => listed.includes(label) && action !== null)
      .map((right) => withoutRight(sandbox, role, right));
    try {
      expect(await deniedFlows(role)).toEqual([]);
    } finally {
      for (const restore of restores.reverse()) restore();
    }
  });

  it.each(rights.map((right) => [right.label, right] as const))(
    'without %s cannot do what that carries, and all the rest',
    async (label, right) => {
      const restore = withoutRight(sandbox, role, right);
      try {
        expect(await deniedFlows(role)).toEqual(carries[label]);
      } finally {
        restore();
      }
    },
    30_000,
  );
});

describe('the roles are no broader', () => {
  const parts = { templateBody: '{}', capabilities: [], tags: {}, clientToken: 'x' };
  const refused = { code: 'denied' };

  it('operating begins no stack but Sluice’s, and not the one that carries the roles', async () => {
    for (const stackName of ['somebody-elses', 'sluice-bootstrap'])
      await expect(createStack(target, { ...parts, stackName })).rejects.toMatchObject(refused);
    const stackId = arnOf('sluice-bootstrap/x');
    await expect(deleteStack(target, { stackId, clientToken: 'x' })).rejects.toMatchObject(refused);
  });

  it('operating hands CloudFormation no other role', async () => {
    const other = { ...target, cloudFormationRoleArn: roleArn('reveal') };
    const asked = createStack(other, { ...parts, stackName: 'sluice-proxy-x' });
    await expect(asked).rejects.toMatchObject(refused);
  });

  it('without CloudFormation’s role a stack has no rights at all', async () => {
    const bare = { ...target, cloudFormationRoleArn: null };
    const spec = parseSpec({ kind: 'network', name: 'bare', ...owned, vpc });
    if (!spec.ok) throw new Error('not a spec');
    const { stackName, template, capabilities, tags } = stackFor(spec.spec);
    const templateBody = renderYaml(template);
    const asked = { stackName, templateBody, capabilities, tags, clientToken: 'bare' };
    const stackId = await createStack(bare, asked);
    await eventually(async () => {
      const stack = await findStack(target, stackId);
      if (stack?.status !== 'ROLLBACK_COMPLETE') throw new Error(stack?.status);
    });
  });

  it('operating invokes no function but probes', async () => {
    const asked = invokeFunction(target, { functionName: 'payroll', event: {}, timeoutMs: 5_000 });
    await expect(asked).rejects.toMatchObject(refused);
  });

  it('reveals no key that is not a proxy’s', async () => {
    await expect(readApiKeyValue(target, 'abcdefghij')).rejects.toMatchObject(refused);
  });

  it('reading reads no stack of others', async () => {
    await expect(readTemplate(target, arnOf('payroll/x'))).rejects.toMatchObject(refused);
  });
});
