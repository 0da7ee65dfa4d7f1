import type { SandboxContext } from '../context';
import { badRequest, notFound, requireApi } from './faults';
import { newId } from './ids';
import type { Deployment, RestApi, Snapshot } from './types';

/**
 * Freezes the API as it is now, its policy included. Sources of the refusals: terraform-provider-aws#14290 (no
 * policy), aws-cdk's LatestDeploymentResource (no methods), moto (no integration).
 */
export function createDeployment(
  context: SandboxContext,
  apiId: string,
  input: { description?: string },
): Deployment {
  const api = requireApi(context, apiId);
  if (api.endpointConfiguration.types.includes('PRIVATE') && api.policy === undefined) {
    throw badRequest("Private REST API doesn't have a resource policy attached to it");
  }
  const methods = Object.values(api.resources).flatMap((it) => Object.values(it.methods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some((method) => !method.methodIntegration)) {
    throw badRequest('No integration defined for method');
  }
  const deployment: Deployment = {
    id: newId(6),
    ...(input.description === undefined ? {} : { description: input.description }),
    createdDate: context.clock.now(),
    snapshot: snapshotOf(api),
  };
  api.deployments[deployment.id] = deployment;
  return deployment;
}

export function requireDeployment(api: RestApi, id: string): Deployment {
  const deployment = api.deployments[id];
  if (!deployment) throw notFound('Invalid Deployment identifier specified');
  return deployment;
}

export function deleteDeployment(context: SandboxContext, apiId: string, id: string): void {
  const api = requireApi(context, apiId);
  requireDeployment(api, id);
  if (Object.values(api.stages).some((stage) => stage.deploymentId === id)) {
    throw badRequest('Active stages pointing to this deployment must be moved or deleted');
  }
  delete api.deployments[id];
}

function snapshotOf(api: RestApi): Snapshot {
  return structuredClone({
    ...(api.policy === undefined ? {} : { policy: api.policy }),
    apiKeySource: api.apiKeySource,
    binaryMediaTypes: api.binaryMediaTypes,
    resources: api.resources,
    validators: api.validators,
    gatewayResponses: api.gatewayResponses,
    models: api.models,
  });
}
