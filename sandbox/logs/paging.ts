import { AwsFault, type AwsRequest } from '../context';
import { cutPage } from '../pages';

/** One page of a list, as CloudWatch Logs cuts it: `limit` and `nextToken` in, `nextToken` out unless it ends here. */
export function cut<T>(
  items: readonly T[],
  request: AwsRequest,
  options: { limit: number; token: string | undefined; idOf: (item: T) => string },
): { items: T[]; nextToken?: string } {
  const { page, nextToken } = cutPage(items, request, {
    token: options.token,
    size: options.limit,
    idOf: options.idOf,
    invalid: () => new AwsFault('InvalidParameterException', 'The specified nextToken is invalid.'),
  });
  return { items: page, ...(nextToken === undefined ? {} : { nextToken }) };
}
