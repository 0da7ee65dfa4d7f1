import { oneOf, type SearchParams } from '@/lib/query';

export const shows = ['waiting', 'mine', 'all'] as const;
export type Show = (typeof shows)[number];

/** What the URL of the list says: what waits for the viewer, what they asked for, or everything. */
export type RequestsView = { show: Show; before: Date | null };

export function parseRequestsView(params: SearchParams, fallback: Show): RequestsView {
  const before = new Date(oneOf(params, 'before') ?? '');
  return {
    show: shows.find((show) => show === oneOf(params, 'show')) ?? fallback,
    before: Number.isNaN(before.getTime()) ? null : before,
  };
}
