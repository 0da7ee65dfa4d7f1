/** Stands where a secret stood. */
export const redacted = '[redacted]';

/**
 * The same value without the secret, wherever in it a text holds it: as it is, percent-encoded, in base64, or in
 * other letter case. An upstream may echo what it was sent.
 */
export function withoutSecret<T>(value: T, secret: string): T {
  const spellings = [secret, encodeURIComponent(secret), ...base64Forms(secret)].filter(
    (spelling) => spelling.length >= 6,
  );
  const pattern = new RegExp(spellings.map(escaped).join('|') || '(?!)', 'gi');
  return masked(value, pattern) as T;
}

function masked(value: unknown, pattern: RegExp): unknown {
  if (typeof value === 'string') return value.replace(pattern, redacted);
  if (Array.isArray(value)) return value.map((item) => masked(item, pattern));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, masked(item, pattern)]),
  );
}

/** What base64 makes of it depends on where in a longer text it stands; the characters at the seams are left out. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = btoa(`${' '.repeat(shift)}${secret}`).replace(/=+$/, '');
    return encoded.slice(shift === 0 ? 0 : shift + 1, -1);
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
