import type { AuditChange } from './types';

/** Stands where a secret would. */
export const masked = '•••';

/** Names of fields that hold a secret. The name of a header, or an id, is none. */
const secretName =
  /pass(word|phrase|wd)|secret|(?<!client)token(?!id|s$)|authorization|cookie|credential|private.?key|signature|sealed|(api|access|key).?(key|value)$/i;

/** Values that are a secret whatever they are called: by how they begin, or by their shape. */
const secretValues = [
  // Ours, GitHub's, Slack's and those of AWS's access keys.
  /\bsluice_pat_[0-9A-Za-z]{20,}/g,
  /\bgh[opsur]_[0-9A-Za-z]{20,}/g,
  /\bxox[abprs]-[0-9A-Za-z-]{10,}/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bwhsec_[0-9A-Za-z+/=]{16,}/g,
  // JSON web tokens, what follows a scheme of HTTP authentication, and keys in PEM.
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\bBearer\s+[\w.~+/=-]{16,}/gi,
  /\bBasic\s+(?=\S*[\d=])[0-9A-Za-z+/=]{8,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // The user and password of a URL.
  /(?<=:\/\/)[^\s/@]+:[^\s/@]+(?=@)/g,
  // API Gateway's keys, and what else is long and random: upper case, lower case and digits in one word.
  /(?<![\w/+])(?=[\w]*[a-z])(?=[\w]*[A-Z])(?=[\w]*\d)[0-9A-Za-z]{30,}(?![\w/+])/g,
];

/** Whether a field of this name is taken to hold a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** The same, without what looks like a secret by its value: a second line behind whoever wrote the row. */
export function withoutSecrets<T>(value: T): T {
  return scrubbed(value) as T;
}

function scrubbed(value: unknown): unknown {
  if (typeof value === 'string')
    // A lone half of a pair is no text that a database, or a file, could keep.
    return secretValues.reduce((text, secret) => text.replace(secret, masked), wellFormed(value));
  if (Array.isArray(value)) return value.map(scrubbed);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, scrubbed(member)]),
  );
}

function wellFormed(text: string): string {
  return text.replace(
    /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    '\uFFFD',
  );
}

/**
 * What is different between two objects, field by field under dotted names, in the order of the names; a list is one
 * field. A field whose name says that it holds a secret is told to have changed, not from what nor to what.
 */
export function changesOf(before: unknown, after: unknown): AuditChange[] {
  const from = fieldsOf(before);
  const to = fieldsOf(after);
  return [...new Set([...from.keys(), ...to.keys()])].sort().flatMap((field) => {
    const change = { field, from: from.get(field) ?? null, to: to.get(field) ?? null };
    if (isSame(change.from, change.to)) return [];
    if (!field.split('.').some(isSecretName)) return [withoutSecrets(change)];
    const hidden = (value: unknown) => (value === null ? null : masked);
    return [{ field, from: hidden(change.from), to: hidden(change.to) }];
  });
}

function fieldsOf(value: unknown, path: string[] = []): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date)
    return new Map(path.length > 0 && value !== undefined ? [[path.join('.'), value]] : []);
  return new Map(
    Object.entries(value).flatMap(([name, member]) => [...fieldsOf(member, [...path, name])]),
  );
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
