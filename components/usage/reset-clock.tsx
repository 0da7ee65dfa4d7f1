'use client';

import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { QuotaGauge } from '@/lib/usage/types';

/** When the counter starts again: in UTC, in the viewer's zone, and how long that is from now. */
export function ResetClock({ gauge }: { gauge: Pick<QuotaGauge, 'period' | 'resetsAt'> }) {
  const t = useTranslations('proxy.figures');
  const format = useFormat();
  const { period, resetsAt } = gauge;
  const seconds = Math.max(0, (resetsAt.getTime() - format.now.getTime()) / 1000);
  const utc = `${format.timeOfDay(resetsAt, 'UTC')} UTC`;
  const local = `${format.timeOfDay(resetsAt)} ${format.zoneName(resetsAt)}`;
  const isDay = period === 'DAY';
  const clock = isDay ? utc : `${format.day(resetsAt, 'UTC')} ${utc}`;
  const here = isDay ? local : `${format.day(resetsAt)} ${local}`;
  return (
    <p className="text-ink-muted text-xs" suppressHydrationWarning>
      <time dateTime={resetsAt.toISOString()}>
        {clock === here
          ? t('resets', { clock, duration: format.duration(seconds) })
          : t('resetsHere', { clock, here, duration: format.duration(seconds) })}
      </time>
      {!isDay && <span className="block">{t('resetsUnconfirmed')}</span>}
    </p>
  );
}
