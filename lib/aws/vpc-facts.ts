import 'server-only';
import type { Known } from '../known';
import { forget, recall, remember } from './remember';
import type { Target } from './targets';
import {
  type DnsAttributes,
  type EndpointRow,
  type RouteTableRow,
  readDnsAttributes,
  readExecuteApiEndpoints,
  readOfferedAzs,
  readRouteTables,
  readSubnets,
  readVpcs,
  type SubnetRow,
  type VpcRow,
} from './vpcs';

/** Everything EC2 says about the Region's VPCs that decides whether a proxy can stand in one. */
export type VpcFacts = {
  vpcs: (VpcRow & DnsAttributes)[];
  subnets: SubnetRow[];
  routeTables: RouteTableRow[];
  endpoints: EndpointRow[];
  offeredAzs: string[];
  /** When EC2 last said of a VPC that both its attributes are on, in ms, by the VPC's id. */
  dnsOnAt: Record<string, number>;
};

const vpcFactsKey = 'vpcs';
const vpcFactsTtlMs = 15_000;
/**
 * Two calls tell of one VPC's attributes, and of no other's: of a hundred VPCs that have them on, and who turns them
 * off breaks what stands there, EC2 is not asked at every look. What is off is asked about each time.
 */
const dnsOnTtlMs = 10 * 60_000;

/** Makes the next read ask EC2, because something is known to have changed. */
export function forgetVpcFacts(target: Target): void {
  forget(target, vpcFactsKey);
}

/** The VPCs as EC2 last described them; `patienceMs` is how long to wait for news of them. */
export function readVpcFacts(
  target: Target,
  options: { patienceMs?: number } = {},
): Promise<Known<VpcFacts>> {
  const read = async () => {
    const [vpcs, subnets, routeTables, endpoints, offeredAzs] = await Promise.all([
      readVpcs(target),
      readSubnets(target),
      readRouteTables(target),
      readExecuteApiEndpoints(target),
      readOfferedAzs(target),
    ]);
    const before = (await recall<VpcFacts>(target, vpcFactsKey)).value?.dnsOnAt ?? {};
    const told = await Promise.all(vpcs.map((vpc) => withDns(target, vpc, before[vpc.vpcId])));
    const standing = told.flatMap((each) => each ?? []);
    return {
      vpcs: standing.map(({ vpc }) => vpc),
      subnets,
      routeTables,
      endpoints,
      offeredAzs,
      dnsOnAt: Object.fromEntries(
        standing.flatMap(({ vpc, onAt }) => (onAt ? [[vpc.vpcId, onAt]] : [])),
      ),
    };
  };
  return remember(target, vpcFactsKey, vpcFactsTtlMs, read, options);
}

/** A VPC with its attributes; null where it went away while the others were asked about. */
async function withDns(target: Target, vpc: VpcRow, onAt: number | undefined) {
  const now = Date.now();
  if (onAt !== undefined && now - onAt < dnsOnTtlMs)
    return { vpc: { ...vpc, dnsSupport: true, dnsHostnames: true }, onAt };
  const dns = await readDnsAttributes(target, vpc.vpcId);
  if (!dns) return null;
  return { vpc: { ...vpc, ...dns }, onAt: dns.dnsSupport && dns.dnsHostnames ? now : null };
}
