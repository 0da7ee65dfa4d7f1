'use client';

import { useFormat, useTranslations } from '@/lib/i18n/client';
import { type Spread, spreadOf } from '@/lib/usage/spread';
import type { EmptyForecast, QuotaGauge } from '@/lib/usage/types';

type Empty = { empty: EmptyForecast; period: QuotaGauge['period'] };

/** When the quota will be used up: in UTC, in the viewer's zone, and how sure that is. */
export function EmptyClock({ empty, period, label }: Empty & { label: string | null }) {
  const t = useTranslations('gauge');
  const format = useFormat();
  const clockIn = useClockIn(period);
  const spread = spreadOf(empty);
  const utc = (date: Date) => clockIn(date, 'UTC');
  const here = clockIn(spread.at);
  const isHere = here === utc(spread.at);
  const clock = `${utc(spread.at)} UTC`;
  const zone = `${here} ${format.zoneName(spread.at)}`;
  return (
    <p className="text-xs" title={t('emptySource')} suppressHydrationWarning>
      <time dateTime={empty.at.toISOString()} className="font-medium">
        {words(spread)}
      </time>
      {label && <span className="text-ink-muted"> · {t('emptyKey', { label })}</span>}
    </p>
  );

  function words(found: Spread): string {
    const args = { clock, here: zone };
    if (found.kind === 'steady') {
      const text = { ...args, spread: format.duration(found.seconds) };
      return isHere ? t('emptySteady', text) : t('emptySteadyHere', text);
    }
    const earliest = utc(found.earliest);
    if (found.kind === 'perhaps') {
      return isHere
        ? t('emptyPerhaps', { ...args, earliest })
        : t('emptyPerhapsHere', { ...args, earliest });
    }
    const text = { ...args, earliest, latest: utc(found.latest) };
    return isHere ? t('emptyBetween', text) : t('emptyBetweenHere', text);
  }
}

/** The same in the width of a column; the exact words are on the proxy's page. */
export function EmptyMark({ empty, period }: Empty) {
  const t = useTranslations('gauge');
  const clockIn = useClockIn(period);
  const { at } = spreadOf(empty);
  return (
    <time dateTime={empty.at.toISOString()} className="whitespace-nowrap text-warn text-xs">
      {t('emptyShort', { clock: `${clockIn(at, 'UTC')} UTC` })}
    </time>
  );
}

/** A time of the day, with the day where the period has more than one. */
function useClockIn(period: QuotaGauge['period']) {
  const format = useFormat();
  return (date: Date, zone?: string) => {
    const time = format.timeOfDay(date, zone);
    return period === 'DAY' ? time : `${format.day(date, zone)} ${time}`;
  };
}
