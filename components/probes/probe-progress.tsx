'use client';

import { useFormat, useTranslations } from '@/lib/i18n/client';

/** What a probe that was asked for is doing. The element stays, so that each change is told. */
export function ProbeProgress({
  isPending,
  waitsUntil,
}: {
  isPending: boolean;
  /** ISO; until when the gateway may refuse the probe's key for its youth, where it just did. */
  waitsUntil: string | null;
}) {
  const t = useTranslations('probe');
  const format = useFormat();
  return (
    <p role="status" className="max-w-prose text-ink-muted text-xs">
      {waitsUntil !== null
        ? t('waiting', { until: format.timeOfDay(new Date(waitsUntil)) })
        : isPending && t('running')}
    </p>
  );
}
