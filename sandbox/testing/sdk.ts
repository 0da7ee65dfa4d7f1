import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import type { Sandbox } from '../server';

/** Settings with which an unmodified SDK client reaches a sandbox. */
export function clientSettings(sandbox: Sandbox) {
  return {
    endpoint: sandbox.url,
    region: sandbox.context.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
}

/** Waits until a stack is in no `*_IN_PROGRESS` state any more. */
export async function settled(client: CloudFormationClient, stackId: string): Promise<Stack> {
  for (;;) {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackId }));
    const [stack] = Stacks;
    if (!stack) throw new Error(`no stack ${stackId}`);
    if (!stack.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Every event of a stack, oldest first. */
export async function eventsOf(
  client: CloudFormationClient,
  stackId: string,
): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new DescribeStackEventsCommand({ StackName: stackId, NextToken: token }),
    );
    events.push(...(page.StackEvents ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return events.reverse();
}

/** `logicalId status`, for saying in a test what should have happened. */
export function trail(events: StackEvent[]): string[] {
  return events.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`);
}
