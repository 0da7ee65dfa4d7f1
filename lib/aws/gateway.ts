import 'server-only';
import {
  type GatewayResponse,
  GetApiKeyCommand,
  GetGatewayResponsesCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  GetUsagePlanCommand,
  GetUsagePlansCommand,
  type Method,
  type Resource,
  type RestApi,
  type Stage,
  type UsagePlan,
} from '@aws-sdk/client-api-gateway';
import { call } from './call';
import type { Clients } from './clients';
import { missing, nullWhenNotFound } from './errors';
import type { Duty, Target } from './targets';

/** Where the parts of one proxy are found, by the outputs of its stack. */
export type GatewayIds = {
  restApiId: string;
  stage: string;
  usagePlanId: string;
  keyIds: string[];
};

/** A usage plan as callers are bound by it. */
export type PlanRow = {
  name: string;
  quota: { limit: number; period: string; offset: number } | null;
  throttle: { rateLimit: number | null; burstLimit: number | null };
  apiStages: { apiId: string; stage: string }[];
};

export type StageRow = {
  deploymentId: string;
  /** When the stage last changed or was last deployed to, to the second; null where AWS does not say. */
  updatedAt: Date | null;
  /** By AWS's own key: the resource path with slashes as `~1`, a slash, the method (any of both: an asterisk). */
  settings: Record<string, Record<string, string | number | boolean>>;
  accessLog: { destinationArn: string; format: string } | null;
  variables: Record<string, string>;
  isTracing: boolean;
};

export type MethodRow = {
  authorizationType: string;
  isKeyRequired: boolean;
  requestParameters: Record<string, boolean>;
  /** Which validator looks at its calls; null where none does. */
  validatorId: string | null;
  integration: {
    type: string;
    httpMethod: string;
    uri: string;
    timeoutMs: number;
    transferMode: string;
    passthrough: string;
    requestParameters: Record<string, string>;
  } | null;
};

export type ResponseRow = {
  statusCode: string | null;
  parameters: Record<string, string>;
  templates: Record<string, string>;
};

/** What API Gateway says that one proxy is, whatever any template says. Null where a part is not there. */
export type GatewayRow = {
  api: {
    name: string;
    description: string;
    keySource: string;
    binaryMediaTypes: string[];
    endpointTypes: string[];
    vpcEndpointIds: string[];
    isDefaultEndpointOff: boolean;
    /** JSON, as AWS has rewritten it. */
    policy: string | null;
  } | null;
  stage: StageRow | null;
  plan: PlanRow | null;
  /** By path and method: `ANY /{proxy+}`. */
  methods: Record<string, MethodRow>;
  /** Those that somebody made; API Gateway's defaults are left out. */
  responses: Record<string, ResponseRow>;
  keys: Record<string, { isEnabled: boolean; isInPlan: boolean; createdAt: Date | null } | null>;
};

/**
 * The configuration of one proxy as it is: five calls, and two for each key. That a key is enabled takes the role that
 * reveals, since IAM cannot part a key's facts from its value (aws-facts B2); the value is not asked for.
 */
export async function readGateway(target: Target, ids: GatewayIds): Promise<GatewayRow> {
  const { usagePlanId } = ids;
  // One after another: what people wait for meanwhile takes its turn between them.
  const parts = await readApiParts(target, ids);
  const plan = await ask(target, (client, options) =>
    client.send(new GetUsagePlanCommand({ usagePlanId }), options),
  );
  const keys: GatewayRow['keys'] = {};
  for (const keyId of ids.keyIds) keys[keyId] = await readKey(target, keyId, usagePlanId);
  return { ...parts, plan: plan && planRow(plan), keys };
}

type ApiParts = Pick<GatewayRow, 'api' | 'stage' | 'methods' | 'responses'>;

async function readApiParts(
  target: Target,
  { restApiId, stage: stageName }: GatewayIds,
): Promise<ApiParts> {
  const api = await ask(target, (client, options) =>
    client.send(new GetRestApiCommand({ restApiId }), options),
  );
  const stage = await ask(target, (client, options) =>
    client.send(new GetStageCommand({ restApiId, stageName }), options),
  );
  const listed = { restApiId, embed: ['methods'], limit: resourcesMax };
  const resources = await ask(target, (client, options) =>
    client.send(new GetResourcesCommand(listed), options),
  );
  const responses = await ask(target, (client, options) =>
    client.send(new GetGatewayResponsesCommand({ restApiId }), options),
  );
  return {
    api: api && apiRow(api),
    stage: stage && stageRowOf(stage),
    methods: methodsOf(resources?.items ?? []),
    responses: responsesOf(responses?.items ?? []),
  };
}

