import { gatewayErrors } from '@/templates/proxy/gateway-errors';
import type { GatewayRow, MethodRow, PlanRow, ResponseRow, StageRow } from '../aws/gateway';

/** Properties by CloudFormation's path. AWS's defaults are written out on both sides; what is absent is left out. */
export type Shape = Record<string, unknown>;
type Properties = Record<string, unknown>;

export function apiShape(it: Properties): Shape {
  const endpoint = inner(it.EndpointConfiguration);
  return {
    Name: it.Name,
    Description: it.Description ?? '',
    ApiKeySourceType: it.ApiKeySourceType ?? 'HEADER',
    BinaryMediaTypes: inOrder(it.BinaryMediaTypes),
    'EndpointConfiguration.Types': inOrder(endpoint.Types),
    'EndpointConfiguration.VpcEndpointIds': inOrder(endpoint.VpcEndpointIds),
    DisableExecuteApiEndpoint: it.DisableExecuteApiEndpoint ?? false,
    Policy: it.Policy,
  };
}

export function actualApi(api: NonNullable<GatewayRow['api']>): Shape {
  return {
    Name: api.name,
    Description: api.description,
    ApiKeySourceType: api.keySource,
    BinaryMediaTypes: inOrder(api.binaryMediaTypes),
    'EndpointConfiguration.Types': inOrder(api.endpointTypes),
    'EndpointConfiguration.VpcEndpointIds': inOrder(api.vpcEndpointIds),
    DisableExecuteApiEndpoint: api.isDefaultEndpointOff,
    Policy: api.policy === null ? undefined : parsed(api.policy),
  };
}

/** The members of a method setting that bound or log calls: the cache is off, and what it would do means nothing. */
const settingNames = {
  MetricsEnabled: 'metricsEnabled',
  LoggingLevel: 'loggingLevel',
  DataTraceEnabled: 'dataTraceEnabled',
  ThrottlingRateLimit: 'throttlingRateLimit',
  ThrottlingBurstLimit: 'throttlingBurstLimit',
} as const;

export function stageShape(it: Properties): Shape {
  const log = inner(it.AccessLogSetting);
  return {
    DeploymentId: it.DeploymentId,
    'AccessLogSetting.DestinationArn': logArn(log.DestinationArn),
    'AccessLogSetting.Format': log.Format,
    Variables: it.Variables ?? {},
    TracingEnabled: it.TracingEnabled ?? false,
    ...Object.assign(
      {},
      ...settingsOf(it).map((setting, index) =>
        Object.fromEntries(
          Object.keys(settingNames).map((name) => [
            `MethodSettings.${index}.${name}`,
            setting[name],
          ]),
        ),
      ),
    ),
  };
}

/** `template` is the deployed stage: its settings are a list, API Gateway's a map. */
export function actualStage(stage: StageRow, template: Properties): Shape {
  const listed = settingsOf(template).map(settingKey);
  const added = Object.keys(stage.settings).filter((key) => !listed.includes(key));
  return {
    DeploymentId: stage.deploymentId,
    'AccessLogSetting.DestinationArn': logArn(stage.accessLog?.destinationArn),
    'AccessLogSetting.Format': stage.accessLog?.format,
    Variables: stage.variables,
    TracingEnabled: stage.isTracing,
    ...Object.assign(
      {},
      ...listed.map((key, index) =>
        Object.fromEntries(
          Object.entries(settingNames).map(([name, member]) => [
            `MethodSettings.${index}.${name}`,
            stage.settings[key]?.[member],
          ]),
        ),
      ),
      ...added.map((key, index) => ({
        [`MethodSettings.${listed.length + index}`]: settingOf(key, stage.settings[key] ?? {}),
      })),
    ),
  };
}

function settingsOf(stage: Properties): Properties[] {
  return Array.isArray(stage.MethodSettings) ? (stage.MethodSettings as Properties[]) : [];
}

/** CloudFormation's `/*` with `*` is API Gateway's key of two asterisks, `/a/b` with GET `~1a~1b/GET`. */
function settingKey({ ResourcePath, HttpMethod }: Properties): string {
  const path = String(ResourcePath ?? '/*');
  return `${path === '/*' ? '*' : path.replaceAll('/', '~1')}/${String(HttpMethod ?? '*')}`;
}

function settingOf(key: string, setting: Record<string, unknown>): Properties {
  const slash = key.lastIndexOf('/');
  const path = key.slice(0, slash);
  return {
    ResourcePath: path === '*' ? '/*' : path.replaceAll('~1', '/'),
    HttpMethod: key.slice(slash + 1),
    ...Object.fromEntries(
      Object.entries(settingNames).flatMap(([name, member]) =>
        setting[member] === undefined ? [] : [[name, setting[member]]],
      ),
    ),
  };
}

