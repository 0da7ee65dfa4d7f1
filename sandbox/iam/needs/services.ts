import type { NeedsOf } from '../need';
import { apiGatewayNeeds } from './apigateway';
import { cloudFormationNeeds } from './cloudformation';
import { ec2Needs } from './ec2';
import { lambdaNeeds } from './lambda';
import { logsNeeds } from './logs';

/**
 * By signing name. STS is not here: GetCallerIdentity needs nothing, and AssumeRole asks the role's trust policy.
 * CloudWatch's and Service Quotas' operations know no resource that a policy could name but quotas.
 */
export const needsByService: Record<string, NeedsOf> = {
  apigateway: apiGatewayNeeds,
  cloudformation: cloudFormationNeeds,
  ec2: ec2Needs,
  lambda: lambdaNeeds,
  logs: logsNeeds,
  monitoring: (_call, operation) => [{ action: `cloudwatch:${operation}`, resource: '*' }],
  servicequotas: (_call, operation) => [{ action: `servicequotas:${operation}`, resource: '*' }],
};
