import { isRangeWithin } from '@/policy/addresses';
import type { SecurityRule } from '../aws/vpcs';
import { broken, decided, unknown } from './hop';
import type { DoctorFacts, Hop } from './types';

/** Targets that lead to the internet; what lies behind others, such as a transit gateway, the probe has to find out. */
const waysOut = /^(igw|nat|eigw)-/;

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
  const leak = probe?.negatives.find(({ check, passed }) => check !== 'without_key' && !passed);
  if (leak) return broken('route', `${leak.check}: ${leak.evidence}`);
  if (!ec2) return unknown('route', 'ec2');
  if (!ec2.vpcs.some(({ vpcId }) => vpcId === place.vpcId)) return broken('route', place.vpcId);
  const subnetIds = endpointOf(facts)?.subnetIds ?? [];
  const tables = ec2.routeTables.filter(({ vpcId }) => vpcId === place.vpcId);
  const used = subnetIds.map(
    (id) => tables.find((it) => it.subnetIds.includes(id)) ?? tables.find(({ isMain }) => isMain),
  );
  const hops = used.flatMap((table) => table?.hops ?? []).filter((hop) => waysOut.test(hop));
  if (hops.length === 0) return decided('route', true, subnetIds.join(', ') || place.vpcId);
  const evidence = [...new Set(hops)].join(', ');
  return place.isOwnEndpoint ? broken('route', evidence) : decided('route', true, evidence);
}

function dns(facts: DoctorFacts): Hop {
  const { ec2, place, probe } = facts;
  if (probe?.outcome === 'dns' || probe?.outcome === 'dns_not_private') {
    const seen = probe.addresses.join(', ') || probe.error || probe.outcome;
    return broken('dns', [seen, dnsWords(facts)].filter(Boolean).join('; '));
  }
  const vpc = ec2?.vpcs.find(({ vpcId }) => vpcId === place.vpcId);
  if (!ec2) return unknown('dns', 'ec2');
  const found = endpointOf(facts);
  const needsPrivate = place.isOwnEndpoint && found !== null;
  const isRight =
    vpc?.dnsSupport === true && (!needsPrivate || (vpc.dnsHostnames && found.privateDns));
  return decided('dns', isRight, dnsWords(facts));
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
    ? decided('groups', true, `TCP 443: ${probe.addresses.join(', ')}`)
    : unknown('groups', facts.ec2 ? 'groups' : 'ec2');
  // An adopted endpoint may be opened by what is not read here, such as a prefix list.
  if (didConnect && !place.isOwnEndpoint) return byProbe;
  if (!facts.ec2 || !facts.groups) return byProbe;
  const own = facts.groups.filter(({ groupId }) => ids.includes(groupId));
  const client = facts.groups.find(({ groupId }) => groupId === place.clientGroupId);
  if (!client || own.length === 0) return byProbe;
  const cidr = facts.ec2.vpcs.find(({ vpcId }) => vpcId === place.vpcId)?.cidr ?? '';
  const isOut = client.egress.some((rule) => lets(rule, ids, cidr));
  if (!isOut) return broken('groups', `${client.groupId}: egress tcp 443 → ${ids.join(', ')}`);
  const isIn = own.some(({ ingress }) =>
    ingress.some((rule) => lets(rule, [client.groupId], cidr)),
  );
  const rules = `${ids.join(', ')}: ingress tcp 443 ← ${client.groupId}`;
  // Rules that let it pass and a connection that fails: a network ACL, say, which is not read here.
  const isShut = probe?.outcome === 'connect_timeout' || probe?.outcome === 'connect_refused';
  if (isIn && isShut) return unknown('groups', 'deeper', `${rules}; probe: ${probe.outcome}`);
  return decided('groups', isIn, rules);
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
  const isOffered = zones.length > 0 && zones.every((az) => ec2.offeredAzs.includes(az));
  return decided('zone', isOffered, zones.join(', ') || '–');
}

function endpoint(facts: DoctorFacts): Hop {
  if (!facts.ec2) return unknown('endpoint', 'ec2');
  const found = endpointOf(facts);
  const evidence = `${facts.place.endpointId}: ${found?.state ?? '–'}`;
  // The SDK's model spells it `Available`, the examples of DescribeVpcEndpoints `available`.
  return decided('endpoint', found?.state.toLowerCase() === 'available', evidence);
}
