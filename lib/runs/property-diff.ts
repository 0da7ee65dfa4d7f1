import type { PropertyChange } from '../aws/change-sets';

/** One value that differs; null where that side has none. */
export type Difference = { path: string; before: string | null; after: string | null };

/**
 * What really differs in a resource's changed properties, leaf by leaf: AWS names a property whole, as JSON, where one
 * value deep inside has changed. Paths read `Integration.Uri`; a change without values keeps its name.
 */
export function differencesOf(properties: readonly PropertyChange[]): Difference[] {
  return properties.flatMap(({ path, before, after }) => {
    const name = path.replace(/^\/Properties\//, '').replaceAll('/', '.');
    if (before === null && after === null) return [{ path: name, before, after }];
    const [old, next] = [leaves(name, before), leaves(name, after)];
    return [...new Set([...old.keys(), ...next.keys()])]
      .map((leaf) => ({ path: leaf, before: old.get(leaf) ?? null, after: next.get(leaf) ?? null }))
      .filter((leaf) => leaf.before !== leaf.after);
  });
}

function leaves(name: string, text: string | null): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string, value: unknown) => {
    if (typeof value !== 'object' || value === null) return void found.set(path, String(value));
    for (const [key, inner] of Object.entries(value)) visit(`${path}.${key}`, inner);
  };
  if (text !== null) visit(name, parsed(text));
  return found;
}

/** Only objects and lists are taken apart: a string that looks like a number stays as AWS wrote it. */
function parsed(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
