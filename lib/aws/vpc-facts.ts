import 'server-only';
import type { Known } from '../known';
import { forget, remember } from './remember';
import type { Target } from './targets';
import {
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
  vpcs: (VpcRow & { dnsSupport: boolean; dnsHostnames: boolean })[];
  subnets: SubnetRow[];
  routeTables: RouteTableRow[];
  endpoints: EndpointRow[];
  offeredAzs: string[];
};

const vpcFactsKey = 'vpcs';
const vpcFactsTtlMs = 15_000;

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
    const withDns = vpcs.map(async (vpc) => ({
      ...vpc,
      ...(await readDnsAttributes(target, vpc.vpcId)),
    }));
    return { vpcs: await Promise.all(withDns), subnets, routeTables, endpoints, offeredAzs };
  };
  return remember(target, vpcFactsKey, vpcFactsTtlMs, read, options);
}
