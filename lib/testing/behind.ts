import {
  CloudFormationClient,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect } from 'vitest';
import { requireFleet } from '../proxies/fleet';
import { eventually, region } from './world';

/** A stack of the fleet as CloudFormation has it now. */
export async function factsOf(stackName: string) {
  const { networks, proxies } = await requireFleet();
  return [...networks, ...proxies].find(({ facts }) => facts.stackName === stackName);
}

/** Has a stack look as if an older Sluice had made it: labelled and written with generation 0. */
export async function makeOlder(StackName: string): Promise<void> {
  const client = new CloudFormationClient({ region });
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName }));
  const older = TemplateBody.replace(/Version: "1"/, 'Version: "0"').replace(
    /(Key: sluice:version\s+Value: )"1"/g,
    '$1"0"',
  );
  expect(older).not.toBe(TemplateBody);
  const tags = { ...(await factsOf(StackName))?.stack?.tags, 'sluice:version': '0' };
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const Capabilities = ['CAPABILITY_IAM' as const];
  await client.send(new UpdateStackCommand({ StackName, TemplateBody: older, Tags, Capabilities }));
  await eventually(async () => {
    const found = await factsOf(StackName);
    expect([found?.facts.status, found?.facts.version]).toEqual(['UPDATE_COMPLETE', '0']);
  });
  client.destroy();
}
