import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const database = loadAwsServiceSpecSync();

type PropertyType = {
  type: string;
  element?: PropertyType;
  types?: PropertyType[];
  reference?: { $ref: string };
};
type Property = { type: PropertyType; required?: boolean };

const isIntrinsic = (value: unknown) =>
  value !== null &&
  typeof value === 'object' &&
  Object.keys(value).length === 1 &&
  /^(Ref|Fn::.+)$/.test(Object.keys(value)[0] ?? '');

/** What AWS's own resource schemas would refuse in a resource's properties: unknown, missing or mistyped ones. */
export function schemaFaults(type: string, properties: Record<string, unknown>): string[] {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
  if (!resource) return [`${type} does not exist`];
  return ofObject(type, resource.properties as Record<string, Property>, properties);
}

/** Whether `Fn::GetAtt` can name the attribute. */
export function hasAttribute(type: string, attribute: string): boolean {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
  return resource !== undefined && attribute in resource.attributes;
}

function ofObject(
  at: string,
  known: Record<string, Property>,
  given: Record<string, unknown>,
): string[] {
  const missing = Object.entries(known)
    .filter(([name, { required }]) => required && !(name in given))
    .map(([name]) => `${at}.${name} is missing`);
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const property = known[name];
    return property ? ofType(`${at}.${name}`, property.type, value) : [`${at}.${name} is unknown`];
  });
  return [...missing, ...wrong];
}

function ofType(at: string, type: PropertyType, value: unknown): string[] {
  if (isIntrinsic(value)) return [];
  const scalar = { string: 'string', boolean: 'boolean', integer: 'number', number: 'number' }[
    type.type
  ];
  if (scalar)
    return typeof value === scalar && (type.type !== 'integer' || Number.isInteger(value))
      ? []
      : [`${at} is no ${type.type}`];
  if (type.type === 'array' || type.type === 'map') return ofMany(at, type, value);
  if (type.type === 'union') {
    const faults = (type.types ?? []).map((one) => ofType(at, one, value));
    return faults.some((some) => some.length === 0) ? [] : (faults[0] ?? []);
  }
  if (type.type === 'ref') {
    const definition = database.get('typeDefinition', type.reference?.$ref as never);
    return ofObject(
      at,
      definition.properties as Record<string, Property>,
      value as Record<string, unknown>,
    );
  }
  if (type.type === 'tag') return ofTag(at, value);
  return [];
}

function ofMany(at: string, { element, type }: PropertyType, value: unknown): string[] {
  if (type === 'array' && !Array.isArray(value)) return [`${at} is no list`];
  if (!element || value === null || typeof value !== 'object') return [`${at} is no ${type}`];
  return Object.entries(value).flatMap(([key, item]) => ofType(`${at}.${key}`, element, item));
}

function ofTag(at: string, value: unknown): string[] {
  const keys = Object.keys(value ?? {})
    .sort()
    .join();
  return keys === 'Key,Value' ? [] : [`${at} is no tag`];
}
