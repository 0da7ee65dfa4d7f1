import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../i18n/catalogue';
import { locales } from '../../i18n/locales';
import { untriggered } from '../../testing/untriggered-causes';
import { PlanMoved } from '../moved';
import type { Run, RunEvent } from '../types';
import { explain, failureFactsOf } from './catalogue';
import { type CauseId, causeIds } from './ids';
import { type CauseFacts, type FailureFacts, factNames } from './types';

const failure: FailureFacts = {
  reason: '',
  logicalId: 'Thing',
  resourceType: 'AWS::EC2::Thing',
  stackName: 'sluice-network-main',
  code: null,
  run: 'create',
  subject: 'network',
  stackStatus: 'ROLLBACK_COMPLETE',
  stuck: [],
  makesVpc: true,
};

const handler = (text: string, service: string, code: string, status = 400) =>
  `Resource handler returned message: "${text} (Service: ${service}, Status Code: ${status}, Request ID: 5ce9e2b3-ab97) (SDK Attempt Count: 1)" (RequestToken: 79d65bb7-1d80, HandlerErrorCode: ${code})`;
const old = (text: string, service: string, code: string, status = 400) =>
  `${text} (Service: ${service}; Status Code: ${status}; Error Code: ${code}; Request ID: 07119c69; Proxy: null)`;
const session = 'arn:aws:sts::123456789012:assumed-role/sluice-cloudformation/AWSCloudFormation';

type Row = {
  cause: CauseId;
  /** Where these words, or ones of this form, were met. */
  source: string;
  reason: string;
  facts?: CauseFacts;
  at?: Partial<FailureFacts>;
};

const gateway = { resourceType: 'AWS::ApiGateway::RestApi', subject: 'proxy' } as const;

