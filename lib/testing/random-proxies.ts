import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import fc from 'fast-check';
import type { ProxySpec } from '@/templates/proxy/spec';
import { parseSpec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { proxySpecInputs } from '@/templates/testing/arbitraries';
import { renderYaml } from '@/templates/yaml';
import { eventually, region } from './world';

/**
 * Proxies of any upstream, limits, methods, keys and stage, in a network that stands: their stacks as a launch makes
 * them, without its runs. The same ones every time; answers their names.
 */
export async function makeRandomProxies(
  count: number,
  network: ProxySpec['network'],
): Promise<string[]> {
  const cloudformation = new CloudFormationClient({ region });
  const sampled = fc.sample(proxySpecInputs(), { numRuns: count, seed: 20_261_126 });
  const stacks = sampled.map((random, index) => {
    const own = { name: `healthy-${index}`, team: 'payments', accessLog: null, network };
    const parsed = parseSpec({ ...random, ...own });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    return { name: own.name, ...stackFor(parsed.spec) };
  });
  for (const { stackName, template, tags } of stacks)
    await cloudformation.send(
      new CreateStackCommand({
        StackName: stackName,
        TemplateBody: renderYaml(template),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
  for (const { stackName: StackName } of stacks)
    await eventually(async () => {
      const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
      const status = Stacks?.[0]?.StackStatus;
      if (status !== 'CREATE_COMPLETE') throw new Error(`${StackName} is ${status}`);
    });
  cloudformation.destroy();
  return stacks.map(({ name }) => name);
}
