export const headersMax = 20;
export const headerLengthMax = 4_096;

export type HeaderProblem = {
  /** Counted from one. */
  line: number;
  reason: 'form' | 'reserved' | 'empty' | 'length' | 'repeated' | 'many';
};

/** RFC 9110, section 5.6.2. */
const nameForm = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What the probe, the connection or the gateway's key decide. */
const reserved =
  /^(host|x-api-key|x-apigw-api-id|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|proxy-.*)$/i;

/** Names of headers whose values are credentials; the probe function masks them in what it answers. */
const credential = /key|auth|token|secret|cookie|password|signature/i;

/** Reads headers from lines such as `accept: text/event-stream`; empty lines are passed over. */
export function readHeaders(text: string): {
  headers: Record<string, string>;
  problem: HeaderProblem | null;
} {
  const headers: Record<string, string> = {};
  const seen = new Set<string>();
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (raw.trim() === '') continue;
    const colon = raw.indexOf(':');
    const [name, value] = [raw.slice(0, Math.max(0, colon)).trim(), raw.slice(colon + 1).trim()];
    const reason = reasonAgainst(name, value, seen);
    if (reason) return { headers, problem: { line: index + 1, reason } };
    seen.add(name.toLowerCase());
    headers[name] = value;
  }
  return { headers, problem: null };
}

function reasonAgainst(
  name: string,
  value: string,
  seen: Set<string>,
): HeaderProblem['reason'] | null {
  // Node sends the visible ASCII that RFC 9110 asks for, and refuses control characters.
  if (!nameForm.test(name) || !/^[\t\x20-\x7e]*$/.test(value)) return 'form';
  if (reserved.test(name)) return 'reserved';
  if (value === '') return 'empty';
  if (name.length + value.length > headerLengthMax) return 'length';
  if (seen.has(name.toLowerCase())) return 'repeated';
  return seen.size >= headersMax ? 'many' : null;
}

/** Headers as the lines that `readHeaders` reads, without the values of credentials. */
export function keptHeaders(headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return withoutCredentials(lines.join('\n'));
}

/** Lines of headers; what is a credential stands without its value, to be typed again. */
export function withoutCredentials(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => (credential.test(line.split(':')[0] ?? '') ? line.replace(/:.*$/, ':') : line))
    .join('\n');
}
