import type { Field, Integration, Model } from './model';
import type { Declared, Entry, Value } from './types';
import { at, entriesOf, itemsOf, literal, textOf } from './values';
import { entriesWritten } from './written';

/** An API whose methods are written as OpenAPI, with API Gateway's extensions, in its body. */
export function bodyOf(model: Model, api: Declared): Entry[] | undefined {
  if (!bodies.has(api)) bodies.set(api, entriesWritten(model.get(api, ['body', 'Body'])));
  return bodies.get(api);
}

/** A long text is read once, not by every rule. */
const bodies = new WeakMap<Declared, Entry[] | undefined>();

const verbs = /^(?:get|put|post|delete|options|head|patch|x-amazon-apigateway-any-method)$/;

/** The integrations that APIs' bodies hold, with the names of the language around them, for the same rules to read. */
export function integrationsInBodies(model: Model): Integration[] {
  return model.of('api').flatMap((api) => {
    const body = bodyOf(model, api) ?? [];
    return entriesOf(at(body, 'paths')).flatMap(({ key: path, value }) =>
      entriesOf(value)
        .filter(({ key }) => verbs.test(key))
        .flatMap((operation) => integrationOf(model, api, { body, path, operation })),
    );
  });
}

type Place = { body: Entry[]; path: string; operation: Entry };

function integrationOf(model: Model, api: Declared, place: Place): Integration[] {
  const { path, operation } = place;
  const fields = entriesOf(operation.value);
  const integration = at(fields, 'x-amazon-apigateway-integration');
  if (integration?.kind !== 'map') return [];
  const verb = operation.key.startsWith('x-') ? 'ANY' : operation.key.toUpperCase();
  const name = `${api.name} ${verb} ${path}`;
  return [
    {
      name,
      line: integration.line,
      verb,
      isGreedy: /\{\w+\+\}$/.test(path),
      method: methodOf(model, api, { ...place, name }),
      fields: integration.entries.flatMap((entry) => renamed(model, entry)),
      responses: entriesOf(at(integration.entries, 'responses')).map(({ key, line, value }) => ({
        name,
        selection: key === 'default' ? undefined : { kind: 'scalar', line, value: key },
        templates: entriesOf(at(entriesOf(value), 'responseTemplates')),
      })),
    },
  ];
}

/** The extension's names, and what Terraform and CloudFormation call the same. */
const names: Record<string, Field> = {
  type: ['type', 'Type'],
  httpMethod: ['integration_http_method', 'IntegrationHttpMethod'],
  uri: ['uri', 'Uri'],
  connectionType: ['connection_type', 'ConnectionType'],
  requestParameters: ['request_parameters', 'RequestParameters'],
  cacheKeyParameters: ['cache_key_parameters', 'CacheKeyParameters'],
  timeoutInMillis: ['timeout_milliseconds', 'TimeoutInMillis'],
  responseTransferMode: ['response_transfer_mode', 'ResponseTransferMode'],
};

function renamed(model: Model, { key, line, value }: Entry): Entry[] {
  const name = names[key];
  if (!name) return [];
  const isType = key === 'type' && value.kind === 'scalar';
  const said: Value = isType ? { ...value, value: textOf(value).toUpperCase() } : value;
  return [{ key: model.name(name), line, value: said }];
}

/** The operation as the method that it becomes: whether it asks for a key, and what it requires. */
function methodOf(model: Model, api: Declared, place: Place & { name: string }): Declared {
  const { body, operation, name } = place;
  const { line } = operation;
  const fields = entriesOf(operation.value);
  const flag = (value: boolean): Value => ({ kind: 'scalar', line, value });
  const required = itemsOf(at(fields, 'parameters'))
    .map(entriesOf)
    .map((parameter): Entry => {
      const [where, called] = [at(parameter, 'in'), at(parameter, 'name')].map(textOf);
      const isRequired = literal(at(parameter, 'required')) === 'true';
      return { key: `method.request.${where}.${called}`, line, value: flag(isRequired) };
    });
  const validator =
    at(fields, 'x-amazon-apigateway-request-validator') ??
    at(body, 'x-amazon-apigateway-request-validator');
  const properties: [Field, Value | undefined][] = [
    [['rest_api_id', 'RestApiId'], { kind: 'expression', line, text: referenceTo(model, api) }],
    [['api_key_required', 'ApiKeyRequired'], flag(asksForKey(body, fields))],
    [['request_parameters', 'RequestParameters'], { kind: 'map', line, entries: required }],
    [['request_validator_id', 'RequestValidatorId'], validator],
  ];
  return {
    type: '',
    name,
    line,
    endLine: line,
    dependsOn: [],
    properties: properties.flatMap(([field, value]) =>
      value ? { key: model.name(field), line, value } : [],
    ),
  };
}

const referenceTo = ({ parsed }: Model, { name }: Declared) =>
  parsed.language === 'terraform' ? `${name}.id` : `Ref ${name}`;

/** Whether a security scheme of the operation, or of the whole body, is the key in `x-api-key`. */
function asksForKey(body: Entry[], operation: Entry[]): boolean {
  const schemes = [
    ...entriesOf(at(body, 'securityDefinitions')),
    ...entriesOf(at(body, 'components', 'securitySchemes')),
  ];
  const keys = schemes
    .filter(({ value }) => /^x-api-key$/i.test(textOf(at(entriesOf(value), 'name'))))
    .map(({ key }) => key);
  const asked = itemsOf(at(operation, 'security') ?? at(body, 'security')).flatMap(entriesOf);
  return asked.some(({ key }) => keys.includes(key));
}
