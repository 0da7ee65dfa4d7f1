import { type Resources, ref, tagList } from '../cloudformation';
import { tagsOf } from '../tags';
import { cutSubnets, formatCidr, parseCidr } from './cidr';
import { nameTag, subnetLogicalId } from './place';
import type { NetworkSpec } from './spec';

/** cfn-lint warns of zones by name; these were chosen because they offer the service, and not every zone does. */
const zonesAreChosen = { 'cfn-lint': { config: { ignore_checks: ['W3010'] } } };

/**
 * A VPC without a way out: no internet, NAT or egress-only gateway, and one route table that holds nothing but the
 * VPC's own local route. Both DNS attributes are on, for private DNS needs them. Nothing for an adopted VPC.
 */
export function vpcResources(spec: NetworkSpec): Resources {
  const { vpc } = spec;
  if ('id' in vpc) return {};
  const tags = (suffix: string) => tagList({ ...tagsOf(spec), ...nameTag(spec, suffix) });
  const blocks = cutSubnets(parseCidr(vpc.cidr) ?? { address: 0, prefix: 0 }, vpc.azs.length);
  const resources: Resources = {
    Vpc: {
      Type: 'AWS::EC2::VPC',
      Properties: {
        CidrBlock: vpc.cidr,
        EnableDnsSupport: true,
        EnableDnsHostnames: true,
        Tags: tags(''),
      },
    },
    RouteTable: {
      Type: 'AWS::EC2::RouteTable',
      Properties: { VpcId: ref('Vpc'), Tags: tags('') },
    },
  };
  blocks.forEach((block, index) => {
    const az = vpc.azs[index] ?? '';
    resources[subnetLogicalId(index)] = {
      Type: 'AWS::EC2::Subnet',
      Metadata: zonesAreChosen,
      Properties: {
        VpcId: ref('Vpc'),
        AvailabilityZone: az,
        CidrBlock: formatCidr(block),
        MapPublicIpOnLaunch: false,
        Tags: tags(`-${az}`),
      },
    };
    resources[`${subnetLogicalId(index)}Routes`] = {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: ref(subnetLogicalId(index)), RouteTableId: ref('RouteTable') },
    };
  });
  return resources;
}
