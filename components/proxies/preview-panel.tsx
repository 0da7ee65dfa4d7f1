'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { type Tab, Tabs } from '@/components/ui/tabs';
import { useTranslations } from '@/lib/i18n/client';

/** The preview beside the form; on a phone a sheet that a button opens. */
export function PreviewAside({ tabs }: { tabs: readonly Tab[] | null }) {
  const t = useTranslations('create.preview');
  return (
    <aside
      aria-label={t('title')}
      className="sticky top-[calc(var(--bar-top)+16px)] hidden h-[calc(100dvh-var(--bar-top)-32px)] min-w-0 lg:flex"
    >
      <PreviewTabs tabs={tabs} />
    </aside>
  );
}

export function PreviewSheet({ tabs }: { tabs: readonly Tab[] | null }) {
  const t = useTranslations('create.preview');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button className="lg:hidden" onClick={() => setIsOpen(true)}>
        {t('open')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('title')}
        className="mb-0 h-[88dvh] w-full max-w-none rounded-b-none max-md:mb-0 [&>div]:h-full"
      >
        <PreviewTabs tabs={tabs} />
      </Dialog>
    </>
  );
}

function PreviewTabs({ tabs }: { tabs: readonly Tab[] | null }) {
  const t = useTranslations('create.preview');
  if (!tabs) {
    return (
      <div className="flex w-full flex-col gap-3" role="status" aria-label={t('loading')}>
        <Skeleton className="h-9 w-full" />
        <Skeleton className="h-64 w-full" />
      </div>
    );
  }
  return (
    <Tabs
      label={t('title')}
      tabs={tabs}
      className="h-full w-full"
      panelClassName="overflow-y-auto has-[[data-pane]]:overflow-hidden"
    />
  );
}
