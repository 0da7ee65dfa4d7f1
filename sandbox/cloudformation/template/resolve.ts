import { formatAddress, parseCidr } from '../../ec2/cidr';
import { asText, isObject, type Json, type JsonObject, validationError } from './document';
import { malformed } from './functions';
import { substitutionPattern } from './references';

/** What the functions of a template are evaluated against. */
export type Scope = {
  /** Parameters and pseudo parameters; list parameters are lists. */
  values: ReadonlyMap<string, string | string[]>;
  mappings: JsonObject;
  conditions: JsonObject;
  zones(region: string): string[];
  exported(name: string): string;
  /** `Ref` to a resource. */
  physicalId(logicalId: string): string;
  attribute(logicalId: string, name: string): string | string[];
};

/** Stands for `AWS::NoValue`: the property or list entry is left out. */
const noValue = Symbol('AWS::NoValue');
type Resolved = Json | typeof noValue;

/** Evaluates every function in a value. Throws ValidationError in AWS's words for what cannot be evaluated. */
export function resolve(value: Json, scope: Scope): Json {
  const result = evaluate(value, scope);
  return result === noValue ? '' : result;
}

/** Properties of a resource; those that come out as `AWS::NoValue` are absent. */
export function resolveObject(value: JsonObject, scope: Scope): JsonObject {
  const result: JsonObject = {};
  for (const [key, child] of Object.entries(value)) {
    const resolved = evaluate(child, scope);
    if (resolved !== noValue) result[key] = resolved;
  }
  return result;
}

/** Whether a named condition holds. */
export function conditionHolds(name: string, scope: Scope): boolean {
  const definition = scope.conditions[name];
  if (definition === undefined) {
    throw validationError(
      `Template format error: Unresolved condition dependency ${name} in the Resources block of the template`,
    );
  }
  return evaluateCondition(definition, scope);
}

function evaluate(value: Json, scope: Scope): Resolved {
  if (Array.isArray(value)) {
    return value.flatMap((child) => {
      const resolved = evaluate(child, scope);
      return resolved === noValue ? [] : [resolved];
    });
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [key] = keys;
  if (key !== undefined && keys.length === 1) {
    if (key === 'Ref') return evaluateRef(asText(value.Ref), scope);
    const run = Object.hasOwn(functions, key) ? functions[key] : undefined;
    if (run) return run(value[key] ?? null, scope);
  }
  return resolveObject(value, scope);
}

function evaluateRef(name: string, scope: Scope): Resolved {
  if (name === 'AWS::NoValue') return noValue;
  return scope.values.get(name) ?? scope.physicalId(name);
}

const functions: Record<string, (argument: Json, scope: Scope) => Resolved> = {
  'Fn::GetAtt': (argument, scope) => {
    const parts = typeof argument === 'string' ? argument.split('.') : argument;
    if (!Array.isArray(parts)) throw malformed('Fn::GetAtt');
    const [logicalId, ...attribute] = parts.map((part) => asText(resolve(part, scope)));
    return scope.attribute(logicalId ?? '', attribute.join('.'));
  },
  'Fn::Sub': (argument, scope) => {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof text !== 'string') throw malformed('Fn::Sub');
    const own = isObject(variables) ? resolveObject(variables, scope) : {};
    return text.replace(substitutionPattern, (_whole, literal: string, raw: string) => {
      if (literal !== '') return `\${${raw}}`;
      const name = raw.trim();
      if (Object.hasOwn(own, name)) return asText(own[name]);
      const [logicalId = '', ...attribute] = name.split('.');
      const found =
        attribute.length > 0
          ? scope.attribute(logicalId, attribute.join('.'))
          : evaluateRef(name, scope);
      return found === noValue ? '' : asList(found).join(',');
    });
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, list] = pair(argument);
    const values = resolve(list, scope);
    if (!Array.isArray(values) || typeof delimiter !== 'string') throw malformed('Fn::Join');
    return values.map(asText).join(delimiter);
  },
  'Fn::Select': (argument, scope) => {
    const [index, list] = pair(argument);
    const values = resolve(list, scope);
    const position = Number(asText(resolve(index, scope)));
    if (!Array.isArray(values) || !Number.isInteger(position)) throw malformed('Fn::Select');
    const chosen = values[position];
    if (chosen === undefined) {
      throw validationError(
        `Template error: Fn::Select cannot select nonexistent value at index ${position}`,
      );
    }
    return chosen;
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, text] = pair(argument);
    return asText(resolve(text, scope)).split(asText(delimiter));
  },
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = Array.isArray(argument) ? argument : [];
    return evaluate((conditionHolds(asText(name), scope) ? yes : no) ?? null, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const keys = Array.isArray(argument) ? argument.map((key) => asText(resolve(key, scope))) : [];
    const [map = '', first = '', second = ''] = keys;
    const top = scope.mappings[map];
    const row = isObject(top) ? top[first] : undefined;
    const found = isObject(row) ? row[second] : undefined;
    if (found === undefined) {
      throw validationError(
        `Template error: Unable to get mapping for ${map}::${first}::${second}`,
      );
    }
    return found;
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(asText(resolve(argument, scope))).toString('base64'),
  'Fn::GetAZs': (argument, scope) => {
    const region = asText(resolve(argument, scope)) || asText(scope.values.get('AWS::Region'));
    return scope.zones(region);
  },
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits] = Array.isArray(argument)
      ? argument.map((part) => asText(resolve(part, scope)))
      : [];
    const cidr = parseCidr(block ?? '');
    const hostBits = Number(bits ?? 8);
    const parts = Number(count);
    const fits = cidr !== null && parts * 2 ** hostBits <= 2 ** (32 - cidr.bits);
    if (!fits || !Number.isInteger(parts) || parts < 1 || parts > 256) {
      throw validationError(
        'Template error: Fn::Cidr expects a valid CIDR block, a count between 1 and 256 that fits into it, and cidrBits',
      );
    }
    return Array.from(
      { length: parts },
      (_, index) => `${formatAddress(cidr.base + index * 2 ** hostBits)}/${32 - hostBits}`,
    );
  },
  'Fn::ImportValue': (argument, scope) => scope.exported(asText(resolve(argument, scope))),
};

function evaluateCondition(value: Json, scope: Scope): boolean {
  if (isObject(value)) {
    const [key] = Object.keys(value);
    const argument = key === undefined ? null : (value[key] ?? null);
    const list = Array.isArray(argument) ? argument : [];
    switch (key) {
      case 'Condition':
        return conditionHolds(asText(argument), scope);
      case 'Fn::Equals':
        return asText(resolve(list[0] ?? '', scope)) === asText(resolve(list[1] ?? '', scope));
      case 'Fn::And':
        return list.every((part) => evaluateCondition(part, scope));
      case 'Fn::Or':
        return list.some((part) => evaluateCondition(part, scope));
      case 'Fn::Not':
        return !evaluateCondition(list[0] ?? null, scope);
    }
  }
  throw validationError(
    'Template format error: Conditions can only be boolean operations on parameters and other conditions',
  );
}

/** Forms were checked at the call (`checkFunctions`); what is computed may still come out wrong. */
function pair(argument: Json): [Json, Json] {
  const [first = null, second = null] = Array.isArray(argument) ? argument : [];
  return [first, second];
}

function asList(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}
