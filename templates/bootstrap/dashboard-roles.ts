import { getAtt, type Resource } from '../cloudformation';
import { gatewayArn, localArn, role, type Statement, trustDashboard } from './role';
import type { BootstrapSpec } from './spec';

/** Reads everything that pages show. The value of a key comes with several plain reads, so those are denied. */
export function readRole(spec: BootstrapSpec): Resource {
  return role(spec, 'read', trustDashboard(spec), [...readStatements, ...keyValueDenials]);
}

/**
 * Launches, deletes and probes Sluice's own stacks, through CloudFormation's role; beside it, it may extend a quota for
 * a period and nothing else.
 */
export function operateRole(spec: BootstrapSpec): Resource {
  return role(spec, 'operate', trustDashboard(spec), operateStatements);
}

/**
 * Reads keys of proxies; nothing else. For an hour at most. That a key is on, and since when, cannot be asked without
 * the right to ask for its value, so the page's list of keys takes this role too.
 */
export function revealRole(spec: BootstrapSpec): Resource {
  const revealed = role(spec, 'reveal', trustDashboard(spec), [
    {
      Sid: 'Keys',
      Effect: 'Allow',
      Action: ['apigateway:GET'],
      Resource: gatewayArn('/apikeys/*'),
      Condition: { StringEquals: { 'aws:ResourceTag/sluice:kind': 'proxy' } },
    },
  ]);
  return { ...revealed, Properties: { ...revealed.Properties, MaxSessionDuration: 3_600 } };
}

/** Never the bootstrap stack, which carries these roles. */
const ownStacks = ['stack/sluice-network-*', 'stack/sluice-proxy-*'].map((name) =>
  localArn('cloudformation', name),
);

const readStatements: Statement[] = [
  {
    Sid: 'Read',
    Effect: 'Allow',
    Action: [
      'cloudformation:DescribeStacks',
      'cloudwatch:GetMetricData',
      'ec2:DescribeRouteTables',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcAttribute',
      'ec2:DescribeVpcEndpoints',
      'ec2:DescribeVpcEndpointServices',
      'ec2:DescribeVpcs',
      'servicequotas:ListServiceQuotas',
    ],
    Resource: '*',
  },
  {
    Sid: 'ReadStacks',
    Effect: 'Allow',
    Action: [
      'cloudformation:DescribeChangeSet',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStackResources',
      'cloudformation:GetTemplate',
      'cloudformation:GetTemplateSummary',
    ],
    Resource: ownStacks,
  },
  {
    // How it is set up, to tell what was changed outside; what it holds of code is not read.
    Sid: 'ReadProbe',
    Effect: 'Allow',
    Action: ['lambda:GetFunctionConfiguration'],
    Resource: localArn('lambda', 'function:sluice-*-probe'),
  },
  {
    Sid: 'ReadGateway',
    Effect: 'Allow',
    Action: ['apigateway:GET'],
    Resource: ['/restapis', '/restapis/*', '/usageplans', '/usageplans/*'].map(gatewayArn),
  },
  {
    Sid: 'ReadAccessLogs',
    Effect: 'Allow',
    Action: ['logs:FilterLogEvents'],
    Resource: localArn('logs', 'log-group:/sluice/proxy/*'),
  },
];

/** These answer with values unasked: GetApiKey(s) and GetUsagePlanKeys. Denied, so that no later grant lets them in. */
const keyValueDenials: Statement[] = [
  {
    Sid: 'NoKeyValues',
    Effect: 'Deny',
    Action: ['apigateway:GET'],
    Resource: ['/apikeys', '/apikeys/*', '/usageplans/*/keys', '/usageplans/*/keys/*'].map(
      gatewayArn,
    ),
  },
];

const operateStatements: Statement[] = [
  {
    Sid: 'Begin',
    Effect: 'Allow',
    Action: [
      'cloudformation:ContinueUpdateRollback',
      'cloudformation:CreateChangeSet',
      'cloudformation:CreateStack',
      'cloudformation:DeleteStack',
    ],
    Resource: ownStacks,
    Condition: {
      ArnEqualsIfExists: { 'cloudformation:RoleArn': getAtt('CloudFormationRole', 'Arn') },
    },
  },
  {
    Sid: 'Change',
    Effect: 'Allow',
    Action: ['cloudformation:DeleteChangeSet', 'cloudformation:ExecuteChangeSet'],
    Resource: ownStacks,
  },
  {
    Sid: 'Recover',
    Effect: 'Allow',
    Action: ['cloudformation:CancelUpdateStack', 'cloudformation:UpdateTerminationProtection'],
    Resource: ownStacks,
  },
  {
    Sid: 'Tag',
    Effect: 'Allow',
    // UNCONFIRMED: a permission without an operation, said to be asked where a stack is made with tags.
    Action: ['cloudformation:TagResource'],
    Resource: ownStacks,
  },
  {
    Sid: 'PassCloudFormationRole',
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: getAtt('CloudFormationRole', 'Arn'),
    Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
  },
  {
    Sid: 'Probe',
    Effect: 'Allow',
    Action: ['lambda:InvokeFunction'],
    Resource: localArn('lambda', 'function:sluice-*-probe'),
  },
  {
    // What a key has left in this period (UpdateUsage); not its limit, which is the stack's.
    Sid: 'Extend',
    Effect: 'Allow',
    Action: ['apigateway:PATCH'],
    Resource: gatewayArn('/usageplans/*/keys/*/usage'),
  },
];
