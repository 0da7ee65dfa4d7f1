import { getAtt, type Resources, sub, tagList } from '../cloudformation';
import { tagsOf } from '../tags';
import { trustService } from './role';
import type { BootstrapSpec } from './spec';

/** One per account and Region; stages with an access log fail without it. Deleting the account setting does nothing on AWS. */
export function apiGatewayLogging(spec: BootstrapSpec): Resources {
  return {
    ApiGatewayLogRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: sub(`sluice-apigateway-logs-\${AWS::Region}`),
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [trustService('apigateway.amazonaws.com')],
        },
        ManagedPolicyArns: [
          sub(
            `arn:\${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
          ),
        ],
        Tags: tagList(tagsOf(spec)),
      },
    },
    ApiGatewayAccount: {
      Type: 'AWS::ApiGateway::Account',
      Properties: { CloudWatchRoleArn: getAtt('ApiGatewayLogRole', 'Arn') },
    },
  };
}
