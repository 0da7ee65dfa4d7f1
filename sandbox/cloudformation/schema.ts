import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { providedTypes } from './resources/registry';

type SpecDatabase = Awaited<ReturnType<typeof loadAwsServiceSpec>>;

/** The type of a property, in the database's own form. */
export type PropertyType =
  | { type: 'string' | 'date-time'; allowedValues?: readonly string[] }
  | { type: 'integer' | 'number'; allowedValues?: readonly number[] }
  | { type: 'boolean' | 'json' | 'tag' | 'null' }
  | { type: 'array' | 'map'; element: PropertyType }
  | { type: 'union'; types: readonly PropertyType[] }
  | { type: 'ref'; reference: { $ref: string } };

type RawProperty = {
  type: PropertyType;
  previousTypes?: readonly PropertyType[];
  required?: boolean;
  causesReplacement?: 'yes' | 'no' | 'maybe';
};

type RawResource = {
  cloudFormationType: string;
  properties: Record<string, RawProperty>;
  attributes: Record<string, unknown>;
  tagInformation?: { tagPropertyName: string };
};

/** One property of a resource or of a nested object, reduced from AWS's resource schema to what is checked. */
export type PropertySchema = {
  types: PropertyType[];
  isRequired: boolean;
  replaces: 'yes' | 'no' | 'maybe';
};

export type ObjectSchema = Record<string, PropertySchema>;

export type ResourceSchema = {
  type: string;
  properties: ObjectSchema;
  attributes: string[];
  tagProperty: string | null;
};

/** AWS's resource schemas, as far as the sandbox can make resources, and the names of all other types. */
export type SchemaIndex = {
  resources: Map<string, ResourceSchema>;
  /** Nested objects by their id in the database. */
  definitions: Map<string, ObjectSchema>;
  knownTypes: Set<string>;
};

let loading: Promise<SchemaIndex> | null = null;

/**
 * Loads the schemas on first use, once per process; immutable, so instances may share them. AWS's database costs
 * half a second and 180 MB, so what is needed of it is copied out and cached beside the package.
 */
export function loadSchemas(): Promise<SchemaIndex> {
  loading ??= readSchemas();
  return loading;
}

type CachedIndex = {
  resources: [string, ResourceSchema][];
  definitions: [string, ObjectSchema][];
  knownTypes: string[];
};

async function readSchemas(): Promise<SchemaIndex> {
  const path = cachePath();
  const cached = await readFile(path, 'utf8').catch(() => null);
  if (cached !== null) {
    const { resources, definitions, knownTypes } = JSON.parse(cached) as CachedIndex;
    return {
      resources: new Map(resources),
      definitions: new Map(definitions),
      knownTypes: new Set(knownTypes),
    };
  }
  const index = await extractSchemas();
  const text = JSON.stringify({
    resources: [...index.resources],
    definitions: [...index.definitions],
    knownTypes: [...index.knownTypes],
  } satisfies CachedIndex);
  // A read-only installation works too, only slower.
  await mkdir(dirname(path), { recursive: true })
    .then(() => writeFile(`${path}.${process.pid}`, text))
    .then(() => rename(`${path}.${process.pid}`, path))
    .catch(() => {});
  return index;
}

/** Named for the database's version and the types copied out of it, so that a change of either makes a new one. */
function cachePath(): string {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('@aws-cdk/aws-service-spec/package.json');
  const { version } = require(manifest) as { version: string };
  const types = createHash('sha256').update(`1 ${providedTypes().sort().join()}`).digest('hex');
  const modules = join(dirname(manifest), '..', '..');
  return join(modules, '.cache', 'sluice-sandbox', `schemas-${version}-${types.slice(0, 12)}.json`);
}

async function extractSchemas(): Promise<SchemaIndex> {
  const { loadAwsServiceSpec } = await import('@aws-cdk/aws-service-spec');
  const database = await loadAwsServiceSpec();
  const index: SchemaIndex = {
    resources: new Map(),
    definitions: new Map(),
    knownTypes: new Set(),
  };
  for (const resource of database.all('resource')) {
    index.knownTypes.add(resource.cloudFormationType);
  }
  for (const type of providedTypes()) {
    const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
    if (resource) index.resources.set(type, readResource(database, resource, index));
  }
  return index;
}

function readResource(
  database: SpecDatabase,
  resource: RawResource,
  index: SchemaIndex,
): ResourceSchema {
  return {
    type: resource.cloudFormationType,
    properties: readProperties(database, resource.properties, index),
    attributes: Object.keys(resource.attributes),
    tagProperty: resource.tagInformation?.tagPropertyName ?? null,
  };
}

function readProperties(
  database: SpecDatabase,
  properties: Record<string, RawProperty>,
  index: SchemaIndex,
): ObjectSchema {
  const schema: ObjectSchema = {};
  for (const [name, property] of Object.entries(properties)) {
    const types = [property.type, ...(property.previousTypes ?? [])];
    schema[name] = {
      types,
      isRequired: property.required ?? false,
      replaces: property.causesReplacement ?? 'no',
    };
    for (const type of types) readDefinitions(database, type, index);
  }
  return schema;
}

function readDefinitions(database: SpecDatabase, type: PropertyType, index: SchemaIndex): void {
  if (type.type === 'array' || type.type === 'map') {
    readDefinitions(database, type.element, index);
  } else if (type.type === 'union') {
    for (const member of type.types) readDefinitions(database, member, index);
  } else if (type.type === 'ref') {
    const id = type.reference.$ref;
    if (index.definitions.has(id)) return;
    const definition = database.get('typeDefinition', id);
    // Entered before its members are read, because definitions may contain themselves.
    const schema: ObjectSchema = {};
    index.definitions.set(id, schema);
    Object.assign(schema, readProperties(database, definition.properties, index));
  }
}
