import { type ApiInput, createApi, deleteApi, updateApi } from '../../apigateway/apis';
import { requireApi } from '../../apigateway/faults';
import { AwsFault, type ResourceProvider, type ResourceRequest } from '../../context';
import {
  flag,
  ignoreMissing,
  noAttribute,
  number,
  object,
  strings,
  tagsOf,
  text,
} from './property-values';

const type = 'AWS::ApiGateway::RestApi';

export const restApiProvider: ResourceProvider = {
  type,
  async create(context, request) {
    return { physicalId: createApi(context, toInput(request)).id };
  },
  async update(context, request) {
    updateApi(context, request.physicalId, toInput(request));
  },
  async delete(context, { physicalId }) {
    ignoreMissing(() => deleteApi(context, physicalId));
  },
  attribute(context, physicalId, name) {
    if (name === 'RestApiId') return physicalId;
    if (name === 'RootResourceId') return requireApi(context, physicalId).rootResourceId;
    return noAttribute(type, name);
  },
};

function toInput(request: ResourceRequest): ApiInput {
  const { properties } = request;
  if (properties.Body !== undefined || properties.BodyS3Location !== undefined) {
    throw new AwsFault('InvalidRequest', 'The sandbox does not import OpenAPI bodies');
  }
  const endpoints = object(properties.EndpointConfiguration);
  const { Policy: policy } = properties;
  return {
    ...definedOnly({
      name: text(properties.Name),
      description: text(properties.Description),
      policy: policy === undefined || typeof policy === 'string' ? policy : JSON.stringify(policy),
      apiKeySource: text(properties.ApiKeySourceType),
      binaryMediaTypes: strings(properties.BinaryMediaTypes),
      minimumCompressionSize: number(properties.MinimumCompressionSize),
      disableExecuteApiEndpoint: flag(properties.DisableExecuteApiEndpoint),
      securityPolicy: text(properties.SecurityPolicy),
      endpointAccessMode: text(properties.EndpointAccessMode),
    }),
    ...(endpoints
      ? {
          endpointConfiguration: definedOnly({
            types: strings(endpoints.Types),
            vpcEndpointIds: strings(endpoints.VpcEndpointIds),
            ipAddressType: text(endpoints.IpAddressType),
          }),
        }
      : {}),
    tags: tagsOf(request),
  };
}

function definedOnly<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, it]) => it !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
