'use client';

import { useFormat, useTranslations } from '@/lib/i18n/client';
import { spokenLength } from '@/lib/runs/time-left';
import type { Run } from '@/lib/runs/types';

/** Where a run stands in line, and how long until its turn at the earliest. */
export function QueuePlaceWords({ run, now }: { run: Run; now: Date }) {
  const t = useTranslations('run.queue');
  const format = useFormat();
  if (!run.place) return null;
  const leftMs = run.place.startsAt.getTime() - now.getTime();
  const { unit, count } = spokenLength(leftMs);
  const duration = format.duration(unit === 'seconds' ? count : count * 60);
  return (
    <span suppressHydrationWarning>
      {t('place', { position: run.place.position })},{' '}
      {leftMs < 1_000 ? t('soon') : t('in', { duration })}
    </span>
  );
}

/** The same with the reason, on the run's own page. */
export function QueueNotice({ run, now }: { run: Run; now: Date }) {
  const t = useTranslations('run.queue');
  // What waits is a step's call: a revert and an adoption change a usage plan by updates too.
  const action = run.steps.find(({ state }) => state === 'waiting')?.action;
  if (!run.place || (action !== 'delete' && action !== 'update')) return null;
  return (
    <p role="status" className="text-sm">
      <span className="font-medium">
        <QueuePlaceWords run={run} now={now} />
      </span>
      . <span className="text-ink-muted">{t(`why.${action}`)}</span>
    </p>
  );
}
