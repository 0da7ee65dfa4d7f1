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
  const leak = probe?.negatives.find(
    ({ check, passed }) => waysAround.has(check) && passed === false,
  );
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
  // A name that API Gateway does not make, or that has no interface to lead to, is not another resolver's doing: the
  // hops of the API and of the zones tell of it.
  const isNameless = lacksAlias(facts) || found?.subnetIds.length === 0;
  if (!didFail || isNameless) return whole('dns', words);
  const seen = probe.addresses.join(', ') || probe.error || probe.outcome;
  return contradicted(probe, whole('dns', words), 'resolverOther', seen);
}

/**
 * Whether the one name that leads to the API without private DNS is not there: the alias with the endpoint's id, which
 * API Gateway makes for an API that is associated with the endpoint (aws-facts A6).
 */
export function lacksAlias(facts: DoctorFacts): boolean {
  const { gateway, place } = facts;
  const isAsked = endpointOf(facts)?.privateDns === false;
  return isAsked && gateway?.api?.vpcEndpointIds.includes(place.endpointId) === false;
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
  const vpc = facts.ec2.vpcs.find(({ vpcId }) => vpcId === place.vpcId)?.cidr ?? '';
  const blocks = (subnetIds: readonly string[]) =>
    facts.ec2?.subnets.filter((it) => subnetIds.includes(it.subnetId)).map(({ cidr }) => cidr) ??
    [];
  const ofEndpoint = endpointOf(facts)?.subnetIds ?? [];
  const out = passage(client.egress, { ids, vpc, blocks: blocks(ofEndpoint) });
  if (out === 'shut')
    return broken('groups', 'egressShut', `${client.groupId}: egress tcp 443 → ${ids.join(', ')}`);
  const ingress = own.flatMap((group) => group.ingress);
  const ofClient = blocks(place.clientSubnetIds ?? ofEndpoint);
  const into = passage(ingress, { ids: [client.groupId], vpc, blocks: ofClient });
  const rules = `${ids.join(', ')}: ingress tcp 443 ← ${client.groupId}`;
  if (into === 'shut') return broken('groups', 'ingressShut', rules);
  // Rules that let it pass and a connection that fails: a network ACL, say, which is not read here.
  const isShut = probe?.outcome === 'connect_timeout' || probe?.outcome === 'connect_refused';
  if (isShut)
    return unknown('groups', probe.isSame ? 'deeper' : 'again', `${rules}; ${probe.outcome}`);
  if (didConnect || (out === 'open' && into === 'open')) return whole('groups', rules);
  const peers = [...client.egress, ...ingress].filter(isHttps).map(({ peer }) => peer);
  return unknown('groups', 'probe', `tcp 443: ${[...new Set(peers)].join(', ')}`);
}

type Side = { ids: string[]; vpc: string; blocks: string[] };

/**
 * Whether rules let TCP 443 pass to or from every address of a side: one of its groups, the VPC's whole block, or
 * blocks that hold each of its subnets. Of a prefix list, and of a part of a subnet, it cannot be told.
 */
function passage(rules: SecurityRule[], { ids, vpc, blocks }: Side): 'open' | 'shut' | 'untold' {
  const peers = rules.filter(isHttps).map(({ peer }) => peer);
  const isHeld = (block: string) => peers.some((peer) => isRangeWithin(block, peer));
  if (peers.some((peer) => ids.includes(peer)) || isHeld(vpc)) return 'open';
  if (blocks.length > 0 && blocks.every(isHeld)) return 'open';
  const isTouched = (block: string) =>
    isHeld(block) || peers.some((peer) => isRangeWithin(peer, block));
  const isKnown = blocks.length > 0 || !peers.some((peer) => peer.includes('/'));
  const isList = peers.some((peer) => peer.startsWith('pl-'));
  return isKnown && !isList && !blocks.some(isTouched) ? 'shut' : 'untold';
}

function isHttps({ protocol, fromPort, toPort }: SecurityRule): boolean {
  if (protocol === '-1') return true;
  return protocol === 'tcp' && (fromPort ?? 0) <= 443 && 443 <= (toPort ?? 65535);
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
