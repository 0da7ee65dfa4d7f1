import type { SandboxContext } from '../../context';
import type { Form } from '../../wire/form';
import type { QueryOperation } from '../../wire/query';
import type { XmlValue } from '../../wire/xml';
import { readTagSpecifications, select, tagSet } from '../describe';
import { ec2Fault } from '../faults';
import * as groups from '../security-groups';
import type { SecurityGroup, SecurityGroupRule } from '../types';

export const describeSecurityGroups: QueryOperation = async (context, form, request) => {
  const { page, nextToken } = select(form, request, context.ec2.securityGroups.values(), {
    idParameter: 'GroupId',
    idOf: (group) => group.groupId,
    missing: (id) => ec2Fault.notFound('Group', id),
    tagsOf: (group) => group.tags,
    filters: (group) => ({
      'group-id': group.groupId,
      'group-name': group.groupName,
      'vpc-id': group.vpcId,
      description: group.description,
      'owner-id': context.accountId,
      'ip-permission.group-id': group.rules.flatMap((rule) =>
        rule.direction === 'ingress' ? (rule.referencedGroupId ?? []) : [],
      ),
    }),
  });
  return { securityGroupInfo: page.map((group) => groupXml(context, group)), nextToken };
};

export const createSecurityGroup: QueryOperation = async (context, form) => {
  const vpcId = form.get('VpcId');
  if (vpcId === undefined) throw ec2Fault.missing('vpcId');
  const group = groups.createSecurityGroup(context, {
    groupName: form.get('GroupName') ?? '',
    description: form.get('GroupDescription') ?? '',
    vpcId,
    tags: readTagSpecifications(form),
  });
  return { groupId: group.groupId, tagSet: tagSet(group.tags) };
};

export const deleteSecurityGroup: QueryOperation = async (context, form) => {
  const groupId = form.get('GroupId') ?? '';
  groups.deleteSecurityGroup(context, groupId);
  return { return: true, groupId };
};

function authorizing(direction: 'ingress' | 'egress'): QueryOperation {
  return async (context, form) => {
    const groupId = form.get('GroupId') ?? '';
    const made = readRules(form).map((rule) => groups.authorize(context, groupId, direction, rule));
    return {
      return: true,
      securityGroupRuleSet: made.map((rule) => ruleXml(context, groupId, rule)),
    };
  };
}

function revoking(direction: 'ingress' | 'egress'): QueryOperation {
  return async (context, form) => {
    const groupId = form.get('GroupId') ?? '';
    const ids = form.strings('SecurityGroupRuleId');
    for (const id of ids) groups.revoke(context, groupId, direction, (rule) => rule.ruleId === id);
    if (ids.length === 0) {
      for (const given of readRules(form)) {
        groups.revoke(context, groupId, direction, (rule) => groups.sameRule(rule, given));
      }
    }
    return { return: true };
  };
}

export const authorizeSecurityGroupIngress = authorizing('ingress');
export const authorizeSecurityGroupEgress = authorizing('egress');
export const revokeSecurityGroupIngress = revoking('ingress');
export const revokeSecurityGroupEgress = revoking('egress');

/** `IpPermissions.N` with its four kinds of peer, or the flat form of one rule. */
function readRules(form: Form): groups.RuleInput[] {
  const permissions = form.list('IpPermissions');
  if (permissions.length === 0) {
    return [{ ...readPorts(form), ...noPeer, cidrIpv4: form.get('CidrIp') ?? null }];
  }
  return permissions.flatMap((permission) => {
    const ports = readPorts(permission);
    const description = (peer: Form) => peer.get('Description') ?? null;
    return [
      ...permission.list('IpRanges').map((peer) => ({
        ...ports,
        ...noPeer,
        cidrIpv4: peer.get('CidrIp') ?? null,
        description: description(peer),
      })),
      ...permission.list('Ipv6Ranges').map((peer) => ({
        ...ports,
        ...noPeer,
        cidrIpv6: peer.get('CidrIpv6') ?? null,
        description: description(peer),
      })),
      ...permission.list('PrefixListIds').map((peer) => ({
        ...ports,
        ...noPeer,
        prefixListId: peer.get('PrefixListId') ?? null,
        description: description(peer),
      })),
      ...permission.list('Groups').map((peer) => ({
        ...ports,
        ...noPeer,
        referencedGroupId: peer.get('GroupId') ?? null,
        description: description(peer),
      })),
    ];
  });
}

const noPeer = {
  cidrIpv4: null,
  cidrIpv6: null,
  prefixListId: null,
  referencedGroupId: null,
  description: null,
};

function readPorts(form: Form) {
  return {
    protocol: form.get('IpProtocol') ?? '-1',
    fromPort: form.number('FromPort') ?? null,
    toPort: form.number('ToPort') ?? null,
  };
}

function groupXml(context: SandboxContext, group: SecurityGroup): XmlValue {
  const of = (direction: string) => group.rules.filter((rule) => rule.direction === direction);
  return {
    groupId: group.groupId,
    groupName: group.groupName,
    groupDescription: group.description,
    securityGroupArn: `arn:aws:ec2:${context.region}:${context.accountId}:security-group/${group.groupId}`,
    ownerId: context.accountId,
    vpcId: group.vpcId,
    ipPermissions: permissionsXml(context, of('ingress')),
    ipPermissionsEgress: permissionsXml(context, of('egress')),
    tagSet: tagSet(group.tags),
  };
}

/** EC2 shows rules of one protocol and port range as one permission with several peers. */
function permissionsXml(context: SandboxContext, rules: SecurityGroupRule[]): XmlValue {
  const byPorts = new Map<string, SecurityGroupRule[]>();
  for (const rule of rules) {
    const key = `${rule.protocol}/${rule.fromPort}/${rule.toPort}`;
    byPorts.set(key, [...(byPorts.get(key) ?? []), rule]);
  }
  return [...byPorts.values()].map((same) => ({
    ipProtocol: same[0]?.protocol,
    fromPort: same[0]?.fromPort,
    toPort: same[0]?.toPort,
    groups: same.flatMap((rule) =>
      rule.referencedGroupId === null
        ? []
        : [
            {
              userId: context.accountId,
              groupId: rule.referencedGroupId,
              description: rule.description,
            },
          ],
    ),
    ipRanges: same.flatMap((rule) =>
      rule.cidrIpv4 === null ? [] : [{ cidrIp: rule.cidrIpv4, description: rule.description }],
    ),
    ipv6Ranges: same.flatMap((rule) =>
      rule.cidrIpv6 === null ? [] : [{ cidrIpv6: rule.cidrIpv6, description: rule.description }],
    ),
    prefixListIds: same.flatMap((rule) =>
      rule.prefixListId === null
        ? []
        : [{ prefixListId: rule.prefixListId, description: rule.description }],
    ),
  }));
}

function ruleXml(context: SandboxContext, groupId: string, rule: SecurityGroupRule): XmlValue {
  return {
    securityGroupRuleId: rule.ruleId,
    groupId,
    groupOwnerId: context.accountId,
    isEgress: rule.direction === 'egress',
    ipProtocol: rule.protocol,
    fromPort: rule.fromPort ?? -1,
    toPort: rule.toPort ?? -1,
    cidrIpv4: rule.cidrIpv4,
    cidrIpv6: rule.cidrIpv6,
    prefixListId: rule.prefixListId,
    referencedGroupInfo:
      rule.referencedGroupId === null
        ? undefined
        : { groupId: rule.referencedGroupId, userId: context.accountId },
    description: rule.description,
    tagSet: [],
  };
}
