import type { ResourceProvider } from '../../context';
import { routeProvider } from './ec2-route';
import { routeTableProvider } from './ec2-route-table';
import { securityGroupProvider } from './ec2-security-group';
import {
  securityGroupEgressProvider,
  securityGroupIngressProvider,
} from './ec2-security-group-rule';
import { subnetProvider } from './ec2-subnet';
import { subnetRouteTableAssociationProvider } from './ec2-subnet-route-table-association';
import { vpcProvider } from './ec2-vpc';
import { vpcEndpointProvider } from './ec2-vpc-endpoint';

export const ec2Providers: ResourceProvider[] = [
  vpcProvider,
  subnetProvider,
  routeTableProvider,
  routeProvider,
  subnetRouteTableAssociationProvider,
  securityGroupProvider,
  securityGroupIngressProvider,
  securityGroupEgressProvider,
  vpcEndpointProvider,
];
