import type { NetworkSpec } from '@/templates/network/spec';
import { renderNetworkTemplate } from '@/templates/network/template';
import { whereIs } from '@/templates/proof/where';
import type { VpcFacts } from '../aws/vpc-facts';
import type { RouteTableRow } from '../aws/vpcs';
import type { StackFacts } from '../proxies/types';
import { knownEndpoint } from './endpoint-facts';
import type { NetworkChoices, VpcChoice } from './types';

/** Joins what stands with what EC2 says. Only networks that are ready can be chosen; VPCs come by label, then id. */
export function networkChoices(
  place: Pick<NetworkChoices, 'accountId' | 'region' | 'vpcsAsOf'>,
  networks: readonly { facts: StackFacts; spec: NetworkSpec | null }[],
  facts: VpcFacts,
): NetworkChoices {
  const where = whereIs(place.region, place.accountId);
  const standing = networks.flatMap(({ facts: network, spec }) => {
    const { environment, name, outputs, phase, team } = network;
    const { VpcId, EndpointId } = outputs;
    if (phase !== 'ready' || !VpcId || !EndpointId) return [];
    const home = { vpcId: VpcId, endpointId: EndpointId };
    const row = facts.endpoints.find(({ endpointId }) => endpointId === EndpointId);
    const template = spec && renderNetworkTemplate(spec);
    const endpoint = knownEndpoint(template, { home, where }, row?.policy ?? null);
    return [{ name, ...home, endpoint, team, environment }];
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
          policy: endpoint.policy ?? null,
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
