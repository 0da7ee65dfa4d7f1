import type { Where } from '@/templates/proof/where';
import { type AnyTemplate, resolve, Unresolvable } from '@/templates/resolve';
import type { GatewayRow } from '../aws/gateway';
import { canonical } from '../canonical';
import { policyMeaning } from './policy';
import {
  actualApi,
  actualMethod,
  actualPlan,
  actualResponse,
  actualStage,
  apiShape,
  methodShape,
  planShape,
  responseShape,
  type Shape,
  stageShape,
} from './shapes';
import { type Facts, factKey } from './types';

/** What a template's names stand for in the account. */
export type Place = { ids: Record<string, string>; where: Where };

type Properties = Record<string, unknown>;

/** What somebody added beside the template: no resource of it, so no property either. */
export const added = {
  methods: 'Methods',
  responses: 'GatewayResponses',
  ingress: 'AddedIngress',
  egress: 'AddedEgress',
  routes: 'AddedRoutes',
} as const;

const shapes: Record<string, (it: Properties) => Shape> = {
  'AWS::ApiGateway::RestApi': apiShape,
  'AWS::ApiGateway::Stage': stageShape,
  'AWS::ApiGateway::UsagePlan': planShape,
  'AWS::ApiGateway::Method': methodShape,
  'AWS::ApiGateway::GatewayResponse': responseShape,
  'AWS::ApiGateway::ApiKey': ({ Enabled }) => ({ Enabled: Enabled ?? false }),
  'AWS::ApiGateway::UsagePlanKey': () => ({}),
};

/** What a template says of everything that is compared. */
export function templateFacts(template: AnyTemplate, place: Place): Facts {
  const facts = collector(place);
  for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources))
    facts.add(logicalId, shapes[Type]?.(resolved(Properties, template, place)) ?? null, Type);
  return facts.all;
}

/**
 * What API Gateway says of the same things. `template` is the deployed one, and gives the names; a part that is gone has
 * no facts.
 */
export function actualFacts(row: GatewayRow, template: AnyTemplate, place: Place): Facts {
  const facts = collector(place);
  const expected = { methods: new Set<string>(), responses: new Set<string>() };
  for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources)) {
    const it = resolved(Properties, template, place);
    if (Type === 'AWS::ApiGateway::Method') expected.methods.add(methodName(it, template));
    if (Type === 'AWS::ApiGateway::GatewayResponse')
      expected.responses.add(String(it.ResponseType));
    const subject = { type: Type, it, id: place.ids[logicalId], template };
    facts.add(logicalId, actualShape(row, subject), Type);
  }
  const others = (names: string[], known: Set<string>) => names.filter((name) => !known.has(name));
  const api = Object.entries(template.Resources).find(([, it]) => it.Type === restApi)?.[0] ?? '';
  const methods = others(Object.keys(row.methods), expected.methods);
  const responses = others(Object.keys(row.responses), expected.responses);
  if (methods.length > 0) facts.put(api, added.methods, methods);
  if (responses.length > 0) facts.put(api, added.responses, responses);
  return facts.all;
}

const restApi = 'AWS::ApiGateway::RestApi';

type Subject = { type: string; it: Properties; id: string | undefined; template: AnyTemplate };

function actualShape(row: GatewayRow, { type, it, id, template }: Subject): Shape | null {
  switch (type) {
    case restApi:
      return row.api && actualApi(row.api);
    case 'AWS::ApiGateway::Stage':
      return row.stage && actualStage(row.stage, it);
    case 'AWS::ApiGateway::UsagePlan':
      return row.plan && actualPlan(row.plan);
    case 'AWS::ApiGateway::Method': {
      const method = row.methods[methodName(it, template)];
      return method ? actualMethod(method) : null;
    }
    case 'AWS::ApiGateway::GatewayResponse': {
      const response = row.responses[String(it.ResponseType)];
      return response ? actualResponse(String(it.ResponseType), response) : null;
    }
    case 'AWS::ApiGateway::ApiKey': {
      const key = row.keys[id ?? ''];
      return key ? { Enabled: key.isEnabled } : null;
    }
    case 'AWS::ApiGateway::UsagePlanKey':
      return row.keys[String(it.KeyId)]?.isInPlan ? {} : null;
    default:
      return null;
  }
}

/** `ANY /{proxy+}`: a method's resource is the root, or one that the template makes directly below it. */
function methodName({ HttpMethod, ResourceId }: Properties, template: AnyTemplate): string {
  const resource = (ResourceId as { Ref?: string } | undefined)?.Ref;
  const part = resource ? template.Resources[resource]?.Properties?.PathPart : undefined;
  return `${String(HttpMethod)} /${part === undefined ? '' : String(part)}`;
}

/**
 * A resource's properties with their references filled in. ResourceId keeps its own: it names the path, and its value is
 * an id that means nothing.
 */
export function resolved(properties: Properties, template: AnyTemplate, place: Place): Properties {
  const { where, ids } = place;
  const known = {
    ...ids,
    'AWS::Region': where.region,
    'AWS::AccountId': where.accountId,
    'AWS::Partition': where.partition,
  };
  const one = (name: string, value: unknown) => {
    if (name === 'ResourceId') return value;
    const withArns = arnsFilled(value, template, place);
    try {
      return resolve(withArns, template, known);
    } catch (error) {
      if (error instanceof Unresolvable) return withArns;
      throw error;
    }
  };
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, one(name, value)]),
  );
}

/** A log group's ARN follows from its name, which is its id. */
function arnsFilled(value: unknown, template: AnyTemplate, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item) => arnsFilled(item, template, place));
  if (typeof value !== 'object' || value === null) return value;
  const [logicalId, attribute] = (value as { 'Fn::GetAtt'?: string[] })['Fn::GetAtt'] ?? [];
  if (logicalId && attribute === 'Arn') {
    const name = place.ids[logicalId];
    const { partition, region, accountId } = place.where;
    if (name && template.Resources[logicalId]?.Type === 'AWS::Logs::LogGroup')
      return `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, arnsFilled(item, template, place)]),
  );
}

/** Gathers facts. A policy is known by its meaning, everything else by its value. */
export function collector({ ids, where }: Place) {
  const all: Facts = new Map();
  const arn = `arn:${where.partition}:execute-api:${where.region}:${where.accountId}:${ids.Api}`;
  const put = (at: string, property: string, value: unknown) => {
    if (value === undefined) return;
    const meaning = isPolicy(property) ? policyMeaning(value, arn) : canonical(value);
    all.set(factKey(at, property), { where: at, property, value, meaning });
  };
  return {
    all,
    put,
    add(logicalId: string, shape: Shape | null, type: string) {
      if (!shape) return;
      put(logicalId, '', type);
      for (const [property, value] of Object.entries(shape)) put(logicalId, property, value);
    },
  };
}

function isPolicy(property: string): boolean {
  return property === 'Policy' || property === 'PolicyDocument';
}
