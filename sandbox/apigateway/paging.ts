import { badRequest } from './faults';

/**
 * One page of a list, as API Gateway cuts it: `limit` 25 unless asked, at most 500, `position` opaque and absent on
 * the last page.
 */
export function page<T>(items: T[], query: URLSearchParams): { items: T[]; position?: string } {
  const limit = Math.min(Number(query.get('limit') ?? 25), 500);
  if (!Number.isInteger(limit) || limit < 1) throw badRequest('Invalid limit specified');
  const start = positionOf(query.get('position'));
  const end = start + limit;
  const rest = end < items.length ? { position: toPosition(end) } : {};
  return { items: items.slice(start, end), ...rest };
}

function toPosition(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

function positionOf(position: string | null): number {
  if (position === null || position === '') return 0;
  const match = /^offset:(\d+)$/.exec(Buffer.from(position, 'base64url').toString());
  if (!match) throw badRequest('Invalid position parameter');
  return Number(match[1]);
}
