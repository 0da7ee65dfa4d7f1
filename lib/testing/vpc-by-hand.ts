import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { executeApiService } from '../aws/vpcs';
import { region } from './world';

/** A VPC of somebody's own, a /16, with an endpoint for private APIs but without private DNS; and how a spec names it. */
export async function makeVpcByHand(cidr: string) {
  const ec2 = new EC2Client({ region });
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidr }));
  const VpcId = Vpc?.VpcId ?? '';
  const subnetIds: string[] = [];
  for (const [index, zone] of ['a', 'c'].entries()) {
    const CidrBlock = cidr.replace(/\.\d+\.0\/16$/, `.${index}.0/24`);
    const made = await ec2.send(
      new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: `${region}${zone}` }),
    );
    subnetIds.push(made.Subnet?.SubnetId ?? '');
  }
  const group = { VpcId, GroupName: 'by-hand', Description: 'whoever is in the VPC' };
  const { GroupId = '' } = await ec2.send(new CreateSecurityGroupCommand(group));
  const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: cidr }] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [https] }));
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      ServiceName: executeApiService(region),
      VpcEndpointType: 'Interface',
      SubnetIds: subnetIds,
      SecurityGroupIds: [GroupId],
      PrivateDnsEnabled: false,
    }),
  );
  ec2.destroy();
  const endpointId = VpcEndpoint?.VpcEndpointId ?? '';
  const [dns] = VpcEndpoint?.DnsEntries ?? [];
  const endpointDnsName = dns?.DnsName ?? null;
  const vpc = { id: VpcId, subnetIds, endpointId, endpointDnsName, endpointSecurityGroupIds: [] };
  return { ids: { endpointId }, vpc };
}
