import { readText } from './cloudformation';
import type { Entry, Value } from './types';
import { textOf } from './values';

/** An object's entries, whether it is written as one or as JSON or YAML within a text; undefined where it is computed. */
export function entriesWritten(value: Value | undefined): Entry[] | undefined {
  if (value?.kind === 'map') return value.entries;
  if (value?.kind !== 'scalar') return undefined;
  const text = textOf(value);
  // A text of many lines begins on the line after the one that opens it.
  const inside = readText(text, text.includes('\n') ? value.line : value.line - 1);
  return inside?.kind === 'map' ? inside.entries : undefined;
}
