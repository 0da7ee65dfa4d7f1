'use client';

import { useId, useState } from 'react';
import { cn } from '@/lib/cn';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { CopyButton } from './copy-button';

type TimeProps = {
  /** A moment; a string or number is read by `Date`. */
  value: Date | string | number;
  /** How the text reads: `3 minutes ago`, `3 min`, or the date and time in the viewer's zone. */
  as?: 'relative' | 'age' | 'full';
  className?: string;
};

/** A moment in the shortest words, with a card that says it exactly: press it, by mouse, touch or keyboard. */
export function Time({ value, as = 'relative', className }: TimeProps) {
  const format = useFormat();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const date = new Date(value);
  const text = { relative: format.relative, age: format.age, full: format.dateTime }[as](date);

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        title={`${format.dateTime(date, 'UTC')} UTC`}
        className={cn(
          'relative z-1 whitespace-nowrap rounded-sm text-inherit decoration-line-strong decoration-dotted underline-offset-4 hover:underline',
          className,
        )}
      >
        <time dateTime={date.toISOString()} suppressHydrationWarning>
          {text}
        </time>
      </button>
      {/* Spans all the way down: a time may stand in a paragraph. */}
      <span
        id={id}
        popover="auto"
        onBeforeToggle={(event) => setIsOpen(event.newState === 'open')}
        className="anchored w-88 p-2 text-left font-normal"
      >
        {isOpen && <TimeCard date={date} />}
      </span>
    </>
  );
}

function TimeCard({ date }: { date: Date }) {
  const t = useTranslations('common');
  const format = useFormat();
  const rows = [
    [t('time.relative'), format.relative(date)],
    [t('time.utc'), format.dateTime(date, 'UTC')],
    [t('time.local'), `${format.dateTime(date)} ${format.zoneName(date)}`],
    [t('time.iso'), date.toISOString()],
    [t('time.epoch'), String(Math.floor(date.getTime() / 1000))],
  ] as const;
  return (
    <span className="block">
      {rows.map(([name, text]) => (
        <span key={name} className="flex items-center gap-2 pl-2">
          <span className="w-24 shrink-0 text-ink-muted text-xs">{name}</span>
          <span className="flex min-w-0 flex-1 items-center justify-between gap-2 text-xs">
            <span className="truncate">{text}</span>
            <CopyButton value={text} label={`${t('copy')}: ${name}`} />
          </span>
        </span>
      ))}
    </span>
  );
}
