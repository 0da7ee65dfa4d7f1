import { getAtt, type Resources, ref, tagList, type Value } from '../cloudformation';
import { tagsOf } from '../tags';
import type { ProxySpec } from './spec';

/** The private API with its resource policy, and the one path that stands for every path. */
export function apiResources(spec: ProxySpec): Resources {
  return {
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Name: spec.name,
        ...(spec.description === '' ? {} : { Description: spec.description }),
        ApiKeySourceType: 'HEADER',
        BinaryMediaTypes: ['*/*'],
        EndpointConfiguration: {
          Types: ['PRIVATE'],
          IpAddressType: 'dualstack',
          VpcEndpointIds: [spec.network.endpointId],
        },
        Policy: resourcePolicy(spec),
        Tags: tagList(tagsOf(spec)),
      },
    },
    ProxyResource: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: ref('Api'),
        ParentId: getAtt('Api', 'RootResourceId'),
        PathPart: '{proxy+}',
      },
    },
  };
}

/**
 * Deny first: a careless Allow added later cannot widen it. One statement per condition key, for two keys in one
 * Deny would have to differ both before it denies. The Allow is conditioned as well.
 *
 * It is the Allow that limits the methods, not resources of the type Method: one of those that an update takes away is
 * deleted in CloudFormation's cleanup, after the deployment took its snapshot, and would stay live.
 */
function resourcePolicy({ access, network, stage, upstream }: ProxySpec): Value {
  const isStrict = access === 'endpoint';
  const home: [string, string] = isStrict
    ? ['aws:SourceVpce', network.endpointId]
    : ['aws:SourceVpc', network.vpcId];
  return {
    Version: '2012-10-17',
    Statement: [
      deny('DenyOtherVpcs', 'aws:SourceVpc', network.vpcId),
      ...(isStrict ? [deny('DenyOtherEndpoints', 'aws:SourceVpce', network.endpointId)] : []),
      {
        Sid: isStrict ? 'AllowThisEndpoint' : 'AllowThisVpc',
        Effect: 'Allow',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: invokable(stage, upstream.methods),
        Condition: { StringEquals: Object.fromEntries([home]) },
      },
    ],
  };
}

/** The root path is `<stage>/GET/`, so that `*` must be able to stand for nothing. It is (IAM, "Resource"). */
function invokable(stage: string, methods: ProxySpec['upstream']['methods']): Value {
  if (methods === null) return `execute-api:/${stage}/*`;
  return methods.map((method) => `execute-api:/${stage}/${method}/*`);
}

function deny(sid: string, key: string, value: string): Value {
  return {
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*',
    Condition: { StringNotEquals: { [key]: value } },
  };
}
