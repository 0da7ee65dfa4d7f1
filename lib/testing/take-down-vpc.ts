import {
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { region } from './world';

/**
 * Deletes a VPC as somebody with a console has to: the function that holds its subnets and groups first, then all that
 * is in it, for EC2 refuses what something else depends on. Its endpoints are gone by then.
 */
export async function takeDownVpc(
  ec2: EC2Client,
  vpcId: string,
  functionName: string,
): Promise<void> {
  const lambda = new LambdaClient({ region });
  await lambda.send(new DeleteFunctionCommand({ FunctionName: functionName }));
  lambda.destroy();
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  const own = SecurityGroups.filter(({ GroupName }) => GroupName !== 'default');
  for (const { GroupId, IpPermissions = [], IpPermissionsEgress = [] } of own) {
    if (IpPermissions.length > 0)
      await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    if (IpPermissionsEgress.length > 0)
      await ec2.send(
        new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: IpPermissionsEgress }),
      );
  }
  for (const { GroupId } of own) await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  for (const { SubnetId } of Subnets) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const made = RouteTables.filter(({ Associations = [] }) => !Associations.some((it) => it.Main));
  for (const { RouteTableId } of made)
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
  await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
}
