import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { AwsFault } from '../../context';

/** A template as data: short-form tags are long-form functions, dates and version strings are text. */
export type JsonObject = { [key: string]: Json };
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** The error class under which CloudFormation reports nearly everything. */
export function validationError(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}

/** Reads a template's text, JSON or YAML; throws AWS's ValidationError for what is neither. */
export function readDocument(text: string): Json {
  return text.trimStart().startsWith('{') ? readJson(text) : readYaml(text);
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const offset = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
    const before = text.slice(0, offset).split('\n');
    // AWS's parser has read the bad character when it counts, so the column is the one after it.
    throw validationError(
      `Template format error: JSON not well-formed. (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 2})`,
    );
  }
}

/**
 * YAML 1.1 as CloudFormation takes it: no timestamps, binaries, sets or ordered maps (UserGuide,
 * template-formats), and its own short-form functions.
 */
function readYaml(text: string): Json {
  const document = parseDocument(text, {
    version: '1.1',
    schema: 'yaml-1.1',
    customTags: (tags) =>
      tags.filter((tag) => {
        const name = typeof tag === 'string' ? tag : tag.tag;
        return !/timestamp|binary|omap|pairs|set|intTime|floatTime/.test(name);
      }),
  });
  const [fault] = document.errors;
  if (fault) {
    const { line = 1, col = 1 } = fault.linePos?.[0] ?? {};
    throw validationError(
      `Template format error: YAML not well-formed. (line ${line}, column ${col})`,
    );
  }
  return toJson(document.contents, document);
}

function toJson(node: unknown, document: Document): Json {
  if (node === null || node === undefined) return null;
  if (isAlias(node)) return toJson((node as Alias).resolve(document), document);
  if (isMap(node)) {
    const object: JsonObject = {};
    for (const { key, value } of node.items) {
      object[String(isScalar(key) ? (key.source ?? key.value) : key)] = toJson(value, document);
    }
    return tagged(node.tag, object);
  }
  if (isSeq(node)) {
    return tagged(
      node.tag,
      node.items.map((item) => toJson(item, document)),
    );
  }
  if (isScalar(node)) {
    // A quoted or tagged scalar is text; `!Ref 1` means the name "1".
    if (node.tag?.startsWith('!') && !node.tag.startsWith('!!')) {
      return tagged(node.tag, node.source ?? String(node.value ?? ''));
    }
    const { value } = node;
    if (value === null || value === undefined) return null;
    if (typeof value === 'bigint') return Number(value);
    if (typeof value === 'boolean' || typeof value === 'number') return value;
    return String(value);
  }
  return null;
}

function tagged(tag: string | undefined, value: Json): Json {
  if (!tag?.startsWith('!') || tag.startsWith('!!')) return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const [logicalId = '', ...attribute] = value.split('.');
    return { 'Fn::GetAtt': [logicalId, attribute.join('.')] };
  }
  return { [`Fn::${name}`]: value };
}

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function asText(value: Json | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
}
