'use client';

import { useTranslations } from '@/lib/i18n/client';
import { scheduleRequester } from '@/lib/probes/types';

/** Who asked for a probe, in words: a person by the address, or the schedule. */
export function useRequester(): (requestedBy: string) => string {
  const t = useTranslations('probe');
  return (requestedBy) => (requestedBy === scheduleRequester ? t('schedule') : requestedBy);
}
