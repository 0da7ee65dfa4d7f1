import type { Entry, Value } from './types';

/** The entry named so, or undefined. */
export function entry(entries: Entry[], key: string): Entry | undefined {
  return entries.find((each) => each.key === key);
}

/** The value at a path of names; a null counts as left out. */
export function at(entries: Entry[], ...path: string[]): Value | undefined {
  const [key, ...rest] = path;
  const value = key === undefined ? undefined : entry(entries, key)?.value;
  if (!value || (value.kind === 'scalar' && value.value === null)) return undefined;
  if (rest.length === 0) return value;
  return value.kind === 'map' ? at(value.entries, ...rest) : undefined;
}

/** The plain text of a literal; undefined where it is computed. */
export function literal(value: Value | undefined): string | undefined {
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
}

/** All of a value as one text, to look for names in: computed parts as written. */
export function textOf(value: Value | undefined): string {
  if (!value) return '';
  switch (value.kind) {
    case 'scalar':
      return String(value.value ?? '');
    case 'expression':
      return value.text;
    case 'list':
      return value.items.map(textOf).join('\n');
    case 'map':
      return value.entries.map((each) => `${each.key} ${textOf(each.value)}`).join('\n');
  }
}

export function entriesOf(value: Value | undefined): Entry[] {
  return value?.kind === 'map' ? value.entries : [];
}

/** A list's items; one value stands for a list of one. */
export function itemsOf(value: Value | undefined): Value[] {
  if (!value) return [];
  return value.kind === 'list' ? value.items : [value];
}
