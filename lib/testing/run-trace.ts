import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  ListChangeSetsCommand,
  ListStacksCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { listAudit } from '../audit/data';
import { listRunEvents } from '../runs/data';
import { takeBackToken } from '../runs/take-back';
import type { Run } from '../runs/types';
import { region } from './world';

/** What a run left in AWS and in the database, without what differs from one proxy to the next. */
export type Trace = {
  state: string;
  steps: string[];
  failure: unknown;
  /** Of each step's name, every stack that ever bore it: which stand, and as what. */
  stacks: string[][];
  /** Change sets that could still be executed. */
  openChangeSets: number;
  /** `LogicalId STATUS` of each event that bears a token of the step's, in AWS and in the database. */
  eventsInAws: string[];
  eventsKept: string[];
  auditRows: number;
};

/** Looks AWS and the database over after a run. */
export async function traceOf(run: Run): Promise<Trace> {
  const client = new CloudFormationClient({ region });
  const all = (await client.send(new ListStacksCommand({}))).StackSummaries ?? [];
  const stacks = run.steps.map(({ stackName }) => all.filter((s) => s.StackName === stackName));
  const kept = await listRunEvents(run.id);
  const inAws: string[] = [];
  let openChangeSets = 0;
  for (const [index, step] of run.steps.entries()) {
    const tokens: (string | undefined)[] = [step.clientToken, takeBackToken(step)];
    for (const { StackId, StackStatus } of stacks[index] ?? []) {
      const events = await everyEvent(client, StackId ?? '');
      inAws.push(...events.filter((e) => tokens.includes(e.ClientRequestToken)).map(wordOf));
      if (StackStatus !== 'DELETE_COMPLETE')
        openChangeSets += await countOpenChangeSets(client, StackId ?? '');
    }
  }
  client.destroy();
  const { rows } = await listAudit({ object: run.subject.name, limit: 50 });
  return {
    state: run.state,
    steps: run.steps.map(({ state }) => state),
    failure: run.failure && plain(run, `${run.failure.logicalId} ${run.failure.code ?? ''}`),
    stacks: stacks.map((ofName) => ofName.map(({ StackStatus }) => StackStatus ?? '').sort()),
    openChangeSets,
    eventsInAws: inAws.sort(),
    eventsKept: kept.map(({ logicalId, status }) => plain(run, `${logicalId} ${status}`)).sort(),
    auditRows: rows.filter(({ detail }) => detail.runId === run.id).length,
  };

  function wordOf({ LogicalResourceId, ResourceStatus }: StackEvent): string {
    return plain(run, `${LogicalResourceId} ${ResourceStatus}`);
  }
}

/** Without what no two proxies share: a stack's own events bear its name, a deployment's the hash of what it is of. */
function plain({ steps }: Run, text: string): string {
  const [step] = steps.filter(({ stackName }) => text.startsWith(`${stackName} `));
  if (step) return text.replace(step.stackName, `(${step.subject.kind})`);
  return text.replace(/^Deployment[0-9a-f]+ /, 'Deployment ');
}

async function everyEvent(client: CloudFormationClient, StackName: string): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeStackEventsCommand({ StackName, NextToken }));
    events.push(...(page.StackEvents ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return events;
}

async function countOpenChangeSets(client: CloudFormationClient, StackName: string) {
  const { Summaries = [] } = await client.send(new ListChangeSetsCommand({ StackName }));
  return Summaries.filter(({ ExecutionStatus }) => ExecutionStatus !== 'EXECUTE_COMPLETE').length;
}
