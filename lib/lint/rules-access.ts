import type { Integration, Model } from './model';
import { typeOf } from './model';
import { bodyOf } from './openapi';
import { statementsOf } from './policies';
import { docs, gatewayGuide, type Rule } from './rule';
import type { Entry } from './types';
import { at, entriesOf, literal, textOf } from './values';

const callersPlace = /^aws:(?:SourceVpce?|VpcSourceIp|SourceIp)$/i;
const api = ['rest_api_id', 'RestApiId'] as const;
const parameters = ['request_parameters', 'RequestParameters'] as const;
const headerOf = (parameter: string) =>
  /^integration\.request\.header\.(.+)$/i.exec(parameter)?.[1]?.toLowerCase();

/** Whether a mapping writes a constant into a header that carries credentials. */
export function isCredential(parameter: string, value: string): boolean {
  return (
    /authorization$|token$|secret$|key$/.test(headerOf(parameter) ?? '') && /^'.+'$/.test(value)
  );
}

/** Whether callers send API Gateway their key in `x-api-key`: the method asks for one, and the API reads it there. */
function takesKey(model: Model, { method }: Integration): boolean {
  if (!method || literal(model.get(method, ['api_key_required', 'ApiKeyRequired'])) !== 'true')
    return false;
  const name = model.target(model.get(method, api));
  const declared = model.of('api').find((each) => each.name === name);
  const source =
    declared &&
    (model.get(declared, ['api_key_source', 'ApiKeySourceType']) ??
      at(bodyOf(model, declared) ?? [], 'x-amazon-apigateway-api-key-source'));
  return !source || literal(source) === 'HEADER';
}

/** Whether the caller's headers, with the gateway's key among them, go on to somebody else. */
function passesKey(model: Model, each: Integration): boolean {
  const link = literal(model.get(each, ['connection_type', 'ConnectionType']));
  return typeOf(model, each) === 'HTTP_PROXY' && link !== 'VPC_LINK' && takesKey(model, each);
}

/** What is sent in the place of the gateway's key; mapped from itself, it is sent as it came. */
function keyReplacement(model: Model, each: Integration): Entry | undefined {
  return entriesOf(model.get(each, parameters)).find(
    ({ key, value }) => headerOf(key) === 'x-api-key' && !/header\.x-api-key$/i.test(textOf(value)),
  );
}

/** Whether a call without the header is refused: it is required, and a validator sees to it. */
function isDemanded(model: Model, { method }: Integration, header: string): boolean {
  if (!method) return true;
  const required = entriesOf(model.get(method, parameters)).find(
    ({ key }) => key.toLowerCase() === `method.request.header.${header}`.toLowerCase(),
  );
  const validator = model.get(method, ['request_validator_id', 'RequestValidatorId']);
  const name = model.target(validator);
  const declared = model.of('validator').find((each) => each.name === name);
  const checks = ['validate_request_parameters', 'ValidateRequestParameters'] as const;
  const isLax = declared && literal(model.get(declared, checks)) !== 'true';
  return literal(required?.value) === 'true' && !!validator && !isLax;
}

/** What goes wrong with who may call, and with what must stay secret. */
export const accessRules: Rule[] = [
  {
    id: 'anded-conditions',
    severity: 'warning',
    source: `${docs}IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html`,
    find: (model) =>
      statementsOf(model).flatMap(({ subject, effect, conditions }) => {
        const asked = conditions.filter(
          ({ operator, key }) => /Not/.test(operator) && callersPlace.test(key),
        );
        const second = asked.find(({ key }) => key !== asked[0]?.key);
        return effect === 'Deny' && second ? { line: second.line, subject } : [];
      }),
  },
  {
    id: 'key-reaches-upstream',
    severity: 'warning',
    source: `${gatewayGuide}api-gateway-set-up-simple-proxy.html`,
    find: (model) =>
      model.integrations.flatMap((each) => {
        const given = model.get(each, parameters);
        const isPlain = !given || given.kind === 'map';
        return isPlain && passesKey(model, each) && !keyReplacement(model, each)
          ? { line: model.get(each, ['type', 'Type'])?.line ?? each.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'key-when-header-missing',
    severity: 'warning',
    source: `${gatewayGuide}api-gateway-method-request-validation.html`,
    find: (model) =>
      model.integrations.flatMap((each) => {
        const mapped = keyReplacement(model, each);
        const header = /^method\.request\.header\.(.+)$/.exec(textOf(mapped?.value))?.[1];
        return mapped && header && passesKey(model, each) && !isDemanded(model, each, header)
          ? { line: mapped.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'key-in-template',
    severity: 'error',
    source: `${docs}AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds`,
    find: (model) =>
      model.of('apiKey').flatMap((each) => {
        const value = model.get(each, ['value', 'Value']);
        return value && literal(value)?.trim() ? { line: value.line, subject: each.name } : [];
      }),
  },
  {
    id: 'credential-in-mapping',
    severity: 'error',
    source: `${docs}AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds`,
    find: (model) =>
      model.integrations.flatMap((each) =>
        entriesOf(model.get(each, parameters))
          // A constant x-api-key is what hides the gateway's own.
          .filter(({ key }) => headerOf(key) !== 'x-api-key')
          .filter(({ key, value }) => isCredential(key, literal(value) ?? ''))
          .map(({ line }) => ({ line, subject: each.name })),
      ),
  },
];
