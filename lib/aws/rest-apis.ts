import 'server-only';
import {
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetUsagePlansCommand,
  type Integration,
  type Method,
  type Resource,
  type Stage,
  type UsagePlan,
} from '@aws-sdk/client-api-gateway';
import type { Known } from '../known';
import { call } from './call';
import { nullWhenNotFound } from './errors';
import { unquoted } from './gateway';
import { all } from './pages';
import { remember } from './remember';
import type { Target } from './targets';

/** A REST API of the account, ours or not. */
export type RestApiRow = { apiId: string; name: string; isPrivate: boolean };

type Tags = Record<string, string>;

export type IntegrationSettings = {
  type: string;
  httpMethod: string | null;
  uri: string | null;
  connectionType: string | null;
  timeoutMs: number | null;
  transferMode: string | null;
  requestParameters: Record<string, string>;
  cacheKeyParameters: string[];
  responses: {
    statusCode: string;
    selectionPattern: string | null;
    responseTemplates: Record<string, string>;
  }[];
};

/** How an API that may be anybody's is set, as API Gateway has it now. */
export type ApiSettings = {
  apiId: string;
  name: string;
  description: string;
  keySource: string;
  binaryMediaTypes: string[];
  endpointTypes: string[];
  ipAddressType: string | null;
  vpcEndpointIds: string[];
  /** JSON, as AWS has rewritten it. */
  policy: string | null;
  tags: Tags;
  resources: {
    resourceId: string;
    parentId: string | null;
    pathPart: string | null;
    path: string;
    methods: {
      verb: string;
      authorizationType: string;
      isKeyRequired: boolean;
      requestParameters: Record<string, boolean>;
      validatorId: string | null;
      integration: IntegrationSettings | null;
    }[];
  }[];
  stages: {
    name: string;
    deploymentId: string;
    /** Throttles of all its methods, where it has any. */
    throttle: { rateLimit: number | null; burstLimit: number | null };
    accessLog: { destinationArn: string; format: string } | null;
    tags: Tags;
  }[];
  /** The plans that name a stage of it. */
  plans: {
    planId: string;
    name: string;
    apiStages: { apiId: string; stage: string }[];
    quota: { limit: number; period: string } | null;
    throttle: { rateLimit: number | null; burstLimit: number | null };
    tags: Tags;
  }[];
};

const listTtlMs = 15_000;
const listPatience = { patienceMs: 1_500, firstPatienceMs: 6_000 };
/** The largest page of every list of API Gateway's (aws-facts C). */
const limit = 500;

/** Every REST API of the account, by name, as API Gateway last listed them. */
export function readRestApis(target: Target): Promise<Known<RestApiRow[]>> {
  return remember(target, 'rest-apis', listTtlMs, () => listRestApis(target), listPatience);
}

