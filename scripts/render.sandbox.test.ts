import {
  type Capability,
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '../sandbox/server';
import { parseSpec } from '../templates/spec';
import { stackFor } from '../templates/stack';
import { createdNetworkSpecInputs, proxySpecInputs } from '../templates/testing/arbitraries';
import { renderCommand } from './render-command';

/** How many of each kind; RENDER_SPECS=500 tries a thousand in all, RENDER_SEED replays a run. */
const count = Number(process.env.RENDER_SPECS || 15);
const seed = Number(process.env.RENDER_SEED || Date.now() % 2 ** 31);

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let client: CloudFormationClient;

beforeAll(async () => {
  sandbox = await createSandbox({ port: 0, paceMs: 0 });
  client = new CloudFormationClient({
    endpoint: sandbox.url,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
});
afterAll(() => sandbox.close());

const kinds = {
  proxy: proxySpecInputs(),
  // The zones in which the local AWS offers execute-api.
  network: createdNetworkSpecInputs(['ap-northeast-1a', 'ap-northeast-1c']),
};

it.each(['proxy', 'network'] as const)(
  `a random valid %s is rendered alike twice, made to the end and deleted without a rest (seed ${seed})`,
  async (kind) => {
    for (const input of fc.sample<object>(kinds[kind], { numRuns: count, seed })) {
      const render = () => renderCommand([kind], () => JSON.stringify(input));
      const body = render();
      expect(render()).toBe(body);
      const spec = parseSpec(input);
      if (!spec.ok) throw new Error(`Not a valid spec: ${JSON.stringify(spec.faults)}`);
      const { stackName, capabilities, tags } = stackFor(spec.spec);
      const { StackId = '' } = await client.send(
        new CreateStackCommand({
          StackName: stackName,
          TemplateBody: body,
          Capabilities: capabilities as Capability[],
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        }),
      );
      expect(await settled(StackId), JSON.stringify(input)).toBe('CREATE_COMPLETE');
      await client.send(new DeleteStackCommand({ StackName: StackId }));
      expect(await settled(StackId), JSON.stringify(input)).toBe('DELETE_COMPLETE');
    }
    const { apigateway, ec2, lambda, logs } = sandbox.context;
    for (const left of [apigateway.apis, apigateway.plans, apigateway.keys, ec2.vpcs]) {
      expect(left.size).toBe(0);
    }
    expect(ec2.endpoints.size + lambda.functions.size + logs.groups.size).toBe(0);
  },
  60_000 + count * 2_000,
);

/** The status a stack comes to rest in, with the first cause where it failed. */
async function settled(stackId: string): Promise<string> {
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackId }));
    const status = Stacks?.[0]?.StackStatus ?? 'UNKNOWN';
    if (status.endsWith('_IN_PROGRESS')) continue;
    if (status === 'CREATE_COMPLETE' || status === 'DELETE_COMPLETE') return status;
    const { StackEvents } = await client.send(
      new DescribeStackEventsCommand({ StackName: stackId }),
    );
    const failed = StackEvents?.findLast((event) => event.ResourceStatus?.endsWith('_FAILED'));
    return `${status}: ${failed?.LogicalResourceId}: ${failed?.ResourceStatusReason}`;
  }
}
