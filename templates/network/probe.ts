import { getAtt, type Resource, type Resources, ref, sub, tagList } from '../cloudformation';
import { tagsOf } from '../tags';
import { placeOf } from './place';
import { probeSource } from './probe-source';
import type { NetworkSpec } from './spec';

/** A buffered call lasts up to 29 s; the probe must live to report its timeout, and make its negative checks. */
const timeoutSeconds = 40;

const logRetentionDays = 14;

export function probeFunctionName(network: string): string {
  return `sluice-${network}-probe`;
}

/**
 * One function for the whole VPC, that calls proxies as their clients do. It keeps no secrets: key and URL come with
 * each invocation. Concurrency is not reserved: AWS keeps 100 unreserved, and a new account has but 10 in all, so
 * reserving one would fail there.
 */
export function probeResources(spec: NetworkSpec): Resources {
  if (!spec.probe) return {};
  const { subnetIds } = placeOf(spec);
  const tags = tagList(tagsOf(spec));
  return {
    ProbeLogGroup: {
      Type: 'AWS::Logs::LogGroup',
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      Properties: {
        LogGroupName: `/sluice/network/${spec.name}/probe`,
        RetentionInDays: logRetentionDays,
        Tags: tags,
      },
    },
    ProbeRole: probeRole(spec),
    ProbeFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: probeFunctionName(spec.name),
        Description: `Calls proxies from inside network ${spec.name} and reports how far each call came.`,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: probeSource },
        Role: getAtt('ProbeRole', 'Arn'),
        MemorySize: 256,
        Timeout: timeoutSeconds,
        VpcConfig: { SubnetIds: subnetIds, SecurityGroupIds: [ref('ClientSecurityGroup')] },
        LoggingConfig: { LogFormat: 'JSON', LogGroup: ref('ProbeLogGroup') },
        Tags: tags,
      },
    },
  };
}

/** AWS's own policy for functions in a VPC, and no inline one: so nobody needs the right to write policies. */
function probeRole(spec: NetworkSpec): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      ManagedPolicyArns: [
        sub(`arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole`),
      ],
      Tags: tagList(tagsOf(spec)),
    },
  };
}
