import { type Resource, sub, tagList, type Value } from '../cloudformation';
import { tagsOf } from '../tags';
import type { BootstrapSpec } from './spec';

export type Statement = {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Action: string[];
  Resource: Value | Value[];
  Condition?: { [operator: string]: { [key: string]: Value } };
};

/** A role `sluice-<name>-<Region>`: IAM is global, a bootstrap stack is not. */
export function role(
  spec: BootstrapSpec,
  name: string,
  trust: Value,
  statements: Statement[],
): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: sub(`sluice-${name}-\${AWS::Region}`),
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      Policies: [
        {
          PolicyName: `sluice-${name}`,
          PolicyDocument: { Version: '2012-10-17', Statement: statements },
        },
      ],
      Tags: tagList(tagsOf(spec)),
    },
  };
}

export function trustService(service: string): Value {
  return { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
}

/** Whom the spec names; without names, the account, which then decides through its own policies. */
export function trustDashboard({ externalId, trustedPrincipals }: BootstrapSpec): Value {
  const principals =
    trustedPrincipals.length > 0
      ? trustedPrincipals
      : sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root`);
  return {
    Effect: 'Allow',
    Principal: { AWS: principals },
    Action: 'sts:AssumeRole',
    ...(externalId === null
      ? {}
      : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  };
}

/** ARN of something in this account and Region. */
export function localArn(service: string, resource: string): Value {
  return sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
}

/** API Gateway's own ARNs name no account. */
export function gatewayArn(path: string): Value {
  return sub(`arn:\${AWS::Partition}:apigateway:\${AWS::Region}::${path}`);
}
