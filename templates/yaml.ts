import { Document, isMap, type Node, Pair, Scalar, type Tags, YAMLMap, YAMLSeq } from 'yaml';
import type { Template, Value } from './cloudformation';
import { commentFor, sectionComments } from './comments';
import { allowedMethods } from './proxy/http-methods';

/**
 * The template as YAML, in CloudFormation's short forms (`!Ref`, `!Sub`, `!GetAtt` …), with a comment above each
 * section and resource. The same template gives the same text; read back, it is the object `renderJson` prints.
 * Text that YAML 1.1 would read as something else is quoted, since CloudFormation reads YAML 1.1.
 */
export function renderYaml(template: Template): string {
  const document = new Document(null, { version: '1.1', customTags: withoutMerge });
  document.contents = toNode(template as unknown as Value) as never;
  annotate(document.contents as unknown as YAMLMap, areMethodsLimited(template));
  return inAscii(document.toString({ lineWidth: 0, directives: false }), (point) =>
    point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`,
  );
}

/** The template as JSON, indented by two; CloudFormation takes it as well as the YAML. */
export function renderJson(template: Template): string {
  return inAscii(`${JSON.stringify(template, null, 2)}\n`, (point) =>
    [...String.fromCodePoint(point)]
      .flatMap((character) => character.split(''))
      .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
      .join(''),
  );
}

/** CloudFormation gives a template back with `?` for all that is not ASCII, so the spec in it is written escaped. */
function inAscii(text: string, escaped: (codePoint: number) => string): string {
  return text.replace(/\P{ASCII}/gu, (character) => escaped(character.codePointAt(0) ?? 0));
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}

function annotate(root: YAMLMap, areLimited: boolean): void {
  comment(root, (section) => sectionComments[section]);
  const resources = root.get('Resources');
  if (isMap(resources)) comment(resources, (id) => commentFor(id, areLimited));
}

function areMethodsLimited(template: Partial<Template>): boolean {
  const { Policy } = template.Resources?.Api?.Properties ?? {};
  const { Statement } = (Policy ?? {}) as { Statement?: Value };
  return allowedMethods(Statement) !== null;
}

/** Sets entries apart by an empty line and a comment. */
function comment(map: YAMLMap, textFor: (key: string) => string | undefined): void {
  map.items.forEach((pair, index) => {
    const key = pair.key as Scalar;
    key.spaceBefore = index > 0;
    key.commentBefore = textFor(String(key.value))?.replace(/^/gm, ' ');
  });
}

function toNode(value: Value): Node {
  if (Array.isArray(value)) return sequence(value);
  if (value === null || typeof value !== 'object') return scalar(value);
  return intrinsic(value) ?? map(value);
}

/** `yaml` writes the merge key plain whatever its node says; as plain text it takes quotes. */
function withoutMerge(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:merge');
}

/** Escapes need quotes, and so do the value and the merge of YAML 1.1 (yaml.org/type), which `yaml` writes plain. */
const needsQuotes = /\P{ASCII}|^(?:=|<<)$/u;

function scalar(value: string | number | boolean | null): Scalar {
  const node = new Scalar(value);
  if (typeof value === 'string' && needsQuotes.test(value)) node.type = 'QUOTE_DOUBLE';
  return node;
}

function map(value: { [key: string]: Value }): YAMLMap {
  const node = new YAMLMap();
  node.items = Object.entries(value).map(([key, item]) => new Pair(scalar(key), toNode(item)));
  if (node.items.length === 0) node.flow = true;
  return node;
}

function sequence(items: Value[]): YAMLSeq {
  const node = new YAMLSeq();
  node.items = items.map(toNode);
  if (items.length === 0) node.flow = true;
  return node;
}

/** The short form of an intrinsic function; null where the object is none. */
function intrinsic(value: { [key: string]: Value }): Node | null {
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) return null;
  const [name, argument] = entry;
  const tag = name === 'Ref' ? '!Ref' : /^Fn::/.test(name) ? name.replace('Fn::', '!') : null;
  if (tag === null || argument === undefined) return null;
  const isAttribute = name === 'Fn::GetAtt' && Array.isArray(argument);
  const node = toNode(isAttribute ? argument.join('.') : argument);
  node.tag = tag;
  return node;
}
