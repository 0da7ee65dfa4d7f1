import { type ConditionContext, valuesOf } from './context';

/** A stretch of a policy's text: as written, where `*` and `?` stand for others, or filled in, where they do not. */
export type Piece = { text: string; isFilled: boolean };

const variable = /\$\{([^}]*)\}/g;

/**
 * Fills `${key}` and `${key, 'default'}` from the request. `${*}`, `${?}` and `${$}` are the characters themselves.
 * Null if a key has no value and no default, or several values: then the text equals and fits nothing (IAM user
 * guide, "Policy variables with no value" and "Single-valued vs. multivalued context keys").
 */
export function fillVariables(text: string, context: ConditionContext): Piece[] | null {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(variable)) {
    const value = filling(match[1] ?? '', context);
    if (value === null) return null;
    pieces.push(...written(text.slice(end, match.index)), { text: value, isFilled: true });
    end = match.index + match[0].length;
  }
  return [...pieces, ...written(text.slice(end))];
}

/** Text without variables, or of a version of the language that has none. */
export function written(text: string): Piece[] {
  return text === '' ? [] : [{ text, isFilled: false }];
}

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

function filling(inner: string, context: ConditionContext): string | null {
  if (inner === '*' || inner === '?' || inner === '$') return inner;
  const [, key = '', fallback] = /^([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
  const value = valuesOf(key.trim(), context);
  return typeof value === 'string' ? value : (fallback ?? null);
}
