import { isObject, type Json } from './document';

/** What a value refers to. Names may be parameters, pseudo parameters or resources; the reader decides. */
export type Reference =
  | { kind: 'name'; name: string }
  /** From `DependsOn`, which knows no parameters. */
  | { kind: 'resource'; name: string }
  | { kind: 'attribute'; name: string; attribute: string | null }
  | { kind: 'condition'; name: string; isIf: boolean };

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
      return [{ kind: 'condition', name: argument, isIf: false }];
    }
    if (key === 'Fn::If' && Array.isArray(argument) && typeof argument[0] === 'string') {
      return [
        { kind: 'condition', name: argument[0], isIf: true },
        ...argument.slice(1).flatMap(referencesIn),
      ];
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
  const found = substitutionNames(argument)
    .filter((name) => !Object.hasOwn(own, name))
    .map((name): Reference => {
      const [logicalId = '', ...attribute] = name.split('.');
      return attribute.length === 0
        ? { kind: 'name', name }
        : { kind: 'attribute', name: logicalId, attribute: attribute.join('.') };
    });
  return [...found, ...Object.values(own).flatMap(referencesIn)];
}

/** `${Name}` in a `Fn::Sub`, and `${!Literal}`, which stands for `${Literal}`. */
export const substitutionPattern = /\$\{(!?)([^}]+)\}/g;

/** The variables in the text of a `Fn::Sub`. */
export function substitutionNames(argument: Json): string[] {
  const text = Array.isArray(argument) ? argument[0] : argument;
  if (typeof text !== 'string') return [];
  return [...text.matchAll(substitutionPattern)]
    .filter((match) => match[1] === '')
    .map((match) => (match[2] ?? '').trim());
}
