/** One resource of a random template, with what it needs told apart from how it is written. */
export type Node = {
  name: string;
  type: string;
  properties: Record<string, unknown>;
  /** Names that it refers to. */
  refs: string[];
  /** Names that it only waits for. */
  waits: string[];
  /** Made only while the template's one condition holds; so is all that refers to it. */
  isConditional: boolean;
};

export type Choice = {
  kind: number;
  picks: [number, number];
  waits: number;
  isConditional: boolean;
};

export type Maker = (
  find: (prefix: string, pick: number, fits?: (node: Node) => boolean) => Node | undefined,
  choice: Choice & { position: number; made: Node[] },
) => { properties: Record<string, unknown>; refs: (Node | undefined)[]; waits?: string[] } | null;

const ref = (node: Node | undefined) => ({ Ref: node?.name ?? '' });
const isUsedBy = (prefix: string, made: Node[]) => (node: Node) =>
  made.some((other) => other.name.startsWith(prefix) && other.refs.includes(node.name));
const inSameVpc = (a: Node | undefined) => (b: Node) => a?.refs[0] === b.refs[0];

/** How each type is made from what there is; null where something it needs is missing. */
export const makers: [prefix: string, type: string, make: Maker][] = [
  ['Vpc', 'AWS::EC2::VPC', () => ({ properties: { CidrBlock: '10.0.0.0/16' }, refs: [] })],
  [
    'Subnet',
    'AWS::EC2::Subnet',
    (find, { picks, position }) => {
      const vpc = find('Vpc', picks[0]);
      return vpc
        ? {
            properties: {
              VpcId: ref(vpc),
              CidrBlock: `10.0.${position}.0/24`,
              AvailabilityZone: `ap-northeast-1${picks[1] % 2 === 0 ? 'a' : 'c'}`,
            },
            refs: [vpc],
          }
        : null;
    },
  ],
  [
    'Table',
    'AWS::EC2::RouteTable',
    (find, { picks }) => {
      const vpc = find('Vpc', picks[0]);
      return vpc ? { properties: { VpcId: ref(vpc) }, refs: [vpc] } : null;
    },
  ],
  [
    'Link',
    'AWS::EC2::SubnetRouteTableAssociation',
    (find, { picks, made }) => {
      const isLinked = isUsedBy('Link', made);
      const subnet = find('Subnet', picks[0], (node) => !isLinked(node));
      const table = find('Table', picks[1], inSameVpc(subnet));
      return subnet && table
        ? {
            properties: { SubnetId: ref(subnet), RouteTableId: ref(table) },
            refs: [subnet, table],
          }
        : null;
    },
  ],
  [
    'Group',
    'AWS::EC2::SecurityGroup',
    (find, { picks }) => {
      const vpc = find('Vpc', picks[0]);
      const peer = find('Group', picks[1], (node) => node.refs[0] === vpc?.name);
      const rules = peer ? [{ IpProtocol: '-1', SourceSecurityGroupId: ref(peer) }] : [];
      return vpc
        ? {
            properties: { VpcId: ref(vpc), GroupDescription: 'g', SecurityGroupIngress: rules },
            refs: [vpc, peer],
          }
        : null;
    },
  ],
  [
    'Endpoint',
    'AWS::EC2::VPCEndpoint',
    (find, { picks }) => {
      const subnet = find('Subnet', picks[0]);
      const group = find('Group', picks[1], inSameVpc(subnet));
      return subnet
        ? {
            properties: {
              VpcEndpointType: 'Interface',
              ServiceName: 'com.amazonaws.ap-northeast-1.execute-api',
              VpcId: { Ref: subnet.refs[0] },
              SubnetIds: [ref(subnet)],
              SecurityGroupIds: group ? [{ 'Fn::GetAtt': [group.name, 'GroupId'] }] : [],
            },
            refs: [subnet, group],
          }
        : null;
    },
  ],
  ['Log', 'AWS::Logs::LogGroup', () => ({ properties: { RetentionInDays: 7 }, refs: [] })],
  [
    'Api',
    'AWS::ApiGateway::RestApi',
    (_find, { position }) => ({ properties: { Name: `api-${position}` }, refs: [] }),
  ],
  [
    'Path',
    'AWS::ApiGateway::Resource',
    (find, { picks, position }) => {
      const parent = find('Path', picks[1]);
      const api = parent ? null : find('Api', picks[0]);
      const apiName = parent?.refs[0] ?? api?.name;
      return apiName
        ? {
            properties: {
              RestApiId: { Ref: apiName },
              ParentId: parent ? ref(parent) : { 'Fn::Sub': `\${${apiName}.RootResourceId}` },
              PathPart: `p${position}`,
            },
            refs: parent ? [nodeNamed(apiName), parent] : [nodeNamed(apiName)],
          }
        : null;
    },
  ],
  [
    'Call',
    'AWS::ApiGateway::Method',
    (find, { picks, made }) => {
      const isCalled = isUsedBy('Call', made);
      const path = find('Path', picks[0], (node) => !isCalled(node));
      return path
        ? {
            properties: {
              RestApiId: { Ref: path.refs[0] },
              ResourceId: ref(path),
              HttpMethod: 'ANY',
              AuthorizationType: 'NONE',
              Integration: { Type: 'MOCK' },
            },
            refs: [nodeNamed(path.refs[0]), path],
          }
        : null;
    },
  ],
  [
    'Deployment',
    'AWS::ApiGateway::Deployment',
    (find, { picks }) => {
      const call = find('Call', picks[0]);
      return call
        ? {
            properties: { RestApiId: { Ref: call.refs[0] } },
            refs: [nodeNamed(call.refs[0])],
            waits: [call.name],
          }
        : null;
    },
  ],
  [
    'Stage',
    'AWS::ApiGateway::Stage',
    (find, { picks, position }) => {
      const deployment = find('Deployment', picks[0]);
      return deployment
        ? {
            properties: {
              RestApiId: { Ref: deployment.refs[0] },
              DeploymentId: ref(deployment),
              StageName: `s${position}`,
            },
            refs: [nodeNamed(deployment.refs[0]), deployment],
          }
        : null;
    },
  ],
  [
    'Plan',
    'AWS::ApiGateway::UsagePlan',
    (find, { picks }) => {
      const stage = find('Stage', picks[0]);
      const stages = stage ? [{ ApiId: { Ref: stage.refs[0] }, Stage: ref(stage) }] : [];
      return {
        properties: { ApiStages: stages, Quota: { Limit: 5, Period: 'DAY' } },
        refs: stage ? [nodeNamed(stage.refs[0]), stage] : [],
      };
    },
  ],
  ['Key', 'AWS::ApiGateway::ApiKey', () => ({ properties: { Enabled: true }, refs: [] })],
  [
    'Member',
    'AWS::ApiGateway::UsagePlanKey',
    (find, { picks, made }) => {
      const isMember = isUsedBy('Member', made);
      const key = find('Key', picks[0], (node) => !isMember(node));
      const plan = find('Plan', picks[1]);
      return key && plan
        ? {
            properties: { KeyId: ref(key), KeyType: 'API_KEY', UsagePlanId: ref(plan) },
            refs: [key, plan],
          }
        : null;
    },
  ],
];

/** Stands for a node where only its name is known. */
function nodeNamed(name = ''): Node {
  return { name, type: '', properties: {}, refs: [], waits: [], isConditional: false };
}
