import { type Resource, type Resources, ref, tagList, type Value } from '../cloudformation';
import { shortHash } from '../hash';
import { tagsOf } from '../tags';
import { nameTag, placeOf } from './place';
import type { NetworkSpec } from './spec';

/** Where an adopted endpoint may stand when its groups are not known: private and shared space, never the internet. */
const privateCidrs = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** Without any egress rule CloudFormation would leave AWS's allow-all in place; this one leads nowhere. */
const noEgress: Value = [
  { IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'Nothing goes out.' },
];

/**
 * Clients reach the endpoint on 443 and nothing else; the endpoint lets clients in and nobody else. The ingress
 * rules stand alone, because two groups that name each other inline could not be created. Of an adopted endpoint's
 * groups, only those that the spec names are changed.
 */
export function securityGroupResources(spec: NetworkSpec): Resources {
  const existing = existingGroups(spec);
  if (existing === null) {
    return {
      EndpointSecurityGroup: group(spec, '-endpoint', 'The execute-api endpoint', noEgress),
      ClientSecurityGroup: clientGroup(spec, [toGroup(ref('EndpointSecurityGroup'))]),
      EndpointIngress: ingress(ref('EndpointSecurityGroup')),
    };
  }
  const egress = existing.length > 0 ? existing.map(toGroup) : privateCidrs.map(toCidr);
  return {
    ClientSecurityGroup: clientGroup(spec, egress),
    ...Object.fromEntries(
      existing.map((groupId, index) => [`EndpointIngress${index + 1}`, ingress(groupId)]),
    ),
  };
}

/** Null when the stack makes the endpoint and its group. */
function existingGroups(spec: NetworkSpec): string[] | null {
  if (placeOf(spec).existingEndpointId === null || !('id' in spec.vpc)) return null;
  return spec.vpc.endpointSecurityGroupIds;
}

/**
 * Every network has this group, so it is the one that tells of another description: CloudFormation takes no change of a
 * template's own description alone, but one of a resource's metadata (API ResourceChange, Scope), which touches nothing.
 */
function clientGroup(spec: NetworkSpec, egress: Value): Resource {
  const { Type, ...rest } = group(spec, '-client', 'Callers of proxies', egress);
  if (spec.description === '') return { Type, ...rest };
  return { Type, Metadata: { Words: shortHash(spec.description) }, ...rest };
}

function group(spec: NetworkSpec, suffix: string, description: string, egress: Value): Resource {
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      VpcId: placeOf(spec).vpcId,
      GroupDescription: `${description} of Sluice network ${spec.name}`,
      SecurityGroupEgress: egress,
      Tags: tagList({ ...tagsOf(spec), ...nameTag(spec, suffix) }),
    },
  };
}

function ingress(groupId: Value): Resource {
  return {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Properties: {
      GroupId: groupId,
      ...https,
      SourceSecurityGroupId: ref('ClientSecurityGroup'),
      Description: 'HTTPS from callers of proxies.',
    },
  };
}

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

function toGroup(groupId: Value): Value {
  return { ...https, DestinationSecurityGroupId: groupId, Description: 'HTTPS to the endpoint.' };
}

function toCidr(cidr: string): Value {
  return { ...https, CidrIp: cidr, Description: 'HTTPS to the endpoint, wherever it stands.' };
}
