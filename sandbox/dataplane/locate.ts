import type { RestApi } from '../apigateway/types';
import type { SandboxContext } from '../context';
import { type Call, type CallTarget, headerOf } from './call';
import { forbidden } from './gateway-fault';

/**
 * Finds the API, stage and live deployment of a call. Of the API's forms of address (aws-facts A9) each works at an
 * endpoint's listener: `{api}.execute-api…` as host, `{api}-{vpce}.execute-api…` for an associated API, or the
 * header `x-apigw-api-id` with any other host. Which names lead to the listener is for the VPC's resolver to say.
 * Anything that names no API of this account answers 403 Forbidden (repost api-gateway-vpc-connections).
 */
export function locate(context: SandboxContext, call: Call): CallTarget {
  const api = findApi(context, call);
  if (!api || api.disableExecuteApiEndpoint) throw forbidden();
  // A public API cannot be reached through an endpoint.
  if (call.arrival.endpoint !== null && !isPrivate(api)) throw forbidden();
  const [, stageName = '', rest = ''] = /^\/([^/]*)(\/.*)?$/.exec(call.rawPath) ?? [];
  const stage = api.stages[stageName];
  const deployment = stage && api.deployments[stage.deploymentId];
  if (!stage || !deployment) throw forbidden();
  return { api, stage, deployment, path: rest === '' ? '/' : rest };
}

export function isPrivate(api: RestApi): boolean {
  return api.endpointConfiguration.types.includes('PRIVATE');
}

/** The API that a call names, whoever may call it. */
export function findApi(context: SandboxContext, call: Call): RestApi | null {
  const host = (headerOf(call, 'host') ?? '').toLowerCase().replace(/:\d+$/, '');
  const suffix = `.execute-api.${context.region}.amazonaws.com`;
  if (host.endsWith(suffix)) return byHostLabel(context, call, host.slice(0, -suffix.length));
  const id = headerOf(call, 'x-apigw-api-id');
  return (id !== undefined && context.apigateway.apis.get(id)) || null;
}

function byHostLabel(context: SandboxContext, call: Call, label: string): RestApi | null {
  const [, id = '', endpointId] = /^([a-z0-9]+)(?:-(vpce-[0-9a-f]+))?$/.exec(label) ?? [];
  const api = context.apigateway.apis.get(id) ?? null;
  if (endpointId === undefined) return api;
  // The alias exists only for endpoints that the API names, and leads to that endpoint only.
  const isAssociated = api?.endpointConfiguration.vpcEndpointIds.includes(endpointId) ?? false;
  return isAssociated && call.arrival.endpoint?.endpointId === endpointId ? api : null;
}
