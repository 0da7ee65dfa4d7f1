import type { AnyTemplate } from '@/templates/resolve';
import type { EndpointRow, SecurityGroupRow, SecurityRule } from '../aws/vpcs';
import { collector, type Place, resolved } from './facts';
import type { Shape } from './shapes';
import type { Facts } from './types';

type Properties = Record<string, unknown>;

/** What EC2 says of what a network's stack made. Null where it is not there. */
export type NetworkRow = { endpoint: EndpointRow | null; groups: SecurityGroupRow[] };

const endpointType = 'AWS::EC2::VPCEndpoint';
const groupType = 'AWS::EC2::SecurityGroup';
const ingressType = 'AWS::EC2::SecurityGroupIngress';

/** What a network's template says of its endpoint and of who may reach it. */
export function networkTemplateFacts(template: AnyTemplate, place: Place): Facts {
  const facts = collector(place);
  const resources = Object.entries(template.Resources);
  const read = (it: Properties | undefined) => resolved(it ?? {}, template, place);
  const ingress = resources.filter(([, { Type }]) => Type === ingressType);
  for (const [logicalId, { Type, Properties }] of resources) {
    const it = read(Properties);
    if (Type === endpointType) facts.add(logicalId, endpointShape(it), Type);
    if (Type !== groupType) continue;
    const own = ingress
      .map(([, rule]) => rule.Properties ?? {})
      .filter((rule) => isOf(rule, logicalId));
    facts.add(logicalId, groupShape(it, own.map(read)), Type);
  }
  return facts.all;
}

/** What EC2 says of the same things, under the names of the deployed template. */
export function networkActualFacts(row: NetworkRow, template: AnyTemplate, place: Place): Facts {
  const facts = collector(place);
  for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
    if (Type === endpointType)
      facts.add(logicalId, row.endpoint && actualEndpoint(row.endpoint), Type);
    if (Type !== groupType) continue;
    const group = row.groups.find(({ groupId }) => groupId === place.ids[logicalId]);
    facts.add(logicalId, group ? actualGroup(group) : null, Type);
  }
  return facts.all;
}

function isOf({ GroupId }: Properties, logicalId: string): boolean {
  return (GroupId as { Ref?: string } | undefined)?.Ref === logicalId;
}

function endpointShape(it: Properties): Shape {
  return {
    PolicyDocument: it.PolicyDocument,
    PrivateDnsEnabled: it.PrivateDnsEnabled ?? false,
    SecurityGroupIds: inOrder(it.SecurityGroupIds),
    SubnetIds: inOrder(it.SubnetIds),
  };
}

function actualEndpoint(endpoint: EndpointRow): Shape {
  return {
    PolicyDocument: endpoint.policy === null ? undefined : parsed(endpoint.policy),
    PrivateDnsEnabled: endpoint.privateDns,
    SecurityGroupIds: inOrder(endpoint.securityGroupIds),
    SubnetIds: inOrder(endpoint.subnetIds),
  };
}

function groupShape(it: Properties, ingress: Properties[]): Shape {
  const egress = Array.isArray(it.SecurityGroupEgress) ? it.SecurityGroupEgress : [];
  return {
    SecurityGroupEgress: inWords(egress.map(ruleOf)),
    SecurityGroupIngress: inWords(ingress.map(ruleOf)),
  };
}

function actualGroup({ ingress, egress }: SecurityGroupRow): Shape {
  return { SecurityGroupEgress: inWords(egress), SecurityGroupIngress: inWords(ingress) };
}

function ruleOf(rule: Properties): SecurityRule {
  const peer = rule.CidrIp ?? rule.DestinationSecurityGroupId ?? rule.SourceSecurityGroupId;
  return {
    protocol: String(rule.IpProtocol),
    fromPort: typeof rule.FromPort === 'number' ? rule.FromPort : null,
    toPort: typeof rule.ToPort === 'number' ? rule.ToPort : null,
    peer: typeof peer === 'string' ? peer : JSON.stringify(peer),
  };
}

/** Descriptions let nobody through, and order means nothing: `tcp 443 sg-0123`. */
function inWords(rules: SecurityRule[]): string[] {
  const words = rules.map(({ protocol, fromPort, toPort, peer }) => {
    const ports = fromPort === toPort ? (fromPort ?? '') : `${fromPort}-${toPort}`;
    return [protocol === '-1' ? 'all' : protocol, protocol === '-1' ? '' : ports, peer]
      .filter((part) => part !== '')
      .join(' ');
  });
  return [...new Set(words)].sort();
}

function inOrder(value: unknown): unknown[] {
  return Array.isArray(value) ? [...value].sort() : [];
}

function parsed(policy: string): unknown {
  try {
    return JSON.parse(policy);
  } catch {
    return policy;
  }
}
