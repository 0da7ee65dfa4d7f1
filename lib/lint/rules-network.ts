import type { Model } from './model';
import { docs, gatewayGuide, type Rule } from './rule';
import type { Declared } from './types';
import { entriesOf, itemsOf, literal, textOf } from './values';

const service = ['service_name', 'ServiceName'] as const;
const privateDns = ['private_dns_enabled', 'PrivateDnsEnabled'] as const;
const gatewayEndpoints = (model: Model): Declared[] =>
  model.of('endpoint').filter((each) => textOf(model.get(each, service)).includes('execute-api'));
const lineOf = (model: Model, each: Declared, field: readonly [string, string]) =>
  model.get(each, field)?.line ?? each.line;

/** The groups on the way; one that others alone use, a load balancer say, is none of ours to judge. */
function groupsOf(model: Model): Declared[] {
  const usedBy = (users: Declared[]) =>
    new Set(users.flatMap(({ name }) => [...(model.refs.get(name) ?? [])]));
  const groups = new Set(model.of('group'));
  const used = usedBy(model.parsed.resources.filter((each) => !groups.has(each)));
  const onTheWay = usedBy([...gatewayEndpoints(model), ...model.of('function')]);
  return [...groups].filter(({ name }) => onTheWay.has(name) || !used.has(name));
}

/** The group's rules of one direction, inline ones: each a map. */
function rulesOf(group: Declared, names: readonly [string, string]) {
  return group.properties
    .filter((entry) => names.includes(entry.key))
    .flatMap((entry) => itemsOf(entry.value).map((value) => ({ line: value.line, value })));
}

/** What goes wrong before the API is reached. */
export const networkRules: Rule[] = [
  {
    id: 'one-zone',
    severity: 'warning',
    source: `${gatewayGuide}apigateway-private-apis.html`,
    find: (model) =>
      gatewayEndpoints(model).flatMap((each) => {
        const subnets = model.get(each, ['subnet_ids', 'SubnetIds']);
        return subnets?.kind === 'list' &&
          subnets.items.length === 1 &&
          !textOf(subnets).includes('*')
          ? { line: subnets.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'region-in-service',
    severity: 'note',
    source: `${docs}vpc/latest/privatelink/create-interface-endpoint.html`,
    find: (model) =>
      gatewayEndpoints(model)
        .filter((each) =>
          /\.[a-z]{2}(?:-[a-z]+)+-\d\.execute-api$/.test(literal(model.get(each, service)) ?? ''),
        )
        .map((each) => ({ line: lineOf(model, each, service), subject: each.name })),
  },
  {
    id: 'open-endpoint-policy',
    severity: 'warning',
    source: `${gatewayGuide}apigateway-vpc-endpoint-policies.html`,
    find: (model) =>
      gatewayEndpoints(model)
        .filter((each) => !model.get(each, ['policy', 'PolicyDocument']))
        .filter(
          (each) =>
            !model
              .of('endpointPolicy')
              .some(
                (policy) => model.target(model.get(policy, ['vpc_endpoint_id', ''])) === each.name,
              ),
        )
        .map((each) => ({ line: each.line, subject: each.name })),
  },
  {
    id: 'private-dns-off',
    severity: 'warning',
    source: `${gatewayGuide}apigateway-private-api-test-invoke-url.html`,
    find: (model) =>
      gatewayEndpoints(model)
        .filter((each) => {
          const found = model.get(each, privateDns);
          return !found || literal(found) === 'false';
        })
        .map((each) => ({ line: lineOf(model, each, privateDns), subject: each.name })),
  },
  {
    id: 'gateway-endpoint',
    severity: 'error',
    source: `${docs}AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html`,
    find: (model) =>
      gatewayEndpoints(model)
        .filter((each) => {
          const found = model.get(each, ['vpc_endpoint_type', 'VpcEndpointType']);
          return !found || literal(found) === 'Gateway';
        })
        .map((each) => ({ line: each.line, subject: each.name })),
  },
  {
    id: 'no-dns-hostnames',
    severity: 'error',
    source: `${docs}vpc/latest/userguide/vpc-dns.html`,
    find: (model) =>
      gatewayEndpoints(model)
        .filter((each) => literal(model.get(each, privateDns)) === 'true')
        .flatMap((each) => {
          const name = model.target(model.get(each, ['vpc_id', 'VpcId']));
          return model.of('vpc').filter((vpc) => vpc.name === name);
        })
        .filter((vpc) => {
          const found = model.get(vpc, ['enable_dns_hostnames', 'EnableDnsHostnames']);
          return !found || literal(found) === 'false';
        })
        .map((vpc) => ({ line: vpc.line, subject: vpc.name })),
  },
  {
    id: 'self-group',
    severity: 'note',
    source: `${docs}vpc/latest/userguide/security-group-rules.html`,
    find: (model) =>
      groupsOf(model).flatMap((group) =>
        rulesOf(group, ['ingress', 'SecurityGroupIngress']).flatMap(({ value }) => {
          const self = entriesOf(value).find((entry) => entry.key === 'self');
          return literal(self?.value) === 'true'
            ? { line: self?.line ?? group.line, subject: group.name }
            : [];
        }),
      ),
  },
  {
    id: 'open-egress',
    severity: 'note',
    source: `${docs}vpc/latest/userguide/security-group-rules.html`,
    find: (model) =>
      groupsOf(model).flatMap((group) =>
        rulesOf(group, ['egress', 'SecurityGroupEgress']).flatMap(({ value }) => {
          const open = entriesOf(value).find(
            (entry) => /cidr/i.test(entry.key) && textOf(entry.value).includes('0.0.0.0/0'),
          );
          const protocol = entriesOf(value).find((entry) =>
            /^(protocol|IpProtocol)$/.test(entry.key),
          );
          return open && textOf(protocol?.value) === '-1'
            ? { line: open.line, subject: group.name }
            : [];
        }),
      ),
  },
];
