import { Document, Scalar } from 'yaml';
import type { ApiSettings, IntegrationSettings } from '../aws/rest-apis';
import type { VpcFacts } from '../aws/vpc-facts';
import { isCredential } from './rules-access';

type Network = Pick<VpcFacts, 'vpcs' | 'endpoints'>;

/**
 * How an API that exists is set, written as the CloudFormation that would make it so, for the same rules to read. What
 * is not asked of AWS is not in it: deployments, request templates, values of keys. Credentials in mappings are
 * replaced by `…`, and so is the query of an upstream's URL.
 */
export function templateOfApi(settings: ApiSettings, network: Network | null): string {
  const ids = new Ids();
  const paths = new Map(
    settings.resources.map(({ resourceId, path }) => [
      resourceId,
      ids.take(`${wordsOf(path)}Path`),
    ]),
  );
  const document = new Document({
    Resources: {
      ...networkOf(settings, network),
      Api: apiOf(settings),
      ...Object.fromEntries(
        settings.resources.flatMap((resource) => [
          ...(resource.parentId === null
            ? []
            : [[paths.get(resource.resourceId) ?? '', pathOf(resource, settings, paths)]]),
          ...resource.methods.map((method) => [
            ids.take(`${capital(method.verb.toLowerCase())}${wordsOf(resource.path)}`),
            methodOf(method, placeOf(resource, paths)),
          ]),
        ]),
      ),
      ...Object.fromEntries(
        settings.stages.map((stage) => [ids.take(`${wordsOf(stage.name)}Stage`), stageOf(stage)]),
      ),
      ...Object.fromEntries(
        settings.plans.map((plan) => [ids.take(`${wordsOf(plan.name)}Plan`), planOf(plan)]),
      ),
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

/** Logical ids hold letters and digits, and are there once. */
class Ids {
  private readonly taken = new Set(['Api']);

  take(wanted: string): string {
    let id = wanted;
    for (let count = 2; this.taken.has(id); count++) id = `${wanted}${count}`;
    this.taken.add(id);
    return id;
  }
}

function wordsOf(text: string): string {
  return (text.match(/[A-Za-z0-9]+/g) ?? ['root']).map(capital).join('');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function tagged(tag: string, text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.tag = tag;
  return scalar;
}

const ref = (id: string) => tagged('!Ref', id);
const root = () => tagged('!GetAtt', 'Api.RootResourceId');

type Path = ApiSettings['resources'][number];
type Paths = Map<string, string>;

const placeOf = ({ parentId, resourceId }: Path, paths: Paths) =>
  parentId === null ? root() : ref(paths.get(resourceId) ?? '');

const tagsOf = (tags: Record<string, string>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

function resource(Type: string, properties: Record<string, unknown>) {
  const said = Object.entries(properties).filter(([, value]) => value !== null);
  return { Type, Properties: Object.fromEntries(said) };
}

function apiOf({ name, keySource, endpointTypes, vpcEndpointIds, policy, tags }: ApiSettings) {
  return resource('AWS::ApiGateway::RestApi', {
    Name: name,
    ApiKeySourceType: keySource,
    EndpointConfiguration: {
      Types: endpointTypes,
      ...(vpcEndpointIds.length > 0 ? { VpcEndpointIds: vpcEndpointIds } : {}),
    },
    Policy: policy === null ? null : parsed(policy),
    Tags: tagsOf(tags),
  });
}

function pathOf({ parentId, pathPart }: Path, { resources }: ApiSettings, paths: Paths) {
  const parent = resources.find(({ resourceId }) => resourceId === parentId);
  return resource('AWS::ApiGateway::Resource', {
    RestApiId: ref('Api'),
    ParentId: parent ? placeOf(parent, paths) : root(),
    PathPart: pathPart,
  });
}

function methodOf(method: Path['methods'][number], place: Scalar) {
  const { verb, authorizationType, isKeyRequired, requestParameters, validatorId, integration } =
    method;
  return resource('AWS::ApiGateway::Method', {
    RestApiId: ref('Api'),
    ResourceId: place,
    HttpMethod: verb,
    AuthorizationType: authorizationType,
    ApiKeyRequired: isKeyRequired,
    RequestParameters: filled(requestParameters),
    RequestValidatorId: validatorId,
    Integration: integration && integrationOf(integration),
  });
}

function integrationOf(integration: IntegrationSettings) {
  const { responses } = integration;
  const fields = {
    Type: integration.type,
    IntegrationHttpMethod: integration.httpMethod,
    Uri: integration.uri?.replace(/\?.*$/s, '?…') ?? null,
    ConnectionType: integration.connectionType,
    RequestParameters: filled(
      Object.fromEntries(
        Object.entries(integration.requestParameters).map(([name, value]) => [
          name,
          isCredential(name, value) ? "'…'" : value,
        ]),
      ),
    ),
    CacheKeyParameters:
      integration.cacheKeyParameters.length > 0 ? integration.cacheKeyParameters : null,
    ResponseTransferMode: integration.transferMode,
    TimeoutInMillis: integration.timeoutMs,
    IntegrationResponses:
      responses.length === 0
        ? null
        : responses.map(({ statusCode, selectionPattern, responseTemplates }) => ({
            StatusCode: statusCode,
            ...(selectionPattern === null ? {} : { SelectionPattern: selectionPattern }),
            ...(filled(responseTemplates) ? { ResponseTemplates: responseTemplates } : {}),
          })),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function stageOf({ name, accessLog, tags }: ApiSettings['stages'][number]) {
  return resource('AWS::ApiGateway::Stage', {
    RestApiId: ref('Api'),
    StageName: name,
    AccessLogSetting: accessLog && {
      DestinationArn: accessLog.destinationArn,
      Format: accessLog.format,
    },
    Tags: tagsOf(tags),
  });
}

function planOf({ name, quota, throttle, tags }: ApiSettings['plans'][number]) {
  const { rateLimit, burstLimit } = throttle;
  return resource('AWS::ApiGateway::UsagePlan', {
    UsagePlanName: name,
    Quota: quota && { Limit: quota.limit, Period: quota.period },
    Throttle:
      rateLimit === null && burstLimit === null
        ? null
        : { RateLimit: rateLimit, BurstLimit: burstLimit },
    Tags: tagsOf(tags),
  });
}

/** The endpoints that the API names, and their VPCs, as far as EC2 told of them. */
function networkOf({ vpcEndpointIds }: ApiSettings, network: Network | null) {
  const endpoints = (network?.endpoints ?? []).filter(({ endpointId }) =>
    vpcEndpointIds.includes(endpointId),
  );
  const vpcs = (network?.vpcs ?? []).filter(({ vpcId }) =>
    endpoints.some((endpoint) => endpoint.vpcId === vpcId),
  );
  const vpcId = (id: string) => `Vpc${wordsOf(id.replace(/^vpc-/, ''))}`;
  return Object.fromEntries([
    ...vpcs.map((vpc) => [
      vpcId(vpc.vpcId),
      resource('AWS::EC2::VPC', {
        EnableDnsSupport: vpc.dnsSupport,
        EnableDnsHostnames: vpc.dnsHostnames,
      }),
    ]),
    ...endpoints.map((endpoint) => [
      `Endpoint${wordsOf(endpoint.endpointId.replace(/^vpce-/, ''))}`,
      resource('AWS::EC2::VPCEndpoint', {
        VpcId: vpcs.some((vpc) => vpc.vpcId === endpoint.vpcId)
          ? ref(vpcId(endpoint.vpcId))
          : endpoint.vpcId,
        VpcEndpointType: 'Interface',
        // That it stands in one Region is no trap of what exists.
        ServiceName: tagged('!Sub', `com.amazonaws.$\{AWS::Region}.execute-api`),
        SubnetIds: endpoint.subnetIds,
        PrivateDnsEnabled: endpoint.privateDns,
        PolicyDocument: endpointPolicy(endpoint.policy),
      }),
    ]),
  ]);
}

/** Where nobody wrote a policy EC2 tells one that allows everything: that is none. */
function endpointPolicy(text: string | null): unknown {
  const policy = text === null ? null : parsed(text);
  const statements = [(policy as { Statement?: unknown } | null)?.Statement].flat();
  const only = statements.length === 1 ? (statements[0] as Record<string, unknown>) : {};
  const isOpen =
    only?.Effect === 'Allow' &&
    !only.Condition &&
    [only.Principal, only.Action, only.Resource].every((each) => each === '*');
  return isOpen ? null : policy;
}

function filled<T extends object>(map: T): T | null {
  return Object.keys(map).length > 0 ? map : null;
}

/** A policy that is no JSON is told as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
