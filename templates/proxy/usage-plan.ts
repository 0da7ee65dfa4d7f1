import { type Resources, ref, tagList } from '../cloudformation';
import { tagsOf } from '../tags';
import type { ProxySpec } from './spec';

/** Quota and throttle, which API Gateway counts per key. The plan waits for the stage that it names. */
export function usagePlanResources(spec: ProxySpec): Resources {
  const { burst, quota, rate } = spec.limits;
  return {
    UsagePlan: {
      Type: 'AWS::ApiGateway::UsagePlan',
      DependsOn: 'Stage',
      Properties: {
        UsagePlanName: spec.name,
        ApiStages: [{ ApiId: ref('Api'), Stage: spec.stage }],
        ...(quota === null ? {} : { Quota: { Limit: quota.limit, Period: quota.period } }),
        Throttle: { RateLimit: rate, BurstLimit: burst },
        Tags: tagList(tagsOf(spec)),
      },
    },
  };
}
