import type { ObjectSchema, PropertyType, SchemaIndex } from './schema';
import { isObject, type Json, type JsonObject } from './template/document';

/** Properties in the types that the handler expects, and what AWS's validation says against them. */
export type CheckedProperties = { properties: JsonObject; faults: string[] };

/**
 * Checks resolved properties against AWS's resource schema: unknown, missing, wrongly typed, not an enum value.
 * Texts are those of CloudFormation's own schema validation. Scalars are converted as CloudFormation converts them
 * ("true" for true, 5 for "5").
 */
export function checkProperties(
  index: SchemaIndex,
  schema: ObjectSchema,
  properties: JsonObject,
): CheckedProperties {
  const faults: string[] = [];
  const checked = checkObject(index, schema, properties, '#', faults);
  return { properties: checked, faults };
}

function checkObject(
  index: SchemaIndex,
  schema: ObjectSchema,
  value: JsonObject,
  path: string,
  faults: string[],
): JsonObject {
  const result: JsonObject = {};
  for (const [name, property] of Object.entries(schema)) {
    if (property.isRequired && value[name] === undefined) {
      faults.push(`${path}: required key [${name}] not found`);
    }
  }
  for (const [name, child] of Object.entries(value)) {
    const property = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (!property) {
      faults.push(`${path}: extraneous key [${name}] is not permitted`);
      continue;
    }
    result[name] = checkAlternatives(index, property.types, child, `${path}/${name}`, faults);
  }
  return result;
}

/** The first type that fits; when none does, the faults against the last one (the newest comes first). */
function checkAlternatives(
  index: SchemaIndex,
  types: readonly PropertyType[],
  value: Json,
  path: string,
  faults: string[],
): Json {
  let first: string[] | null = null;
  for (const type of types) {
    const own: string[] = [];
    const checked = checkValue(index, type, value, path, own);
    if (own.length === 0) return checked;
    first ??= own;
  }
  faults.push(...(first ?? []));
  return value;
}

function checkValue(
  index: SchemaIndex,
  type: PropertyType,
  value: Json,
  path: string,
  faults: string[],
): Json {
  const mismatch = (expected: string): Json => {
    faults.push(`${path}: expected type: ${expected}, found: ${nameOf(value)}`);
    return value;
  };
  switch (type.type) {
    case 'string':
    case 'date-time':
      if (typeof value === 'object') return mismatch('String');
      return checkEnum(type.allowedValues, String(value), path, faults);
    case 'integer':
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || Number.isNaN(number)) return mismatch('Number');
      if (type.type === 'integer' && !Number.isInteger(number)) return mismatch('Integer');
      return checkEnum(type.allowedValues, number, path, faults);
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' || value === 'false' ? value === 'true' : mismatch('Boolean');
    case 'array':
      if (!Array.isArray(value)) return mismatch('JSONArray');
      return value.map((entry, position) =>
        checkValue(index, type.element, entry, `${path}/${position}`, faults),
      );
    case 'map':
      if (!isObject(value)) return mismatch('JSONObject');
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [
          key,
          checkValue(index, type.element, entry, `${path}/${key}`, faults),
        ]),
      );
    case 'union':
      return checkAlternatives(index, type.types, value, path, faults);
    case 'ref': {
      if (!isObject(value)) return mismatch('JSONObject');
      const definition = index.definitions.get(type.reference.$ref);
      return definition ? checkObject(index, definition, value, path, faults) : value;
    }
    case 'tag':
      return checkTag(value, path, faults);
    case 'json':
      // Documents may be given as text too: policies are.
      return typeof value === 'object' || typeof value === 'string'
        ? value
        : mismatch('JSONObject');
    default:
      return value;
  }
}

function checkEnum<T extends string | number>(
  allowedValues: readonly T[] | undefined,
  value: T,
  path: string,
  faults: string[],
): Json {
  if (allowedValues && !allowedValues.includes(value)) {
    faults.push(`${path}: ${value} is not a valid enum value`);
  }
  return value;
}

function checkTag(value: Json, path: string, faults: string[]): Json {
  if (!isObject(value)) {
    faults.push(`${path}: expected type: JSONObject, found: ${nameOf(value)}`);
    return value;
  }
  for (const key of ['Key', 'Value']) {
    if (value[key] === undefined) faults.push(`${path}: required key [${key}] not found`);
  }
  for (const key of Object.keys(value)) {
    if (key !== 'Key' && key !== 'Value') {
      faults.push(`${path}: extraneous key [${key}] is not permitted`);
    }
  }
  return { Key: String(value.Key), Value: String(value.Value) };
}

function nameOf(value: Json): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'object') return 'JSONObject';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Double';
  return typeof value === 'boolean' ? 'Boolean' : 'String';
}
