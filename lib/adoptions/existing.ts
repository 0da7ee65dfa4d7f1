import { tagList, type Value } from '@/templates/cloudformation';
import type { Existing } from '@/templates/proxy/adoption';
import type { Adoptable, FoundAnswer } from '../aws/adoptable';
import type { ApiSettings, IntegrationSettings } from '../aws/rest-apis';

type Properties = { [key: string]: Value };
type Path = ApiSettings['resources'][number];

/**
 * What stands, in CloudFormation's words, so that the update after the import changes exactly what differs. Only of an
 * API that was judged adoptable: a mapping of it holds nobody's credential. What is not said here, such as a key's
 * value, CloudFormation leaves alone.
 */
export function existingOf({ settings, keys, answers }: Adoptable): Existing {
  const [stage] = settings.stages;
  const [plan] = settings.plans;
  if (!stage || !plan) throw new Error(`${settings.apiId} has no stage or no plan`);
  const at = (path: string) => settings.resources.find((it) => it.path === path);
  return {
    apiId: settings.apiId,
    api: apiOf(settings),
    proxyResourceId: at('/{proxy+}')?.resourceId ?? null,
    methods: { root: methodOf(at('/')), proxy: methodOf(at('/{proxy+}')) },
    stage: {
      StageName: stage.name,
      DeploymentId: stage.deploymentId,
      ...(stage.accessLog && {
        AccessLogSetting: {
          DestinationArn: stage.accessLog.destinationArn,
          Format: stage.accessLog.format,
        },
      }),
      ...methodSettings(stage.throttle),
      ...tagged(stage.tags),
    },
    plan: {
      planId: plan.planId,
      properties: {
        UsagePlanName: plan.name,
        ApiStages: plan.apiStages.map(({ apiId, stage: Stage }) => ({ ApiId: apiId, Stage })),
        ...(plan.quota && { Quota: { Limit: plan.quota.limit, Period: plan.quota.period } }),
        ...throttleOf(plan.throttle),
        ...tagged(plan.tags),
      },
    },
    keys: (keys ?? []).map(({ keyId, name, description, isEnabled }) => ({
      keyId,
      properties: {
        Name: name,
        ...(description ? { Description: description } : {}),
        Enabled: isEnabled,
      },
    })),
    gatewayResponses: answers.map(answerOf),
  };
}

function apiOf(settings: ApiSettings): Properties {
  const { binaryMediaTypes, description, policy, ipAddressType, vpcEndpointIds } = settings;
  return {
    Name: settings.name,
    ...(description ? { Description: description } : {}),
    ApiKeySourceType: settings.keySource,
    ...(binaryMediaTypes.length > 0 ? { BinaryMediaTypes: binaryMediaTypes } : {}),
    EndpointConfiguration: {
      Types: settings.endpointTypes,
      ...(ipAddressType ? { IpAddressType: ipAddressType } : {}),
      ...(vpcEndpointIds.length > 0 ? { VpcEndpointIds: vpcEndpointIds } : {}),
    },
    ...(policy === null ? {} : { Policy: JSON.parse(policy) as Value }),
    ...tagged(settings.tags),
  };
}

function methodOf(path: Path | undefined): Existing['methods']['root'] {
  const method = path?.methods.find(({ verb }) => verb === 'ANY');
  if (!path || !method) return null;
  const { requestParameters, validatorId, integration } = method;
  return {
    resourceId: path.resourceId,
    properties: {
      AuthorizationType: method.authorizationType,
      ApiKeyRequired: method.isKeyRequired,
      ...(filled(requestParameters) ? { RequestParameters: requestParameters } : {}),
      ...(validatorId === null ? {} : { RequestValidatorId: validatorId }),
      ...(integration ? { Integration: integrationOf(integration) } : {}),
    },
  };
}

function integrationOf(integration: IntegrationSettings): Properties {
  const { requestParameters, responses, timeoutMs } = integration;
  const texts = {
    IntegrationHttpMethod: integration.httpMethod,
    Uri: integration.uri,
    ConnectionType: integration.connectionType,
    ResponseTransferMode: integration.transferMode,
  };
  return {
    Type: integration.type,
    ...Object.fromEntries(
      Object.entries(texts).filter((each): each is [string, string] => each[1] !== null),
    ),
    ...(filled(requestParameters) ? { RequestParameters: requestParameters } : {}),
    ...(timeoutMs === null ? {} : { TimeoutInMillis: timeoutMs }),
    ...(responses.length === 0
      ? {}
      : {
          IntegrationResponses: responses.map((response) => ({
            StatusCode: response.statusCode,
            ...(response.selectionPattern ? { SelectionPattern: response.selectionPattern } : {}),
            ...(filled(response.responseTemplates)
              ? { ResponseTemplates: response.responseTemplates }
              : {}),
          })),
        }),
  };
}

type Throttle = { rateLimit: number | null; burstLimit: number | null };

function methodSettings({ rateLimit, burstLimit }: Throttle): Properties {
  if (rateLimit === null && burstLimit === null) return {};
  const setting: Properties = { ResourcePath: '/*', HttpMethod: '*' };
  if (rateLimit !== null) setting.ThrottlingRateLimit = rateLimit;
  if (burstLimit !== null) setting.ThrottlingBurstLimit = burstLimit;
  return { MethodSettings: [setting] };
}

function throttleOf({ rateLimit, burstLimit }: Throttle): Properties {
  if (rateLimit === null && burstLimit === null) return {};
  const throttle: Properties = {};
  if (rateLimit !== null) throttle.RateLimit = rateLimit;
  if (burstLimit !== null) throttle.BurstLimit = burstLimit;
  return { Throttle: throttle };
}

function answerOf({ responseType, statusCode, parameters, templates }: FoundAnswer) {
  return {
    ResponseType: responseType,
    ...(statusCode ? { StatusCode: statusCode } : {}),
    ...(filled(parameters) ? { ResponseParameters: parameters } : {}),
    ...(filled(templates) ? { ResponseTemplates: templates } : {}),
  };
}

const filled = (map: object) => Object.keys(map).length > 0;

/** Without AWS's own, which no template may say, and ours: the stack has these. */
function tagged(tags: Record<string, string>): Properties {
  const own = Object.entries(tags).filter(([key]) => !/^(?:aws|sluice):/.test(key));
  return own.length > 0 ? { Tags: tagList(Object.fromEntries(own)) } : {};
}
