import type { HandlerTable, Row } from './row';

const group = 'log-group:{LogGroupName}:*';
const fn = 'function:{FunctionName}';
const functionReads: Row[] = [
  ['lambda:GetFunction', fn],
  ['lambda:GetFunctionCodeSigningConfig', fn],
  ['lambda:GetRuntimeManagementConfig', fn],
  ['lambda:GetFunctionRecursionConfig', fn],
  ['ec2:DescribeSecurityGroups', '*', 'VpcConfig'],
  ['ec2:DescribeSubnets', '*', 'VpcConfig'],
  ['ec2:DescribeVpcs', '*', 'VpcConfig'],
];

/** Lambda, IAM and CloudWatch Logs. `iam:AttachRolePolicy` is asked once for each policy. */
export const otherHandlers: HandlerTable = {
  'AWS::Lambda::Function': {
    create: [
      ['lambda:CreateFunction', fn],
      ['iam:PassRole', '{Role}'],
      ...functionReads,
      ['lambda:PutFunctionConcurrency', fn, 'ReservedConcurrentExecutions'],
      ['lambda:TagResource', fn, '+tags'],
    ],
    update: [
      ['lambda:UpdateFunctionCode', fn, '~Code'],
      ['lambda:UpdateFunctionConfiguration', fn],
      ['iam:PassRole', '{Role}', '~Role'],
      ...functionReads,
      ['lambda:PutFunctionConcurrency', fn, '~ReservedConcurrentExecutions'],
      ['lambda:TagResource', fn, '+tags'],
      ['lambda:UntagResource', fn, '-tags'],
    ],
    delete: [
      ['lambda:DeleteFunction', fn],
      ['lambda:GetFunction', fn],
      ['ec2:DescribeNetworkInterfaces', '*', 'VpcConfig'],
    ],
  },
  'AWS::Lambda::Permission': {
    create: [
      ['lambda:AddPermission', fn],
      ['lambda:GetPolicy', fn],
    ],
    delete: [
      ['lambda:RemovePermission', fn],
      ['lambda:GetPolicy', fn],
    ],
  },
  'AWS::IAM::Role': {
    create: [
      ['iam:CreateRole', 'role/{RoleName}'],
      ['iam:PutRolePolicy', 'role/{RoleName}', 'Policies'],
      ['iam:AttachRolePolicy', 'role/{RoleName}', 'ManagedPolicyArns'],
      ['iam:TagRole', 'role/{RoleName}', '+tags'],
      ['iam:GetRole', 'role/{RoleName}'],
      ['iam:GetRolePolicy', 'role/{RoleName}'],
    ],
    update: [
      ['iam:UpdateRole', 'role/{id}', '~MaxSessionDuration'],
      ['iam:UpdateRoleDescription', 'role/{id}', '~Description'],
      ['iam:UpdateAssumeRolePolicy', 'role/{id}', '~AssumeRolePolicyDocument'],
      ['iam:AttachRolePolicy', 'role/{id}', '~ManagedPolicyArns'],
      ['iam:DetachRolePolicy', 'role/{id}', '~ManagedPolicyArns'],
      ['iam:PutRolePolicy', 'role/{id}', '~Policies'],
      ['iam:DeleteRolePolicy', 'role/{id}', '~Policies'],
      ['iam:PutRolePermissionsBoundary', 'role/{id}', '~PermissionsBoundary'],
      ['iam:TagRole', 'role/{id}', '+tags'],
      ['iam:UntagRole', 'role/{id}', '-tags'],
    ],
    delete: [
      ['iam:GetRole', 'role/{id}'],
      ['iam:ListAttachedRolePolicies', 'role/{id}'],
      ['iam:ListRolePolicies', 'role/{id}'],
      ['iam:DetachRolePolicy', 'role/{id}', 'ManagedPolicyArns'],
      ['iam:DeleteRolePolicy', 'role/{id}', 'Policies'],
      ['iam:DeleteRole', 'role/{id}'],
    ],
  },
  'AWS::IAM::Policy': {
    create: [['iam:PutRolePolicy', 'role/*']],
    update: [['iam:PutRolePolicy', 'role/*']],
    delete: [['iam:DeleteRolePolicy', 'role/*']],
  },
  'AWS::IAM::ManagedPolicy': {
    create: [
      ['iam:CreatePolicy', 'policy/{ManagedPolicyName}'],
      ['iam:AttachRolePolicy', 'role/*', 'Roles'],
    ],
    update: [['iam:CreatePolicyVersion', 'policy/{ManagedPolicyName}']],
    delete: [
      ['iam:DetachRolePolicy', 'role/*', 'Roles'],
      ['iam:DeletePolicy', 'policy/{ManagedPolicyName}'],
    ],
  },
  'AWS::Logs::LogGroup': {
    create: [
      ['logs:DescribeLogGroups', 'log-group:*'],
      ['logs:CreateLogGroup', group],
      ['logs:PutRetentionPolicy', group, 'RetentionInDays'],
      ['logs:TagResource', group, '+tags'],
    ],
    update: [
      ['logs:DescribeLogGroups', 'log-group:*'],
      ['logs:PutRetentionPolicy', group, '~RetentionInDays'],
      ['logs:ListTagsForResource', group],
      ['logs:TagResource', group, '+tags'],
      ['logs:UntagResource', group, '-tags'],
    ],
    delete: [
      ['logs:DescribeLogGroups', 'log-group:*'],
      ['logs:DeleteLogGroup', group],
    ],
  },
};
