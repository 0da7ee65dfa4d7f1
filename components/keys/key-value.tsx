'use client';

import { CopyButton } from '@/components/ui/copy-button';
import { OnceShown } from '@/components/ui/once-shown';
import { useTranslations } from '@/lib/i18n/client';

/** A value that is shown once, to be copied as it is or as a line of an `.env` file. */
export function KeyValue({ value }: { value: string }) {
  const t = useTranslations('keys');
  return (
    <>
      <OnceShown value={value} name={t('revealed')} copy={t('copy')} />
      <CopyButton
        value={`SLUICE_API_KEY=${value}`}
        label={t('copyEnv')}
        isLabelVisible
        className="self-start"
      />
    </>
  );
}
