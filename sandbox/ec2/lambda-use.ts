import type { SandboxContext } from '../context';

/** Whether a function's network interfaces hold a subnet or a security group (aws-facts H, "ENI tail"). */
export function isUsedByFunction(
  context: SandboxContext,
  what: { subnetId?: string; groupId?: string },
): boolean {
  return [...context.lambda.functions.values()].some(
    ({ vpc }) =>
      vpc !== null &&
      ((what.subnetId !== undefined && vpc.subnetIds.includes(what.subnetId)) ||
        (what.groupId !== undefined && vpc.securityGroupIds.includes(what.groupId))),
  );
}
