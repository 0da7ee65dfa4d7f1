import { z } from 'zod';
import { HttpFault } from './problem';

const pageLimitMax = 200;

export const pageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a whole number')
    .transform(Number)
    .pipe(
      z.number().min(1, 'must be at least 1').max(pageLimitMax, `must be at most ${pageLimitMax}`),
    )
    .default(50),
  after: z.string().max(300).optional(),
});

/** Where the next page begins: opaque to the caller, and meant to be. */
export function cursorOf(...parts: string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The parts of a cursor; 400 for what is none of ours. */
export function readCursor(text: string, length: number): string[] {
  const parts = parsed(text);
  if (
    Array.isArray(parts) &&
    parts.length === length &&
    parts.every((it) => typeof it === 'string')
  )
    return parts;
  throw new HttpFault(400, 'the query is not valid', {
    faults: [{ parameter: 'after', detail: 'is no cursor of an earlier answer' }],
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}

type Dated = { id: string; requestedAt: Date };

/** One page of what is sorted by when it was asked for; `found` has one more than the page where there is another. */
export function pageByMoment<T extends Dated>(
  found: readonly T[],
  limit: number,
): { items: T[]; next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return { items, next: isMore ? cursorOf(last.requestedAt.toISOString(), last.id) : null };
}

/** Behind what such a page goes on; 400 for what is none of ours. */
export function afterMoment(text: string): Dated {
  const [at = '', id = ''] = readCursor(text, 2);
  const requestedAt = new Date(at);
  if (!Number.isNaN(requestedAt.getTime())) return { id, requestedAt };
  throw new HttpFault(400, 'the query is not valid', {
    faults: [{ parameter: 'after', detail: 'is no cursor of an earlier answer' }],
  });
}

/** One page of what is sorted by name. */
export function pageByName<T extends { name: string }>(
  all: readonly T[],
  { limit, after }: { limit: number; after?: string | undefined },
): { items: T[]; next: string | null } {
  const [last = ''] = after === undefined ? [] : readCursor(after, 1);
  const rest = all.filter(({ name }) => name > last);
  const items = rest.slice(0, limit);
  return { items, next: rest.length > limit ? cursorOf(items.at(-1)?.name ?? '') : null };
}
