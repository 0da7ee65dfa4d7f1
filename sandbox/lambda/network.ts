import { BlockList, isIP } from 'node:net';
import type { SandboxContext } from '../context';
import type { SecurityGroupRule, VpcEndpoint } from '../ec2/types';
import type { LambdaFunction } from './store';

/** Where a public name leads inside a VPC: an address of the documentation range, which no route leads to. */
const publicAddress = '203.0.113.80';

export type Resolution = { addresses: string[] } | { error: 'ENOTFOUND' };

/**
 * DNS as the VPC's resolver answers it. While the VPC's DNS attributes and an endpoint's private DNS are on,
 * `*.execute-api.{region}.amazonaws.com` is that endpoint's addresses; the endpoint's own names are always public;
 * `{api}-{vpce}…` exists for APIs that name the endpoint; every other name with a dot is public. Source: aws-facts
 * A2 and A9.
 */
export function resolve(context: SandboxContext, vpcId: string | null, name: string): Resolution {
  const host = name.toLowerCase().replace(/\.$/, '');
  if (isIP(host) !== 0) return { addresses: [host] };
  if (host === 'localhost') return { addresses: ['127.0.0.1'] };
  const vpc = vpcId === null ? undefined : context.ec2.vpcs.get(vpcId);
  if (vpc && !vpc.enableDnsSupport) return { error: 'ENOTFOUND' };
  const own = endpointsByName(context, host);
  if (own) return { addresses: own };
  const suffix = `.execute-api.${context.region}.amazonaws.com`;
  if (host.endsWith(suffix)) {
    const label = host.slice(0, -suffix.length);
    const alias = aliasOf(context, label);
    if (alias) return { addresses: alias };
    const shared = vpc?.enableDnsHostnames
      ? interfaceEndpoints(context).find(
          (it) => it.vpcId === vpc.vpcId && it.privateDnsEnabled && isGatewayService(it),
        )
      : undefined;
    if (shared) return addressesOf(shared);
    return label.includes('-vpce-') || isPrivateApi(context, label)
      ? { error: 'ENOTFOUND' }
      : { addresses: [publicAddress] };
  }
  if (host.endsWith('.vpce.amazonaws.com') || !host.includes('.')) return { error: 'ENOTFOUND' };
  return { addresses: [publicAddress] };
}

/**
 * The endpoint that a TCP connection of a function arrives at: the address is one of an endpoint in its VPC, the
 * port 443, and both sides' security groups agree. Null: the packets go nowhere, which a caller sees as silence.
 */
export function reach(
  context: SandboxContext,
  fn: LambdaFunction,
  address: string,
  port: number,
): VpcEndpoint | null {
  if (!fn.vpc) return null;
  const { vpc } = fn;
  const endpoint = interfaceEndpoints(context).find(
    (it) => it.vpcId === vpc.vpcId && it.addresses.some(({ privateIp }) => privateIp === address),
  );
  if (!endpoint || port !== 443) return null;
  const own = ownAddresses(context, fn);
  const goesOut = allows(context, vpc.securityGroupIds, 'egress', port, {
    addresses: [address],
    groupIds: endpoint.securityGroupIds,
  });
  const comesIn = allows(context, endpoint.securityGroupIds, 'ingress', port, {
    addresses: own,
    groupIds: vpc.securityGroupIds,
  });
  return goesOut && comesIn ? endpoint : null;
}

function allows(
  context: SandboxContext,
  groupIds: string[],
  direction: 'ingress' | 'egress',
  port: number,
  peer: { addresses: string[]; groupIds: string[] },
): boolean {
  const rules = groupIds
    .flatMap((id) => context.ec2.securityGroups.get(id)?.rules ?? [])
    .filter((rule) => rule.direction === direction);
  return rules.some((rule) => coversPort(rule, port) && coversPeer(rule, peer));
}

function coversPort(rule: SecurityGroupRule, port: number): boolean {
  if (rule.protocol === '-1') return true;
  const isTcp = rule.protocol === 'tcp' || rule.protocol === '6';
  return isTcp && (rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? 65_535);
}

function coversPeer(rule: SecurityGroupRule, peer: { addresses: string[]; groupIds: string[] }) {
  if (rule.referencedGroupId !== null) return peer.groupIds.includes(rule.referencedGroupId);
  return rule.cidrIpv4 !== null && peer.addresses.every((it) => isIn(it, rule.cidrIpv4 ?? ''));
}

function isIn(address: string, cidr: string): boolean {
  const [base = '', length = '32'] = cidr.split('/');
  const list = new BlockList();
  list.addSubnet(base, Number(length), 'ipv4');
  return list.check(address, 'ipv4');
}

/** The function's own addresses: of its interfaces if it has any, else the first of each of its subnets. */
function ownAddresses(context: SandboxContext, fn: LambdaFunction): string[] {
  const mine = [...context.ec2.interfaces.values()].filter((eni) => eni.ownerId === fn.name);
  if (mine.length > 0) return mine.map((eni) => eni.privateIp);
  return (fn.vpc?.subnetIds ?? [])
    .map((id) => context.ec2.subnets.get(id)?.cidrBlock.split('/')[0])
    .filter((address) => address !== undefined);
}

function interfaceEndpoints(context: SandboxContext): VpcEndpoint[] {
  return [...context.ec2.endpoints.values()].filter(
    (it) => it.vpcEndpointType === 'Interface' && it.state === 'available',
  );
}

function isGatewayService(endpoint: VpcEndpoint): boolean {
  return endpoint.serviceName.endsWith('.execute-api');
}

function endpointsByName(context: SandboxContext, host: string): string[] | null {
  if (!host.endsWith('.vpce.amazonaws.com')) return null;
  for (const endpoint of interfaceEndpoints(context)) {
    const index = endpoint.dnsEntries.findIndex(({ dnsName }) => dnsName.toLowerCase() === host);
    if (index < 0) continue;
    const addresses = endpoint.addresses.map(({ privateIp }) => privateIp);
    // The Regional name comes first and stands for all addresses, then one name per zone.
    return index === 0 ? addresses : addresses.slice(index - 1, index);
  }
  return null;
}

function aliasOf(context: SandboxContext, label: string): string[] | null {
  const [, apiId = '', endpointId = ''] = /^([a-z0-9]+)-(vpce-[0-9a-f]+)$/.exec(label) ?? [];
  const api = context.apigateway.apis.get(apiId);
  const endpoint = interfaceEndpoints(context).find((it) => it.vpcEndpointId === endpointId);
  if (!endpoint || !api?.endpointConfiguration.vpcEndpointIds.includes(endpointId)) return null;
  return endpoint.addresses.map(({ privateIp }) => privateIp);
}

function addressesOf(endpoint: VpcEndpoint): Resolution {
  return { addresses: endpoint.addresses.map(({ privateIp }) => privateIp) };
}

function isPrivateApi(context: SandboxContext, id: string): boolean {
  return context.apigateway.apis.get(id)?.endpointConfiguration.types.includes('PRIVATE') ?? false;
}