export function planShape(it: Properties): Shape {
  const [quota, throttle] = [inner(it.Quota), inner(it.Throttle)];
  const stages = Array.isArray(it.ApiStages) ? (it.ApiStages as Properties[]) : [];
  return {
    UsagePlanName: it.UsagePlanName,
    'Quota.Limit': quota.Limit,
    'Quota.Period': quota.Period,
    'Quota.Offset': quota.Offset || undefined,
    'Throttle.RateLimit': throttle.RateLimit,
    'Throttle.BurstLimit': throttle.BurstLimit,
    ApiStages: stagesInOrder(stages.map(({ ApiId, Stage }) => ({ ApiId, Stage }))),
  };
}

export function actualPlan({ name, quota, throttle, apiStages }: PlanRow): Shape {
  return {
    UsagePlanName: name,
    'Quota.Limit': quota?.limit,
    'Quota.Period': quota?.period,
    'Quota.Offset': quota?.offset || undefined,
    'Throttle.RateLimit': throttle.rateLimit ?? undefined,
    'Throttle.BurstLimit': throttle.burstLimit ?? undefined,
    ApiStages: stagesInOrder(apiStages.map(({ apiId, stage }) => ({ ApiId: apiId, Stage: stage }))),
  };
}

export function methodShape(it: Properties): Shape {
  const integration = inner(it.Integration);
  return {
    AuthorizationType: it.AuthorizationType,
    ApiKeyRequired: it.ApiKeyRequired ?? false,
    RequestParameters: it.RequestParameters ?? {},
    RequestValidatorId: it.RequestValidatorId,
    'Integration.Type': integration.Type,
    'Integration.IntegrationHttpMethod': integration.IntegrationHttpMethod,
    'Integration.Uri': integration.Uri,
    'Integration.TimeoutInMillis': integration.TimeoutInMillis,
    'Integration.ResponseTransferMode': integration.ResponseTransferMode ?? 'BUFFERED',
    'Integration.PassthroughBehavior': integration.PassthroughBehavior,
    'Integration.RequestParameters': integration.RequestParameters ?? {},
  };
}

export function actualMethod(method: MethodRow): Shape {
  const { integration } = method;
  return {
    AuthorizationType: method.authorizationType,
    ApiKeyRequired: method.isKeyRequired,
    RequestParameters: method.requestParameters,
    RequestValidatorId: method.validatorId ?? undefined,
    'Integration.Type': integration?.type,
    'Integration.IntegrationHttpMethod': integration?.httpMethod,
    'Integration.Uri': integration?.uri,
    'Integration.TimeoutInMillis': integration?.timeoutMs,
    'Integration.ResponseTransferMode': integration?.transferMode,
    'Integration.PassthroughBehavior': integration?.passthrough,
    'Integration.RequestParameters': integration?.requestParameters,
  };
}

export function responseShape(it: Properties): Shape {
  return {
    StatusCode: it.StatusCode ?? usualStatus(String(it.ResponseType)),
    ResponseParameters: it.ResponseParameters ?? {},
    ResponseTemplates: it.ResponseTemplates ?? {},
  };
}

export function actualResponse(type: string, response: ResponseRow): Shape {
  return {
    StatusCode: response.statusCode ?? usualStatus(type),
    ResponseParameters: response.parameters,
    ResponseTemplates: response.templates,
  };
}

/** A response without a status has that of its kind; the defaults stand for many. */
function usualStatus(type: string): string | undefined {
  const status = gatewayErrors.find(({ responseType }) => responseType === type)?.status;
  return status ? String(status) : undefined;
}

function inner(value: unknown): Properties {
  return typeof value === 'object' && value !== null ? (value as Properties) : {};
}

export function inOrder(value: unknown): unknown[] {
  return Array.isArray(value) ? [...value].sort() : [];
}

function stagesInOrder<T extends { ApiId: unknown; Stage: unknown }>(stages: T[]): T[] {
  const text = ({ ApiId, Stage }: T) => `${String(ApiId)}:${String(Stage)}`;
  return [...stages].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** CloudFormation's attribute ends in `:*`, and API Gateway keeps it without (AWS::Logs::LogGroup, return values). */
function logArn(arn: unknown): unknown {
  return typeof arn === 'string' ? arn.replace(/:\*$/, '') : arn;
}

export function parsed(policy: string): unknown {
  try {
    return JSON.parse(policy);
  } catch {
    return policy;
  }
}
