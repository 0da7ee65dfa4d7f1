import type { SandboxContext } from '../context';
import { badRequest } from './faults';

/**
 * Sets or clears the role with which API Gateway writes logs. The role must exist and be API Gateway's to assume;
 * text: hashicorp/terraform-provider-aws documentation of aws_api_gateway_account.
 */
export function setCloudwatchRole(context: SandboxContext, arn: string | undefined): void {
  if (arn !== undefined && !/^arn:aws:iam::\d{12}:role\/.+$/.test(arn)) {
    throw badRequest('The role ARN does not have required permissions set to API Gateway');
  }
  context.apigateway.cloudwatchRoleArn = arn;
}
