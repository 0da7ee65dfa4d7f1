import type { SandboxContext } from '../context';
import { badRequest, conflict, notFound, requireApi, requireResource } from './faults';
import type { Integration, IntegrationResponse, Method } from './types';

// Source of the texts: LocalStack's AWS-validated snapshots and moto, except where marked.

const httpMethods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];
const integrationTypes = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'] as const;

export type MethodInput = {
  authorizationType?: string;
  apiKeyRequired?: boolean;
  operationName?: string;
  requestValidatorId?: string;
  requestParameters?: Record<string, boolean>;
  requestModels?: Record<string, string>;
};

export type IntegrationInput = Partial<Omit<Integration, 'type' | 'integrationResponses'>> & {
  type?: string;
  integrationResponses?: Record<string, IntegrationResponse>;
};

export function putMethod(
  context: SandboxContext,
  target: { apiId: string; resourceId: string; httpMethod: string },
  input: MethodInput,
): Method {
  const api = requireApi(context, target.apiId);
  const resource = requireResource(api, target.resourceId);
  if (!httpMethods.includes(target.httpMethod)) {
    throw badRequest(`Invalid HttpMethod specified. Valid options are ${httpMethods.join(',')}`);
  }
  if (resource.methods[target.httpMethod])
    throw conflict('Method already exists for this resource');
  const parameters = Object.keys(input.requestParameters ?? {});
  const names = parameters.map((parameter) => parameter.split('.').at(-1));
  if (new Set(names).size !== names.length) {
    throw badRequest('Parameter names must be unique across querystring, header and path');
  }
  if (input.requestValidatorId && !api.validators[input.requestValidatorId]) {
    throw badRequest('Invalid Request Validator identifier specified');
  }
  for (const model of Object.values(input.requestModels ?? {})) {
    if (!api.models[model]) throw badRequest(`Invalid model identifier specified: ${model}`);
  }
  const authorizationType = input.authorizationType ?? 'NONE';
  if (authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS') {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  }
  const method: Method = {
    httpMethod: target.httpMethod,
    authorizationType,
    apiKeyRequired: input.apiKeyRequired ?? false,
    ...(input.operationName === undefined ? {} : { operationName: input.operationName }),
    ...(input.requestValidatorId ? { requestValidatorId: input.requestValidatorId } : {}),
    requestParameters: { ...input.requestParameters },
    requestModels: { ...input.requestModels },
    methodResponses: {},
  };
  resource.methods[target.httpMethod] = method;
  return method;
}

export function requireMethod(
  context: SandboxContext,
  target: { apiId: string; resourceId: string; httpMethod: string },
): Method {
  const resource = requireResource(requireApi(context, target.apiId), target.resourceId);
  const method = resource.methods[target.httpMethod];
  if (!method) throw notFound('Invalid Method identifier specified');
  return method;
}

export function deleteMethod(
  context: SandboxContext,
  target: { apiId: string; resourceId: string; httpMethod: string },
): void {
  requireMethod(context, target);
  const resource = requireResource(requireApi(context, target.apiId), target.resourceId);
  delete resource.methods[target.httpMethod];
}

export function putIntegration(
  context: SandboxContext,
  target: { apiId: string; resourceId: string; httpMethod: string },
  input: IntegrationInput,
): Integration {
  const method = requireMethod(context, target);
  const integration = toIntegration(target.resourceId, input);
  method.methodIntegration = integration;
  return integration;
}

function toIntegration(resourceId: string, input: IntegrationInput): Integration {
  const type = integrationTypes.find((it) => it === input.type);
  if (!type) {
    // The SDK's enum keeps this out; the text is Java's own validation of enums.
    throw badRequest(`Enumeration value of type must be one of [${integrationTypes.join(', ')}]`);
  }
  if (type !== 'MOCK' && !input.httpMethod) {
    throw badRequest('Enumeration value for HttpMethod must be non-empty');
  }
  if ((type === 'HTTP' || type === 'HTTP_PROXY') && !isHttpUri(input.uri)) {
    throw badRequest('Invalid HTTP endpoint specified for URI');
  }
  const responseTransferMode = input.responseTransferMode ?? 'BUFFERED';
  // S-STREAM: only the two proxy types stream.
  if (responseTransferMode === 'STREAM' && type !== 'HTTP_PROXY' && type !== 'AWS_PROXY') {
    throw badRequest('Response transfer mode STREAM is only supported for proxy integrations');
  }
  return {
    type,
    ...(input.httpMethod === undefined ? {} : { httpMethod: input.httpMethod }),
    ...(input.uri === undefined ? {} : { uri: input.uri }),
    ...(input.contentHandling === undefined ? {} : { contentHandling: input.contentHandling }),
    connectionType: input.connectionType ?? 'INTERNET',
    requestParameters: { ...input.requestParameters },
    requestTemplates: { ...input.requestTemplates },
    passthroughBehavior: input.passthroughBehavior ?? 'WHEN_NO_MATCH',
    timeoutInMillis: timeoutOf(input.timeoutInMillis, responseTransferMode),
    responseTransferMode,
    cacheNamespace: input.cacheNamespace ?? resourceId,
    cacheKeyParameters: [...(input.cacheKeyParameters ?? [])],
    integrationResponses: { ...input.integrationResponses },
  };
}

/** Placeholders may stand anywhere in the URI, so they are filled before it is looked at. */
function isHttpUri(uri: string | undefined): boolean {
  const filled = (uri ?? '').replace(/\$\{[^}]*\}|\{[^}]*\}/g, 'x');
  if (!/^https?:\/\//i.test(filled) || !URL.canParse(filled)) return false;
  // S-SPEC Integration.Type: ports 80, 443 or above 1024.
  const port = Number(new URL(filled).port || 443);
  return port === 80 || port === 443 || port > 1024;
}

/** S-SPEC and S-STREAM: 50–29,000 ms, 900,000 ms where the response streams. */
function timeoutOf(value: number | undefined, mode: string): number {
  const timeout = value ?? 29_000;
  const max = mode === 'STREAM' ? 900_000 : 29_000;
  if (timeout < 50 || timeout > max) {
    // Text as reported in hashicorp/terraform-provider-aws#37859, the bound filled in.
    throw badRequest(`Timeout should be between 50 ms and ${max} ms`);
  }
  return timeout;
}
