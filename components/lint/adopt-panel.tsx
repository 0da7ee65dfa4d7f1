'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { Alert } from '@/components/ui/alert';
import { Button, buttonVariants } from '@/components/ui/button';
import { useTranslations } from '@/lib/i18n/client';
import type { Understood } from '@/lib/lint/adopt';
import { routes } from '@/lib/routes';

/** The way from a pasted template to a proxy: the create form with what was understood, and what was not. */
export function AdoptPanel({
  understood: { params, missing },
  isPicked,
  showCorrected,
}: {
  understood: Understood;
  /** It is an API of the account. */
  isPicked: boolean;
  showCorrected: () => void;
}) {
  const t = useTranslations('lint');
  const fields = missing.map((name) => t(`adopt.field.${name}`)).join(', ');
  return (
    <Alert
      title={t('adopt.title')}
      actions={
        <>
          <Link
            prefetch={false}
            href={`${routes.newProxy}?${new URLSearchParams(params)}` as Route}
            className={buttonVariants({ size: 'sm' })}
          >
            {t('adopt.open')}
          </Link>
          <Button size="sm" variant="ghost" onClick={showCorrected}>
            {t('adopt.corrected')}
          </Button>
        </>
      }
    >
      <p>{t('adopt.text')}</p>
      {isPicked && <p className="mt-1">{t('adopt.existing')}</p>}
      {fields && <p className="mt-1">{t('adopt.missing', { fields })}</p>}
    </Alert>
  );
}
