import type { HandlerTable, Row } from './row';

const reads = (...names: string[]): Row[] => names.map((name) => [`ec2:Describe${name}`, '*']);
const tagging = (on: string): Row[] => [
  ['ec2:CreateTags', on, '+tags'],
  ['ec2:DeleteTags', on, '-tags'],
];
const endpointReads = reads('VpcEndpoints', 'Subnets', 'SecurityGroups', 'Vpcs');

export const ec2Handlers: HandlerTable = {
  'AWS::EC2::VPC': {
    create: [
      ['ec2:CreateVpc', 'vpc/{id}'],
      ['ec2:ModifyVpcAttribute', 'vpc/{id}', 'EnableDnsHostnames'],
      ['ec2:ModifyVpcAttribute', 'vpc/{id}', 'EnableDnsSupport'],
      ...reads('Vpcs', 'VpcAttribute'),
      ...tagging('vpc/{id}'),
    ],
    update: [
      ['ec2:ModifyVpcAttribute', 'vpc/{id}', '~EnableDnsHostnames'],
      ['ec2:ModifyVpcAttribute', 'vpc/{id}', '~EnableDnsSupport'],
      ...reads('VpcAttribute'),
      ...tagging('vpc/{id}'),
    ],
    delete: [['ec2:DeleteVpc', 'vpc/{id}'], ...reads('Vpcs')],
  },
  'AWS::EC2::Subnet': {
    create: [
      ['ec2:CreateSubnet', 'subnet/{id}'],
      ['ec2:CreateSubnet', 'vpc/{VpcId}'],
      ['ec2:ModifySubnetAttribute', 'subnet/{id}', 'MapPublicIpOnLaunch'],
      ...reads('Subnets'),
      ...tagging('subnet/{id}'),
    ],
    update: [
      ['ec2:ModifySubnetAttribute', 'subnet/{id}', '~MapPublicIpOnLaunch'],
      ...reads('Subnets'),
      ...tagging('subnet/{id}'),
    ],
    delete: [['ec2:DeleteSubnet', 'subnet/{id}'], ...reads('Subnets')],
  },
  'AWS::EC2::RouteTable': {
    create: [
      ['ec2:CreateRouteTable', 'route-table/{id}'],
      ['ec2:CreateRouteTable', 'vpc/{VpcId}'],
      ...reads('RouteTables'),
      ...tagging('route-table/{id}'),
    ],
    update: [...reads('RouteTables'), ...tagging('route-table/{id}')],
    delete: [['ec2:DeleteRouteTable', 'route-table/{id}'], ...reads('RouteTables')],
  },
  'AWS::EC2::Route': {
    create: [['ec2:CreateRoute', 'route-table/{RouteTableId}'], ...reads('RouteTables')],
    update: [['ec2:ReplaceRoute', 'route-table/{RouteTableId}'], ...reads('RouteTables')],
    delete: [['ec2:DeleteRoute', 'route-table/{RouteTableId}'], ...reads('RouteTables')],
  },
  'AWS::EC2::SubnetRouteTableAssociation': {
    create: [
      ['ec2:AssociateRouteTable', 'route-table/{RouteTableId}'],
      ['ec2:AssociateRouteTable', 'subnet/{SubnetId}'],
      ...reads('Subnets', 'RouteTables'),
    ],
    delete: [
      ['ec2:DisassociateRouteTable', 'route-table/{RouteTableId}'],
      ['ec2:DisassociateRouteTable', 'subnet/{SubnetId}'],
      ...reads('Subnets', 'RouteTables'),
    ],
  },
  'AWS::EC2::SecurityGroup': {
    create: [
      ['ec2:CreateSecurityGroup', 'security-group/{id}'],
      ['ec2:CreateSecurityGroup', 'vpc/{VpcId}'],
      ['ec2:RevokeSecurityGroupEgress', 'security-group/{id}', 'SecurityGroupEgress'],
      ['ec2:AuthorizeSecurityGroupEgress', 'security-group/{id}', 'SecurityGroupEgress'],
      ['ec2:AuthorizeSecurityGroupIngress', 'security-group/{id}', 'SecurityGroupIngress'],
      ...reads('SecurityGroups'),
      ...tagging('security-group/{id}'),
    ],
    update: [
      ['ec2:RevokeSecurityGroupEgress', 'security-group/{id}', '~SecurityGroupEgress'],
      ['ec2:AuthorizeSecurityGroupEgress', 'security-group/{id}', '~SecurityGroupEgress'],
      ['ec2:RevokeSecurityGroupIngress', 'security-group/{id}', '~SecurityGroupIngress'],
      ['ec2:AuthorizeSecurityGroupIngress', 'security-group/{id}', '~SecurityGroupIngress'],
      ...reads('SecurityGroups'),
      ...tagging('security-group/{id}'),
    ],
    delete: [
      ['ec2:DeleteSecurityGroup', 'security-group/{id}'],
      ...reads('SecurityGroups', 'Instances'),
    ],
  },
  'AWS::EC2::SecurityGroupIngress': {
    create: [
      ['ec2:AuthorizeSecurityGroupIngress', 'security-group/{GroupId}'],
      ...reads('SecurityGroupRules'),
    ],
    delete: [
      ['ec2:RevokeSecurityGroupIngress', 'security-group/{GroupId}'],
      ...reads('SecurityGroupRules'),
    ],
  },
  'AWS::EC2::SecurityGroupEgress': {
    create: [
      ['ec2:AuthorizeSecurityGroupEgress', 'security-group/{GroupId}'],
      ...reads('SecurityGroupRules'),
    ],
    delete: [
      ['ec2:RevokeSecurityGroupEgress', 'security-group/{GroupId}'],
      ...reads('SecurityGroupRules'),
    ],
  },
  'AWS::EC2::VPCEndpoint': {
    create: [
      ['ec2:CreateVpcEndpoint', 'vpc-endpoint/{id}'],
      ['ec2:CreateVpcEndpoint', 'vpc/{VpcId}'],
      ...endpointReads,
      ...tagging('vpc-endpoint/{id}'),
    ],
    update: [
      ['ec2:ModifyVpcEndpoint', 'vpc-endpoint/{id}'],
      ...endpointReads,
      ...tagging('vpc-endpoint/{id}'),
    ],
    delete: [['ec2:DeleteVpcEndpoints', 'vpc-endpoint/{id}'], ...endpointReads],
  },
};
