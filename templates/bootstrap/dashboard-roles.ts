import { getAtt, type Resource } from '../cloudformation';
import { gatewayArn, localArn, role, type Statement, trustDashboard } from './role';
import type { BootstrapSpec } from './spec';

/** Reads everything that pages show. The value of a key comes with several plain reads, so those are denied. */
export function readRole(spec: BootstrapSpec): Resource {
  return role(spec, 'read', trustDashboard(spec), [...readStatements, ...keyValueDenials]);
}

/** Launches, deletes and probes Sluice's own stacks, through CloudFormation's role and with no rights beside it. */
export function operateRole(spec: BootstrapSpec): Resource {
  return role(spec, 'operate', trustDashboard(spec), [
    ...readStatements,
    ...keyValueDenials,
    ...operateStatements,
  ]);
}

/** Reads and switches off keys of proxies, and extends their quota; nothing else. For an hour at most. */
export function revealRole(spec: BootstrapSpec): Resource {
  const revealed = role(spec, 'reveal', trustDashboard(spec), [
    {
      Sid: 'Keys',
      Effect: 'Allow',
      Action: ['apigateway:GET', 'apigateway:PATCH'],
      Resource: gatewayArn('/apikeys/*'),
      Condition: { StringEquals: { 'aws:ResourceTag/sluice:kind': 'proxy' } },
    },
    {
      Sid: 'Quota',
      Effect: 'Allow',
      Action: ['apigateway:PATCH'],
      Resource: gatewayArn('/usageplans/*/keys/*/usage'),
    },
  ]);
  return { ...revealed, Properties: { ...revealed.Properties, MaxSessionDuration: 3_600 } };
}

const readStatements: Statement[] = [
  {
    Sid: 'Read',
    Effect: 'Allow',
    Action: [
      'cloudformation:ListStacks',
      'cloudformation:DescribeStacks',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeEvents',
      'cloudformation:ListStackResources',
      'cloudformation:DescribeStackResources',
      'cloudformation:DescribeChangeSet',
      'cloudformation:ListChangeSets',
      'cloudformation:GetTemplate',
      'cloudformation:GetTemplateSummary',
      'cloudformation:DescribeStackResourceDrifts',
      'cloudformation:DescribeStackDriftDetectionStatus',
      'cloudformation:DescribeAccountLimits',
      'cloudwatch:GetMetricData',
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeRouteTables',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcAttribute',
      'ec2:DescribeVpcEndpoints',
      'ec2:DescribeVpcEndpointServices',
      'ec2:DescribeVpcs',
      'servicequotas:GetServiceQuota',
      'servicequotas:ListServiceQuotas',
    ],
    Resource: '*',
  },
  {
    Sid: 'ReadGateway',
    Effect: 'Allow',
    Action: ['apigateway:GET'],
    Resource: ['/account', '/restapis', '/restapis/*', '/usageplans', '/usageplans/*'].map(
      gatewayArn,
    ),
  },
  {
    Sid: 'ReadAccessLogs',
    Effect: 'Allow',
    Action: ['logs:FilterLogEvents', 'logs:GetQueryResults', 'logs:StartQuery'],
    Resource: localArn('logs', 'log-group:/sluice/*'),
  },
];

/** These answer with values unasked: GetApiKey(s) and GetUsagePlanKeys. Usage itself stays readable. */
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

const sluiceStacks = localArn('cloudformation', 'stack/sluice-*');

const operateStatements: Statement[] = [
  {
    Sid: 'Begin',
    Effect: 'Allow',
    Action: [
      'cloudformation:CreateStack',
      'cloudformation:UpdateStack',
      'cloudformation:CreateChangeSet',
      'cloudformation:DeleteStack',
      'cloudformation:ContinueUpdateRollback',
      'cloudformation:RollbackStack',
    ],
    Resource: sluiceStacks,
    Condition: {
      ArnEqualsIfExists: { 'cloudformation:RoleArn': getAtt('CloudFormationRole', 'Arn') },
    },
  },
  {
    Sid: 'Operate',
    Effect: 'Allow',
    Action: [
      'cloudformation:ExecuteChangeSet',
      'cloudformation:DeleteChangeSet',
      'cloudformation:CancelUpdateStack',
      'cloudformation:UpdateTerminationProtection',
      'cloudformation:DetectStackDrift',
      'cloudformation:TagResource',
      'cloudformation:UntagResource',
    ],
    Resource: sluiceStacks,
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
];
