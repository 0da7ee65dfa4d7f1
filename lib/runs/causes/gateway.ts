import type { Rule } from './types';

/** API Gateway's refusals. Texts: aws-facts A7, A8, C, and what the local AWS cites beside each. */
export const gatewayRules: Rule[] = [
  {
    id: 'concurrent_change',
    // CloudFormation gives it HandlerErrorCode AlreadyExists (serverless/serverless#12065), which it is not.
    text: /due to concurrent modification/i,
    steps: () => [{ kind: 'retry', minutes: 1 }],
  },
  {
    id: 'gateway_throttled',
    text: /Too Many Requests|TooManyRequestsException/i,
    only: ({ resourceType }) => /^AWS::ApiGateway/.test(resourceType),
    steps: () => [{ kind: 'retry', minutes: 2 }],
  },
  {
    id: 'no_resource_policy',
    text: /doesn't have a resource policy attached/i,
    steps: () => [{ kind: 'retry' }],
  },
  {
    id: 'policy_too_long',
    // AWS's exact words are UNCONFIRMED; both forms name the limit.
    text: /policy document (?:size )?exceeds the (?:limit|maximum length) of (?<limit>\d+)/i,
    steps: () => [
      { kind: 'raise_quota', service: 'apigateway', code: 'L-8B81B02C' },
      { kind: 'retry' },
    ],
  },
  {
    id: 'logs_role_missing',
    text: /CloudWatch Logs role ARN must be set/i,
    steps: () => [{ kind: 'console', at: { page: 'gateway_settings' } }, { kind: 'retry' }],
  },
  {
    id: 'stage_missing',
    text: /API Stage not found(?:: ?(?<name>[\w:-]+))?/i,
    steps: () => [{ kind: 'retry' }],
  },
  {
    id: 'deployment_in_use',
    text: /Active stages pointing to this deployment must be moved or deleted/i,
    steps: ({ logicalId }) => [
      { kind: 'retry' },
      { kind: 'delete_retaining', retain: [logicalId] },
    ],
  },
  {
    id: 'key_value_taken',
    text: /API Key already exists/i,
    steps: () => [{ kind: 'retry' }],
  },
  {
    id: 'part_missing',
    // Something that was there before, and went without Sluice.
    text: /Invalid (?<kind>API|Resource|stage|API Key|Usage Plan|Deployment)[\w ]* (?:ID|identifier) specified/i,
    steps: () => [{ kind: 'retry' }],
  },
];
