import { CreateUsagePlanKeyCommand, DeleteUsagePlanKeyCommand } from '@aws-sdk/client-api-gateway';
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteCommand,
  CreateSubnetCommand,
  DeleteRouteCommand,
  DeleteSubnetCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { FaultName, HopName } from '../doctor/types';
import type { PathHands } from './path-hands';
import { region } from './world';

/** What somebody does in the console, and how it is undone. Two of the same `part` cannot be done at once. */
export type PathFault = {
  hop: HopName;
  fault: FaultName;
  what: string;
  part: string;
  inject: (on: PathHands) => Promise<unknown>;
  undo: (on: PathHands) => Promise<unknown>;
  /** Takes away what a revert leaves: what was added beside the template. */
  tidy?: (on: PathHands) => Promise<unknown>;
};

const statement = (rest: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*', ...rest },
    ],
  });
/** A policy that denies everybody. */
export const denial = statement({ Effect: 'Deny' });
const foreign = (Resource: string) => statement({ Resource });
const onlyFrom = (key: string, id: string) =>
  statement({ Resource: 'execute-api:/*', Condition: { StringEquals: { [key]: id } } });
/** A resource policy that lets in another VPC. */
export const otherVpc = onlyFrom('aws:SourceVpc', 'vpc-00000000000000000');

const routeVia = (what: string, target: object): PathFault => ({
  hop: 'route',
  fault: 'wayOut',
  what: `a route to ${what}`,
  part: 'route',
  inject: ({ ec2, ids }) => ec2.send(new CreateRouteCommand({ ...route(ids), ...target })),
  undo: ({ ec2, ids }) => ec2.send(new DeleteRouteCommand(route(ids))),
});
const route = ({ tableId }: PathHands['ids']) => ({
  RouteTableId: tableId,
  DestinationCidrBlock: '0.0.0.0/0',
});

const vpcAttribute = (
  attribute: 'EnableDnsSupport' | 'EnableDnsHostnames',
  fault: FaultName,
): PathFault => ({
  hop: 'dns',
  fault,
  what: `${attribute} off`,
  part: attribute,
  inject: (on) => on.setVpc(attribute, false),
  undo: (on) => on.setVpc(attribute, true),
});

const rules = (group: string, peer: string, port = 443) => ({
  GroupId: group,
  IpPermissions: [
    { IpProtocol: 'tcp', FromPort: port, ToPort: port, UserIdGroupPairs: [{ GroupId: peer }] },
  ],
});
const ingress = ({ endpointGroup, clientGroup }: PathHands['ids'], port?: number) =>
  rules(endpointGroup, clientGroup, port);
const egress = ({ endpointGroup, clientGroup }: PathHands['ids'], port?: number) =>
  rules(clientGroup, endpointGroup, port);

const groups: PathFault[] = [
  {
    hop: 'groups',
    fault: 'ingressShut',
    what: 'nothing let in to the endpoint',
    part: 'ingress',
    inject: ({ ec2, ids }) => ec2.send(new RevokeSecurityGroupIngressCommand(ingress(ids))),
    undo: ({ ec2, ids }) => ec2.send(new AuthorizeSecurityGroupIngressCommand(ingress(ids))),
  },
  {
    hop: 'groups',
    fault: 'ingressShut',
    what: 'another port let in to the endpoint',
    part: 'ingress',
    async inject({ ec2, ids }) {
      await ec2.send(new RevokeSecurityGroupIngressCommand(ingress(ids)));
      await ec2.send(new AuthorizeSecurityGroupIngressCommand(ingress(ids, 8443)));
    },
    async undo({ ec2, ids }) {
      await ec2.send(new RevokeSecurityGroupIngressCommand(ingress(ids, 8443)));
      await ec2.send(new AuthorizeSecurityGroupIngressCommand(ingress(ids)));
    },
    tidy: ({ ec2, ids }) => ec2.send(new RevokeSecurityGroupIngressCommand(ingress(ids, 8443))),
  },
  {
    hop: 'groups',
    fault: 'egressShut',
    what: 'nothing let out of the client',
    part: 'egress',
    inject: ({ ec2, ids }) => ec2.send(new RevokeSecurityGroupEgressCommand(egress(ids))),
    undo: ({ ec2, ids }) => ec2.send(new AuthorizeSecurityGroupEgressCommand(egress(ids))),
  },
];

