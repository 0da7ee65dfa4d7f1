'use client';

import { ChevronRight } from 'lucide-react';
import { cn } from '@/lib/cn';
import { useTranslations } from '@/lib/i18n/client';
import type { RunEvent } from '@/lib/runs/types';
import { ClockTime } from './clock-time';

/** Every CloudFormation event, newest first, as AWS words it; folded away once the run is over. */
export function RunEvents({
  events,
  isFolded,
}: {
  events: readonly RunEvent[];
  isFolded: boolean;
}) {
  const t = useTranslations('run');
  return (
    <details open={!isFolded || undefined} className="group">
      <summary className="inline-flex min-h-6 items-center gap-1 rounded-sm text-sm hover:text-ink max-md:min-h-11">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        <span className="font-medium">{t('events')}</span>
        <span className="ml-1 text-ink-muted">{t('eventCount', { count: events.length })}</span>
      </summary>
      {events.length > 0 && <EventTable events={events} />}
    </details>
  );
}

function EventTable({ events }: { events: readonly RunEvent[] }) {
  const t = useTranslations('run');
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('events')}
      className="mt-2 max-h-96 overflow-auto rounded-lg border border-line bg-surface"
    >
      <table className="w-full border-collapse text-left text-xs">
        <thead className="sticky top-0 z-2 bg-surface text-ink-muted">
          <tr>
            {(['time', 'resource', 'status', 'reason'] as const).map((column) => (
              <th
                key={column}
                scope="col"
                className="whitespace-nowrap border-line border-b px-3 py-2 font-medium first:pl-4"
              >
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.toReversed().map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function EventRow({ event }: { event: RunEvent }) {
  const isBad = /FAILED|ROLLBACK/.test(event.status);
  return (
    <tr className="border-line border-b align-top last:border-b-0">
      <td className="whitespace-nowrap py-1.5 pr-3 pl-4 text-ink-muted">
        <ClockTime value={event.at} />
      </td>
      <td className="px-3 py-1.5">
        {event.logicalId}
        <span className="block text-ink-faint">{event.resourceType}</span>
      </td>
      <td
        className={cn(
          'whitespace-nowrap px-3 py-1.5 font-mono',
          isBad && 'text-danger',
          event.status.endsWith('_COMPLETE') && !isBad && 'text-good',
        )}
      >
        {event.status}
        {event.detailedStatus && (
          <span className="block text-ink-muted">{event.detailedStatus}</span>
        )}
      </td>
      <td className="min-w-48 break-words px-3 py-1.5 text-ink-muted">{event.reason}</td>
    </tr>
  );
}
