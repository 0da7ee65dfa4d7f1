import { type Resource, sub } from '../cloudformation';
import { gatewayArn, localArn, role, type Statement, trustService } from './role';
import type { BootstrapSpec } from './spec';

/**
 * What CloudFormation acts as. It can build proxies and networks, and no way to the internet: that is denied, not
 * merely left out, so that a later addition does not open one. It cannot write policies, only attach the one that
 * the probe's role carries.
 */
export function cloudFormationRole(spec: BootstrapSpec): Resource {
  return role(spec, 'cloudformation', trustService('cloudformation.amazonaws.com'), [
    ...gatewayStatements,
    ...networkStatements,
    ...probeStatements,
  ]);
}

const gatewayStatements: Statement[] = [
  {
    Sid: 'Gateway',
    Effect: 'Allow',
    Action: [
      'apigateway:GET',
      'apigateway:POST',
      'apigateway:PUT',
      'apigateway:PATCH',
      'apigateway:DELETE',
    ],
    Resource: [
      '/restapis',
      '/restapis/*',
      '/apikeys',
      '/apikeys/*',
      '/usageplans',
      '/usageplans/*',
      '/tags/*',
    ].map(gatewayArn),
  },
  {
    Sid: 'GatewayPolicy',
    Effect: 'Allow',
    Action: ['apigateway:UpdateRestApiPolicy'],
    Resource: ['/restapis', '/restapis/*'].map(gatewayArn),
  },
  {
    Sid: 'Logs',
    Effect: 'Allow',
    Action: [
      'logs:CreateLogGroup',
      'logs:DeleteLogGroup',
      'logs:PutRetentionPolicy',
      'logs:TagResource',
      'logs:UntagResource',
      'logs:ListTagsForResource',
    ],
    Resource: localArn('logs', 'log-group:/sluice/*'),
  },
  {
    Sid: 'LogDelivery',
    Effect: 'Allow',
    Action: [
      'logs:DescribeLogGroups',
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
    ],
    Resource: '*',
  },
];

const networkStatements: Statement[] = [
  {
    Sid: 'Network',
    Effect: 'Allow',
    Action: [
      'ec2:Describe*',
      'ec2:CreateVpc',
      'ec2:DeleteVpc',
      'ec2:ModifyVpcAttribute',
      'ec2:CreateSubnet',
      'ec2:DeleteSubnet',
      'ec2:ModifySubnetAttribute',
      'ec2:CreateRouteTable',
      'ec2:DeleteRouteTable',
      'ec2:AssociateRouteTable',
      'ec2:DisassociateRouteTable',
      'ec2:CreateSecurityGroup',
      'ec2:DeleteSecurityGroup',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:RevokeSecurityGroupIngress',
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:CreateVpcEndpoint',
      'ec2:ModifyVpcEndpoint',
      'ec2:DeleteVpcEndpoints',
      'ec2:CreateTags',
      'ec2:DeleteTags',
      'route53:AssociateVPCWithHostedZone',
    ],
    Resource: '*',
  },
  {
    Sid: 'NoWayOut',
    Effect: 'Deny',
    Action: [
      'ec2:CreateInternetGateway',
      'ec2:AttachInternetGateway',
      'ec2:CreateNatGateway',
      'ec2:CreateEgressOnlyInternetGateway',
      'ec2:CreateRoute',
      'ec2:ReplaceRoute',
    ],
    Resource: '*',
  },
];

const probeRoles = sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/sluice-network-*`);

const vpcAccessPolicy = sub(
  `arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole`,
);

const probeStatements: Statement[] = [
  {
    Sid: 'ProbeRole',
    Effect: 'Allow',
    Action: [
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListRolePolicies',
      'iam:ListAttachedRolePolicies',
      'iam:TagRole',
      'iam:UntagRole',
    ],
    Resource: probeRoles,
  },
  {
    Sid: 'ProbeRolePolicy',
    Effect: 'Allow',
    Action: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
    Resource: probeRoles,
    Condition: { ArnEquals: { 'iam:PolicyARN': vpcAccessPolicy } },
  },
  {
    Sid: 'PassProbeRole',
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: probeRoles,
    Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  },
  {
    Sid: 'ProbeFunction',
    Effect: 'Allow',
    Action: [
      'lambda:CreateFunction',
      'lambda:DeleteFunction',
      'lambda:GetFunction',
      'lambda:GetFunctionCodeSigningConfig',
      'lambda:GetFunctionRecursionConfig',
      'lambda:GetRuntimeManagementConfig',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'lambda:ListTags',
      'lambda:TagResource',
      'lambda:UntagResource',
    ],
    Resource: localArn('lambda', 'function:sluice-*-probe'),
  },
];