const endpointPolicy = (what: string, fault: FaultName, PolicyDocument: string): PathFault => ({
  hop: 'endpointPolicy',
  fault,
  what: `an endpoint policy ${what}`,
  part: 'endpointPolicy',
  inject: (on) => on.setEndpoint({ PolicyDocument }),
  undo: (on) => on.setEndpoint({ PolicyDocument: on.policies.endpoint }),
});
const resourcePolicy = (what: string, fault: FaultName, policy: string): PathFault => ({
  hop: 'resourcePolicy',
  fault,
  what: `a resource policy ${what}`,
  part: 'resourcePolicy',
  inject: (on) => on.setApi('/policy', policy),
  undo: (on) => on.setApi('/policy', on.policies.api),
});
const apiSwitch = (
  hop: HopName,
  fault: FaultName,
  path: string,
  [wrong, right]: [string, string],
): PathFault => ({
  hop,
  fault,
  what: `${path} ${wrong}`,
  part: path,
  inject: (on) => on.setApi(path, wrong),
  undo: (on) => on.setApi(path, right),
});
const endpointType = (from: string, value: string) => ({
  op: 'replace' as const,
  path: `/endpointConfiguration/types/${from}`,
  value,
});
const associated = ({ ids }: PathHands, op: 'add' | 'remove') => ({
  op,
  path: '/endpointConfiguration/vpcEndpointIds',
  value: ids.endpointId,
});
const planLimit = (hop: HopName, fault: FaultName, path: string, right: string): PathFault => ({
  hop,
  fault,
  what: `a plan with ${path} 0`,
  part: path,
  inject: (on) => on.setPlan('replace', path, '0'),
  undo: (on) => on.setPlan('replace', path, right),
});

