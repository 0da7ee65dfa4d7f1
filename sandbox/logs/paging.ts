import { AwsFault } from '../context';

/** One page of a list; the token is the offset, opaque to callers and absent at the end. */
export function cut<T>(
  items: T[],
  limit: number,
  token: string | undefined,
): { items: T[]; nextToken?: string } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsFault('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  const end = start + limit;
  const page = items.slice(start, end);
  if (end >= items.length) return { items: page };
  return { items: page, nextToken: Buffer.from(String(end)).toString('base64url') };
}
