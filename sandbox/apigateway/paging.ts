import type { AwsRequest } from '../context';
import { cutPage } from '../pages';
import { badRequest } from './faults';

/**
 * One page of a list, as API Gateway cuts it: `limit` 25 unless asked, at most 500, `position` opaque and absent on
 * the last page.
 */
export function page<T>(
  items: readonly T[],
  request: AwsRequest,
  idOf: (item: T) => string,
): { items: T[]; position?: string } {
  const { query } = request;
  const limit = Math.min(Number(query.get('limit') ?? 25), 500);
  if (!Number.isInteger(limit) || limit < 1) throw badRequest('Invalid limit specified');
  const { page, nextToken } = cutPage(items, request, {
    token: query.get('position'),
    size: limit,
    idOf,
    invalid: () => badRequest('Invalid position parameter'),
  });
  return { items: page, ...(nextToken === undefined ? {} : { position: nextToken }) };
}
