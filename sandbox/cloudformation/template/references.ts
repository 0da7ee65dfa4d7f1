import { isObject, type Json } from './document';

/** What a value refers to. Names may be parameters, pseudo parameters or resources; the reader decides. */
export type Reference =
  | { kind: 'name'; name: string }
  | { kind: 'attribute'; name: string; attribute: string | null }
  | { kind: 'condition'; name: string };

/** Every reference in a value, `Fn::Sub` variables included. */
export function referencesIn(value: Json): Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const keys = Object.keys(value);
  const [key] = keys;
  if (key !== undefined && keys.length === 1) {
    const argument = value[key] ?? null;
    if (key === 'Ref' && typeof argument === 'string') return [{ kind: 'name', name: argument }];
    if (key === 'Fn::GetAtt') return attributeReference(argument);
    if (key === 'Fn::Sub') return substitutionReferences(argument);
    if (key === 'Condition' && typeof argument === 'string') {
      return [{ kind: 'condition', name: argument }];
    }
    if (key === 'Fn::If' && Array.isArray(argument) && typeof argument[0] === 'string') {
      return [{ kind: 'condition', name: argument[0] }, ...argument.slice(1).flatMap(referencesIn)];
    }
  }
  return Object.values(value).flatMap(referencesIn);
}

function attributeReference(argument: Json): Reference[] {
  const parts = typeof argument === 'string' ? argument.split('.') : argument;
  if (!Array.isArray(parts)) return [];
  const [name, ...attribute] = parts;
  if (typeof name !== 'string') return [];
  const isText = attribute.every((part) => typeof part === 'string');
  return [
    { kind: 'attribute', name, attribute: isText ? attribute.join('.') : null },
    ...(isText ? [] : attribute.flatMap(referencesIn)),
  ];
}

function substitutionReferences(argument: Json): Reference[] {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') return [];
  const own = isObject(variables) ? variables : {};
  const found = substitutionNames(text)
    .filter((name) => !Object.hasOwn(own, name))
    .map((name): Reference => {
      const [logicalId = '', ...attribute] = name.split('.');
      return attribute.length === 0
        ? { kind: 'name', name }
        : { kind: 'attribute', name: logicalId, attribute: attribute.join('.') };
    });
  return [...found, ...Object.values(own).flatMap(referencesIn)];
}

/** `${Name}` in a `Fn::Sub`; `${!Literal}` is none. */
export const substitutionPattern = /\$\{([^!}][^}]*)\}/g;

function substitutionNames(text: string): string[] {
  return [...text.matchAll(substitutionPattern)].map((match) => (match[1] ?? '').trim());
}
