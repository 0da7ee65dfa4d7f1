import type { ErrorCode } from '@/lib/errors';
import type { Known } from '@/lib/known';

/** What the page has said above already: no panel says it again. */
export type Said = { said: ErrorCode | null };

/** A problem the page has told matters again only where it leaves a panel without anything to show. */
export function isNews(known: Known<unknown>, said: ErrorCode | null): boolean {
  return known.asOf === null || known.problem?.code !== said;
}
