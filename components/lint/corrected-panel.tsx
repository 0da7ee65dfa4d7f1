'use client';

import dynamic from 'next/dynamic';
import { Suspense } from 'react';
import { Button } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { useTranslations } from '@/lib/i18n/client';
import type { Basis } from '@/lib/lint/corrected';

const Loading = () => <Skeleton className="mt-3 h-64 w-full" />;

/** The renderer and the comparison are loaded by whoever asks for them. */
const BesideView = dynamic(() => import('./beside-view').then((loaded) => loaded.BesideView), {
  loading: Loading,
});

/** What Sluice would make instead, shown beside what was pasted when asked for. */
export function CorrectedPanel({
  text,
  params,
  basis,
  isOpen,
  setOpen,
}: {
  text: string;
  params: Record<string, string>;
  basis: Promise<Basis>;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}) {
  const t = useTranslations('lint.beside');
  return (
    <Section
      anchor="corrected"
      title={t('title')}
      actions={
        <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'hide' : 'show')}
        </Button>
      }
    >
      <p className="max-w-prose text-ink-muted text-sm">{t('text')}</p>
      {isOpen && (
        <Suspense fallback={<Loading />}>
          <BesideView text={text} params={params} basis={basis} />
        </Suspense>
      )}
    </Section>
  );
}
