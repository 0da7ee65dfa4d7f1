import type { Rule } from './types';

function nameTaken(text: RegExp): Rule {
  return {
    id: 'name_taken',
    text,
    steps: ({ subject }) => [
      { kind: 'fix', field: subject === 'network' ? 'networkName' : 'name' },
      { kind: 'retry' },
    ],
  };
}

/**
 * What is left to tell by the code that every handler ends with (cloudformation-cli-java-plugin, HandlerErrorCode), or
 * by phrases that many services share.
 */
export const anyServiceRules: Rule[] = [
  nameTaken(/identifier '(?<name>[^']+)' already exists/i),
  nameTaken(/already exists?: (?<name>[\w/.-]+)/i),
  nameTaken(/(?:with name|named) '?(?<name>[\w/.-]+)'? already exists/i),
  nameTaken(/already exists|HandlerErrorCode: AlreadyExists/i),
  {
    id: 'quota_other',
    text: /HandlerErrorCode: ServiceLimitExceeded|(?<!Request)LimitExceeded|maximum number of (?<name>[\w\s-]+?) (?:for |in |per )?[^"]*has been reached/i,
    steps: ({ resourceType }) => [
      { kind: 'raise_quota', service: quotaService(resourceType), code: null },
      { kind: 'retry' },
    ],
  },
  {
    id: 'throttled',
    text: /HandlerErrorCode: Throttling|Rate ?exceeded|RequestLimitExceeded|Request limit exceeded|Throttl/i,
    steps: () => [{ kind: 'retry', minutes: 2 }],
  },
  {
    id: 'not_stabilized',
    text: /HandlerErrorCode: NotStabilized|did not stabilize/i,
    steps: () => [{ kind: 'retry', minutes: 5 }],
  },
  {
    id: 'part_missing',
    text: /HandlerErrorCode: NotFound/i,
    steps: () => [{ kind: 'retry' }],
  },
  {
    id: 'aws_failed',
    text: /HandlerErrorCode: (?:ServiceInternalError|InternalFailure|NetworkFailure|ServiceTimeout)|Internal ?(?:Failure|Server|Service)? ?Error|Internal Failure|ServiceUnavailable|Status Code: 5\d\d/i,
    steps: () => [
      { kind: 'retry', minutes: 5 },
      { kind: 'console', at: { page: 'health' } },
    ],
  },
];

/** Service Quotas' name of a service, from a resource's type. */
function quotaService(resourceType: string): string {
  const [, service = ''] = resourceType.split('::');
  const names: Record<string, string> = {
    EC2: 'vpc',
    ApiGateway: 'apigateway',
    Lambda: 'lambda',
    Logs: 'logs',
    IAM: 'iam',
  };
  return names[service] ?? 'cloudformation';
}
