import { createStage, deleteStage, replaceStage, type StageInput } from '../../apigateway/stages';
import type { MethodSetting } from '../../apigateway/types';
import type { ResourceProvider, ResourceRequest } from '../../context';
import {
  flag,
  ignoreMissing,
  noAttribute,
  number,
  object,
  objects,
  stringMap,
  tagsOf,
  text,
} from './property-values';

const type = 'AWS::ApiGateway::Stage';

export const stageProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { RestApiId } = request.properties;
    return { physicalId: createStage(context, String(RestApiId), toInput(request)).stageName };
  },
  async update(context, request) {
    const input = { ...toInput(request), stageName: request.physicalId };
    replaceStage(context, String(request.properties.RestApiId), input);
  },
  async delete(context, { properties, physicalId }) {
    ignoreMissing(() => deleteStage(context, String(properties.RestApiId), physicalId));
  },
  attribute(_context, _physicalId, name) {
    return noAttribute(type, name);
  },
};

function toInput(request: ResourceRequest): StageInput {
  const { properties } = request;
  const log = object(properties.AccessLogSetting);
  const description = text(properties.Description);
  return {
    // Without a name CloudFormation calls the stage `default` (S-SPEC Stage.StageName).
    stageName: text(properties.StageName) ?? 'default',
    deploymentId: String(properties.DeploymentId ?? ''),
    ...(description === undefined ? {} : { description }),
    variables: stringMap(properties.Variables) ?? {},
    ...(log
      ? {
          accessLogSettings: {
            destinationArn: text(log.DestinationArn) ?? '',
            format: text(log.Format) ?? '',
          },
        }
      : {}),
    methodSettings: Object.fromEntries(objects(properties.MethodSettings).map(toSetting)),
    tracingEnabled: flag(properties.TracingEnabled) ?? false,
    cacheClusterEnabled: flag(properties.CacheClusterEnabled) ?? false,
    tags: tagsOf(request),
  };
}

// `/*` with `*` is keyed `*/*` by the API, `/a/b` with GET `~1a~1b/GET`.
function toSetting(setting: Record<string, unknown>): [string, Partial<MethodSetting>] {
  const path = String(setting.ResourcePath ?? '/*');
  const key = path === '/*' ? '*' : path.replaceAll('/', '~1');
  const rate = number(setting.ThrottlingRateLimit);
  const burst = number(setting.ThrottlingBurstLimit);
  return [
    `${key}/${String(setting.HttpMethod ?? '*')}`,
    {
      metricsEnabled: flag(setting.MetricsEnabled) ?? false,
      loggingLevel: text(setting.LoggingLevel) ?? 'OFF',
      dataTraceEnabled: flag(setting.DataTraceEnabled) ?? false,
      ...(rate === undefined ? {} : { throttlingRateLimit: rate }),
      ...(burst === undefined ? {} : { throttlingBurstLimit: burst }),
    },
  ];
}
