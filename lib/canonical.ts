/**
 * JSON in the one form of RFC 8785: no white space, members in the order of their UTF-16 names, numbers and texts as
 * ECMAScript writes them. Two values that mean the same are the same text; members that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const isPlain = typeof value !== 'object' || value === null || value instanceof Date;
  if (isPlain) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  // `sort` without a comparison is by UTF-16 code units, as the RFC wants it.
  const names = members.map(([name]) => name).sort();
  const object = value as Record<string, unknown>;
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(object[name])}`).join(',')}}`;
}

/** The same where `undefined` is no value at all. */
export function canonical(value: unknown): string | null {
  return value === undefined ? null : canonicalJson(value);
}
