import type { RestApi } from '../../apigateway/types';
import type { SandboxContext } from '../../context';

type Identifier = Record<string, string>;

/** How a type is imported: by which properties it is identified, what it is called then, and what it is now. */
type Importable = {
  /** The schema's primaryIdentifier (S-SPEC). */
  keys: readonly string[];
  physicalId(identifier: Identifier): string;
  /** What stands under it, with the tags it has where it takes tags; undefined where there is none. */
  find(context: SandboxContext, identifier: Identifier): Found | undefined;
};

type Found = { tags?: Record<string, string> };

const apiOf = (context: SandboxContext, { RestApiId = '' }: Identifier): RestApi | undefined =>
  context.apigateway.apis.get(RestApiId);

const present = (is: unknown): Found | undefined => (is ? {} : undefined);

/**
 * Which types can be imported at all is INFERENCE: each of these has a read handler in its schema (S-LSP); the list in
 * the User Guide was not to be had. Identifiers are the schemas' (S-SPEC). Types that the sandbox makes but that are
 * not here can be imported at AWS, and nobody has needed it here.
 */
const importables: Record<string, Importable> = {
  'AWS::ApiGateway::RestApi': {
    keys: ['RestApiId'],
    physicalId: ({ RestApiId = '' }) => RestApiId,
    find: apiOf,
  },
  'AWS::ApiGateway::Resource': {
    keys: ['RestApiId', 'ResourceId'],
    physicalId: ({ ResourceId = '' }) => ResourceId,
    find: (context, id) => present(apiOf(context, id)?.resources[id.ResourceId ?? '']),
  },
  'AWS::ApiGateway::Method': {
    keys: ['RestApiId', 'ResourceId', 'HttpMethod'],
    physicalId: ({ RestApiId, ResourceId, HttpMethod }) =>
      `${RestApiId}|${ResourceId}|${HttpMethod}`,
    find: (context, id) =>
      present(apiOf(context, id)?.resources[id.ResourceId ?? '']?.methods[id.HttpMethod ?? '']),
  },
  'AWS::ApiGateway::Deployment': {
    keys: ['DeploymentId', 'RestApiId'],
    physicalId: ({ DeploymentId = '' }) => DeploymentId,
    find: (context, id) => present(apiOf(context, id)?.deployments[id.DeploymentId ?? '']),
  },
  'AWS::ApiGateway::Stage': {
    keys: ['RestApiId', 'StageName'],
    physicalId: ({ StageName = '' }) => StageName,
    find: (context, id) => apiOf(context, id)?.stages[id.StageName ?? ''],
  },
  'AWS::ApiGateway::RequestValidator': {
    keys: ['RequestValidatorId'],
    physicalId: ({ RequestValidatorId = '' }) => RequestValidatorId,
    find: (context, { RequestValidatorId = '' }) =>
      present(
        [...context.apigateway.apis.values()].some((api) => api.validators[RequestValidatorId]),
      ),
  },
  'AWS::ApiGateway::GatewayResponse': {
    keys: ['Id'],
    physicalId: ({ Id = '' }) => Id,
    find: (context, { Id = '' }) => {
      const [apiId = '', responseType = ''] = Id.split('|');
      return present(context.apigateway.apis.get(apiId)?.gatewayResponses[responseType]);
    },
  },
  'AWS::ApiGateway::UsagePlan': {
    keys: ['Id'],
    physicalId: ({ Id = '' }) => Id,
    find: (context, { Id = '' }) => context.apigateway.plans.get(Id),
  },
  'AWS::ApiGateway::ApiKey': {
    keys: ['APIKeyId'],
    physicalId: ({ APIKeyId = '' }) => APIKeyId,
    find: (context, { APIKeyId = '' }) => context.apigateway.keys.get(APIKeyId),
  },
  'AWS::ApiGateway::UsagePlanKey': {
    keys: ['Id'],
    physicalId: ({ Id = '' }) => Id,
    find: (context, { Id = '' }) => {
      const [keyId = '', planId = ''] = Id.split(':');
      return present(context.apigateway.plans.get(planId)?.keyIds.includes(keyId));
    },
  },
};

export function importableOf(type: string): Importable | undefined {
  return Object.hasOwn(importables, type) ? importables[type] : undefined;
}
