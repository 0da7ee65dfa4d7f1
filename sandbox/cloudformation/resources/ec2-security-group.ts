import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AwsFault, type ResourceProvider, type SandboxContext } from '../../context';
import {
  allowAll,
  authorize,
  createSecurityGroup,
  deleteSecurityGroup,
  requireGroup,
  revoke,
  sameRule,
} from '../../ec2/security-groups';
import { readRule } from './ec2-security-group-rule';
import { allTags, noAttribute, objects, type Properties, requireText, text } from './properties';

const type = 'AWS::EC2::SecurityGroup';

export const securityGroupProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { properties } = request;
    const vpcId = text(properties, 'VpcId');
    if (vpcId === undefined) {
      throw new AwsFault('VPCIdNotSpecified', 'No default VPC for this user');
    }
    const suffix = randomBytes(6).toString('hex').toUpperCase();
    const group = createSecurityGroup(context, {
      groupName:
        text(properties, 'GroupName') ??
        `${request.stackName}-${request.logicalId}-${suffix}`.slice(0, 255),
      description: requireText(properties, 'GroupDescription'),
      vpcId,
      tags: allTags(request),
    });
    try {
      addInline(context, group.groupId, properties);
    } catch (error) {
      deleteSecurityGroup(context, group.groupId);
      throw error;
    }
    return { physicalId: group.groupId };
  },
  async update(context, request) {
    const { physicalId, properties, previous } = request;
    requireGroup(context, physicalId).tags = allTags(request);
    for (const [name, direction] of inlineRules) {
      if (isDeepStrictEqual(previous[name], properties[name])) continue;
      const before = inlineOf(previous, name);
      for (const rule of before) {
        revoke(context, physicalId, direction, (known) => sameRule(known, rule));
      }
      for (const rule of inlineOf(properties, name)) {
        authorize(context, physicalId, direction, rule);
      }
    }
  },
  async delete(context, { physicalId }) {
    deleteSecurityGroup(context, physicalId);
  },
  attribute(context, physicalId, name) {
    if (name === 'GroupId' || name === 'Id') return physicalId;
    if (name === 'VpcId') return requireGroup(context, physicalId).vpcId;
    throw noAttribute(type, name);
  },
};

const inlineRules = [
  ['SecurityGroupIngress', 'ingress'],
  ['SecurityGroupEgress', 'egress'],
] as const;

/** Where egress rules are given they replace the allow-all that every group starts with (aws-facts A3). */
function addInline(context: SandboxContext, groupId: string, properties: Properties): void {
  if (properties.SecurityGroupEgress !== undefined) {
    revoke(context, groupId, 'egress', (rule) => sameRule(rule, allowAll));
  }
  for (const [name, direction] of inlineRules) {
    for (const rule of objects(properties, name)) {
      authorize(context, groupId, direction, readRule(rule));
    }
  }
}

/** The rules that a property stands for; no egress property stands for allow-all. */
function inlineOf(properties: Properties, name: string) {
  const isDefault = name === 'SecurityGroupEgress' && properties[name] === undefined;
  return isDefault ? [allowAll] : objects(properties, name).map(readRule);
}
