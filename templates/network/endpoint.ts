import { type Resources, ref, sub, tagList, type Value } from '../cloudformation';
import { tagsOf } from '../tags';
import { nameTag, placeOf } from './place';
import type { NetworkSpec } from './spec';

/**
 * The VPC's one execute-api endpoint with private DNS; AWS refuses a second. Nothing where an endpoint is adopted.
 */
export function endpointResources(spec: NetworkSpec): Resources {
  const { existingEndpointId, subnetIds, vpcId } = placeOf(spec);
  if (existingEndpointId !== null) return {};
  return {
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcEndpointType: 'Interface',
        ServiceName: sub(`com.amazonaws.\${AWS::Region}.execute-api`),
        VpcId: vpcId,
        SubnetIds: subnetIds,
        SecurityGroupIds: [ref('EndpointSecurityGroup')],
        PrivateDnsEnabled: true,
        PolicyDocument: endpointPolicy(),
        Tags: tagList({ ...tagsOf(spec), ...nameTag(spec, '') }),
      },
    },
  };
}

/**
 * APIs of this account only. The default policy lets the VPC reach any account's private API that lets it in, which
 * is a way out for data. Principals cannot be told apart here: calls are unsigned.
 */
function endpointPolicy(): Value {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OnlyThisAccount',
        Effect: 'Allow',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:*`),
      },
    ],
  };
}
