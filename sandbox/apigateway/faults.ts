import { AwsFault, type PlanContext, type SandboxContext } from '../context';
import type { ApiKey, Resource, RestApi, Stage, UsagePlan } from './types';

export function badRequest(message: string): AwsFault {
  return new AwsFault('BadRequestException', message, 400);
}

export function notFound(message: string): AwsFault {
  return new AwsFault('NotFoundException', message, 404);
}

export function conflict(message: string): AwsFault {
  return new AwsFault('ConflictException', message, 409);
}

/**
 * A quota is used up: status 429, as when throttled, and no sooner over. Code, status and form of the text are recorded
 * for resources and authorizers (hashicorp/terraform-provider-aws#37605); for APIs, plans and keys the text is INFERENCE.
 */
export function limitExceeded(what: string, of: 'API' | 'account'): AwsFault {
  return new AwsFault(
    'LimitExceededException',
    `Maximum number of ${what} for this ${of} has been reached.  Please contact AWS if you need additional ${what}.`,
    429,
  );
}

// The texts below are measured: LocalStack's AWS-validated snapshots (tests/aws/services/apigateway) and moto.

export function requireApi(context: SandboxContext, id: string): RestApi {
  const api = context.apigateway.apis.get(id);
  if (!api) throw notFound(`Invalid API identifier specified ${context.accountId}:${id}`);
  return api;
}

export function requireResource(api: RestApi, id: string): Resource {
  const resource = api.resources[id];
  if (!resource) throw notFound('Invalid Resource identifier specified');
  return resource;
}

export function requireStage(api: RestApi, name: string): Stage {
  const stage = api.stages[name];
  if (!stage) throw notFound('Invalid stage identifier specified');
  return stage;
}

export function requireKey(context: SandboxContext, id: string): ApiKey {
  const key = context.apigateway.keys.get(id);
  if (!key) throw notFound('Invalid API Key identifier specified');
  return key;
}

export function requirePlan(context: PlanContext, id: string): UsagePlan {
  const plan = context.apigateway.plans.get(id);
  if (!plan) throw notFound('Invalid Usage Plan ID specified');
  return plan;
}
