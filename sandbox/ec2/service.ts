import { ec2QueryService } from '../wire/ec2-query';
import * as endpoints from './operations/endpoints';
import * as tables from './operations/route-tables';
import * as groups from './operations/security-groups';
import * as subnets from './operations/subnets';
import * as tags from './operations/tags';
import * as vpcs from './operations/vpcs';

export const service = ec2QueryService({
  AssociateRouteTable: tables.associateRouteTable,
  AuthorizeSecurityGroupEgress: groups.authorizeSecurityGroupEgress,
  AuthorizeSecurityGroupIngress: groups.authorizeSecurityGroupIngress,
  CreateRoute: tables.createRoute,
  CreateRouteTable: tables.createRouteTable,
  CreateSecurityGroup: groups.createSecurityGroup,
  CreateSubnet: subnets.createSubnet,
  CreateTags: tags.createTags,
  CreateVpc: vpcs.createVpc,
  CreateVpcEndpoint: endpoints.createVpcEndpoint,
  DeleteRoute: tables.deleteRoute,
  DeleteRouteTable: tables.deleteRouteTable,
  DeleteSecurityGroup: groups.deleteSecurityGroup,
  DeleteSubnet: subnets.deleteSubnet,
  DeleteTags: tags.deleteTags,
  DeleteVpc: vpcs.deleteVpc,
  DeleteVpcEndpoints: endpoints.deleteVpcEndpoints,
  DescribeAvailabilityZones: subnets.describeAvailabilityZones,
  DescribeNetworkInterfaces: endpoints.describeNetworkInterfaces,
  DescribeRouteTables: tables.describeRouteTables,
  DescribeSecurityGroups: groups.describeSecurityGroups,
  DescribeSubnets: subnets.describeSubnets,
  DescribeVpcAttribute: vpcs.describeVpcAttribute,
  DescribeVpcEndpointServices: endpoints.describeVpcEndpointServices,
  DescribeVpcEndpoints: endpoints.describeVpcEndpoints,
  DescribeVpcs: vpcs.describeVpcs,
  DisassociateRouteTable: tables.disassociateRouteTable,
  ModifyVpcAttribute: vpcs.modifyVpcAttribute,
  ModifyVpcEndpoint: endpoints.modifyVpcEndpoint,
  RevokeSecurityGroupEgress: groups.revokeSecurityGroupEgress,
  RevokeSecurityGroupIngress: groups.revokeSecurityGroupIngress,
});
