import { AwsFault, type SandboxContext } from '../context';
import { formatCidr, parseCidr } from './cidr';
import { ec2Fault } from './faults';
import { isUsedByFunction } from './lambda-use';
import { ec2Id } from './store';
import type { SecurityGroup, SecurityGroupRule, Tags } from './types';
import { requireVpc } from './vpcs';

/** A rule before it has an id. */
export type RuleInput = Omit<SecurityGroupRule, 'ruleId' | 'direction'>;

export function requireGroup(context: SandboxContext, groupId: string): SecurityGroup {
  const group = context.ec2.securityGroups.get(groupId);
  if (!group) throw ec2Fault.notFound('Group', groupId);
  return group;
}

/** Unchecked: for the group that a VPC is born with. Every group may send anywhere until told otherwise. */
export function makeSecurityGroup(
  context: SandboxContext,
  input: { groupName: string; description: string; vpcId: string; tags: Tags },
): SecurityGroup {
  const group: SecurityGroup = {
    groupId: ec2Id('sg'),
    ...input,
    rules: [{ ruleId: ec2Id('sgr'), direction: 'egress', ...allowAll }],
  };
  context.ec2.securityGroups.set(group.groupId, group);
  return group;
}

export const allowAll: RuleInput = {
  protocol: '-1',
  fromPort: null,
  toPort: null,
  cidrIpv4: '0.0.0.0/0',
  cidrIpv6: null,
  prefixListId: null,
  referencedGroupId: null,
  description: null,
};

export function createSecurityGroup(
  context: SandboxContext,
  input: { groupName: string; description: string; vpcId: string; tags: Tags },
): SecurityGroup {
  requireVpc(context, input.vpcId);
  if (!/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(input.description)) {
    throw ec2Fault.parameterValue(
      `Value (${input.description}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.`,
    );
  }
  if (/^sg-/.test(input.groupName) || input.groupName.length > 255 || input.groupName === '') {
    throw ec2Fault.parameterValue(
      `Invalid security group name. Group names may not be in the format sg-*`,
    );
  }
  for (const other of context.ec2.securityGroups.values()) {
    if (other.vpcId === input.vpcId && other.groupName === input.groupName) {
      throw new AwsFault(
        'InvalidGroup.Duplicate',
        `The security group '${input.groupName}' already exists for VPC '${input.vpcId}'`,
      );
    }
  }
  return makeSecurityGroup(context, input);
}

export function deleteSecurityGroup(context: SandboxContext, groupId: string): void {
  const group = requireGroup(context, groupId);
  if (context.ec2.vpcs.get(group.vpcId)?.defaultSecurityGroupId === groupId) {
    throw new AwsFault(
      'CannotDelete',
      `the specified group: "${groupId}" name: "default" cannot be deleted by a user`,
    );
  }
  const isUsed =
    [...context.ec2.interfaces.values()].some((eni) => eni.groupIds.includes(groupId)) ||
    isUsedByFunction(context, { groupId }) ||
    [...context.ec2.securityGroups.values()].some(
      (other) =>
        other.groupId !== groupId && other.rules.some((rule) => rule.referencedGroupId === groupId),
    );
  if (isUsed) throw ec2Fault.dependency(`resource ${groupId} has a dependent object`);
  context.ec2.securityGroups.delete(groupId);
}

export function authorize(
  context: SandboxContext,
  groupId: string,
  direction: 'ingress' | 'egress',
  input: RuleInput,
): SecurityGroupRule {
  const group = requireGroup(context, groupId);
  const rule = checkRule(context, input);
  if (group.rules.some((known) => known.direction === direction && sameRule(known, rule))) {
    const peer = rule.cidrIpv4 ?? rule.cidrIpv6 ?? rule.prefixListId ?? rule.referencedGroupId;
    const ports =
      rule.fromPort === null ? 'ALL' : `from port: ${rule.fromPort}, to port: ${rule.toPort}`;
    throw new AwsFault(
      'InvalidPermission.Duplicate',
      `the specified rule "peer: ${peer}, ${rule.protocol.toUpperCase()}, ${ports}, ALLOW" already exists`,
    );
  }
  const made: SecurityGroupRule = { ruleId: ec2Id('sgr'), direction, ...rule };
  group.rules.push(made);
  return made;
}

export function revoke(
  context: SandboxContext,
  groupId: string,
  direction: 'ingress' | 'egress',
  matches: (rule: SecurityGroupRule) => boolean,
): void {
  const group = requireGroup(context, groupId);
  const kept = group.rules.filter((rule) => rule.direction !== direction || !matches(rule));
  if (kept.length === group.rules.length) {
    throw new AwsFault(
      'InvalidPermission.NotFound',
      'The specified rule does not exist in this security group.',
    );
  }
  group.rules = kept;
}

export function sameRule(a: RuleInput, b: RuleInput): boolean {
  const keys = [
    'protocol',
    'fromPort',
    'toPort',
    'cidrIpv4',
    'cidrIpv6',
    'prefixListId',
    'referencedGroupId',
  ] as const;
  return keys.every((key) => a[key] === b[key]);
}

const protocolNames: Record<string, string> = { '6': 'tcp', '17': 'udp', '1': 'icmp', all: '-1' };

function checkRule(context: SandboxContext, input: RuleInput): RuleInput {
  const given = input.protocol.toLowerCase();
  const protocol = protocolNames[given] ?? given;
  const rule = { ...input, protocol };
  if (input.cidrIpv4 !== null) {
    const cidr = parseCidr(input.cidrIpv4);
    if (!cidr) {
      throw ec2Fault.parameterValue(`CIDR block ${input.cidrIpv4} is malformed`);
    }
    rule.cidrIpv4 = formatCidr(cidr);
  }
  if (input.referencedGroupId !== null) requireGroup(context, input.referencedGroupId);
  if (protocol === '-1') return { ...rule, fromPort: null, toPort: null };
  if (protocol === 'tcp' || protocol === 'udp') {
    const { fromPort, toPort } = input;
    if (fromPort === null || toPort === null || toPort < fromPort || toPort > 65_535) {
      throw ec2Fault.parameterValue(
        `Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`,
      );
    }
  }
  return rule;
}
