'use client';

import { useFormat } from '@/lib/i18n/client';

/** To the second, in the viewer's zone: events of one run lie seconds apart. */
export function ClockTime({ value }: { value: Date }) {
  const { locale, timeZone } = useFormat();
  const text = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(value);
  return (
    <time dateTime={value.toISOString()} suppressHydrationWarning>
      {text}
    </time>
  );
}
