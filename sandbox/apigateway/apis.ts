import type { SandboxContext } from '../context';
import { named } from '../named';
import { quotaCodes } from '../servicequotas/quotas';
import { badRequest, limitExceeded, requireApi } from './faults';
import { newId } from './ids';
import { checkPolicy } from './policy';
import type { EndpointType, RestApi } from './types';

export type ApiInput = {
  name?: string;
  description?: string;
  endpointConfiguration?: { types?: string[]; vpcEndpointIds?: string[]; ipAddressType?: string };
  policy?: string;
  apiKeySource?: string;
  binaryMediaTypes?: string[];
  minimumCompressionSize?: number;
  disableExecuteApiEndpoint?: boolean;
  securityPolicy?: string;
  endpointAccessMode?: string;
  tags?: Record<string, string>;
};

const endpointTypes: EndpointType[] = ['PRIVATE', 'EDGE', 'REGIONAL'];

/** Makes a REST API with its root resource. Throws BadRequestException as AWS does. */
export function createApi(context: SandboxContext, input: ApiInput): RestApi {
  if (!input.name) throw badRequest('API name must be non-empty.');
  if (input.description === '') throw badRequest('Description cannot be an empty string');
  const settings = settingsOf(context, input);
  refuseAnotherPrivate(context, settings.endpointConfiguration.types);
  const id = newId(10);
  const rootResourceId = newId(10);
  const api: RestApi = {
    id,
    name: input.name,
    createdDate: context.clock.now(),
    rootResourceId,
    ...settings,
    tags: { ...input.tags },
    resources: { [rootResourceId]: { id: rootResourceId, path: '/', methods: {} } },
    validators: {},
    gatewayResponses: {},
    models: named(defaultModels()),
    deployments: {},
    stages: named(),
  };
  context.apigateway.apis.set(id, api);
  return api;
}

/** Replaces the API's own settings; resources, deployments and stages stay. */
export function updateApi(context: SandboxContext, id: string, input: ApiInput): RestApi {
  const api = requireApi(context, id);
  if (!input.name) throw badRequest('API name must be non-empty.');
  const { policy, ...settings } = settingsOf(context, input);
  Object.assign(api, settings, { name: input.name, tags: { ...input.tags } });
  if (policy === undefined) delete api.policy;
  else api.policy = policy;
  return api;
}

/**
 * Gives an API another endpoint type, as far as one leads to the other. A private API that names endpoints has to be
 * parted from them first (hashicorp/terraform-provider-aws#14269). Whether `ipAddressType` stays is UNCONFIRMED.
 */
export function changeType(context: SandboxContext, api: RestApi, type: string): void {
  const { types, vpcEndpointIds } = api.endpointConfiguration;
  if (types.includes('PRIVATE') && type === 'EDGE') {
    throw badRequest('Cannot update endpoint from PRIVATE to EDGE');
  }
  const changed = endpointsOf({ types: [type], vpcEndpointIds });
  if (!types.includes('PRIVATE')) refuseAnotherPrivate(context, changed.types);
  api.endpointConfiguration = changed;
}

/** Names the endpoints that the API is associated with. */
export function associate(api: RestApi, vpcEndpointIds: string[]): void {
  api.endpointConfiguration = endpointsOf({ ...api.endpointConfiguration, vpcEndpointIds });
}

/** Deletes an API with all that is in it; usage plans forget its stages. */
export function deleteApi(context: SandboxContext, id: string): void {
  requireApi(context, id);
  context.apigateway.apis.delete(id);
  for (const plan of context.apigateway.plans.values()) {
    plan.apiStages = plan.apiStages.filter((stage) => stage.apiId !== id);
  }
}

/** Private APIs per account and Region (S-QR). */
function refuseAnotherPrivate(context: SandboxContext, types: EndpointType[]): void {
  if (!types.includes('PRIVATE')) return;
  const isPrivate = (api: RestApi) => api.endpointConfiguration.types.includes('PRIVATE');
  const count = [...context.apigateway.apis.values()].filter(isPrivate).length;
  if (count >= context.quotas.of(quotaCodes.privateApis))
    throw limitExceeded('Private APIs', 'account');
}

function settingsOf(context: SandboxContext, input: ApiInput) {
  if (input.policy !== undefined) checkPolicy(context, input.policy);
  const source = input.apiKeySource ?? 'HEADER';
  if (source !== 'HEADER' && source !== 'AUTHORIZER') {
    throw badRequest('Invalid API Key source specified. Must be one of [HEADER, AUTHORIZER]');
  }
  const size = input.minimumCompressionSize;
  if (size !== undefined && (size < 0 || size > 10_485_760)) {
    throw badRequest('Invalid minimum compression size, must be between 0 and 10485760');
  }
  return {
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(size === undefined ? {} : { minimumCompressionSize: size }),
    ...(input.policy === undefined ? {} : { policy: input.policy }),
    ...(input.securityPolicy === undefined ? {} : { securityPolicy: input.securityPolicy }),
    ...(input.endpointAccessMode === undefined
      ? {}
      : { endpointAccessMode: input.endpointAccessMode }),
    endpointConfiguration: endpointsOf(input.endpointConfiguration ?? {}),
    apiKeySource: source as 'HEADER' | 'AUTHORIZER',
    binaryMediaTypes: [...(input.binaryMediaTypes ?? [])],
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
  };
}

function endpointsOf(
  input: NonNullable<ApiInput['endpointConfiguration']>,
): RestApi['endpointConfiguration'] {
  const types = (input.types ?? ['EDGE']) as EndpointType[];
  if (types.length > 1) throw badRequest('Cannot create an api with multiple Endpoint Types.');
  if (types.some((type) => !endpointTypes.includes(type))) {
    throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
  }
  const isPrivate = types.includes('PRIVATE');
  const ipAddressType = input.ipAddressType ?? (isPrivate ? 'dualstack' : 'ipv4');
  if (ipAddressType !== 'ipv4' && ipAddressType !== 'dualstack') {
    throw badRequest('ipAddressType must be either ipv4 or dualstack.');
  }
  if (isPrivate && ipAddressType !== 'dualstack') {
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.');
  }
  const vpcEndpointIds = [...(input.vpcEndpointIds ?? [])];
  // Source: aws/aws-cdk#9684.
  if (vpcEndpointIds.length > 0 && !isPrivate) {
    throw badRequest('VPCEndpoints can only be specified with PRIVATE apis.');
  }
  // Whether and how API Gateway refuses an endpoint id that does not exist is UNCONFIRMED: it is taken as it is.
  return { types, vpcEndpointIds, ipAddressType };
}

/** Every API starts with these two models (API Gateway developer guide, models and mapping templates). */
function defaultModels(): RestApi['models'] {
  const schema = (title: string, rest: object) =>
    JSON.stringify({
      $schema: 'http://json-schema.org/draft-04/schema#',
      title,
      type: 'object',
      ...rest,
    });
  const model = (name: string, text: string, description: string) => ({
    id: newId(6),
    name,
    contentType: 'application/json',
    schema: text,
    description,
  });
  return {
    Empty: model('Empty', schema('Empty Schema', {}), 'This is a default empty schema model'),
    Error: model(
      'Error',
      schema('Error Schema', { properties: { message: { type: 'string' } } }),
      'This is a default error schema model',
    ),
  };
}
