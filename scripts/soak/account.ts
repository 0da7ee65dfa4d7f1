import type { StackRecord } from '../../sandbox/cloudformation/types';
import type { SandboxContext } from '../../sandbox/context';

/** Everything of an account that costs money or a quota, by kind, each by its id. */
export function census(context: SandboxContext): Record<string, string[]> {
  const { ec2, apigateway, lambda, logs, iam, cloudformation } = context;
  return {
    stacks: [...cloudformation.stacks.values()].filter(isStanding).map((it) => it.stackName),
    changeSets: [...cloudformation.changeSets.keys()],
    vpcs: [...ec2.vpcs.keys()],
    subnets: [...ec2.subnets.keys()],
    securityGroups: [...ec2.securityGroups.keys()],
    routeTables: [...ec2.routeTables.keys()],
    endpoints: [...ec2.endpoints.keys()],
    interfaces: [...ec2.interfaces.keys()],
    apis: [...apigateway.apis.keys()],
    keys: [...apigateway.keys.keys()],
    plans: [...apigateway.plans.keys()],
    functions: [...lambda.functions.keys()],
    logGroups: [...logs.groups.keys()],
    roles: [...iam.roles.keys()],
  };
}

/** What is in `after` and was not `before`, and the other way round; empty when the account is as it was. */
export function differences(
  before: Record<string, string[]>,
  after: Record<string, string[]>,
): string[] {
  return Object.keys(before).flatMap((kind) => [
    ...missingIn(before[kind], after[kind]).map((id) => `left over: ${kind} ${id}`),
    ...missingIn(after[kind], before[kind]).map((id) => `gone: ${kind} ${id}`),
  ]);
}

function missingIn(known: string[] = [], ids: string[] = []): string[] {
  return ids.filter((id) => !known.includes(id));
}

export function isStanding(stack: StackRecord): boolean {
  return stack.status !== 'DELETE_COMPLETE';
}

/** Stacks of that name that still exist: never more than one on AWS. */
export function standingStacks(context: SandboxContext, stackName: string): StackRecord[] {
  return [...context.cloudformation.stacks.values()].filter(
    (stack) => stack.stackName === stackName && isStanding(stack),
  );
}

/** The statuses that a stack had at any moment from `from` on, oldest first. */
export function statusesSince(stack: StackRecord, from: number): string[] {
  const own = stack.events.filter(
    ({ type, logicalId }) => type === 'AWS::CloudFormation::Stack' && logicalId === stack.stackName,
  );
  const before = own.findLast(({ at }) => at < from);
  return [...(before ? [before] : []), ...own.filter(({ at }) => at >= from)].map(
    ({ status }) => status,
  );
}