const table: Row[] = [
  {
    cause: 'private_dns_taken',
    source: 'awslabs/landing-zone, CDK issue text of 2021 (AmazonEC2 form)',
    reason: old(
      'private-dns-enabled cannot be set because there is already a conflicting DNS domain for logs.us-east-1.amazonaws.com in the VPC vpc-02320065bbc98001a',
      'AmazonEC2',
      'InvalidParameter',
    ),
    facts: { service: 'logs.us-east-1.amazonaws.com', id: 'vpc-02320065bbc98001a' },
  },
  {
    cause: 'private_dns_taken',
    source: 'fortinet/fortigate-autoscale-aws#43 (no id)',
    reason:
      'private-dns-enabled cannot be set because there is already a conflicting DNS domain for *.execute-api.us-east-1.amazonaws.com in the VPC',
    facts: { service: '*.execute-api.us-east-1.amazonaws.com' },
  },
  {
    cause: 'private_dns_taken',
    source: 'today’s handler form around the same words',
    reason: handler(
      'private-dns-enabled cannot be set because there is already a conflicting DNS domain for *.execute-api.ap-northeast-1.amazonaws.com in the VPC vpc-0abc',
      'Ec2',
      'InvalidRequest',
    ),
    facts: { service: '*.execute-api.ap-northeast-1.amazonaws.com', id: 'vpc-0abc' },
  },
  {
    cause: 'dns_attributes_off',
    source: 'hashicorp/terraform-provider-aws, aws_vpc_endpoint issues',
    reason:
      'Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-0f2d8b',
    facts: { id: 'vpc-0f2d8b' },
  },
  {
    cause: 'zone_without_service',
    source: 'awslabs/aws-orbit-workbench#320',
    reason: old(
      'The VPC endpoint service com.amazonaws.us-east-1.lambda does not support the availability zone of the subnet: subnet-0de46d7dcc06da2a7.',
      'AmazonEC2',
      'InvalidParameter',
    ),
    facts: { service: 'com.amazonaws.us-east-1.lambda', id: 'subnet-0de46d7dcc06da2a7' },
  },
  {
    cause: 'zone_unknown',
    source: 'aws-samples/saas-reference-architecture-ecs#12',
    reason: handler(
      'Value (ap-northeast-1b) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ap-northeast-1a, ap-northeast-1c, ap-northeast-1d.',
      'Ec2',
      'InvalidRequest',
    ),
    facts: { name: 'ap-northeast-1b', zones: 'ap-northeast-1a, ap-northeast-1c, ap-northeast-1d' },
  },
  {
    cause: 'subnets_share_zone',
    source: 'aws-samples/aws-genai-llm-chatbot#257',
    reason: handler(
      'Found another VPC endpoint subnet in the availability zone of subnet-0a1. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.',
      'Ec2',
      'InvalidRequest',
    ),
    facts: { id: 'subnet-0a1' },
  },
  {
    cause: 'cidr_invalid',
    source: 'EC2 API, error code InvalidVpc.Range',
    reason: handler("The CIDR '10.0.0.0/8' is invalid.", 'Ec2', 'InvalidRequest'),
    facts: { cidr: '10.0.0.0/8' },
  },
  {
    cause: 'cidr_conflict',
    source: 'EC2 API, error code InvalidSubnet.Conflict',
    reason: handler(
      "The CIDR '10.0.0.0/24' conflicts with another subnet",
      'Ec2',
      'GeneralServiceException',
    ),
    facts: { cidr: '10.0.0.0/24' },
  },
  {
    cause: 'other_vpc',
    source: 'EC2 API, InvalidParameter',
    reason: handler(
      'You have specified two resources that belong to different networks.',
      'Ec2',
      'InvalidRequest',
    ),
  },
  {
    cause: 'not_there',
    source: 'EC2 API, error code InvalidVpcID.NotFound',
    reason: handler("The vpc ID 'vpc-0gone' does not exist", 'Ec2', 'NotFound'),
    facts: { kind: 'vpc', id: 'vpc-0gone' },
    at: { makesVpc: false },
  },
  {
    cause: 'subnet_full',
    source: 'Lambda API, SubnetIPAddressLimitReachedException of Invoke',
    reason:
      "Lambda couldn't set up VPC access for the Lambda function because one or more configured subnets has no available IP addresses.",
    at: { resourceType: 'AWS::Lambda::Function' },
  },
  {
    cause: 'subnet_full',
    source: 'EC2 API, error code InsufficientFreeAddressesInSubnet',
    reason: handler(
      'The specified subnet does not have enough free addresses to satisfy the request.',
      'Ec2',
      'GeneralServiceException',
    ),
  },
  {
    cause: 'service_not_offered',
    source: 'EC2 API, error code InvalidServiceName',
    reason: handler(
      "The Vpc Endpoint Service 'com.amazonaws.ap-east-2.execute-api' does not exist",
      'Ec2',
      'InvalidRequest',
    ),
    facts: { service: 'com.amazonaws.ap-east-2.execute-api' },
  },
  {
    cause: 'still_in_use',
    source: 'aws/aws-cdk#14456 (a subnet)',
    reason: old(
      "The subnet 'subnet-0d544dc539aeafb80' has dependencies and cannot be deleted.",
      'AmazonEC2',
      'DependencyViolation',
    ),
    facts: { id: 'subnet-0d544dc539aeafb80' },
    at: { run: 'delete', stackStatus: 'DELETE_FAILED', stuck: ['Subnet1'] },
  },
  {
    cause: 'still_in_use',
    source: 'aws/aws-cdk#14456 (a security group)',
    reason: old(
      'resource sg-04eb9b4569cb59608 has a dependent object',
      'AmazonEC2',
      'DependencyViolation',
    ),
    facts: { id: 'sg-04eb9b4569cb59608' },
    at: { run: 'delete', stackStatus: 'DELETE_FAILED', stuck: ['Group'] },
  },
  {
    cause: 'quota_vpcs',
    source:
      'awslabs/landing-zone-accelerator-on-aws#241: the handler calls it GeneralServiceException',
    reason: handler(
      'The maximum number of VPCs has been reached.',
      'Ec2',
      'GeneralServiceException',
    ),
  },
  {
    cause: 'quota_vpcs',
    source: 'terraform-aws-modules/terraform-aws-vpc#429',
    reason: 'VpcLimitExceeded: The maximum number of VPCs has been reached.',
  },
  {
    cause: 'quota_endpoints',
    source: 'a stack event of 2025 (ServiceLimitExceeded)',
    reason: handler(
      'The maximum number of VPC endpoints has been reached.',
      'Ec2',
      'ServiceLimitExceeded',
    ),
  },
  {
    cause: 'quota_private_apis',
    source: 'INFERENCE from the family of hashicorp/terraform-provider-aws#37605',
    reason: handler(
      'Maximum number of Private APIs for this account has been reached. Please contact AWS if you need additional Private APIs.',
      'ApiGateway',
      'ServiceLimitExceeded',
      429,
    ),
    at: gateway,
  },
  {
    cause: 'quota_usage_plans',
    source: 'INFERENCE from the same family',
    reason: handler(
      'Maximum number of Usage Plans for this account has been reached.  Please contact AWS if you need additional Usage Plans.',
      'ApiGateway',
      'ServiceLimitExceeded',
      429,
    ),
    at: gateway,
  },
  {
    cause: 'quota_api_keys',
    source: 'INFERENCE from the same family',
    reason: handler(
      'Maximum number of API Keys for this account has been reached. Please contact AWS if you need additional API Keys.',
      'ApiGateway',
      'ServiceLimitExceeded',
      429,
    ),
    at: gateway,
  },
  {
    cause: 'quota_resources',
    source: 'boto/boto3#1296, with status 429 and no throttling in it',
    reason: handler(
      'Maximum number of Resources for this API has been reached.  Please contact AWS if you need additional Resources.',
      'ApiGateway',
      'ServiceLimitExceeded',
      429,
    ),
    at: gateway,
  },
  {
    cause: 'quota_stacks',
    source: 'aws-amplify/amplify-cli#5221',
    reason: 'Limit for stack has been exceeded',
    at: { code: 'limit', stackStatus: null },
  },
  {
    cause: 'quota_stacks',
    source: 'serverless/serverless#149',
    reason: 'Limit for stacks has been exceeded',
    at: { code: 'limit', stackStatus: null },
  },
  {
    cause: 'quota_concurrency',
    source: 'awslabs/amazon-neptune-tools#324',
    reason: handler(
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [50].",
      'Lambda',
      'InvalidRequest',
    ),
    facts: { limit: '50' },
    at: { resourceType: 'AWS::Lambda::Function' },
  },
  {
    cause: 'quota_interfaces',
    source: 'EC2 API, error code NetworkInterfaceLimitExceeded',
    reason: handler('NetworkInterfaceLimitExceeded', 'Ec2', 'ServiceLimitExceeded'),
  },
  {
    cause: 'quota_interfaces',
    source: 'Lambda API, StateReasonCode EniLimitExceeded',
    reason: 'Resource handler returned message: "Function main-probe is Failed (EniLimitExceeded)"',
    at: { resourceType: 'AWS::Lambda::Function' },
  },
  {
    cause: 'quota_other',
    source: 'a security group of 2025 (rules per group)',
    reason: handler(
      'The maximum number of rules per security group has been reached.',
      'Ec2',
      'ServiceLimitExceeded',
    ),
    facts: { name: 'rules' },
  },
  {
    cause: 'gateway_throttled',
    source: 'aws/aws-cdk#15573, cloudformation-coverage-roadmap#588',
    reason:
      'Too Many Requests (Service: ApiGateway, Status Code: 429, Request ID: 1, Extended Request ID: null)',
    at: gateway,
  },
  {
    cause: 'gateway_throttled',
    source: 'aws/aws-cdk#9521',
    reason:
      'Invalid request provided: Too Many Requests (Service: ApiGateway, Status Code: 429, Request ID: XXXXXX, Extended Request ID: null)',
    at: { ...gateway, resourceType: 'AWS::ApiGateway::Deployment' },
  },
  {
    cause: 'no_resource_policy',
    source: 'hashicorp/terraform-provider-aws#14290',
    reason: handler(
      "Private REST API doesn't have a resource policy attached to it",
      'ApiGateway',
      'InvalidRequest',
    ),
    at: gateway,
  },
  {
    cause: 'logs_role_missing',
    source: 'aws-samples/amazon-bedrock-knowledgebase-slackbot#6',
    reason: handler(
      'CloudWatch Logs role ARN must be set in account settings to enable logging',
      'ApiGateway',
      'InvalidRequest',
    ),
    at: { ...gateway, resourceType: 'AWS::ApiGateway::Stage' },
  },
  {
    cause: 'stage_missing',
    source: 'aws/serverless-application-model#32',
    reason: handler('API Stage not found: a1b2c3:live', 'ApiGateway', 'NotFound', 404),
    facts: { name: 'a1b2c3:live' },
    at: gateway,
  },
  {
    cause: 'deployment_in_use',
    source: 'hashicorp/terraform#30733',
    reason: handler(
      'Active stages pointing to this deployment must be moved or deleted',
      'ApiGateway',
      'InvalidRequest',
    ),
    at: { ...gateway, run: 'delete', stackStatus: 'DELETE_FAILED', stuck: ['Deployment'] },
  },
  {
    cause: 'key_value_taken',
    source: 'rrahul963/serverless-add-api-key#27',
    reason: old('API Key already exists', 'AmazonApiGateway', 'ConflictException', 409),
    at: gateway,
  },
  {
    cause: 'concurrent_change',
    source: 'serverless/serverless#12065: the handler calls it AlreadyExists',
    reason: handler(
      'Unable to complete operation due to concurrent modification. Please try again later.',
      'ApiGateway',
      'AlreadyExists',
      409,
    ),
    at: gateway,
  },
  {
    cause: 'part_missing',
    source: 'LocalStack’s validated snapshots, apigateway',
    reason: handler('Invalid Usage Plan ID specified', 'ApiGateway', 'NotFound', 404),
    facts: { kind: 'Usage Plan' },
    at: { ...gateway, run: 'update', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' },
  },
  {
    cause: 'role_not_assumable',
    source: 'CloudFormation, ValidationError of CreateStack',
    reason:
      'Role arn:aws:iam::123456789012:role/sluice-cloudformation is invalid or cannot be assumed',
    facts: { resource: 'arn:aws:iam::123456789012:role/sluice-cloudformation' },
    at: { code: 'denied', stackStatus: null },
  },
  {
    cause: 'assume_denied',
    source: 'IAM user guide, "Troubleshoot access denied error messages"',
    reason:
      'User: arn:aws:iam::123456789012:user/dashboard is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/sluice-operate',
    facts: {
      principal: 'arn:aws:iam::123456789012:user/dashboard',
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::123456789012:role/sluice-operate',
    },
  },
  {
    cause: 'pass_role_denied',
    source: 'a stack event of 2025 (Lambda)',
    reason: handler(
      `User: ${session} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::527623259369:role/probe because no identity-based policy allows the iam:PassRole action`,
      'Lambda',
      'AccessDenied',
      403,
    ),
    facts: {
      principal: session,
      action: 'iam:PassRole',
      resource: 'arn:aws:iam::527623259369:role/probe',
    },
  },
  {
    cause: 'denied_explicitly',
    source: 'a CDK bootstrap of 2024',
    reason: handler(
      `User: ${session} is not authorized to perform: iam:PutRolePolicy on resource: role cdk-x with an explicit deny in an identity-based policy`,
      'Iam',
      'AccessDenied',
      403,
    ),
    facts: {
      principal: session,
      action: 'iam:PutRolePolicy',
      resource: 'role cdk-x',
      policy: 'identity-based policy',
    },
  },
  {
    cause: 'denied_by_boundary',
    source: 'a stack event of 2026 (EventBridge)',
    reason: handler(
      `User: ${session} is not authorized to perform: events:DescribeRule on resource: arn:aws:events:us-east-1:367707589526:rule/x because no permissions boundary allows the events:DescribeRule action`,
      'EventBridge',
      'AccessDenied',
    ),
    facts: {
      principal: session,
      action: 'events:DescribeRule',
      resource: 'arn:aws:events:us-east-1:367707589526:rule/x',
      policy: 'permissions boundary',
    },
  },
  {
    cause: 'access_denied',
    source: 'a stack event of 2025 (tags of a REST API)',
    reason: handler(
      `User: ${session} is not authorized to perform: apigateway:PUT on resource: arn:aws:apigateway:ap-northeast-2::/tags/arn%3Aaws%3Aapigateway%3Aap-northeast-2%3A%3A%2Frestapis%2F* because no identity-based policy allows the apigateway:PUT action`,
      'ApiGateway',
      'AccessDenied',
      403,
    ),
    facts: {
      principal: session,
      action: 'apigateway:PUT',
      resource:
        'arn:aws:apigateway:ap-northeast-2::/tags/arn%3Aaws%3Aapigateway%3Aap-northeast-2%3A%3A%2Frestapis%2F*',
    },
  },
  {
    cause: 'access_denied',
    source: 'alertlogic/cwe-collector#76: no resource is named',
    reason: `User: ${session} is not authorized to perform: cloudformation:DescribeStacks because no identity-based policy allows the cloudformation:DescribeStacks action`,
    facts: { principal: session, action: 'cloudformation:DescribeStacks' },
    at: { code: 'denied' },
  },
  {
    cause: 'access_denied_unnamed',
    source: 'aws-amplify/amplify-cli#10116',
    reason: handler(
      'You are not authorized to perform this operation.',
      'Ec2',
      'AccessDenied',
      403,
    ),
  },
  {
    cause: 'access_denied_unnamed',
    source: 'a stack event of 2026: the handler speaks itself',
    reason:
      'Resource handler returned message: "Access denied for operation \'AWS::EC2::VPC\'." (RequestToken: 16eb7890, HandlerErrorCode: AccessDenied)',
  },
  {
    cause: 'function_role',
    source: 'Lambda API, InvalidParameterValueException of CreateFunction',
    reason: handler(
      'The role defined for the function cannot be assumed by Lambda.',
      'Lambda',
      'InvalidRequest',
    ),
    at: { resourceType: 'AWS::Lambda::Function' },
  },
  {
    cause: 'function_role',
    source: 'amazon-connect/amazon-connect-salesforce-lambda#29',
    reason: handler(
      'The provided execution role does not have permissions to call CreateNetworkInterface on EC2',
      'Lambda',
      'InvalidRequest',
    ),
    at: { resourceType: 'AWS::Lambda::Function' },
  },
  {
    cause: 'credentials_expired',
    source: 'STS, ExpiredToken, as a handler says it',
    reason: handler(
      'The security token included in the request is expired',
      'ApiGateway',
      'InvalidCredentials',
      403,
    ),
  },
  {
    cause: 'capability_missing',
    source: 'CloudFormation, InsufficientCapabilitiesException',
    reason: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
    facts: { name: 'CAPABILITY_NAMED_IAM' },
    at: { code: 'invalid', stackStatus: null },
  },
  {
    cause: 'template_too_large',
    source: 'CloudFormation, ValidationError of CreateStack',
    reason:
      "1 validation error detected: Value 'AWSTemplateFormatVersion: …' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    facts: { limit: '51200' },
    at: { code: 'invalid', stackStatus: null },
  },
  {
    cause: 'template_invalid',
    source: 'CloudFormation, ValidationError of CreateStack',
    reason:
      'Template format error: Unresolved resource dependencies [Vpc] in the Resources block of the template',
    at: { code: 'invalid', stackStatus: null },
  },
  {
    cause: 'properties_invalid',
    source: 'CloudFormation, early validation',
    reason:
      'Properties validation failed for resource Api with message:\n#: extraneous key [Nmae] is not permitted',
    facts: { name: 'Api' },
  },
  {
    cause: 'stack_exists',
    source: 'CloudFormation, AlreadyExistsException',
    reason: 'Stack [sluice-network-main] already exists',
    facts: { name: 'sluice-network-main' },
    at: { code: 'conflict', stackStatus: null },
  },
  {
    cause: 'stack_not_ours',
    source: 'Sluice itself',
    reason: 'The stack sluice-network-main does not carry the tags of network main.',
    facts: { name: 'sluice-network-main' },
    at: { code: 'conflict', run: 'delete', stackStatus: null },
  },
  {
    cause: 'stack_busy',
    source: 'a serverless deployment of 2025',
    reason:
      'Stack:arn:aws:cloudformation:ap-northeast-2:086015456585:stack/hello/83a1 is in UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS state and can not be updated.',
    facts: { status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' },
    at: { code: 'conflict', run: 'update', stackStatus: null },
  },
  {
    cause: 'stack_busy',
    source: 'CloudFormation, ValidationError of DeleteStack',
    reason:
      'Stack [arn:aws:cloudformation:x:1:stack/a/b] cannot be deleted while in status UPDATE_IN_PROGRESS',
    facts: { status: 'UPDATE_IN_PROGRESS' },
    at: { code: 'invalid', run: 'delete', stackStatus: null },
  },
  {
    cause: 'stack_stuck',
    source: 'org-formation/org-formation-cli#455',
    reason:
      'Stack:arn:aws:cloudformation:x:1:stack/a/b is in UPDATE_ROLLBACK_FAILED state and can not be updated.',
    facts: { status: 'UPDATE_ROLLBACK_FAILED' },
    at: { code: 'conflict', run: 'update', stackStatus: null },
  },
  {
    cause: 'stack_stuck',
    source: 'bitovi/bitops#128',
    reason:
      'Stack:arn:aws:cloudformation:us-east-1:x:stack/y/z is in ROLLBACK_COMPLETE state and can not be updated.',
    facts: { status: 'ROLLBACK_COMPLETE' },
    at: { code: 'conflict', run: 'update', stackStatus: null },
  },
  {
    cause: 'termination_protected',
    source: 'CloudFormation, ValidationError of DeleteStack',
    reason: 'Stack [sluice-proxy-a] cannot be deleted while TerminationProtection is enabled',
    at: { code: 'conflict', run: 'delete', stackStatus: null },
  },
  {
    cause: 'plan_void',
    source: 'LocalStack’s validated snapshots, test_changesets',
    reason:
      'ChangeSet [arn:aws:cloudformation:x:1:changeSet/a/b] cannot be executed in its current execution status of [OBSOLETE]',
    at: { code: 'conflict', run: 'update', stackStatus: null },
  },
  {
    cause: 'plan_void',
    source: 'LocalStack’s validated snapshots, test_changesets',
    reason: 'ChangeSet [sluice-1-0] does not exist',
    at: { code: 'not_found', run: 'update', stackStatus: null },
  },
  {
    cause: 'plan_void',
    source: 'Sluice itself',
    reason: new PlanMoved({
      ...{ what: 'stack', stackName: 'sluice-proxy-a', status: 'UPDATE_COMPLETE' },
      at: '2026-01-01T00:00:00.000Z',
    }).message,
    at: { code: 'conflict', run: 'update', stackStatus: null },
  },
  {
    cause: 'deleted_outside',
    source: 'Sluice itself, of a stack that is gone',
    reason: 'The stack was deleted while it was being created',
  },
  {
    cause: 'cancelled',
    source: 'CloudFormation, the stack’s own event after CancelUpdateStack',
    reason: 'User Initiated',
    at: { run: 'update', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' },
  },
  {
    cause: 'timed_out',
    source: 'CloudFormation, TimeoutInMinutes',
    reason: 'Stack creation time exceeded the specified timeout',
  },
  {
    cause: 'name_taken',
    source: 'aws-solutions/amazon-marketing-cloud-uploader-from-aws#167',
    reason: `Resource handler returned message: "Resource of type 'AWS::Logs::LogGroup' with identifier '{"/properties/LogGroupName":"/sluice/a"}' already exists." (RequestToken: 1, HandlerErrorCode: AlreadyExists)`,
    facts: { name: '{"/properties/LogGroupName":"/sluice/a"}' },
  },
  {
    cause: 'name_taken',
    source: 'Lambda API, ResourceConflictException',
    reason: handler('Function already exist: sluice-main-probe', 'Lambda', 'AlreadyExists', 409),
    facts: { name: 'sluice-main-probe' },
  },
  {
    cause: 'throttled',
    source: 'aws/serverless-application-model#2007: Lambda hands on EC2’s words',
    reason: handler(
      'Your request has been throttled by EC2, please make sure you have enough API rate limit. EC2 Error Code: RequestLimitExceeded. EC2 Error Message: Request limit exceeded.',
      'Lambda',
      'InvalidRequest',
    ),
    at: { resourceType: 'AWS::Lambda::Function' },
  },
  {
    cause: 'throttled',
    source: 'cloudformation-cli-java-plugin, HandlerErrorCode',
    reason: handler('Rate exceeded', 'CloudWatchLogs', 'Throttling'),
  },
  {
    cause: 'not_stabilized',
    source: 'aws-samples/aws-modern-application-workshop#120',
    reason: 'Bucket mythicalmysfitsstreamings-1nz7d080seuj did not stabilize',
  },
  {
    cause: 'aws_failed',
    source: 'awslabs/ec2-spot-workshops#14',
    reason: 'Internal Failure',
  },
  {
    cause: 'aws_failed',
    source: 'cloudformation-cli-java-plugin#100',
    reason: handler('An internal error has occurred', 'Ec2', 'ServiceInternalError', 500),
  },
  {
    cause: 'unknown',
    source: 'nobody’s',
    reason: 'Something of the year 2031',
  },
  {
    cause: 'policy_too_long',
    source: 'UNCONFIRMED: API Gateway’s quota page names the quota, no source the words',
    reason: handler(
      'Policy document size exceeds the limit of 8192',
      'ApiGateway',
      'InvalidRequest',
    ),
    facts: { limit: '8192' },
    at: gateway,
  },
];

describe('the catalogue of causes', () => {
  it.each(table)('$cause: $source', ({ cause, reason, facts, at }) => {
    const explanation = explain({ ...failure, ...at, reason });
    expect([explanation.cause, explanation.facts]).toEqual([cause, facts ?? {}]);
    expect(explanation.nextSteps).not.toEqual([]);
  });

  it('has words met in the wild for every cause', () => {
    const met = new Set(table.map(({ cause }) => cause));
    expect(causeIds.filter((id) => !met.has(id))).toEqual([]);
  });

  it.each(locales)('has facts for all that its sentences name in %s', (locale) => {
    const faults: string[] = [];
    const t = createTranslator({
      locale,
      messages: catalogue[locale],
      namespace: 'cause.known',
      onError: ({ message }) => faults.push(message),
    });
    for (const { cause, reason, at, facts } of table) {
      const args = { logicalId: 'Thing', ...facts };
      const whole = `${t.raw(`${cause}.title`)} ${t.raw(`${cause}.text`)}`;
      for (const name of factNames) {
        const isNeeded = whole.includes(`{${name}}`) && !whole.includes(`{${name}, select, none`);
        if (isNeeded && !(name in args)) faults.push(`${cause} (${reason}) has no ${name}`);
      }
      expect(explain({ ...failure, ...at, reason }).cause).toBe(cause);
    }
    expect(faults).toEqual([]);
  });
});

describe('every cause', () => {
  const triggered = ['causes', 'causes-rights', 'causes-session']
    .map((name) => readFileSync(join(__dirname, '..', `${name}.sandbox.test.ts`), 'utf8'))
    .flatMap((text) =>
      [...text.matchAll(/(?:cause: |usedUp\(\s*)'(\w+)'/g)].map(([, id]) => id ?? ''),
    );

  it('is brought about in an account, or it is said why not', () => {
    const known = new Set<string>([...triggered, ...Object.keys(untriggered)]);
    expect(causeIds.filter((id) => !known.has(id))).toEqual([]);
  });

  it('is not said to be beyond reach where it is brought about', () => {
    expect(triggered.filter((id) => id in untriggered)).toEqual([]);
  });
});

describe('next steps', () => {
  const kinds = (change: Partial<FailureFacts>) =>
    explain({ ...failure, ...change }).nextSteps.map(({ kind }) => kind);

  it('lead to the zones of a VPC that is made, and to the subnets of one that is adopted', () => {
    const reason =
      'The VPC endpoint service s does not support the availability zone of the subnet: subnet-1';
    for (const [makesVpc, field] of [
      [true, 'azs'],
      [false, 'subnetIds'],
    ] as const)
      expect(explain({ ...failure, reason, makesVpc }).nextSteps).toContainEqual({
        kind: 'fix',
        field,
      });
  });

  it('name what to skip in a rollback that is stuck, whatever the cause', () => {
    const { nextSteps } = explain({
      ...failure,
      reason: 'what nobody knows',
      run: 'update',
      stackStatus: 'UPDATE_ROLLBACK_FAILED',
      stuck: ['Api', 'UsagePlan'],
    });
    expect(nextSteps).toContainEqual({ kind: 'continue_rollback', skip: ['Api', 'UsagePlan'] });
  });

  it('name what to keep in a deletion that is stuck, and offer to force it', () => {
    const stuck = { run: 'delete', stackStatus: 'DELETE_FAILED', stuck: ['Subnet1'] } as const;
    expect(kinds({ ...stuck, stuck: [...stuck.stuck] })).toEqual([
      'retry',
      'delete_retaining',
      'force_delete',
    ]);
  });

  it('keep nothing of a stack whose deletion has not failed: AWS would refuse it', () => {
    const reason = "The subnet 'subnet-1' has dependencies and cannot be deleted.";
    expect(kinds({ reason, stackStatus: 'ROLLBACK_COMPLETE' })).not.toContain('delete_retaining');
  });

  it('give a deletion no form to fill', () => {
    for (const { reason } of table) {
      const offered = kinds({ reason, run: 'delete', stackStatus: 'DELETE_FAILED' });
      expect(offered).not.toContain('fix');
      expect(offered).not.toContain('again');
    }
  });

  it('let every adoption be tried again, and asked for again in the form', () => {
    for (const { reason } of table)
      expect(kinds({ reason, run: 'import' })).toEqual(expect.arrayContaining(['retry', 'again']));
  });

  it('ask for no quota that AWS does not raise', () => {
    expect(kinds({ reason: 'Maximum number of Private APIs has been reached' })).not.toContain(
      'raise_quota',
    );
  });
});

describe('the facts of a failure', () => {
  it('are the failed step’s, with what its stack said last', () => {
    const at = (stepIndex: number, logicalId: string, status: string, resourceType = 'AWS::X') => ({
      stepIndex,
      stackName: 's1',
      logicalId,
      status,
      resourceType,
    });
    const stack = 'AWS::CloudFormation::Stack';
    const events = [
      at(0, 's1', 'DELETE_COMPLETE', stack),
      at(1, 's1', 'CREATE_IN_PROGRESS', stack),
      at(1, 'Vpc', 'CREATE_COMPLETE', 'AWS::EC2::VPC'),
      at(1, 'A', 'CREATE_FAILED'),
      at(1, 's1', 'ROLLBACK_IN_PROGRESS', stack),
      at(1, 'A', 'DELETE_COMPLETE'),
      at(1, 'B', 'DELETE_FAILED'),
      at(1, 's1', 'ROLLBACK_FAILED', stack),
    ] as RunEvent[];
    const step = { stackName: 's1', subject: { kind: 'network', name: 'main' } };
    const run = {
      kind: 'create',
      subject: { kind: 'proxy', name: 'a' },
      steps: [
        { ...step, index: 0, state: 'succeeded' },
        { ...step, index: 1, state: 'failed' },
      ],
      failure: { stackName: 's1', logicalId: 'A', resourceType: 'AWS::X', reason: 'no' },
    } as unknown as Run;
    expect(failureFactsOf(run, events)).toMatchObject({
      subject: 'network',
      stackStatus: 'ROLLBACK_FAILED',
      stuck: ['B'],
      makesVpc: true,
      code: null,
    });
    expect(failureFactsOf({ ...run, failure: null }, events)).toBeNull();
  });
});
