import type { SandboxContext } from '../context';
import { renderPolicy } from './policy';
import type {
  ApiKey,
  Deployment,
  GatewayResponse,
  Integration,
  Method,
  Resource,
  RestApi,
  Stage,
  UsagePlan,
} from './types';

/** The wire's dates are seconds. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

export function renderApi(context: SandboxContext, api: RestApi): object {
  const { endpointConfiguration } = api;
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    createdDate: seconds(api.createdDate),
    binaryMediaTypes: api.binaryMediaTypes.length > 0 ? api.binaryMediaTypes : undefined,
    minimumCompressionSize: api.minimumCompressionSize,
    apiKeySource: api.apiKeySource,
    endpointConfiguration: {
      types: endpointConfiguration.types,
      ipAddressType: endpointConfiguration.ipAddressType,
      ...(endpointConfiguration.vpcEndpointIds.length > 0
        ? { vpcEndpointIds: endpointConfiguration.vpcEndpointIds }
        : {}),
    },
    policy: api.policy === undefined ? undefined : renderPolicy(context, api.id, api.policy),
    tags: api.tags,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    rootResourceId: api.rootResourceId,
    securityPolicy: api.securityPolicy,
    endpointAccessMode: api.endpointAccessMode,
    apiStatus: 'AVAILABLE',
  };
}

/** Methods are listed empty unless asked for with `embed=methods`. */
export function renderResource(resource: Resource, embedMethods: boolean): object {
  const methods = Object.entries(resource.methods).map(([name, method]) => [
    name,
    embedMethods ? renderMethod(method) : {},
  ]);
  return {
    id: resource.id,
    parentId: resource.parentId,
    pathPart: resource.pathPart,
    path: resource.path,
    resourceMethods: methods.length > 0 ? Object.fromEntries(methods) : undefined,
  };
}

export function renderMethod(method: Method): object {
  return {
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType,
    apiKeyRequired: method.apiKeyRequired,
    operationName: method.operationName,
    requestValidatorId: method.requestValidatorId,
    requestParameters: method.requestParameters,
    requestModels: method.requestModels,
    methodResponses: method.methodResponses,
    methodIntegration: method.methodIntegration && renderIntegration(method.methodIntegration),
  };
}

export function renderIntegration(integration: Integration): object {
  return { ...integration };
}

export function renderGatewayResponse(
  response: GatewayResponse & { defaultResponse: boolean },
): object {
  return { ...response };
}

export function renderDeployment(deployment: Deployment): object {
  return {
    id: deployment.id,
    description: deployment.description,
    createdDate: seconds(deployment.createdDate),
  };
}

export function renderStage(stage: Stage): object {
  return {
    ...stage,
    createdDate: seconds(stage.createdDate),
    lastUpdatedDate: seconds(stage.lastUpdatedDate),
    cacheClusterStatus: 'NOT_AVAILABLE',
  };
}

/** `value` only where the caller asked for it; the secret must not leak through a list. */
export function renderKey(
  context: SandboxContext,
  key: ApiKey,
  options: { includeValue: boolean },
): object {
  const stageKeys = [...context.apigateway.plans.values()]
    .filter((plan) => plan.keyIds.includes(key.id))
    .flatMap((plan) => plan.apiStages.map((it) => `${it.apiId}/${it.stage}`));
  return {
    id: key.id,
    name: key.name,
    description: key.description,
    customerId: key.customerId,
    enabled: key.enabled,
    createdDate: seconds(key.createdDate),
    lastUpdatedDate: seconds(key.lastUpdatedDate),
    stageKeys,
    tags: key.tags,
    ...(options.includeValue ? { value: key.value } : {}),
  };
}

export function renderPlan(plan: UsagePlan): object {
  return {
    id: plan.id,
    name: plan.name,
    description: plan.description,
    apiStages: plan.apiStages.map(({ apiId, stage, throttle }) => ({
      apiId,
      stage,
      ...(Object.keys(throttle).length > 0 ? { throttle } : {}),
    })),
    throttle: plan.throttle,
    quota: plan.quota,
    productCode: plan.productCode,
    tags: plan.tags,
  };
}

/** Usage-plan keys carry their value without being asked: measured, LocalStack test_get_usage_plan_api_keys. */
export function renderPlanKey(key: ApiKey): object {
  return { id: key.id, type: 'API_KEY', name: key.name, value: key.value };
}
