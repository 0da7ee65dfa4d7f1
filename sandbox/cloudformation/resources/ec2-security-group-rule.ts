import type { ResourceProvider } from '../../context';
import { authorize, type RuleInput, requireGroup, revoke } from '../../ec2/security-groups';
import { noAttribute, number, type Properties, requireText, text } from './properties';

export const securityGroupIngressProvider = ruleProvider('ingress');
export const securityGroupEgressProvider = ruleProvider('egress');

/** Standalone rules: they let two groups refer to each other without a cycle (aws-facts A3). */
function ruleProvider(direction: 'ingress' | 'egress'): ResourceProvider {
  const type = `AWS::EC2::SecurityGroup${direction === 'ingress' ? 'Ingress' : 'Egress'}`;
  return {
    type,
    async create(context, { properties }) {
      const groupId = requireText(properties, 'GroupId');
      const rule = authorize(context, groupId, direction, readRule(properties));
      return { physicalId: rule.ruleId };
    },
    /** Only the description can change in place. */
    async update(context, { properties, physicalId }) {
      const group = requireGroup(context, requireText(properties, 'GroupId'));
      for (const rule of group.rules) {
        if (rule.ruleId === physicalId) rule.description = text(properties, 'Description') ?? null;
      }
    },
    async delete(context, { properties, physicalId }) {
      const groupId = requireText(properties, 'GroupId');
      revoke(context, groupId, direction, (rule) => rule.ruleId === physicalId);
    },
    attribute(_context, physicalId, name) {
      if (name === 'Id') return physicalId;
      throw noAttribute(type, name);
    },
  };
}

/** A rule as CloudFormation writes it, inline in a group or standalone. */
export function readRule(properties: Properties): RuleInput {
  return {
    protocol: text(properties, 'IpProtocol') ?? '-1',
    fromPort: number(properties, 'FromPort') ?? null,
    toPort: number(properties, 'ToPort') ?? null,
    cidrIpv4: text(properties, 'CidrIp') ?? null,
    cidrIpv6: text(properties, 'CidrIpv6') ?? null,
    prefixListId:
      text(properties, 'SourcePrefixListId') ?? text(properties, 'DestinationPrefixListId') ?? null,
    referencedGroupId:
      text(properties, 'SourceSecurityGroupId') ??
      text(properties, 'DestinationSecurityGroupId') ??
      null,
    description: text(properties, 'Description') ?? null,
  };
}
