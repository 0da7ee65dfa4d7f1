type Schema = {
  type?: string | string[];
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
};

/** What is wrong with a value by the parts of JSON Schema draft 4 that request models commonly use. */
export function schemaFaults(schema: Schema, value: unknown, path = ''): string[] {
  const faults: string[] = [];
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    const found = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    return [
      `instance type (${found}) does not match any allowed primitive type (allowed: ${JSON.stringify(types)})`,
    ];
  }
  if (schema.enum && !schema.enum.some((it) => JSON.stringify(it) === JSON.stringify(value))) {
    faults.push(`instance value (${JSON.stringify(value)}) not found in enum`);
  }
  if (typeof value === 'string') faults.push(...stringFaults(schema, value));
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) faults.push(`${path} is too small`);
    if (schema.maximum !== undefined && value > schema.maximum) faults.push(`${path} is too big`);
  }
  if (Array.isArray(value)) faults.push(...arrayFaults(schema, value, path));
  else if (typeof value === 'object' && value !== null) {
    faults.push(...objectFaults(schema, value as Record<string, unknown>, path));
  }
  return faults;
}

function stringFaults(schema: Schema, value: string): string[] {
  const faults: string[] = [];
  if (value.length < (schema.minLength ?? 0)) faults.push(`string "${value}" is too short`);
  if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) {
    faults.push(`string "${value}" is too long`);
  }
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
    faults.push(`ECMA 262 regex "${schema.pattern}" does not match input string "${value}"`);
  }
  return faults;
}

function arrayFaults(schema: Schema, value: unknown[], path: string): string[] {
  const { items } = schema;
  const faults = items
    ? value.flatMap((it, index) => schemaFaults(items, it, `${path}/${index}`))
    : [];
  if (value.length < (schema.minItems ?? 0)) faults.push('array is too short');
  if (value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY))
    faults.push('array is too long');
  return faults;
}

function objectFaults(schema: Schema, value: Record<string, unknown>, path: string): string[] {
  const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name));
  const faults =
    missing.length > 0
      ? [`object has missing required properties (${JSON.stringify(missing)})`]
      : [];
  for (const [name, it] of Object.entries(value)) {
    const property = schema.properties?.[name];
    const rest = schema.additionalProperties;
    if (property) faults.push(...schemaFaults(property, it, `${path}/${name}`));
    else if (rest === false)
      faults.push(
        `object instance has properties which are not allowed by the schema: ["${name}"]`,
      );
    else if (typeof rest === 'object') faults.push(...schemaFaults(rest, it, `${path}/${name}`));
  }
  return faults;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
