import { type Judgment, judgePolicy } from '../../policy/evaluate';
import { httpMethods } from '../proxy/http-methods';
import { type AnyTemplate, type Known, resolve } from '../resolve';
import type { Arrival, Home, Place } from './callers';
import { type EndpointFacts, orNull } from './endpoint';
import type { Where } from './where';

/** What lets a call pass, stops it, or would have to be known. Statements count from 0. */
export type Reason =
  | {
      layer: 'endpointPolicy' | 'resourcePolicy';
      decision: Judgment['decision'];
      statement: Judgment['by'];
    }
  | { layer: 'privateApi' | 'securityGroup' | 'apiKey' }
  | { layer: 'unknown'; what: 'endpointPolicy' | 'resourcePolicy' | 'securityGroup' };

export type Verdict = 'allowed' | 'refused' | 'depends';

export type Finding = { verdict: Verdict; by: Reason };

export type ProofInput = {
  /** The proxy's template, rendered or given back by CloudFormation. */
  template: AnyTemplate;
  /** The VPC and endpoint for which it is meant. */
  home: Home;
  endpoint: EndpointFacts;
  where: Where;
  /** Null while the API has no id yet. */
  restApiId: string | null;
};

export type Call = { method: string; path: string };

/** Everything that a call must pass, in the order in which AWS asks. */
export function layersOf(
  input: ProofInput,
  place: Place,
  arrival: Arrival,
  call: Call,
  hasKey: boolean,
): Finding[] {
  const { endpoint, restApiId, template, where } = input;
  const apiId = restApiId ?? 'abcdefghij';
  const stage = stageOf(input);
  const policy = stage === null ? null : resourcePolicy(input);
  const resource = methodArn(where, apiId, stage ?? '', call);
  const prefix = `arn:${where.partition}:execute-api:${where.region}:${where.accountId}:${apiId}/`;
  return [
    // A private API has no address outside (API Gateway guide, "Private REST APIs").
    ...(place === 'internet' && isPrivate(template) ? [refusedBy({ layer: 'privateApi' })] : []),
    ...(place === 'peeredVpc' ? [securityGroupLayer(endpoint)] : []),
    ...(arrival.isOurEndpoint ? [endpointLayer(endpoint, arrival, resource)] : []),
    policyLayer('resourcePolicy', policy, arrival, resource, (text) =>
      text.replace(/^execute-api:\//, prefix),
    ),
    ...(hasKey || !everyMethodNeedsKey(template) ? [] : [refusedBy({ layer: 'apiKey' })]),
  ];
}

const refusedBy = (by: Reason): Finding => ({ verdict: 'refused', by });

function securityGroupLayer({ isOpenBeyondVpc }: EndpointFacts): Finding {
  if (isOpenBeyondVpc === null)
    return { verdict: 'depends', by: { layer: 'unknown', what: 'securityGroup' } };
  return { verdict: isOpenBeyondVpc ? 'allowed' : 'refused', by: { layer: 'securityGroup' } };
}

export function endpointLayer(
  { policy }: EndpointFacts,
  arrival: Arrival | undefined,
  resource: string,
): Finding {
  return policyLayer('endpointPolicy', policy, arrival, resource, (text) => text);
}

function policyLayer(
  layer: 'endpointPolicy' | 'resourcePolicy',
  policy: unknown,
  arrival: Arrival | undefined,
  resource: string,
  expand: (text: string) => string,
): Finding {
  if (policy === null || !arrival)
    return { verdict: 'depends', by: { layer: 'unknown', what: layer } };
  const request = {
    principal: null,
    action: 'execute-api:Invoke',
    resource,
    context: arrival.context,
  };
  const { by, decision } = judgePolicy(policy, request, expand);
  const verdict = decision === 'allow' ? 'allowed' : 'refused';
  return { verdict, by: { layer, decision, statement: by } };
}

export function methodArn(
  { accountId, partition, region }: Where,
  apiId: string,
  stage: string,
  { method, path }: Call,
): string {
  return `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}/${method}${path}`;
}

function resourcePolicy(input: ProofInput): unknown {
  const policy = propertiesOf(input.template, 'AWS::ApiGateway::RestApi')[0]?.Policy;
  return policy === undefined
    ? null
    : orNull(() => resolve(policy, input.template, knownOf(input)));
}

function stageOf(input: ProofInput): string | null {
  const name = propertiesOf(input.template, 'AWS::ApiGateway::Stage')[0]?.StageName;
  const stage = orNull(() => resolve(name, input.template, knownOf(input)));
  return typeof stage === 'string' ? stage : null;
}

function isPrivate(template: AnyTemplate): boolean {
  const [api] = propertiesOf(template, 'AWS::ApiGateway::RestApi');
  const { Types } = (api?.EndpointConfiguration ?? {}) as { Types?: unknown };
  return Array.isArray(Types) && Types.includes('PRIVATE');
}

function everyMethodNeedsKey(template: AnyTemplate): boolean {
  const methods = propertiesOf(template, 'AWS::ApiGateway::Method');
  return methods.every(({ ApiKeyRequired }) => ApiKeyRequired === true);
}

function propertiesOf(template: AnyTemplate, type: string): Record<string, unknown>[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties ?? {});
}

/** What a template's references stand for, as far as a proof needs it. */
export function knownOf({ home, where }: Pick<ProofInput, 'home' | 'where'>): Known {
  return {
    'AWS::Partition': where.partition,
    'AWS::Region': where.region,
    'AWS::AccountId': where.accountId,
    Vpc: home.vpcId,
    Endpoint: home.endpointId,
  };
}

/** VPCs and endpoints that the policies name. */
export function mentionedIds(input: ProofInput): string[] {
  const text = JSON.stringify([resourcePolicy(input), input.endpoint.policy]) ?? '';
  return [...new Set(text.match(/\bvpce?-[0-9a-f]+\b/g) ?? [])];
}

/** Methods that the proxy's policy names. */
export function mentionedMethods(input: ProofInput): string[] {
  const text = JSON.stringify(resourcePolicy(input)) ?? '';
  return httpMethods.filter((method) => text.includes(`/${method}/`));
}
