import type { NormalizedSchema } from '@smithy/core/schema';
import { leafFromText } from './leaf';
import { type Report, within } from './report';

/** The two dialects of the query protocol: how members are called, and how lists are numbered. */
export type FormDialect = {
  memberName(name: string, member: NormalizedSchema): string;
  itemPrefix(list: NormalizedSchema): string;
};

export const awsQuery: FormDialect = {
  memberName: (name, member) => member.getMergedTraits().xmlName ?? name,
  itemPrefix: (list) =>
    list.getMergedTraits().xmlFlattened
      ? ''
      : `${list.getValueSchema().getMergedTraits().xmlName ?? 'member'}.`,
};

export const ec2Query: FormDialect = {
  memberName(name, member) {
    const { ec2QueryName, xmlName } = member.getMergedTraits();
    if (typeof ec2QueryName === 'string') return ec2QueryName;
    const text = xmlName ?? name;
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  },
  itemPrefix: () => '',
};

/** The parameters of a form as the model names them; parameters that the model does not have are reported. */
export function fromForm(
  dialect: FormDialect,
  schema: NormalizedSchema,
  form: Map<string, string>,
  report: Report,
): Record<string, unknown> {
  const left = new Set(form.keys());
  const read = reader(dialect, form, left, report);
  const value = read.structure(schema, '', '');
  for (const key of left) report(key, 'is not in the model');
  return value;
}

function reader(
  dialect: FormDialect,
  form: Map<string, string>,
  left: Set<string>,
  report: Report,
) {
  const has = (prefix: string) =>
    form.has(prefix) || [...form.keys()].some((key) => key.startsWith(`${prefix}.`));
  const take = (key: string) => {
    left.delete(key);
    return form.get(key);
  };

  function structure(schema: NormalizedSchema, prefix: string, path: string) {
    const found: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const key = within(prefix, dialect.memberName(name, member));
      if (has(key)) found[name] = value(member, key, within(path, name));
    }
    return found;
  }

  function value(schema: NormalizedSchema, key: string, path: string): unknown {
    if (schema.isStructSchema()) return structure(schema, key, path);
    if (schema.isListSchema()) {
      // An empty list is sent as a parameter without a value.
      if (form.get(key) === '') {
        left.delete(key);
        return [];
      }
      return numbered(`${key}.${dialect.itemPrefix(schema)}`, (item, index) =>
        value(schema.getValueSchema(), item, `${path}[${index}]`),
      );
    }
    if (schema.isMapSchema()) {
      const entries = numbered(`${key}.entry.`, (entry, index) => [
        take(`${entry}.key`) ?? '',
        value(schema.getValueSchema(), `${entry}.value`, `${path}[${index}]`),
      ]);
      return Object.fromEntries(entries as [string, unknown][]);
    }
    const text = take(key);
    if (text === undefined) report(path, 'has members where a value belongs');
    return leafFromText(schema, text ?? '', path, report);
  }

  function numbered(prefix: string, read: (key: string, index: number) => unknown): unknown[] {
    const items: unknown[] = [];
    while (has(`${prefix}${items.length + 1}`))
      items.push(read(`${prefix}${items.length + 1}`, items.length));
    return items;
  }

  return { structure };
}
