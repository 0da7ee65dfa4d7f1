'use client';

import { cn } from '@/lib/cn';
import { useFormat } from '@/lib/i18n/client';
import { labelledPlaces } from './chart-scale';

/** As many days by name as there is room for, the last one among them. */
export function DayLabels({ days }: { days: readonly string[] }) {
  const { locale } = useFormat();
  const few = new Set(labelledPlaces(days.length, 4));
  const name = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const places = labelledPlaces(days.length, 8);
  return [...new Set([...places, ...few])].map((place) => (
    <span
      key={place}
      aria-hidden="true"
      className={cn(
        'pointer-events-none absolute top-full mt-1.5 -translate-x-1/2 whitespace-nowrap text-ink-muted text-xs',
        // The last ends where the plot does, so that nothing reaches beyond the page.
        place === days.length - 1 && '-translate-x-full',
        !few.has(place) && 'max-md:hidden',
        !places.includes(place) && 'md:hidden',
      )}
      style={{
        left: `${(((place + (place === days.length - 1 ? 1 : 0.5)) / days.length) * 100).toFixed(3)}%`,
      }}
    >
      {name.format(new Date(`${days[place]}T00:00:00Z`))}
    </span>
  ));
}
