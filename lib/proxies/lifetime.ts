import type { Lifetime } from '@/templates/proxy/lifetime';
import { addDays, dayMs, midnight, utcDay } from '../usage/calendar';

/** What of a lifetime asks for somebody, most urgent first; `running` asks for nobody yet. */
export type LifetimeState = 'expired' | 'review_overdue' | 'ends_soon' | 'review_soon' | 'running';

/** Days are UTC days from today on: 0 is today, what is past is negative. */
export type LifetimeStanding = {
  state: LifetimeState;
  review: { on: string; days: number } | null;
  end: { on: string; days: number } | null;
};

/** From so many days before a date on it is told. */
const lifetimeSoonDays = 30;

/** A form proposes to look again after so many days: twice a year. */
const reviewAfterDays = 180;

/** Where a lifetime stands. Null without one, and without a spec that could say. */
export function lifetimeStanding(
  lifetime: Lifetime | null | undefined,
  now: Date,
): LifetimeStanding | null {
  const review = reach(lifetime?.reviewOn, now);
  const end = reach(lifetime?.endsOn, now);
  if (!review && !end) return null;
  return { state: stateOf(review, end), review, end };
}

function stateOf(review: LifetimeStanding['review'], end: LifetimeStanding['end']): LifetimeState {
  if (end && end.days < 0) return 'expired';
  if (review && review.days < 0) return 'review_overdue';
  if (end && end.days <= lifetimeSoonDays) return 'ends_soon';
  if (review && review.days <= lifetimeSoonDays) return 'review_soon';
  return 'running';
}

function reach(on: string | null | undefined, now: Date) {
  return on ? { on, days: daysUntil(on, now) } : null;
}

/** Whole UTC days from today to `day`. */
function daysUntil(day: string, now: Date): number {
  return (midnight(day).getTime() - midnight(utcDay(now)).getTime()) / dayMs;
}

export function proposedReview(now: Date): string {
  return addDays(utcDay(now), reviewAfterDays);
}

/** Dates that are past already, but for those that stood before: nobody plans for yesterday. */
export function pastDates(
  next: Partial<Lifetime> | undefined,
  before: Lifetime | null,
  now: Date,
): (keyof Lifetime)[] {
  const today = utcDay(now);
  return (['reviewOn', 'endsOn'] as const).filter((field) => {
    const day = next?.[field];
    return day && day < today && day !== before?.[field];
  });
}
