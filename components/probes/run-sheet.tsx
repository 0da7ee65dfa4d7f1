'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { buttonVariants } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useTranslations } from '@/lib/i18n/client';
import type { ProbeResult } from '@/lib/probes/types';
import { ProbeDetails } from './probe-details';

/** One run in full on a sheet at the side, with a URL of its own; closing it leads back to what was asked. */
export function RunSheet({
  result,
  older,
  newer,
  back,
}: {
  /** Null where it is not kept. */
  result: ProbeResult | null;
  older: Route | null;
  newer: Route | null;
  back: Route;
}) {
  const t = useTranslations('probeHistory');
  const router = useRouter();
  return (
    <Dialog
      isOpen
      onClose={() => router.push(back, { scroll: false })}
      title={t('run')}
      className="m-0 ml-auto h-dvh max-h-dvh w-[min(640px,100vw)] max-w-none rounded-none border-y-0 border-r-0 max-md:mb-0"
    >
      {result ? (
        <>
          <ProbeDetails result={result} />
          <nav aria-label={t('runs')} className="flex justify-between gap-2">
            <Beside href={older} label={t('older')} />
            <Beside href={newer} label={t('newer')} />
          </nav>
        </>
      ) : (
        <p className="text-sm">{t('gone')}</p>
      )}
    </Dialog>
  );
}

function Beside({ href, label }: { href: Route | null; label: string }) {
  if (!href) return <span />;
  return (
    <Link prefetch={false} scroll={false} href={href} className={buttonVariants({ size: 'sm' })}>
      {label}
    </Link>
  );
}
