import { isRangeWithin } from '@/policy/addresses';
import type { VpcFacts } from '../aws/vpc-facts';
import type { SecurityRule } from '../aws/vpcs';
import { broken, contradicted, unknown, whole } from './hop';
import type { DoctorFacts, Hop } from './types';

/** Targets that lead to the internet; what lies behind others, such as a transit gateway, the probe has to find out. */
const waysOut = /^(igw|nat|eigw)-/;

/** What the probe tries beside the proxy, and must fail. */
const waysAround: ReadonlySet<string> = new Set(['direct_upstream', 'public_address']);

/** From the subnet to the endpoint's door. */
export function networkHops(facts: DoctorFacts): Hop[] {
  return [route(facts), dns(facts), groups(facts), zone(facts), endpoint(facts)];
}

export function endpointOf({ ec2, place }: DoctorFacts) {
  return ec2?.endpoints.find(({ endpointId }) => endpointId === place.endpointId) ?? null;
}

/**
 * The way to an endpoint of the same VPC is always there (the local route cannot be removed); what can be wrong is that
 * there is another way. An adopted VPC may have one: the probe then tells whether a call gets out.
 */
function route(facts: DoctorFacts): Hop {
  const { ec2, place, probe } = facts;
  if (!ec2) return unknown('route', 'ec2');
  if (!ec2.vpcs.some(({ vpcId }) => vpcId === place.vpcId))
    return broken('route', 'vpcGone', place.vpcId);
  const byTables = tablesHop(facts, ec2);
  const leak = probe?.negatives.find(({ check, passed }) => waysAround.has(check) && !passed);
  if (!probe || !leak || byTables.state === 'broken') return byTables;
  return contradicted(probe, byTables, 'leak', `${leak.check}: ${leak.evidence}`);
}

function tablesHop(facts: DoctorFacts, ec2: VpcFacts): Hop {
  const { place } = facts;
  const subnetIds = endpointOf(facts)?.subnetIds ?? [];
  const tables = ec2.routeTables.filter(({ vpcId }) => vpcId === place.vpcId);
  const used = subnetIds.map(
    (id) => tables.find((it) => it.subnetIds.includes(id)) ?? tables.find(({ isMain }) => isMain),
  );
  const hops = used.flatMap((table) => table?.hops ?? []).filter((hop) => waysOut.test(hop));
  if (hops.length === 0) return whole('route', subnetIds.join(', ') || place.vpcId);
  const evidence = [...new Set(hops)].join(', ');
  return place.isOwnEndpoint ? broken('route', 'wayOut', evidence) : whole('route', evidence);
}

function dns(facts: DoctorFacts): Hop {
  const { ec2, place, probe } = facts;
  if (!ec2) return unknown('dns', 'ec2');
  const vpc = ec2.vpcs.find(({ vpcId }) => vpcId === place.vpcId);
  const found = endpointOf(facts);
  const needsPrivate = place.isOwnEndpoint && found !== null;
  const words = dnsWords(facts);
  if (!vpc?.dnsSupport) return broken('dns', 'dnsSupportOff', words);
  if (needsPrivate && !vpc.dnsHostnames) return broken('dns', 'dnsHostnamesOff', words);
  if (needsPrivate && !found.privateDns) return broken('dns', 'privateDnsOff', words);
  const didFail = probe?.outcome === 'dns' || probe?.outcome === 'dns_not_private';
  if (!didFail) return whole('dns', words);
  const seen = probe.addresses.join(', ') || probe.error || probe.outcome;
  return contradicted(probe, whole('dns', words), 'resolverOther', seen);
}

function dnsWords(facts: DoctorFacts): string {
  const vpc = facts.ec2?.vpcs.find(({ vpcId }) => vpcId === facts.place.vpcId);
  if (!vpc) return '';
  const found = endpointOf(facts);
  return [
    `enableDnsSupport: ${vpc.dnsSupport}`,
    `enableDnsHostnames: ${vpc.dnsHostnames}`,
    `PrivateDnsEnabled: ${found?.privateDns ?? '–'}`,
  ].join(', ');
}

