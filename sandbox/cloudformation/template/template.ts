import { named } from '../../named';
import {
  asText,
  isObject,
  type Json,
  type JsonObject,
  readDocument,
  validationError,
} from './document';
import { readMappings } from './mappings';
import { readOutput, type TemplateOutput } from './template-output';
import { readParameter, type TemplateParameter } from './template-parameter';

export type TemplateResource = {
  type: string;
  properties: JsonObject;
  dependsOn: string[];
  condition: string | undefined;
  deletionPolicy: string;
  /** Whether the template says a DeletionPolicy, as what is imported must. */
  isDeletionSaid: boolean;
  updateReplacePolicy: string;
  metadata: Json;
};

export type Template = {
  version: string | undefined;
  description: string | undefined;
  metadata: Json;
  transforms: string[];
  parameters: Record<string, TemplateParameter>;
  mappings: JsonObject;
  conditions: JsonObject;
  resources: Record<string, TemplateResource>;
  outputs: Record<string, TemplateOutput>;
};

const sections = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
  'Hooks',
];
/** Bytes of a description (UserGuide, template-description-structure). */
const descriptionBytesMax = 1024;

const resourceMembers = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'UpdatePolicy',
  'CreationPolicy',
  'Metadata',
];

/** A stack's template is read again at each of its steps, and YAML takes its time: the last of them, by their text. */
const recent = new Map<string, Template>();
const recentMax = 50;

/** Reads a template's structure; what it refers to is checked by `checkReferences`. Nobody changes what it answers. */
export function parseTemplate(text: string): Template {
  const known = recent.get(text);
  if (known) return known;
  const template = readTemplate(text);
  const [oldest] = recent.keys();
  if (oldest !== undefined && recent.size >= recentMax) recent.delete(oldest);
  recent.set(text, frozen(template));
  return template;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}

function readTemplate(text: string): Template {
  const document = readDocument(text);
  if (!isObject(document)) throw validationError('Template format error: unsupported structure.');
  const unknown = Object.keys(document).filter((key) => !sections.includes(key));
  if (unknown.length > 0) {
    throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  }
  const version = document.AWSTemplateFormatVersion;
  if (version !== undefined && version !== '2010-09-09') {
    throw validationError('Template format error: unsupported value for AWSTemplateFormatVersion.');
  }
  refuseNulls(document, '');
  const resources = section(document, 'Resources');
  if (Object.keys(resources).length === 0) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  const { Description: description } = document;
  if (description !== undefined && typeof description !== 'string') {
    throw validationError('Template format error: Description must be a string.');
  }
  if (Buffer.byteLength(description ?? '') > descriptionBytesMax) {
    throw validationError(
      `Template format error: 'Description' length is greater than ${descriptionBytesMax}.`,
    );
  }
  return {
    version,
    description,
    metadata: document.Metadata ?? null,
    transforms: textList(document.Transform),
    parameters: mapValues(section(document, 'Parameters'), readParameter),
    mappings: readMappings(section(document, 'Mappings')),
    conditions: section(document, 'Conditions'),
    resources: mapValues(resources, readResource),
    outputs: mapValues(section(document, 'Outputs'), readOutput),
  };
}

function section(document: JsonObject, name: string): JsonObject {
  const value = document[name];
  if (value === undefined) return {};
  if (!isObject(value)) {
    throw validationError(`Template format error: ${name} must be an object.`);
  }
  return named(value);
}

function refuseNulls(value: Json, path: string): void {
  if (value === null) {
    throw validationError(`[${path}] 'null' values are not allowed in templates`);
  }
  if (typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) refuseNulls(child, `${path}/${key}`);
}

function readResource(name: string, value: Json): TemplateResource {
  if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
    throw validationError(`Template format error: Resource name ${name} is non alphanumeric.`);
  }
  if (!isObject(value)) {
    throw validationError('Template format error: Any Resources member must be an object.');
  }
  const unknown = Object.keys(value).find((key) => !resourceMembers.includes(key));
  if (unknown !== undefined) {
    throw validationError(`Invalid template resource property '${unknown}'`);
  }
  if (typeof value.Type !== 'string') {
    throw validationError(
      `Template format error: [/Resources/${name}] Every Resources object must contain a Type member.`,
    );
  }
  const properties = value.Properties ?? {};
  if (!isObject(properties)) {
    throw validationError(
      `Template format error: [/Resources/${name}/Properties] Properties must be an object.`,
    );
  }
  return {
    type: value.Type,
    properties,
    dependsOn: textList(value.DependsOn),
    condition: typeof value.Condition === 'string' ? value.Condition : undefined,
    deletionPolicy: policy(name, 'DeletionPolicy', value.DeletionPolicy, [
      'Delete',
      'Retain',
      'RetainExceptOnCreate',
      'Snapshot',
    ]),
    isDeletionSaid: value.DeletionPolicy !== undefined,
    updateReplacePolicy: policy(name, 'UpdateReplacePolicy', value.UpdateReplacePolicy, [
      'Delete',
      'Retain',
      'Snapshot',
    ]),
    metadata: value.Metadata ?? null,
  };
}

function policy(name: string, key: string, value: Json | undefined, allowed: string[]): string {
  if (value === undefined) return 'Delete';
  if (typeof value === 'string' && allowed.includes(value)) return value;
  throw validationError(
    `Template format error: Unrecognized ${key} ${asText(value)} for resource ${name}`,
  );
}

function textList(value: Json | undefined): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(asText);
}

function mapValues<T>(
  object: JsonObject,
  read: (key: string, value: Json) => T,
): Record<string, T> {
  return named(
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, read(key, value)])),
  );
}
