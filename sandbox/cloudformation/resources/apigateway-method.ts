import { requireApi, requireResource } from '../../apigateway/faults';
import { deleteMethod, putIntegration, putMethod } from '../../apigateway/methods';
import type { IntegrationResponse, Method } from '../../apigateway/types';
import type { ResourceProvider, SandboxContext } from '../../context';
import {
  flag,
  ignoreMissing,
  noAttribute,
  number,
  object,
  objects,
  stringMap,
  strings,
  text,
} from './property-values';

const type = 'AWS::ApiGateway::Method';
type Properties = Record<string, unknown>;

export const methodProvider: ResourceProvider = {
  type,
  async create(context, { properties }) {
    const { apiId, resourceId, httpMethod } = targetOf(properties);
    put(context, properties);
    return { physicalId: `${apiId}|${resourceId}|${httpMethod}` };
  },
  async update(context, { properties }) {
    const { apiId, resourceId, httpMethod } = targetOf(properties);
    const resource = requireResource(requireApi(context, apiId), resourceId);
    const before = resource.methods[httpMethod];
    delete resource.methods[httpMethod];
    try {
      put(context, properties);
    } catch (error) {
      if (before) resource.methods[httpMethod] = before;
      throw error;
    }
  },
  async delete(context, { properties }) {
    ignoreMissing(() => deleteMethod(context, targetOf(properties)));
  },
  attribute(_context, _physicalId, name) {
    return noAttribute(type, name);
  },
};

function targetOf(properties: Properties) {
  return {
    apiId: String(properties.RestApiId),
    resourceId: String(properties.ResourceId),
    httpMethod: String(properties.HttpMethod),
  };
}

function put(context: SandboxContext, properties: Properties): void {
  const target = targetOf(properties);
  const parameters = Object.entries(object(properties.RequestParameters) ?? {});
  const method = putMethod(context, target, {
    authorizationType: text(properties.AuthorizationType),
    apiKeyRequired: flag(properties.ApiKeyRequired),
    operationName: text(properties.OperationName),
    requestValidatorId: text(properties.RequestValidatorId),
    requestParameters: Object.fromEntries(
      parameters.map(([key, it]) => [key, String(it) === 'true']),
    ),
    requestModels: stringMap(properties.RequestModels),
  });
  method.methodResponses = toMethodResponses(properties);
  const integration = object(properties.Integration);
  if (!integration) return;
  try {
    putIntegration(context, target, {
      type: text(integration.Type),
      httpMethod: text(integration.IntegrationHttpMethod),
      uri: text(integration.Uri),
      connectionType: text(integration.ConnectionType),
      requestParameters: stringMap(integration.RequestParameters),
      requestTemplates: stringMap(integration.RequestTemplates),
      passthroughBehavior: text(integration.PassthroughBehavior),
      timeoutInMillis: number(integration.TimeoutInMillis),
      responseTransferMode: text(integration.ResponseTransferMode) as 'BUFFERED' | 'STREAM',
      contentHandling: text(integration.ContentHandling),
      cacheNamespace: text(integration.CacheNamespace),
      cacheKeyParameters: strings(integration.CacheKeyParameters),
      integrationResponses: toIntegrationResponses(integration),
    });
  } catch (error) {
    deleteMethod(context, target);
    throw error;
  }
}

function toMethodResponses(properties: Properties): Method['methodResponses'] {
  const responses = objects(properties.MethodResponses).map((it) => {
    const statusCode = String(it.StatusCode);
    const parameters = Object.entries(object(it.ResponseParameters) ?? {});
    return [
      statusCode,
      {
        statusCode,
        responseParameters: Object.fromEntries(
          parameters.map(([key, value]) => [key, String(value) === 'true']),
        ),
      },
    ];
  });
  return Object.fromEntries(responses);
}

function toIntegrationResponses(integration: Properties): Record<string, IntegrationResponse> {
  const responses = objects(integration.IntegrationResponses).map((it) => [
    String(it.StatusCode),
    {
      statusCode: String(it.StatusCode),
      ...(it.SelectionPattern === undefined
        ? {}
        : { selectionPattern: String(it.SelectionPattern) }),
      responseParameters: stringMap(it.ResponseParameters) ?? {},
      responseTemplates: stringMap(it.ResponseTemplates) ?? {},
    },
  ]);
  return Object.fromEntries(responses);
}
