/** API Gateway's objects, named and shaped as the API answers them; times are milliseconds since 1970. */

export type EndpointType = 'REGIONAL' | 'EDGE' | 'PRIVATE';
export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH';
export type Throttle = { rateLimit?: number; burstLimit?: number };
export type Quota = { limit: number; offset: number; period: QuotaPeriod };

export type Integration = {
  type: 'HTTP' | 'HTTP_PROXY' | 'AWS' | 'AWS_PROXY' | 'MOCK';
  httpMethod?: string;
  uri?: string;
  connectionType: string;
  requestParameters: Record<string, string>;
  requestTemplates: Record<string, string>;
  passthroughBehavior: string;
  timeoutInMillis: number;
  responseTransferMode: 'BUFFERED' | 'STREAM';
  contentHandling?: string;
  cacheNamespace: string;
  cacheKeyParameters: string[];
  integrationResponses: Record<string, IntegrationResponse>;
};

export type IntegrationResponse = {
  statusCode: string;
  selectionPattern?: string;
  responseParameters: Record<string, string>;
  responseTemplates: Record<string, string>;
};

export type Method = {
  httpMethod: string;
  authorizationType: string;
  apiKeyRequired: boolean;
  operationName?: string;
  requestValidatorId?: string;
  requestParameters: Record<string, boolean>;
  requestModels: Record<string, string>;
  methodResponses: Record<
    string,
    { statusCode: string; responseParameters: Record<string, boolean> }
  >;
  methodIntegration?: Integration;
};

export type Resource = {
  id: string;
  parentId?: string;
  pathPart?: string;
  path: string;
  methods: Record<string, Method>;
};

export type RequestValidator = {
  id: string;
  name?: string;
  validateRequestBody: boolean;
  validateRequestParameters: boolean;
};

export type GatewayResponse = {
  responseType: string;
  statusCode?: string;
  responseParameters: Record<string, string>;
  responseTemplates: Record<string, string>;
};

export type Model = {
  id: string;
  name: string;
  contentType: string;
  schema?: string;
  description?: string;
};

/** What a deployment freezes. Edits of the API after it reach callers only through a later deployment. */
export type Snapshot = {
  policy?: string;
  apiKeySource: 'HEADER' | 'AUTHORIZER';
  binaryMediaTypes: string[];
  resources: Record<string, Resource>;
  validators: Record<string, RequestValidator>;
  gatewayResponses: Record<string, GatewayResponse>;
  models: Record<string, Model>;
};

export type Deployment = {
  id: string;
  description?: string;
  createdDate: number;
  snapshot: Snapshot;
};

export type MethodSetting = {
  metricsEnabled: boolean;
  loggingLevel: string;
  dataTraceEnabled: boolean;
  throttlingRateLimit?: number;
  throttlingBurstLimit?: number;
};

export type Stage = {
  stageName: string;
  deploymentId: string;
  description?: string;
  createdDate: number;
  lastUpdatedDate: number;
  variables: Record<string, string>;
  accessLogSettings?: { destinationArn?: string; format?: string };
  /** Keyed as AWS keys it: a resource path with its slashes written `~1`, a slash, and the HTTP method. */
  methodSettings: Record<string, MethodSetting>;
  tracingEnabled: boolean;
  cacheClusterEnabled: boolean;
  tags: Record<string, string>;
};

export type RestApi = {
  id: string;
  name: string;
  description?: string;
  createdDate: number;
  rootResourceId: string;
  endpointConfiguration: { types: EndpointType[]; vpcEndpointIds: string[]; ipAddressType: string };
  policy?: string;
  apiKeySource: 'HEADER' | 'AUTHORIZER';
  binaryMediaTypes: string[];
  minimumCompressionSize?: number;
  disableExecuteApiEndpoint: boolean;
  securityPolicy?: string;
  endpointAccessMode?: string;
  tags: Record<string, string>;
  resources: Record<string, Resource>;
  validators: Record<string, RequestValidator>;
  gatewayResponses: Record<string, GatewayResponse>;
  models: Record<string, Model>;
  deployments: Record<string, Deployment>;
  stages: Record<string, Stage>;
};

export type ApiKey = {
  id: string;
  name?: string;
  value: string;
  description?: string;
  customerId?: string;
  enabled: boolean;
  createdDate: number;
  lastUpdatedDate: number;
  tags: Record<string, string>;
};

export type PlanStage = { apiId: string; stage: string; throttle: Record<string, Throttle> };

export type UsagePlan = {
  id: string;
  name: string;
  description?: string;
  apiStages: PlanStage[];
  throttle?: Throttle;
  quota?: Quota;
  /** Quotas no longer in force, oldest first, and when each was replaced. */
  pastQuotas?: { until: number; quota?: Quota }[];
  productCode?: string;
  tags: Record<string, string>;
  keyIds: string[];
};

/** What one key used of one plan. */
export type KeyUsage = {
  /** Calls by UTC day, `YYYY-MM-DD`. */
  days: Record<string, number>;
  /** Calls that UpdateUsage granted, and when, on top of the limit of one quota period; negative takes away. */
  extras: { at: number; start: number; end: number; calls: number }[];
  /** Latest calls, in slots of ten seconds: `[slot start, calls]`. Older ones than the lag are forgotten. */
  recent: [number, number][];
};
