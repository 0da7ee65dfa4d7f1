'use client';

import { useTranslations } from '@/lib/i18n/client';

/** What a probe's outcome means, and where to look. */
export function OutcomeWords({ outcome }: { outcome: string }) {
  const t = useTranslations('probe.outcome');
  const key = outcome as Parameters<typeof t>[0];
  return <>{t.has(key) ? t(key) : t('other')}</>;
}
