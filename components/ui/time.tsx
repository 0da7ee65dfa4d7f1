'use client';

import { type ToggleEvent, useId, useRef, useState } from 'react';
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
  const t = useTranslations('common');
  const format = useFormat();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const date = new Date(value);
  const text = { relative: format.relative, age: format.age, full: format.dateTime }[as](date);

  function place(event: ToggleEvent<HTMLDivElement>) {
    const isOpening = event.newState === 'open';
    setIsOpen(isOpening);
    const anchor = button.current?.getBoundingClientRect();
    if (!isOpening || !anchor) return;
    const card = event.currentTarget;
    const width = 320;
    const isBelow = anchor.bottom + 200 < window.innerHeight;
    card.style.left = `${Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8))}px`;
    card.style.top = isBelow ? `${anchor.bottom + 4}px` : 'auto';
    card.style.bottom = isBelow ? 'auto' : `${window.innerHeight - anchor.top + 4}px`;
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        title={t('time.card')}
        className={cn(
          'relative z-1 whitespace-nowrap rounded-sm text-inherit decoration-line-strong decoration-dotted underline-offset-4 hover:underline',
          className,
        )}
      >
        <time dateTime={date.toISOString()} suppressHydrationWarning>
          {text}
        </time>
      </button>
      <div
        id={id}
        popover="auto"
        onBeforeToggle={place}
        className="fixed inset-auto m-0 w-80 max-w-[calc(100vw-16px)] rounded-lg border border-line bg-surface p-2 text-left font-normal text-ink text-sm shadow-pop"
      >
        {isOpen && <TimeCard date={date} />}
      </div>
    </>
  );
}

function TimeCard({ date }: { date: Date }) {
  const t = useTranslations('common');
  const format = useFormat();
  const rows = [
    [t('time.relative'), format.relative(date)],
    [t('time.utc'), format.dateTime(date, 'UTC')],
    [`${t('time.local')} (${format.zoneName(date)})`, format.dateTime(date)],
    [t('time.iso'), date.toISOString()],
    [t('time.epoch'), String(Math.floor(date.getTime() / 1000))],
  ] as const;
  return (
    <dl>
      {rows.map(([name, text]) => (
        <div key={name} className="flex items-center gap-2 pl-2">
          <dt className="w-24 shrink-0 text-ink-muted text-xs">{name}</dt>
          <dd className="min-w-0 flex-1 truncate text-xs">{text}</dd>
          <CopyButton value={text} label={`${t('copy')}: ${name}`} />
        </div>
      ))}
    </dl>
  );
}

/** A moment's time of day in UTC and in the viewer's zone: `00:00 UTC = 09:00 GMT+9`. */
export function TwoClocks({
  value,
  className,
}: {
  value: Date | string | number;
  className?: string;
}) {
  const format = useFormat();
  const date = new Date(value);
  const utc = `${format.timeOfDay(date, 'UTC')}\u00a0UTC`;
  const local = `${format.timeOfDay(date)}\u00a0${format.zoneName(date)}`;
  return (
    <time dateTime={date.toISOString()} className={className} suppressHydrationWarning>
      {utc === local ? utc : `${utc} = ${local}`}
    </time>
  );
}