export async function listRestApis(target: Target): Promise<RestApiRow[]> {
  const rows = await pages((position) =>
    call(target, 'apigateway', (client, options) =>
      client.send(new GetRestApisCommand({ limit, position }), options),
    ),
  );
  return rows
    .flatMap(({ id, name, endpointConfiguration }) =>
      id && name
        ? { apiId: id, name, isPrivate: !!endpointConfiguration?.types?.includes('PRIVATE') }
        : [],
    )
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * One API's settings: four calls, one after another, so that what people wait for meanwhile takes its turn between them.
 * Null where there is no such API. They are kept nowhere: a mapping may hold somebody's credential.
 */
export async function readApiSettings(target: Target, apiId: string): Promise<ApiSettings | null> {
  const api = await call(target, 'apigateway', (client, options) =>
    client.send(new GetRestApiCommand({ restApiId: apiId }), options),
  ).catch(nullWhenNotFound);
  if (!api) return null;
  const { item: stages = [] } = await call(target, 'apigateway', (client, options) =>
    client.send(new GetStagesCommand({ restApiId: apiId }), options),
  );
  const resources = await pages((position) =>
    call(target, 'apigateway', (client, options) =>
      client.send(
        new GetResourcesCommand({ restApiId: apiId, embed: ['methods'], limit, position }),
        options,
      ),
    ),
  );
  const plans = await pages((position) =>
    call(target, 'apigateway', (client, options) =>
      client.send(new GetUsagePlansCommand({ limit, position }), options),
    ),
  );
  return {
    apiId,
    name: api.name ?? '',
    description: api.description ?? '',
    keySource: api.apiKeySource ?? 'HEADER',
    binaryMediaTypes: api.binaryMediaTypes ?? [],
    endpointTypes: api.endpointConfiguration?.types ?? [],
    ipAddressType: api.endpointConfiguration?.ipAddressType ?? null,
    vpcEndpointIds: api.endpointConfiguration?.vpcEndpointIds ?? [],
    policy: api.policy ? unquoted(api.policy) : null,
    tags: api.tags ?? {},
    resources: resources.map(resourceOf),
    stages: stages.map(stageOf),
    plans: plans.filter(({ apiStages }) => apiStages?.some((it) => it.apiId === apiId)).map(planOf),
  };
}

function pages<T>(
  read: (position?: string) => Promise<{ items?: T[] | undefined; position?: string | undefined }>,
): Promise<T[]> {
  return all(async (token) => {
    const { items, position } = await read(token);
    return { rows: items, next: position };
  });
}

function resourceOf({ id, parentId, pathPart, path, resourceMethods }: Resource) {
  return {
    resourceId: id ?? '',
    parentId: parentId ?? null,
    pathPart: pathPart ?? null,
    path: path ?? '',
    methods: Object.entries(resourceMethods ?? {}).map(([verb, method]) => ({
      verb,
      ...methodOf(method),
    })),
  };
}

function methodOf(method: Method) {
  return {
    authorizationType: method.authorizationType ?? '',
    isKeyRequired: method.apiKeyRequired ?? false,
    requestParameters: method.requestParameters ?? {},
    validatorId: method.requestValidatorId ?? null,
    integration: method.methodIntegration ? integrationOf(method.methodIntegration) : null,
  };
}

function integrationOf(integration: Integration): IntegrationSettings {
  return {
    type: integration.type ?? '',
    httpMethod: integration.httpMethod ?? null,
    uri: integration.uri ?? null,
    connectionType: integration.connectionType ?? null,
    timeoutMs: integration.timeoutInMillis ?? null,
    transferMode: integration.responseTransferMode ?? null,
    requestParameters: integration.requestParameters ?? {},
    cacheKeyParameters: integration.cacheKeyParameters ?? [],
    responses: Object.entries(integration.integrationResponses ?? {}).map(([status, response]) => ({
      statusCode: response.statusCode ?? status,
      selectionPattern: response.selectionPattern || null,
      responseTemplates: response.responseTemplates ?? {},
    })),
  };
}

function stageOf({ stageName, deploymentId, methodSettings, accessLogSettings: log, tags }: Stage) {
  const all = methodSettings?.['*/*'];
  return {
    name: stageName ?? '',
    deploymentId: deploymentId ?? '',
    throttle: {
      rateLimit: all?.throttlingRateLimit ?? null,
      burstLimit: all?.throttlingBurstLimit ?? null,
    },
    accessLog: log?.destinationArn
      ? { destinationArn: log.destinationArn, format: log.format ?? '' }
      : null,
    tags: tags ?? {},
  };
}

function planOf({ id, name, apiStages, quota, throttle, tags }: UsagePlan) {
  return {
    planId: id ?? '',
    name: name ?? '',
    apiStages: (apiStages ?? []).map(({ apiId, stage }) => ({
      apiId: apiId ?? '',
      stage: stage ?? '',
    })),
    quota: quota ? { limit: quota.limit ?? 0, period: quota.period ?? '' } : null,
    throttle: {
      rateLimit: throttle?.rateLimit ?? null,
      burstLimit: throttle?.burstLimit ?? null,
    },
    tags: tags ?? {},
  };
}
