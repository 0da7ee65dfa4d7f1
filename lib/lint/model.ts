import { groupBy } from '../group-by';
import { integrationsInBodies } from './openapi';
import type { Declared, Entry, Parsed, Value } from './types';
import { at, entriesOf, literal, textOf } from './values';

/** A method's integration, whichever of the two languages it is written in. */
export type Integration = {
  name: string;
  line: number;
  verb: string | undefined;
  isGreedy: boolean;
  /** The method it belongs to, where that can be told. */
  method: Declared | undefined;
  fields: Entry[];
  responses: { name: string; selection: Value | undefined; templates: Entry[] }[];
};

/** What rules look at: resources by kind, and the text that was no template. */
export type Model = {
  parsed: Parsed;
  of(kind: Kind): Declared[];
  get(declared: Declared | { fields: Entry[] }, ...path: Field[]): Value | undefined;
  /** A property's name in the language of the template. */
  name(field: Field): string;
  /** The name of the declared resource that a value refers to. */
  target(value: Value | undefined): string | undefined;
  /** By name, the declared resources that each refers to or waits for. */
  refs: ReadonlyMap<string, ReadonlySet<string>>;
  integrations: Integration[];
  /** Lines that are no template, by number. */
  loose: { line: number; text: string }[];
};

/** A property by its two names, Terraform's first. */
export type Field = readonly [string, string];

const kinds = {
  vpc: ['aws_vpc', 'AWS::EC2::VPC'],
  endpoint: ['aws_vpc_endpoint', 'AWS::EC2::VPCEndpoint'],
  endpointPolicy: ['aws_vpc_endpoint_policy', ''],
  group: ['aws_security_group', 'AWS::EC2::SecurityGroup'],
  api: ['aws_api_gateway_rest_api', 'AWS::ApiGateway::RestApi'],
  apiPolicy: ['aws_api_gateway_rest_api_policy', ''],
  resource: ['aws_api_gateway_resource', 'AWS::ApiGateway::Resource'],
  method: ['aws_api_gateway_method', 'AWS::ApiGateway::Method'],
  integration: ['aws_api_gateway_integration', ''],
  integrationResponse: ['aws_api_gateway_integration_response', ''],
  deployment: ['aws_api_gateway_deployment', 'AWS::ApiGateway::Deployment'],
  stage: ['aws_api_gateway_stage', 'AWS::ApiGateway::Stage'],
  plan: ['aws_api_gateway_usage_plan', 'AWS::ApiGateway::UsagePlan'],
  validator: ['aws_api_gateway_request_validator', 'AWS::ApiGateway::RequestValidator'],
  apiKey: ['aws_api_gateway_api_key', 'AWS::ApiGateway::ApiKey'],
  function: ['aws_lambda_function', 'AWS::Lambda::Function'],
} as const;
export type Kind = keyof typeof kinds;

export function modelOf(parsed: Parsed, text: string): Model {
  const side = parsed.language === 'terraform' ? 0 : 1;
  const byType = groupBy(parsed.resources, ({ type }) => type);
  const of = (kind: Kind) => byType.get(kinds[kind][side]) ?? [];
  const get: Model['get'] = (from, ...path) =>
    at('fields' in from ? from.fields : from.properties, ...path.map((field) => field[side]));
  const model: Model = {
    parsed,
    of,
    get,
    name: (field) => field[side],
    target,
    refs: refsIn(parsed),
    integrations: [],
    loose: looseLines(parsed, text),
  };
  model.integrations = [
    ...(side === 0 ? fromTerraform(model) : fromCloudFormation(model)),
    ...integrationsInBodies(model),
  ];
  return model;
}

function target(value: Value | undefined): string | undefined {
  const text = textOf(value);
  return (
    /\baws_\w+\.[\w-]+/.exec(text)?.[0] ?? /^(?:Ref|GetAtt)\s+(\w+)/.exec(text)?.[1] ?? undefined
  );
}

export function typeOf(model: Model, each: Integration): string {
  return textOf(model.get(each, ['type', 'Type']));
}

/** Whether it forwards to an HTTP upstream. */
export function isHttp(model: Model, each: Integration): boolean {
  return /^HTTP(_PROXY)?$/.test(typeOf(model, each));
}