function methodsOf(resources: Resource[]): GatewayRow['methods'] {
  return Object.fromEntries(
    resources.flatMap(({ path, resourceMethods }) =>
      Object.entries(resourceMethods ?? {}).map(([name, method]) => [
        `${name} ${path}`,
        methodRow(method),
      ]),
    ),
  );
}

function responsesOf(responses: GatewayResponse[]): GatewayRow['responses'] {
  const own = responses.filter(({ defaultResponse }) => !defaultResponse);
  return Object.fromEntries(
    own.map(({ responseType, statusCode, responseParameters, responseTemplates }) => [
      responseType ?? '',
      {
        statusCode: statusCode ?? null,
        parameters: responseParameters ?? {},
        templates: responseTemplates ?? {},
      },
    ]),
  );
}

/** An API holds 300 resources unless its quota was raised, and a page at most 500 (aws-facts C, GetResources). */
const resourcesMax = 500;

/** In which plans a key is tells the list of plans, which shows no value; the plan's list of keys would. */
async function readKey(target: Target, keyId: string, usagePlanId: string) {
  const key = await ask(
    target,
    (client, options) =>
      client.send(new GetApiKeyCommand({ apiKey: keyId, includeValue: false }), options),
    'reveal',
  );
  const plans = await ask(target, (client, options) =>
    client.send(new GetUsagePlansCommand({ keyId }), options),
  );
  if (!key) return null;
  const isInPlan = (plans?.items ?? []).some(({ id }) => id === usagePlanId);
  return { isEnabled: key.enabled ?? false, isInPlan, createdAt: key.createdDate ?? null };
}

/** Null where AWS says that it is not there. */
function ask<T>(
  target: Target,
  send: (client: Clients['apigateway'], options: { abortSignal: AbortSignal }) => Promise<T>,
  as: Duty = 'read',
): Promise<T | null> {
  return call(target, 'apigateway', send, { as }).catch(nullWhenNotFound);
}

function apiRow(api: RestApi): NonNullable<GatewayRow['api']> {
  if (!api.name) throw missing(`the name of API ${api.id ?? ''}`);
  return {
    name: api.name,
    description: api.description ?? '',
    keySource: api.apiKeySource ?? 'HEADER',
    binaryMediaTypes: api.binaryMediaTypes ?? [],
    endpointTypes: api.endpointConfiguration?.types ?? [],
    vpcEndpointIds: api.endpointConfiguration?.vpcEndpointIds ?? [],
    isDefaultEndpointOff: api.disableExecuteApiEndpoint ?? false,
    policy: api.policy ? unquoted(api.policy) : null,
  };
}

/** API Gateway answers a policy escaped like the inside of a JSON string (aws-facts A4); one that is not stays. */
export function unquoted(policy: string): string {
  try {
    return String(JSON.parse(`"${policy}"`));
  } catch {
    return policy;
  }
}

function stageRowOf(stage: Stage): StageRow {
  const { accessLogSettings: log } = stage;
  return {
    deploymentId: stage.deploymentId ?? '',
    updatedAt: stage.lastUpdatedDate ?? null,
    settings: Object.fromEntries(
      Object.entries(stage.methodSettings ?? {}).map(([key, setting]) => [
        key,
        Object.fromEntries(
          Object.entries(setting).filter(([, value]) => value !== undefined),
        ) as Record<string, string | number | boolean>,
      ]),
    ),
    accessLog:
      log?.destinationArn || log?.format
        ? { destinationArn: log.destinationArn ?? '', format: log.format ?? '' }
        : null,
    variables: stage.variables ?? {},
    isTracing: stage.tracingEnabled ?? false,
  };
}

function planRow({ name, quota, throttle, apiStages }: UsagePlan): PlanRow {
  return {
    name: name ?? '',
    quota: quota
      ? { limit: quota.limit ?? 0, period: quota.period ?? '', offset: quota.offset ?? 0 }
      : null,
    throttle: {
      rateLimit: throttle?.rateLimit ?? null,
      burstLimit: throttle?.burstLimit ?? null,
    },
    apiStages: (apiStages ?? []).map((it) => ({ apiId: it.apiId ?? '', stage: it.stage ?? '' })),
  };
}

function methodRow(method: Method): MethodRow {
  const { methodIntegration: integration } = method;
  return {
    authorizationType: method.authorizationType ?? '',
    isKeyRequired: method.apiKeyRequired ?? false,
    requestParameters: method.requestParameters ?? {},
    validatorId: method.requestValidatorId ?? null,
    integration: integration
      ? {
          type: integration.type ?? '',
          httpMethod: integration.httpMethod ?? '',
          uri: integration.uri ?? '',
          timeoutMs: integration.timeoutInMillis ?? 0,
          transferMode: integration.responseTransferMode ?? 'BUFFERED',
          passthrough: integration.passthroughBehavior ?? '',
          requestParameters: integration.requestParameters ?? {},
        }
      : null,
  };
}