/** Groups are stateful, so two rules decide: out of the client's, into the endpoint's, both for TCP 443. */
function groups(facts: DoctorFacts): Hop {
  const { place, probe } = facts;
  const ids = endpointOf(facts)?.securityGroupIds ?? [];
  // The rules are younger than any probe: what they forbid is not to be excused by what connected before.
  const didConnect = probe !== null && (probe.status !== null || probe.tlsVersion !== null);
  const byProbe = didConnect
    ? whole('groups', `TCP 443: ${probe.addresses.join(', ')}`)
    : unknown('groups', facts.ec2 ? 'groups' : 'ec2');
  // An adopted endpoint may be opened by what is not read here, such as a prefix list.
  if (didConnect && !place.isOwnEndpoint) return byProbe;
  if (!facts.ec2 || !facts.groups) return byProbe;
  const own = facts.groups.filter(({ groupId }) => ids.includes(groupId));
  const client = facts.groups.find(({ groupId }) => groupId === place.clientGroupId);
  if (!client || own.length === 0) return byProbe;
  const cidr = facts.ec2.vpcs.find(({ vpcId }) => vpcId === place.vpcId)?.cidr ?? '';
  const isOut = client.egress.some((rule) => lets(rule, ids, cidr));
  if (!isOut)
    return broken('groups', 'egressShut', `${client.groupId}: egress tcp 443 → ${ids.join(', ')}`);
  const isIn = own.some(({ ingress }) =>
    ingress.some((rule) => lets(rule, [client.groupId], cidr)),
  );
  const rules = `${ids.join(', ')}: ingress tcp 443 ← ${client.groupId}`;
  // Rules that let it pass and a connection that fails: a network ACL, say, which is not read here.
  const isShut = probe?.outcome === 'connect_timeout' || probe?.outcome === 'connect_refused';
  if (!isIn) return broken('groups', 'ingressShut', rules);
  if (isShut)
    return unknown('groups', probe.isSame ? 'deeper' : 'again', `${rules}; ${probe.outcome}`);
  return whole('groups', rules);
}

/** A block counts where it holds the VPC's whole block; of a part of it nothing can be said for every address. */
function lets({ protocol, fromPort, toPort, peer }: SecurityRule, peers: string[], cidr: string) {
  const isAll = protocol === '-1';
  const isPort =
    isAll || (protocol === 'tcp' && (fromPort ?? 0) <= 443 && 443 <= (toPort ?? 65535));
  return isPort && (peers.includes(peer) || isRangeWithin(cidr, peer));
}

function zone(facts: DoctorFacts): Hop {
  const { ec2 } = facts;
  const found = endpointOf(facts);
  if (!ec2) return unknown('zone', 'ec2');
  if (!found) return unknown('zone', 'deeper');
  const zones = ec2.subnets
    .filter(({ subnetId }) => found.subnetIds.includes(subnetId))
    .map(({ az }) => az);
  if (zones.length === 0) return broken('zone', 'noInterface', found.endpointId);
  const isOffered = zones.every((az) => ec2.offeredAzs.includes(az));
  const evidence = zones.join(', ');
  return isOffered ? whole('zone', evidence) : broken('zone', 'zoneNotOffered', evidence);
}

function endpoint(facts: DoctorFacts): Hop {
  if (!facts.ec2) return unknown('endpoint', 'ec2');
  const { endpointId } = facts.place;
  const found = endpointOf(facts);
  if (!found) return broken('endpoint', 'endpointGone', endpointId);
  const evidence = `${endpointId}: ${found.state}`;
  // The SDK's model spells it `Available`, the examples of DescribeVpcEndpoints `available`.
  return found.state.toLowerCase() === 'available'
    ? whole('endpoint', evidence)
    : broken('endpoint', 'endpointNotReady', evidence);
}