/** Names of the resources that one refers to or waits for, through others too: both languages make them all first. */
export function reached(model: Model, name: string): Set<string> {
  const found = new Set<string>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const other of model.refs.get(next) ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      waiting.push(other);
    }
  return found;
}

/** By name, the declared resources that each names itself. */
function refsIn({ resources }: Parsed): Model['refs'] {
  const declared = new Set(resources.map(({ name }) => name));
  return new Map(
    resources.map(({ name, properties, dependsOn }) => {
      const texts = properties.flatMap(({ value }) => [...computedIn(value)]);
      const words = [...dependsOn, ...texts].join(' ').match(/aws_\w+\.[\w-]+|\w+/g) ?? [];
      return [name, new Set(words.filter((word) => word !== name && declared.has(word)))];
    }),
  );
}

function* computedIn(value: Value): Generator<string> {
  if (value.kind === 'expression') yield value.text;
  if (value.kind === 'list') for (const item of value.items) yield* computedIn(item);
  if (value.kind === 'map')
    for (const { value: inside } of value.entries) yield* computedIn(inside);
}

export const resourceId = ['resource_id', 'ResourceId'] as const;

/** Whether a resource is `{name+}`. */
export function takesAnyPath(model: Model, resource: Declared): boolean {
  return /^\{\w+\+\}$/.test(textOf(model.get(resource, ['path_part', 'PathPart'])));
}

function isGreedy(model: Model, value: Value | undefined): boolean {
  const name = model.target(value);
  const found = model.of('resource').find((each) => each.name === name);
  return !!found && takesAnyPath(model, found);
}

function fromTerraform(model: Model): Integration[] {
  const place = (each: Declared) => textOf(at(each.properties, 'resource_id'));
  return model.of('integration').map((each) => {
    const verb = at(each.properties, 'http_method');
    const method = methodOf(model, each);
    return {
      name: each.name,
      line: each.line,
      verb: literal(verb) ?? literal(method && at(method.properties, 'http_method')),
      isGreedy: isGreedy(model, at(each.properties, 'resource_id')),
      method,
      fields: each.properties,
      responses: model
        .of('integrationResponse')
        .filter((response) => place(response) === place(each))
        .map((response) => ({
          name: response.name,
          selection: at(response.properties, 'selection_pattern'),
          templates: entriesOf(at(response.properties, 'response_templates')),
        })),
    };
  });
}

/** By its name where the integration says it, else the one of the same resource and verb. */
function methodOf(model: Model, integration: Declared): Declared | undefined {
  const verb = at(integration.properties, 'http_method');
  const place = at(integration.properties, 'resource_id');
  const named = [model.target(verb), model.target(place)];
  const methods = model.of('method');
  return (
    methods.find(({ name }) => named.includes(name)) ??
    methods.find(
      ({ properties }) =>
        textOf(at(properties, 'resource_id')) === textOf(place) &&
        literal(at(properties, 'http_method')) === literal(verb),
    )
  );
}

function fromCloudFormation(model: Model): Integration[] {
  return model.of('method').flatMap((each) => {
    const integration = at(each.properties, 'Integration');
    if (integration?.kind !== 'map') return [];
    const responses = at(integration.entries, 'IntegrationResponses');
    return {
      name: each.name,
      line: integration.line,
      verb: literal(at(each.properties, 'HttpMethod')),
      isGreedy: isGreedy(model, at(each.properties, 'ResourceId')),
      method: each,
      fields: integration.entries,
      responses: (responses?.kind === 'list' ? responses.items : []).map((response) => ({
        name: each.name,
        selection: at(entriesOf(response), 'SelectionPattern'),
        templates: entriesOf(at(entriesOf(response), 'ResponseTemplates')),
      })),
    };
  });
}

function looseLines(parsed: Parsed, text: string): Model['loose'] {
  const lines = text.split('\n');
  return parsed.faults.flatMap((fault) =>
    lines
      .slice(fault.line - 1, fault.endLine)
      .map((content, index) => ({ line: fault.line + index, text: content })),
  );
}
