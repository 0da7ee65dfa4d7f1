import type { VpcFacts } from '../aws/vpc-facts';
import type { RouteTableRow } from '../aws/vpcs';
import type { StackFacts } from '../proxies/types';
import type { NetworkChoices, VpcChoice } from './types';

/** Joins what stands with what EC2 says. Only networks that are ready can be chosen; VPCs come by label, then id. */
export function networkChoices(
  place: Pick<NetworkChoices, 'accountId' | 'region' | 'vpcsAsOf'>,
  networks: readonly { facts: StackFacts }[],
  facts: VpcFacts,
): NetworkChoices {
  const standing = networks.flatMap(({ facts: { name, phase, outputs, team, environment } }) => {
    const { VpcId, EndpointId } = outputs;
    if (phase !== 'ready' || !VpcId || !EndpointId) return [];
    return [{ name, vpcId: VpcId, endpointId: EndpointId, team, environment }];
  });
  const vpcs = facts.vpcs.map((vpc) => vpcChoice(vpc, standing, facts)).sort(byLabel);
  return { ...place, networks: standing, vpcs, offeredAzs: facts.offeredAzs };
}

function vpcChoice(
  vpc: VpcFacts['vpcs'][number],
  standing: NetworkChoices['networks'],
  facts: VpcFacts,
): VpcChoice {
  const tables = facts.routeTables.filter(({ vpcId }) => vpcId === vpc.vpcId);
  const endpoint = facts.endpoints.find(({ vpcId }) => vpcId === vpc.vpcId);
  return {
    ...vpc,
    subnets: facts.subnets
      .filter(({ vpcId }) => vpcId === vpc.vpcId)
      .map(({ vpcId: _, ...subnet }) => ({
        ...subnet,
        isOffered: facts.offeredAzs.includes(subnet.az),
        isPrivate: isPrivate(subnet.subnetId, tables),
      })),
    endpoint: endpoint
      ? {
          endpointId: endpoint.endpointId,
          privateDns: endpoint.privateDns,
          // The regional name comes first; zonal ones and the private DNS names follow.
          dnsName:
            endpoint.dnsNames.find((name) => /^vpce-.+\.vpce\.amazonaws\./.test(name)) ?? null,
          state: endpoint.state,
          securityGroupIds: endpoint.securityGroupIds,
        }
      : null,
    networkName: standing.find(({ vpcId }) => vpcId === vpc.vpcId)?.name ?? null,
  };
}

/** A subnet without a table of its own follows the VPC's main one. */
function isPrivate(subnetId: string, tables: readonly RouteTableRow[]): boolean {
  const table =
    tables.find(({ subnetIds }) => subnetIds.includes(subnetId)) ??
    tables.find(({ isMain }) => isMain);
  return !table?.hops.some((hop) => /^(igw|nat|eigw)-/.test(hop));
}

function byLabel(a: VpcChoice, b: VpcChoice): number {
  if ((a.label === null) !== (b.label === null)) return a.label === null ? 1 : -1;
  return (a.label ?? a.vpcId).localeCompare(b.label ?? b.vpcId, 'en');
}
