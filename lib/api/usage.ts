import 'server-only';
import type { RouteAnswer, RouteInput } from '../define-route';
import { AppError } from '../errors';
import { listMyUsage, type MyUsage } from '../usage/my-usage';
import { requireKnown } from './answers';
import type { operations } from './operations';
import { pageByName } from './paging';

/** The keys of whoever owns the token. A proxy that is another's is as one that does not exist. */
export async function listMyUsageOver({
  actor,
  query,
}: RouteInput<typeof operations.listMyUsage>): Promise<RouteAnswer> {
  const { value, asOf, problem } = requireKnown(await listMyUsage(actor));
  const named = value.filter(({ name }) => name === (query.name ?? name));
  if (query.name !== undefined && named.length === 0)
    throw new AppError('not_found', `no key of ${query.name} is theirs`);
  const { items, next } = pageByName(named, query);
  return { status: 200, body: { items: items.map(usageBody), next, asOf, problem } };
}

/** Shapes what is answered; dates become text where the answer is written. */
function usageBody({ keys, ...proxy }: MyUsage) {
  return {
    ...proxy,
    keys: keys.map(({ gauge, ...key }) => ({ ...key, quota: gauge })),
  };
}
