import type { CauseId } from './ids';
import type { NextStep, Rule } from './types';

/** Another quota than asked for may be none that can be raised: then there is no link, and the text says so. */
function quota(
  id: CauseId,
  text: RegExp,
  at: { service: string; code: string | null } | null,
  more: NextStep[] = [],
): Rule {
  const raise: NextStep[] = at ? [{ kind: 'raise_quota', ...at }] : [];
  return { id, text, steps: () => [...raise, { kind: 'retry' }, ...more] };
}

/**
 * Quotas that are used up. API Gateway answers them with status 429 too, as it does throttled calls, so these come
 * before throttling. EC2's texts: aws-solutions issues of the handlers; API Gateway's family of texts, "Maximum number
 * of … has been reached", is recorded for resources and authorizers (terraform-provider-aws#37605) and INFERENCE for
 * APIs, plans and keys. Codes: aws-facts C.
 */
export const quotaRules: Rule[] = [
  quota(
    'quota_vpcs',
    /maximum number of VPCs has been reached|VpcLimitExceeded/i,
    {
      service: 'vpc',
      code: 'L-F678F1CE',
    },
    [{ kind: 'fix', field: 'networkChoice' }],
  ),
  quota(
    'quota_endpoints',
    /maximum number of VPC endpoints has been reached|VpcEndpointLimitExceeded/i,
    { service: 'vpc', code: 'L-29B6F2EB' },
  ),
  // Private APIs: 600, and AWS raises it for nobody.
  quota(
    'quota_private_apis',
    /maximum number of (?:private |rest )?APIs\b[^"]*has been reached/i,
    null,
  ),
  quota('quota_usage_plans', /maximum number of usage plans\b[^"]*has been reached/i, {
    service: 'apigateway',
    code: 'L-E8693075',
  }),
  // API keys: 10,000, not adjustable.
  quota('quota_api_keys', /maximum number of api keys\b[^"]*has been reached/i, null),
  quota('quota_resources', /maximum number of resources for this API has been reached/i, {
    service: 'apigateway',
    code: 'L-01C8A9E0',
  }),
  quota('quota_stacks', /limit for stacks? has been exceeded/i, {
    service: 'cloudformation',
    code: 'L-0485CB21',
  }),
  quota(
    'quota_concurrency',
    /UnreservedConcurrentExecutions? below its minimum value of \[(?<limit>\d+)\]/i,
    {
      service: 'lambda',
      code: 'L-B99A9384',
    },
  ),
  quota(
    'quota_interfaces',
    /ENILimitReached|EniLimitExceeded|NetworkInterfaceLimitExceeded|limit for network interfaces has been reached/i,
    {
      service: 'vpc',
      code: 'L-DF5E4CA3',
    },
  ),
];
