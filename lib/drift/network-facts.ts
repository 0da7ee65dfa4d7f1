import type { AnyTemplate } from '@/templates/resolve';
import type { FunctionRow } from '../aws/probe-function';
import type {
  DnsAttributes,
  EndpointRow,
  RouteTableRow,
  SecurityGroupRow,
  SecurityRule,
} from '../aws/vpcs';
import { added, collector, type Place, resolved } from './facts';
import { allInWords, inWords, ruleOf } from './rules';
import { inOrder, parsed, type Shape } from './shapes';
import type { Facts } from './types';

type Properties = Record<string, unknown>;
type Resource = AnyTemplate['Resources'][string];

/**
 * What EC2 and Lambda say of what a network's stack made. Null where it is not there; a probe function that may not be
 * read is left out, and taken to be as deployed.
 */
export type NetworkRow = {
  endpoint: EndpointRow | null;
  groups: SecurityGroupRow[];
  dns: DnsAttributes | null;
  tables: RouteTableRow[];
  probe?: FunctionRow | null;
};

/** What a template says of one resource of a network; null of what is not compared. */
type Says = (it: Properties, all: All) => Shape | null;
/** What is of the same resource; null where it is gone. `id` is its own. */
type Is = (row: NetworkRow, it: Properties, id: string, all: All) => Shape | null;
/** All rules that the template says of groups, by the id of the group. */
type All = { ingressOf: (groupId: string) => SecurityRule[] };

const compared: Record<string, { says: Says; is: Is }> = {
  'AWS::EC2::VPC': {
    says: ({ EnableDnsSupport = true, EnableDnsHostnames = false }) => ({
      EnableDnsSupport,
      EnableDnsHostnames,
    }),
    is: ({ dns }) =>
      dns && { EnableDnsSupport: dns.dnsSupport, EnableDnsHostnames: dns.dnsHostnames },
  },
  'AWS::EC2::RouteTable': {
    says: () => ({}),
    is: ({ tables }, _, id) => {
      const table = tables.find(({ tableId }) => tableId === id);
      const routes = table?.hops.filter((hop) => hop !== 'local') ?? [];
      return table ? { [added.routes]: routes.length > 0 ? routes : undefined } : null;
    },
  },
  'AWS::EC2::SubnetRouteTableAssociation': {
    says: ({ RouteTableId }) => ({ RouteTableId }),
    is: ({ tables }, { SubnetId }) => {
      const table = tables.find(({ subnetIds }) => subnetIds.includes(String(SubnetId)));
      return table ? { RouteTableId: table.tableId } : null;
    },
  },
  'AWS::EC2::VPCEndpoint': {
    says: (it) => ({
      PolicyDocument: it.PolicyDocument,
      PrivateDnsEnabled: it.PrivateDnsEnabled ?? false,
      SecurityGroupIds: inOrder(it.SecurityGroupIds),
      SubnetIds: inOrder(it.SubnetIds),
    }),
    is: ({ endpoint }) =>
      endpoint && {
        PolicyDocument: endpoint.policy === null ? undefined : parsed(endpoint.policy),
        PrivateDnsEnabled: endpoint.privateDns,
        SecurityGroupIds: inOrder(endpoint.securityGroupIds),
        SubnetIds: inOrder(endpoint.subnetIds),
      },
  },
  // Its own rules one by one, and apart from them what somebody added: CloudFormation knows nothing of that.
  'AWS::EC2::SecurityGroup': {
    says: (it) => ({ SecurityGroupEgress: allInWords(egressOf(it)) }),
    is: ({ groups }, it, id, { ingressOf }) => {
      const group = groups.find(({ groupId }) => groupId === id);
      if (!group) return null;
      const own = allInWords(egressOf(it));
      const now = allInWords(group.egress);
      return {
        SecurityGroupEgress: own.filter((rule) => now.includes(rule)),
        [added.egress]: others(now, own),
        [added.ingress]: others(allInWords(group.ingress), allInWords(ingressOf(id))),
      };
    },
  },
  'AWS::EC2::SecurityGroupIngress': {
    says: () => ({}),
    is: ({ groups }, it) => {
      const group = groups.find(({ groupId }) => groupId === it.GroupId);
      return group?.ingress.some((rule) => inWords(rule) === inWords(ruleOf(it))) ? {} : null;
    },
  },
  'AWS::Lambda::Function': {
    says: ({ Runtime, Handler, MemorySize, Timeout, VpcConfig }) => ({
      Runtime,
      Handler,
      MemorySize,
      Timeout,
      ...placement(VpcConfig as Properties | undefined),
    }),
    is: ({ probe }) =>
      probe
        ? {
            Runtime: probe.runtime,
            Handler: probe.handler,
            MemorySize: probe.memoryMb,
            Timeout: probe.timeoutSeconds,
            ...placement({
              SubnetIds: probe.subnetIds,
              SecurityGroupIds: probe.securityGroupIds,
            }),
          }
        : null,
  },
};

/** What a network's template says of everything that is compared. */
export function networkTemplateFacts(template: AnyTemplate, place: Place): Facts {
  return factsOf(template, place, ({ says }, it, _, all) => says(it, all));
}

/** What EC2 and Lambda say of the same things, under the names of the deployed template. */
export function networkActualFacts(row: NetworkRow, template: AnyTemplate, place: Place): Facts {
  return factsOf(template, place, ({ says, is }, it, id, all, { Type }) =>
    Type === 'AWS::Lambda::Function' && row.probe === undefined
      ? says(it, all)
      : is(row, it, id, all),
  );
}

function factsOf(
  template: AnyTemplate,
  place: Place,
  shapeOf: (
    kind: { says: Says; is: Is },
    it: Properties,
    id: string,
    all: All,
    resource: Resource,
  ) => Shape | null,
): Facts {
  const facts = collector(place);
  const read = ({ Properties = {} }: Resource) => resolved(Properties, template, place);
  const ingress = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::EC2::SecurityGroupIngress')
    .map(read);
  const all: All = {
    ingressOf: (groupId) => ingress.filter((it) => it.GroupId === groupId).map(ruleOf),
  };
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const kind = compared[resource.Type];
    const id = place.ids[logicalId] ?? '';
    if (kind) facts.add(logicalId, shapeOf(kind, read(resource), id, all, resource), resource.Type);
  }
  return facts.all;
}

function egressOf({ SecurityGroupEgress: rules }: Properties): SecurityRule[] {
  return Array.isArray(rules) ? rules.map(ruleOf) : [];
}

/** Absent where there is none. */
function others(now: readonly string[], own: readonly string[]): string[] | undefined {
  const rest = now.filter((rule) => !own.includes(rule));
  return rest.length > 0 ? rest : undefined;
}

function placement(vpc: Properties | undefined): Shape {
  return {
    'VpcConfig.SubnetIds': inOrder(vpc?.SubnetIds),
    'VpcConfig.SecurityGroupIds': inOrder(vpc?.SecurityGroupIds),
  };
}