const method = (
  hop: HopName,
  fault: FaultName,
  what: string,
  make: (on: PathHands) => Promise<unknown>,
): PathFault => ({
  hop,
  fault,
  what: `a method ${what}`,
  part: 'method',
  async inject(on) {
    await on.dropMethod();
    await make(on);
  },
  async undo(on) {
    await on.dropMethod();
    await on.makeMethod();
  },
});
const without = (record: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

const keys: PathFault[] = [
  {
    hop: 'key',
    fault: 'keyDisabled',
    what: 'a disabled key',
    part: 'key',
    inject: (on) => on.setKey('false'),
    undo: (on) => on.setKey('true'),
  },
  {
    hop: 'plan',
    fault: 'keyOutOfPlan',
    what: 'a key out of its plan',
    part: 'planKey',
    inject: ({ gateway, ids }) => gateway.send(new DeleteUsagePlanKeyCommand(ids)),
    undo: ({ gateway, ids }) =>
      gateway.send(new CreateUsagePlanKeyCommand({ ...ids, keyType: 'API_KEY' })),
  },
  {
    hop: 'plan',
    fault: 'planOffStage',
    what: 'a plan off the stage',
    part: 'planStage',
    inject: (on) => on.setPlan('remove', '/apiStages', `${on.ids.restApiId}:live`),
    undo: (on) => on.setPlan('add', '/apiStages', `${on.ids.restApiId}:live`),
  },
];

const integrations: PathFault[] = [
  method('integration', 'noIntegration', 'that leads nowhere', (on) => on.makeMethod({}, null)),
  method('integration', 'otherHost', 'to another host', (on) =>
    on.makeMethod({}, { uri: 'https://example.com/{proxy}' }),
  ),
  method('integration', 'otherHost', 'to a host that begins alike', (on) =>
    on.makeMethod({}, { uri: 'https://httpbin.org.example.com/{proxy}' }),
  ),
  method('integration', 'methodForced', 'that makes every call a POST', (on) =>
    on.makeMethod({}, { httpMethod: 'POST' }),
  ),
  method('mapping', 'pathUnmapped', 'that forgets the path', (on) =>
    on.makeMethod({}, { uri: 'https://httpbin.org/get' }),
  ),
  method('mapping', 'pathUnmapped', 'that does not map the path', (on) =>
    on.makeMethod(
      {},
      { requestParameters: without(on.mappings, 'integration.request.path.proxy') },
    ),
  ),
  method('mapping', 'keyLeaks', 'that hands the key on', (on) =>
    on.makeMethod(
      {},
      { requestParameters: without(on.mappings, 'integration.request.header.x-api-key') },
    ),
  ),
  method('timeout', 'timeoutCut', 'that waits for 50 ms', (on) =>
    on.makeMethod({}, { timeoutInMillis: 50 }),
  ),
];

/** Faults of a proxy that streams from `https://httpbin.org/anything`, through an endpoint without private DNS. */
export const adoptedFaults: PathFault[] = [
  {
    hop: 'api',
    fault: 'noAlias',
    what: 'an API parted from the endpoint',
    part: 'association',
    inject: (on) => on.patchApi(associated(on, 'remove')),
    undo: (on) => on.patchApi(associated(on, 'add')),
  },
  method('integration', 'notStreamed', 'that answers in one piece', (on) =>
    on.makeMethod({}, { responseTransferMode: 'BUFFERED', timeoutInMillis: 29_000 }),
  ),
  method('integration', 'otherPath', 'to another path of the upstream', (on) =>
    on.makeMethod({}, { uri: 'https://httpbin.org/status/{proxy}' }),
  ),
];

/**
 * What no hand can bring about on a path that stands, and why. `attempt` is what AWS refuses, where there is something
 * to attempt; the rules for all of them are tested on facts (examine.test.ts, probe-evidence.test.ts).
 */
export const beyondHands: {
  fault: FaultName;
  why: string;
  attempt?: (on: PathHands) => Promise<unknown>;
}[] = [
  {
    fault: 'quotaZero',
    why: 'API Gateway takes no quota of nothing',
    attempt: (on) => on.setPlan('replace', '/quota/limit', '0'),
  },
  {
    fault: 'zoneNotOffered',
    why: 'EC2 takes no subnet of a zone in which the service is not offered',
    async attempt({ ec2, ids, setEndpoint }) {
      const place = { VpcId: ids.vpcId, CidrBlock: '10.0.240.0/24' };
      const made = await ec2.send(
        new CreateSubnetCommand({ ...place, AvailabilityZone: `${region}d` }),
      );
      const SubnetId = made.Subnet?.SubnetId ?? '';
      try {
        await setEndpoint({ AddSubnetIds: [SubnetId] });
      } finally {
        await ec2.send(new DeleteSubnetCommand({ SubnetId }));
      }
    },
  },
  {
    fault: 'endpointNotReady',
    why: 'an endpoint of AWS’s own service is pending while it is made, and a stack is not done before',
  },
  { fault: 'leak', why: 'the local AWS has no transit gateway, and no function leaves its VPC' },
  { fault: 'resolverOther', why: 'the local AWS has no DHCP options and no Resolver rules' },
];

/** Faults of a proxy that demands `x-upstream-api-key`, has plan limits of 5 and waits for a second. */
export const pathFaults: PathFault[] = [
  routeVia('an internet gateway', { GatewayId: 'igw-0123456789abcdef0' }),
  routeVia('a NAT gateway', { NatGatewayId: 'nat-0123456789abcdef0' }),
  vpcAttribute('EnableDnsSupport', 'dnsSupportOff'),
  vpcAttribute('EnableDnsHostnames', 'dnsHostnamesOff'),
  {
    hop: 'dns',
    fault: 'privateDnsOff',
    what: 'private DNS off',
    part: 'privateDns',
    inject: (on) => on.setEndpoint({ PrivateDnsEnabled: false }),
    undo: (on) => on.setEndpoint({ PrivateDnsEnabled: true }),
  },
  ...groups,
  endpointPolicy('that denies', 'endpointDenies', denial),
  endpointPolicy(
    'for another account',
    'endpointAllowsNot',
    foreign(`arn:aws:execute-api:${region}:999999999999:*`),
  ),
  endpointPolicy(
    'for another API',
    'endpointAllowsNot',
    foreign(`arn:aws:execute-api:${region}:123456789012:zzzzzzzzzz/*`),
  ),
  endpointPolicy(
    'for another action',
    'endpointAllowsNot',
    statement({ Action: 'execute-api:ManageConnections' }),
  ),
  {
    // "Interface type endpoints cannot function without being assigned to a subnet": Terraform's aws_vpc_endpoint.
    hop: 'zone',
    fault: 'noInterface',
    what: 'an endpoint in no subnet',
    part: 'endpointSubnets',
    inject: (on) => on.setEndpoint({ RemoveSubnetIds: on.ids.subnetIds }),
    undo: (on) => on.setEndpoint({ AddSubnetIds: on.ids.subnetIds }),
  },
  {
    // From private to Regional is a change that AWS supports, once no endpoint is associated (aws-facts A4).
    hop: 'api',
    fault: 'apiNotPrivate',
    what: 'a Regional API',
    part: 'endpointType',
    inject: (on) => on.patchApi(associated(on, 'remove'), endpointType('PRIVATE', 'REGIONAL')),
    undo: (on) => on.patchApi(endpointType('REGIONAL', 'PRIVATE'), associated(on, 'add')),
  },
  apiSwitch('api', 'hostOff', '/disableExecuteApiEndpoint', ['true', 'false']),
  resourcePolicy('that is empty', 'noPolicy', ''),
  resourcePolicy('that denies', 'apiDenies', denial),
  resourcePolicy('for another VPC', 'apiAllowsNot', otherVpc),
  resourcePolicy(
    'for another endpoint',
    'apiAllowsNot',
    onlyFrom('aws:SourceVpce', 'vpce-00000000000000000'),
  ),
  resourcePolicy('for another stage', 'apiAllowsNot', foreign('execute-api:/beta/*')),
  method('method', 'keyNotAsked', 'that asks for no key', (on) =>
    on.makeMethod({ apiKeyRequired: false }),
  ),
  method('method', 'signed', 'of signed calls', (on) =>
    on.makeMethod({ authorizationType: 'AWS_IAM' }),
  ),
  apiSwitch('key', 'keyFromElsewhere', '/apiKeySource', ['AUTHORIZER', 'HEADER']),
  ...keys,
  planLimit('throttle', 'rateZero', '/throttle/rateLimit', '5'),
  planLimit('throttle', 'rateZero', '/throttle/burstLimit', '5'),
  method('validator', 'headerNotDemanded', 'without a validator', (on) =>
    on.makeMethod({ requestValidatorId: undefined }),
  ),
  method('validator', 'headerNotDemanded', 'that demands no header', (on) =>
    on.makeMethod({ requestParameters: { 'method.request.path.proxy': true } }),
  ),
  method('validator', 'headerDemanded', 'that demands another header', (on) =>
    on.makeMethod({
      requestParameters: { ...on.parameters, 'method.request.header.x-tenant': true },
    }),
  ),
  ...integrations,
];
