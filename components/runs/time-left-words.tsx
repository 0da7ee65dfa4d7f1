'use client';

import { useTranslations } from '@/lib/i18n/client';
import { spokenLength, type TimeLeft } from '@/lib/runs/time-left';

/** What is left, in the words of somebody who has seen it before. */
export function TimeLeftWords({ left }: { left: NonNullable<TimeLeft> }) {
  const t = useTranslations('run.left');
  if (left.kind === 'longer') return t('longer');
  const from = spokenLength(left.fromMs);
  const to = spokenLength(left.toMs);
  if (from.unit === to.unit && from.count === to.count) return t(`about.${to.unit}`, to);
  if (from.unit !== to.unit) return t('mixed', { from: from.count, to: to.count });
  return t(`range.${to.unit}`, { from: from.count, to: to.count });
}
