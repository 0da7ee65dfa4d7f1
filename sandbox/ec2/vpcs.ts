import { AwsFault, type SandboxContext } from '../context';
import { quotaCodes } from '../servicequotas/quotas';
import { formatCidr, parseCidr } from './cidr';
import { ec2Fault } from './faults';
import { makeSecurityGroup } from './security-groups';
import { ec2Id } from './store';
import type { Tags, Vpc } from './types';

export function requireVpc(context: SandboxContext, vpcId: string): Vpc {
  const vpc = context.ec2.vpcs.get(vpcId);
  if (!vpc) throw ec2Fault.notFound('Vpc', vpcId);
  return vpc;
}

/** DNS support is on and DNS hostnames are off in a new VPC that is not the default one (aws-facts A1). */
export function createVpc(
  context: SandboxContext,
  input: { cidrBlock: string; instanceTenancy?: string; tags: Tags },
): Vpc {
  const cidr = parseCidr(input.cidrBlock);
  if (!cidr) {
    throw ec2Fault.parameterValue(
      `Value (${input.cidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    );
  }
  if (cidr.bits < 16 || cidr.bits > 28) {
    throw new AwsFault('InvalidVpc.Range', `The CIDR '${input.cidrBlock}' is invalid.`);
  }
  // Text: awslabs/landing-zone-accelerator-on-aws#241 and many others.
  if (context.ec2.vpcs.size >= context.quotas.of(quotaCodes.vpcs)) {
    throw new AwsFault('VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
  }
  const vpcId = ec2Id('vpc');
  const mainRouteTableId = ec2Id('rtb');
  const group = makeSecurityGroup(context, {
    groupName: 'default',
    description: 'default VPC security group',
    vpcId,
    tags: {},
  });
  // The default group lets its members talk to each other.
  group.rules.push({
    ruleId: ec2Id('sgr'),
    direction: 'ingress',
    protocol: '-1',
    fromPort: null,
    toPort: null,
    cidrIpv4: null,
    cidrIpv6: null,
    prefixListId: null,
    referencedGroupId: group.groupId,
    description: null,
  });
  const vpc: Vpc = {
    vpcId,
    cidrBlock: formatCidr(cidr),
    enableDnsSupport: true,
    enableDnsHostnames: false,
    instanceTenancy: input.instanceTenancy ?? 'default',
    networkAclId: ec2Id('acl'),
    defaultSecurityGroupId: group.groupId,
    mainRouteTableId,
    tags: input.tags,
  };
  context.ec2.vpcs.set(vpcId, vpc);
  context.ec2.routeTables.set(mainRouteTableId, {
    routeTableId: mainRouteTableId,
    vpcId,
    routes: [
      {
        destinationCidrBlock: vpc.cidrBlock,
        target: 'local',
        targetKind: 'gatewayId',
        origin: 'CreateRouteTable',
      },
    ],
    associations: [{ associationId: ec2Id('rtbassoc'), subnetId: null, main: true }],
    tags: {},
  });
  return vpc;
}

/** "You can only enable DNS hostnames if you've enabled DNS support" (API ModifyVpcAttribute); text UNCONFIRMED. */
export function modifyVpcAttributes(
  vpc: Vpc,
  change: { enableDnsSupport?: boolean; enableDnsHostnames?: boolean },
): void {
  const isEnabling = change.enableDnsHostnames === true && !vpc.enableDnsHostnames;
  if (isEnabling && !(change.enableDnsSupport ?? vpc.enableDnsSupport)) {
    throw ec2Fault.parameter(
      `DNS hostnames cannot be enabled for ${vpc.vpcId} while DNS support is disabled.`,
    );
  }
  vpc.enableDnsSupport = change.enableDnsSupport ?? vpc.enableDnsSupport;
  vpc.enableDnsHostnames = change.enableDnsHostnames ?? vpc.enableDnsHostnames;
}

/** Refused while anything but what came with the VPC is in it. */
export function deleteVpc(context: SandboxContext, vpcId: string): void {
  const vpc = requireVpc(context, vpcId);
  const { ec2 } = context;
  const isUsed =
    [...ec2.subnets.values()].some((subnet) => subnet.vpcId === vpcId) ||
    [...ec2.endpoints.values()].some((endpoint) => endpoint.vpcId === vpcId) ||
    [...ec2.securityGroups.values()].some(
      (group) => group.vpcId === vpcId && group.groupId !== vpc.defaultSecurityGroupId,
    ) ||
    [...ec2.routeTables.values()].some(
      (table) => table.vpcId === vpcId && table.routeTableId !== vpc.mainRouteTableId,
    );
  if (isUsed) {
    throw ec2Fault.dependency(`The vpc '${vpcId}' has dependencies and cannot be deleted.`);
  }
  ec2.securityGroups.delete(vpc.defaultSecurityGroupId);
  ec2.routeTables.delete(vpc.mainRouteTableId);
  ec2.vpcs.delete(vpcId);
}
