import type { NormalizedSchema } from '@smithy/core/schema';
import { leafFromText } from './leaf';
import { type Report, within } from './report';
import type { XmlElement } from './xml-element';

/** An element's content as its model names it; elements that the model does not have are reported. */
export function fromXml(
  schema: NormalizedSchema,
  element: XmlElement,
  path: string,
  report: Report,
): unknown {
  const isNested = schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema();
  if (isNested && element.text.trim() !== '') report(path, 'has text where elements belong');
  if (!isNested && element.children.length > 0) report(path, 'has elements where text belongs');
  if (schema.isStructSchema()) return structure(schema, element.children, path, report);
  if (schema.isListSchema()) {
    const name = schema.getValueSchema().getMergedTraits().xmlName ?? 'member';
    return list(schema, namedOnly(element.children, name, path, report), path, report);
  }
  if (schema.isMapSchema())
    return map(schema, namedOnly(element.children, 'entry', path, report), path, report);
  return leafFromText(schema, element.text, path, report);
}

function structure(
  schema: NormalizedSchema,
  elements: XmlElement[],
  path: string,
  report: Report,
): Record<string, unknown> {
  const left = new Set(elements.map(({ name }) => name));
  const read: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const { xmlName = name, xmlFlattened } = member.getMergedTraits();
    const found = elements.filter((element) => element.name === xmlName);
    const [first] = found;
    if (!first) continue;
    left.delete(xmlName);
    const at = within(path, name);
    if (xmlFlattened && member.isListSchema()) read[name] = list(member, found, at, report);
    else read[name] = fromXml(member, first, at, report);
    if (found.length > 1 && !xmlFlattened) report(at, 'is there more than once');
  }
  for (const name of left) report(within(path, name), 'is not in the model');
  return read;
}

function list(
  schema: NormalizedSchema,
  items: XmlElement[],
  path: string,
  report: Report,
): unknown[] {
  const of = schema.getValueSchema();
  return items.map((item, index) => fromXml(of, item, `${path}[${index}]`, report));
}

function map(
  schema: NormalizedSchema,
  entries: XmlElement[],
  path: string,
  report: Report,
): Record<string, unknown> {
  const of = schema.getValueSchema();
  return Object.fromEntries(
    entries.map(({ children }, index) => {
      const key = children.find(({ name }) => name === 'key');
      const value = children.find(({ name }) => name === 'value');
      if (!key || !value) report(`${path}[${index}]`, 'is not a key and a value');
      const at = `${path}{${key?.text ?? ''}}`;
      return [key?.text ?? '', value && fromXml(of, value, at, report)];
    }),
  );
}

function namedOnly(elements: XmlElement[], name: string, path: string, report: Report) {
  for (const element of elements)
    if (element.name !== name) report(within(path, element.name), `is not a <${name}>`);
  return elements.filter((element) => element.name === name);
}
