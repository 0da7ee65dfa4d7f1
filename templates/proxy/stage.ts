import { getAtt, type Resources, ref, tagList } from '../cloudformation';
import { tagsOf } from '../tags';
import { accessLogFormat } from './access-log';
import { deploymentId } from './deployment';
import { burstMax, type ProxySpec, ratePerSecondMax } from './spec';

/**
 * The stage keeps this proxy from draining the throttle that all APIs of the account share: room for two keys at
 * full rate, as during a rotation, and for the probe. Execution logs stay off: they would leave a log group that no
 * stack owns and that never expires; the access log carries the error. Metrics per method cost extra and say little
 * where there is one method in two places.
 */
export function stageResources(spec: ProxySpec, configuration: Resources): Resources {
  const { burst, rate } = spec.limits;
  return {
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: ref('Api'),
        DeploymentId: ref(deploymentId(configuration)),
        StageName: spec.stage,
        ...(spec.accessLog === null
          ? {}
          : {
              AccessLogSetting: {
                DestinationArn: getAtt('AccessLogGroup', 'Arn'),
                Format: accessLogFormat,
              },
            }),
        MethodSettings: [
          {
            ResourcePath: '/*',
            HttpMethod: '*',
            MetricsEnabled: false,
            LoggingLevel: 'OFF',
            DataTraceEnabled: false,
            ThrottlingRateLimit: Math.min(2 * rate + 1, ratePerSecondMax),
            ThrottlingBurstLimit: Math.min(2 * burst + 5, burstMax),
          },
        ],
        Tags: tagList(tagsOf(spec)),
      },
    },
  };
}
