import type { Route } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { KnownProblem } from '@/components/shell/problem';
import { RefreshWhile } from '@/components/shell/refresh-while';
import { buttonVariants } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { TrafficPanel } from '@/components/usage/traffic-panel';
import { UsagePanel, UsagePanelSkeleton } from '@/components/usage/usage-panel';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import { recallKeyStandings } from '@/lib/keys/doctor-data';
import type { Known } from '@/lib/known';
import type { ProxyDetail } from '@/lib/proxies/types';
import { routes } from '@/lib/routes';
import { getTraffic } from '@/lib/usage/breakdown';
import { isAwaited } from '@/lib/usage/data';
import { isOld } from '@/lib/usage/old';
import type { UsageReport } from '@/lib/usage/types';
import { isNews, type Said } from './said';

type Reported = { usage: Promise<Known<UsageReport>> } & Said;

/** What was used, with the ways to what more can be seen of it, and how requests ended. */
export async function UsageSections({ proxy, usage, said }: { proxy: ProxyDetail } & Reported) {
  const { t } = await getI18n();
  return (
    <>
      <Section
        anchor="usage"
        title={t('usage')('title')}
        meta={t('usage')('lead')}
        actions={
          <>
            <Way href={routes.proxyUsage(proxy.name)} label={t('history')('toHistory')} />
            <Way href={routes.replay(proxy.name)} label={t('replay')('link')} />
            <Way href={routes.proxyAlerts(proxy.name)} label={t('alerts')('link')} />
          </>
        }
      >
        <Suspense fallback={<UsagePanelSkeleton />}>
          <Usage usage={usage} said={said} />
        </Suspense>
      </Section>
      <Section anchor="traffic" title={t('traffic')('title')} meta={t('traffic')('lead')}>
        <Suspense fallback={<Skeleton className="h-40 w-full" />}>
          <Traffic proxy={proxy} />
        </Suspense>
      </Section>
    </>
  );
}

function Way({ href, label }: { href: Route; label: string }) {
  return (
    <Link href={href} className={buttonVariants({ variant: 'ghost', size: 'sm' })}>
      {label}
    </Link>
  );
}

async function Usage({ usage, said }: Reported) {
  const known = await usage;
  if (isAwaited(known))
    return (
      <>
        <RefreshWhile isBusy />
        <p className="text-ink-muted text-sm">{(await getI18n()).t('usage')('waiting')}</p>
      </>
    );
  return (
    <>
      {isNews(known, said) && <KnownProblem known={known} className="mb-4" />}
      {known.value && (
        <div className={cn(isOld(known) && 'grayscale')}>
          <UsagePanel report={known.value} />
        </div>
      )}
    </>
  );
}

async function Traffic({ proxy }: { proxy: ProxyDetail }) {
  const [report, standings] = await Promise.all([
    getTraffic(proxy),
    recallKeyStandings(proxy.name),
  ]);
  return <TrafficPanel report={report} standings={standings} limits={proxy.limits} />;
}
