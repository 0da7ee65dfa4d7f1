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
import { forgetActual, readActual } from '../drift/actual';
import { type Known, oldest, type Problem } from '../known';
import { type Fleet, networkOf, type Standing } from '../proxies/fleet';
import { placeOf } from '../proxies/standing';
import type { ControlPlane, DoctorFacts } from './types';

/** Of what age an answer may be on the page; beside it stands when it was had. */
const pageTtlMs = 30_000;
const pagePatience = { patienceMs: 4_000, firstPatienceMs: 8_000 };
/** Whoever asks for what is now waits for it: nothing older can be held against a probe. */
const newPatience = { patienceMs: 15_000, firstPatienceMs: 15_000 };
type Patience = typeof pagePatience;

/** A proxy that stands, and what its template was rendered from. */
export type Ready = Standing<ProxySpec> & {
  spec: ProxySpec;
  stack: NonNullable<Standing<ProxySpec>['stack']>;
};

export type PathReading = {
  facts: ControlPlane;
  /** When the control plane was read, by its oldest part; null where some of it never was. */
  checkedAt: Date | null;
  /** When something that bears on the path last changed, as far as AWS dates it. */
  changedAt: Date;
  problem: Problem | null;
};

/** What EC2 and API Gateway say of a proxy's path: what is known, or with `isNew` asked now. */
export async function readPath(
  fleet: Fleet,
  proxy: Ready,
  { isNew = false }: { isNew?: boolean } = {},
): Promise<PathReading> {
  const { target } = fleet;
  const network = networkOf(fleet, proxy.spec);
  const place = placeOfPath(proxy, network);
  const patience = isNew ? newPatience : pagePatience;
  const began = new Date();
  if (isNew) for (const standing of [proxy, network]) if (standing) forgetActual(standing);
  const asked = readActual(proxy, pageTtlMs, patience);
  // Whoever has API Gateway asked anew wants to know of the network of now as well.
  const since = isNew ? began : ((await asked)?.asOf ?? null);
  const ec2 = await readSince(since, {
    read: () => readVpcFacts(target, { patienceMs: patience.patienceMs }),
    drop: () => forgetVpcFacts(target),
  });
  const ids = groupIds(ec2.value?.endpoints ?? [], place);
  const [groups, dns] = await Promise.all([
    readSince(since, {
      read: () => readGroups(target, ids, patience),
      drop: () => forget(target, groupsKey(ids)),
    }),
    readSince(since, {
      read: () => readDns(target, place.vpcId, patience),
      drop: () => forget(target, dnsKey(place.vpcId)),
    }),
  ]);
  const actual = await asked;
  const ages = [ec2.asOf, groups.asOf, dns.asOf, actual?.asOf ?? null];
  const gateway = actual?.value?.row ?? null;
  const dated = [proxy.stack, network?.stack].map((stack) => stack?.updatedAt ?? stack?.createdAt);
  const changes = [...dated, gateway?.stage?.updatedAt].map((at) => at?.getTime() ?? 0);
  return {
    facts: {
      place,
      ec2: ec2.value && dns.value ? withDns(ec2.value, place.vpcId, dns.value) : ec2.value,
      groups: groups.value,
      gateway,
      deploymentId: deploymentOf(actual?.value?.ids ?? {}),
    },
    checkedAt: ages.includes(null) ? null : oldest(ages.filter((age) => age !== null)),
    changedAt: new Date(Math.max(...changes)),
    problem: ec2.problem ?? groups.problem ?? dns.problem ?? actual?.problem ?? null,
  };
}

/** A proxy that can be examined; null where its spec is not known or it has no stack. */
export function readyOf(fleet: Fleet, name: string): Ready | null {
  const proxy = fleet.proxies.find(({ facts }) => facts.name === name);
  return proxy?.spec && proxy.stack ? (proxy as Ready) : null;
}

function placeOfPath(
  { stack, facts, target, spec }: Ready,
  network: ReturnType<typeof networkOf>,
): DoctorFacts['place'] {
  const { region, accountId } = placeOf(stack.stackId, target.region);
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
    clientSubnetIds: vpc && 'subnetIds' in vpc ? vpc.subnetIds : undefined,
    isOwnEndpoint: vpc !== undefined && 'cidr' in vpc,
    upstream: spec.upstream,
  };
}

/** The stack's own deployment: its logical id carries a hash behind the word. */
function deploymentOf(ids: Record<string, string>): string | null {
  const name = Object.keys(ids).find((id) => /^Deployment[0-9a-f]+$/.test(id));
  return (name && ids[name]) ?? null;
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
function readDns(
  target: Target,
  vpcId: string,
  patience: Patience,
): Promise<Known<DnsAttributes | null>> {
  const read = () => readDnsAttributes(target, vpcId);
  return remember(target, dnsKey(vpcId), pageTtlMs, read, patience);
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

function readGroups(
  target: Target,
  ids: string[],
  patience: Patience,
): Promise<Known<SecurityGroupRow[]>> {
  const read = () => readSecurityGroups(target, ids);
  return remember(target, groupsKey(ids), pageTtlMs, read, patience);
}
