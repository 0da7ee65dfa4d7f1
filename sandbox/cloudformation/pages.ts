import { validationError } from './template/document';

/** One page of a list and the opaque token for the next. */
export function pageOf<T>(
  entries: T[],
  token: string | undefined,
  size: number,
): { page: T[]; nextToken: string | undefined } {
  const from = offsetOf(token);
  const next = from + size;
  return {
    page: entries.slice(from, next),
    nextToken:
      next < entries.length ? Buffer.from(`from:${next}`).toString('base64url') : undefined,
  };
}

function offsetOf(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!match) throw validationError('The specified NextToken is invalid.');
  return Number(match[1]);
}
