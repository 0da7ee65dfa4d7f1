import type { SandboxContext } from '../context';
import { freeAddresses } from '../ec2/subnets';
import { refusalOf } from '../iam/decide';
import { sessionOf } from '../iam/principal';
import type { Role } from '../iam/store';
import { quotaCodes } from '../servicequotas/quotas';
import type { LambdaFunction } from './store';

type Vpc = NonNullable<LambdaFunction['vpc']>;

/** Lambda makes a function's interfaces as the function's role (developer guide, "Attach functions to a VPC"). */
export function mayMakeInterfaces(context: SandboxContext, role: Role): boolean {
  const need = { action: 'ec2:CreateNetworkInterface', resource: '*' };
  return refusalOf(sessionOf(context, role, 'lambda'), need, context.clock.now()) === null;
}

/**
 * Why Lambda cannot make the interfaces of a function that is Pending, which makes it Failed with StateReasonCode
 * InsufficientRolePermissions, EniLimitExceeded or SubnetOutOfIPAddresses (API reference, FunctionConfiguration). The
 * texts are those of Invoke's exceptions for the same; that StateReason has them too is INFERENCE.
 */
export function interfacesFault(
  context: SandboxContext,
  { vpc, role }: LambdaFunction,
): string | null {
  if (vpc === null) return null;
  const own = context.iam.roles.get(role.split('/').at(-1) ?? '');
  if (!own || !mayMakeInterfaces(context, own))
    return 'Need additional permissions to configure VPC settings.';
  if (countInterfaces(context) > context.quotas.of(quotaCodes.networkInterfaces))
    return "Lambda couldn't create an elastic network interface in the VPC, specified as part of Lambda function configuration, because the limit for network interfaces has been reached.";
  if (subnetsOf(context, vpc).some((subnet) => freeAddresses(context, subnet) < 1))
    return "Lambda couldn't set up VPC access for the Lambda function because one or more configured subnets has no available IP addresses.";
  return null;
}

/** Of endpoints one in each subnet; of functions one for each subnet and security group, whoever shares it. */
function countInterfaces({ ec2, lambda }: SandboxContext): number {
  const ofFunctions = [...lambda.functions.values()].flatMap(({ vpc }) =>
    (vpc?.subnetIds ?? []).map((subnetId) =>
      [subnetId, ...[...(vpc?.securityGroupIds ?? [])].sort()].join(' '),
    ),
  );
  return ec2.interfaces.size + new Set(ofFunctions).size;
}

function subnetsOf({ ec2 }: SandboxContext, { subnetIds }: Vpc) {
  return subnetIds.flatMap((id) => ec2.subnets.get(id) ?? []);
}
