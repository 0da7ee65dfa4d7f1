import { whereIs } from '@/templates/proof/where';
import type { ProxySpec } from '@/templates/proxy/spec';
import { type AnyTemplate, resolve } from '@/templates/resolve';
import type { Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import type { GatewayRow, MethodRow } from '../aws/gateway';
import type { SecurityRule } from '../aws/vpcs';
import type { DoctorFacts } from '../doctor/types';
import { now, probed } from './whole-path';

type Vpc = { CidrBlock: string; EnableDnsSupport?: boolean; EnableDnsHostnames?: boolean };
type Rule = {
  GroupId?: string;
  IpProtocol: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
  DestinationSecurityGroupId?: string;
  SourceSecurityGroupId?: string;
};
type Endpoint = {
  PrivateDnsEnabled?: boolean;
  SecurityGroupIds?: string[];
  SubnetIds?: string[];
  PolicyDocument: unknown;
};
type Api = {
  Name: string;
  ApiKeySourceType: string;
  DisableExecuteApiEndpoint?: boolean;
  EndpointConfiguration: { Types: string[] };
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

const where = whereIs('ap-northeast-1', '123456789012');

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
    probe: probed('ok', { asked: { method: 'POST', path: '/v1/messages' } }),
    uses: null,
    now,
  };
}

type Reader = ReturnType<typeof readerOf>;

/** A template with its references filled in. */
function readerOf(template: AnyTemplate) {
  const ids = Object.fromEntries(Object.keys(template.Resources).map((id) => [id, id]));
  const known = {
    ...ids,
    'AWS::Region': where.region,
    'AWS::AccountId': where.accountId,
    'AWS::Partition': where.partition,
  };
  const all = <Properties>(type: string) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties = {} }]) => {
        const filled = Object.entries(Properties).flatMap(([name, value]) => {
          // What only CloudFormation knows, such as an ARN, bears on no hop.
          try {
            return [[name, resolve(value, template, known)]];
          } catch {
            return [];
          }
        });
        return { id, it: Object.fromEntries(filled) as Properties };
      });
  const only = <Properties>(type: string) => {
    const [found] = all<Properties>(type);
    if (!found) throw new Error(`the template makes no ${type}`);
    return found.it;
  };
  return { all, only, idOf: (type: string) => all<object>(type)[0]?.id ?? '' };
}

function networkOf({ all, only }: Reader): Pick<DoctorFacts, 'ec2' | 'groups'> {
  const subnets = all<{ AvailabilityZone: string; CidrBlock: string }>('AWS::EC2::Subnet').map(
    ({ id, it }) => ({
      subnetId: id,
      vpcId: 'Vpc',
      label: null,
      az: it.AvailabilityZone,
      cidr: it.CidrBlock,
    }),
  );
  const vpc = only<Vpc>('AWS::EC2::VPC');
  return {
    ec2: {
      vpcs: [
        {
          vpcId: 'Vpc',
          label: null,
          cidr: vpc.CidrBlock,
          dnsSupport: vpc.EnableDnsSupport === true,
          dnsHostnames: vpc.EnableDnsHostnames === true,
        },
      ],
      subnets,
      routeTables: [
        {
          vpcId: 'Vpc',
          isMain: true,
          subnetIds: [],
          hops: [
            'local',
            ...all<{ GatewayId: string }>('AWS::EC2::Route').map(({ it }) => it.GatewayId),
          ],
        },
      ],
      endpoints: all<Endpoint>('AWS::EC2::VPCEndpoint').map(({ id, it }) => ({
        endpointId: id,
        vpcId: 'Vpc',
        privateDns: it.PrivateDnsEnabled === true,
        state: 'available',
        securityGroupIds: it.SecurityGroupIds ?? [],
        subnetIds: it.SubnetIds ?? [],
        dnsNames: [],
        policy: JSON.stringify(it.PolicyDocument),
      })),
      offeredAzs: subnets.map(({ az }) => az),
      dnsOnAt: {},
    },
    groups: all<{ SecurityGroupEgress?: Rule[] }>('AWS::EC2::SecurityGroup').map(({ id, it }) => ({
      groupId: id,
      egress: rulesOf(it.SecurityGroupEgress),
      ingress: rulesOf(
        all<Rule>('AWS::EC2::SecurityGroupIngress')
          .map((rule) => rule.it)
          .filter(({ GroupId }) => GroupId === id),
      ),
    })),
  };
}

function rulesOf(rules: Rule[] | undefined): SecurityRule[] {
  return (rules ?? []).map((it) => ({
    protocol: it.IpProtocol,
    fromPort: it.FromPort ?? null,
    toPort: it.ToPort ?? null,
    peer: it.CidrIp ?? it.DestinationSecurityGroupId ?? it.SourceSecurityGroupId ?? '',
  }));
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
      vpcEndpointIds: [],
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
