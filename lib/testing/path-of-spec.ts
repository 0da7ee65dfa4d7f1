import type { ProxySpec } from '@/templates/proxy/spec';
import type { AnyTemplate } from '@/templates/resolve';
import type { Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import type { GatewayRow, MethodRow } from '../aws/gateway';
import type { DoctorFacts } from '../doctor/types';
import { sampleMethod } from '../proxies/snippets';
import { networkOf } from './network-of-template';
import { type Reader, readerOf, where } from './template-reader';
import { now, probed } from './whole-path';

type Api = {
  Name: string;
  ApiKeySourceType: string;
  DisableExecuteApiEndpoint?: boolean;
  EndpointConfiguration: { Types: string[]; VpcEndpointIds: string[] };
  Policy: unknown;
};
type Plan = {
  UsagePlanName: string;
  Quota?: { Limit: number; Period: string };
  Throttle: { RateLimit: number; BurstLimit: number };
  ApiStages: { ApiId: string; Stage: string }[];
};
type Method = {
  HttpMethod: string;
  ResourceId: string;
  AuthorizationType: string;
  ApiKeyRequired: boolean;
  RequestParameters?: Record<string, boolean>;
  RequestValidatorId?: string;
  Integration: {
    Type: string;
    IntegrationHttpMethod: string;
    Uri: string;
    TimeoutInMillis: number;
    ResponseTransferMode: string;
    PassthroughBehavior: string;
    RequestParameters: Record<string, string>;
  };
};
type NetworkSpec = Extract<Spec, { kind: 'network' }>;

/**
 * What AWS would say of a proxy in a network that Sluice made, if it did to the letter what both templates ask, and a
 * probe that passed. Every reference stands for the logical id that it names.
 */
export function pathOfSpecs(proxy: ProxySpec, network: NetworkSpec): DoctorFacts {
  const made = readerOf(stackFor(network).template as AnyTemplate);
  const spec = { ...proxy, network: { ...proxy.network, vpcId: 'Vpc', endpointId: 'Endpoint' } };
  const { upstream } = spec;
  const deployed = readerOf(stackFor(spec).template as AnyTemplate);
  const deploymentId = deployed.idOf('AWS::ApiGateway::Deployment');
  return {
    place: {
      ...where,
      vpcId: 'Vpc',
      endpointId: 'Endpoint',
      restApiId: 'Api',
      stage: spec.stage,
      usagePlanId: deployed.idOf('AWS::ApiGateway::UsagePlan'),
      probeKeyId: 'ProbeKey',
      clientGroupId: 'ClientSecurityGroup',
      isOwnEndpoint: true,
      upstream,
    },
    ...networkOf(made),
    gateway: gatewayOf(deployed, deploymentId),
    deploymentId,
    probe: probed('ok', { asked: { method: sampleMethod(upstream), path: '/v1/messages' } }),
    uses: null,
    now,
  };
}

function gatewayOf({ all, only }: Reader, deploymentId: string): GatewayRow {
  const api = only<Api>('AWS::ApiGateway::RestApi');
  const plan = only<Plan>('AWS::ApiGateway::UsagePlan');
  const inPlan = all<{ KeyId: string }>('AWS::ApiGateway::UsagePlanKey').map(({ it }) => it.KeyId);
  return {
    api: {
      name: api.Name,
      description: '',
      keySource: api.ApiKeySourceType,
      binaryMediaTypes: [],
      endpointTypes: api.EndpointConfiguration.Types,
      vpcEndpointIds: api.EndpointConfiguration.VpcEndpointIds,
      isDefaultEndpointOff: api.DisableExecuteApiEndpoint ?? false,
      policy: JSON.stringify(api.Policy),
    },
    stage: {
      deploymentId,
      updatedAt: null,
      settings: {},
      accessLog: null,
      variables: {},
      isTracing: false,
    },
    plan: {
      name: plan.UsagePlanName,
      quota: plan.Quota ? { limit: plan.Quota.Limit, period: plan.Quota.Period, offset: 0 } : null,
      throttle: { rateLimit: plan.Throttle.RateLimit, burstLimit: plan.Throttle.BurstLimit },
      apiStages: plan.ApiStages.map((it) => ({
        apiId: it.ApiId,
        stage: it.Stage,
      })),
    },
    methods: Object.fromEntries(
      all<Method>('AWS::ApiGateway::Method').map(({ it }) => methodOf(it)),
    ),
    responses: {},
    keys: Object.fromEntries(
      all<{ Enabled: boolean }>('AWS::ApiGateway::ApiKey').map(({ id, it }) => [
        id,
        { isEnabled: it.Enabled === true, isInPlan: inPlan.includes(id), createdAt: null },
      ]),
    ),
  };
}

function methodOf(it: Method): [string, MethodRow] {
  const found = it.Integration;
  const path = it.ResourceId === 'ProxyResource' ? '/{proxy+}' : '/';
  return [
    `${it.HttpMethod} ${path}`,
    {
      authorizationType: it.AuthorizationType,
      isKeyRequired: it.ApiKeyRequired,
      requestParameters: it.RequestParameters ?? {},
      validatorId: it.RequestValidatorId ?? null,
      integration: {
        type: found.Type,
        httpMethod: found.IntegrationHttpMethod,
        uri: found.Uri,
        timeoutMs: found.TimeoutInMillis,
        transferMode: found.ResponseTransferMode,
        passthrough: found.PassthroughBehavior,
        requestParameters: found.RequestParameters,
      },
    },
  ];
}
