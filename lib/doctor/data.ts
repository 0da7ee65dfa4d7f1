import 'server-only';
import { whereIs } from '@/templates/proof/where';
import type { ProxySpec } from '@/templates/proxy/spec';
import { forget, remember } from '../aws/remember';
import type { Target } from '../aws/targets';
import { forgetVpcFacts, readVpcFacts, type VpcFacts } from '../aws/vpc-facts';
import {
  type DnsAttributes,
  readDnsAttributes,
  readSecurityGroups,
  type SecurityGroupRow,
} from '../aws/vpcs';
import { readActual } from '../drift/actual';
import { type Known, oldest, type Problem } from '../known';
import { loadProbeResults } from '../probes/store';
import { networkOf, requireFleet, type Standing } from '../proxies/fleet';
import { placeOf } from '../proxies/standing';
import { examine } from './examine';
import type { DoctorFacts, Examination } from './types';

/** Of what age an answer may be on the page; beside it stands when it was had. */
const pageTtlMs = 30_000;
const pagePatience = { patienceMs: 4_000, firstPatienceMs: 8_000 };
/** A probe of before says nothing of the path as it is. */
const probeAgeMsMax = 15 * 60_000;

export type DoctorReport = Examination & {
  /** When the control plane was read, by its oldest part; null where some of it never was. */
  checkedAt: Date | null;
  probedAt: Date | null;
  problem: Problem | null;
};

/** The path of a proxy that stands, hop by hop, by EC2, API Gateway and its last probe. Null where there is none. */
export async function getDoctorReport(name: string): Promise<DoctorReport | null> {
  const fleet = await requireFleet();
  const proxy = fleet.proxies.find(({ facts }) => facts.name === name);
  if (!proxy?.spec || !proxy.stack) return null;
  const network = networkOf(fleet, proxy.spec);
  const place = placeOfPath(proxy, proxy.spec, network);
  const [actual, [last]] = await Promise.all([
    readActual(proxy, pageTtlMs, pagePatience),
    loadProbeResults(fleet.target.id, name, 1),
  ]);
  // Whoever has API Gateway asked anew wants to know of the network of now as well.
  const since = actual?.asOf ?? null;
  const ec2 = await readSince(since, {
    read: () => readVpcFacts(fleet.target, { patienceMs: pagePatience.patienceMs }),
    drop: () => forgetVpcFacts(fleet.target),
  });
  const ids = groupIds(ec2.value?.endpoints ?? [], place);
  const [groups, dns] = await Promise.all([
    readSince(since, {
      read: () => readGroups(fleet.target, ids),
      drop: () => forget(fleet.target, groupsKey(ids)),
    }),
    readSince(since, {
      read: () => readDns(fleet.target, place.vpcId),
      drop: () => forget(fleet.target, dnsKey(place.vpcId)),
    }),
  ]);
  const ages = [ec2.asOf, groups.asOf, dns.asOf, actual?.asOf ?? null];
  const isOfNow = last !== undefined && Date.now() - last.at.getTime() < probeAgeMsMax;
  const examination = examine({
    place,
    ec2: ec2.value && dns.value ? withDns(ec2.value, place.vpcId, dns.value) : ec2.value,
    groups: groups.value,
    gateway: actual?.value?.row ?? null,
    probe: isOfNow ? last : null,
  });
  return {
    ...examination,
    checkedAt: ages.includes(null) ? null : oldest(ages.filter((age) => age !== null)),
    probedAt: isOfNow ? last.at : null,
    problem: ec2.problem ?? groups.problem ?? dns.problem ?? actual?.problem ?? null,
  };
}

function placeOfPath(
  { stack, facts, target }: Standing<ProxySpec>,
  spec: ProxySpec,
  network: ReturnType<typeof networkOf>,
): DoctorFacts['place'] {
  const { region, accountId } = placeOf(stack?.stackId ?? '', target.region);
  const { RestApiId = '', Stage = spec.stage, UsagePlanId = '', ProbeKeyId } = facts.outputs;
  const vpc = network?.spec?.vpc;
  return {
    ...whereIs(region, accountId),
    vpcId: spec.network.vpcId,
    endpointId: spec.network.endpointId,
    restApiId: RestApiId,
    stage: Stage,
    usagePlanId: UsagePlanId,
    probeKeyId: ProbeKeyId ?? null,
    clientGroupId: network?.facts.outputs.ClientSecurityGroupId ?? null,
    isOwnEndpoint: vpc !== undefined && 'cidr' in vpc,
    upstreamUrl: spec.upstream.url,
  };
}

function groupIds(
  endpoints: { endpointId: string; securityGroupIds: string[] }[],
  { endpointId, clientGroupId }: DoctorFacts['place'],
): string[] {
  const own = endpoints.find((it) => it.endpointId === endpointId)?.securityGroupIds ?? [];
  return [...new Set([...own, ...(clientGroupId ? [clientGroupId] : [])])].sort();
}

const dnsKey = (vpcId: string) => `dns:${vpcId}`;

/** The attributes of now: what is known of all VPCs may still tell of ones that were on. */
function readDns(target: Target, vpcId: string): Promise<Known<DnsAttributes | null>> {
  const read = () => readDnsAttributes(target, vpcId);
  return remember(target, dnsKey(vpcId), pageTtlMs, read, pagePatience);
}

function withDns(facts: VpcFacts, vpcId: string, dns: DnsAttributes): VpcFacts {
  const vpcs = facts.vpcs.map((vpc) => (vpc.vpcId === vpcId ? { ...vpc, ...dns } : vpc));
  return { ...facts, vpcs };
}

const groupsKey = (ids: string[]) => `groups:${ids.join(',')}`;

type Reading<T> = { read: () => Promise<Known<T>>; drop: () => void };

/** An answer that is no older than `since`, where AWS gives one. */
async function readSince<T>(since: Date | null, { read, drop }: Reading<T>): Promise<Known<T>> {
  const known = await read();
  if (known.asOf === null || since === null || known.asOf >= since) return known;
  drop();
  return read();
}

function readGroups(target: Target, ids: string[]): Promise<Known<SecurityGroupRow[]>> {
  const read = () => readSecurityGroups(target, ids);
  return remember(target, groupsKey(ids), pageTtlMs, read, pagePatience);
}
