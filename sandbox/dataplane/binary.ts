import { type HeaderList, hasHeader } from './header-rules';

/**
 * A body as it passes an API with these binary types. What is not declared binary is taken as UTF-8 text, which
 * destroys bytes that are none (aws-facts A6, awsdocs payload encodings).
 */
export function passBody(body: Buffer, headers: HeaderList, binaryMediaTypes: string[]): Buffer {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (body.length === 0 || isBinary(type, binaryMediaTypes)) return body;
  return Buffer.from(body.toString('utf8'), 'utf8');
}

export function isBinary(contentType: string, binaryMediaTypes: string[]): boolean {
  const [type = ''] = contentType.toLowerCase().split(';');
  return binaryMediaTypes.some((pattern) => fits(pattern.toLowerCase(), type.trim()));
}

/** Undeclared content is JSON. */
export function withContentType(headers: HeaderList): HeaderList {
  return hasHeader(headers, 'content-type')
    ? headers
    : [...headers, ['Content-Type', 'application/json']];
}

function fits(pattern: string, type: string): boolean {
  if (pattern === '*/*') return true;
  if (pattern.endsWith('/*')) return type.startsWith(pattern.slice(0, -1));
  return pattern === type;
}
