import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { Code } from '@/components/ui/code';
import { CopyButton } from '@/components/ui/copy-button';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state';
import { getI18n } from '@/lib/i18n/server';
import type { ProxyDetail } from '@/lib/proxies/types';
import { routes } from '@/lib/routes';
import { LifetimeMark } from './lifetime-mark';

/** A proxy's name and state, whose it is, where it is, and its URL to copy. */
export async function ProxyHeader({ proxy, actions }: { proxy: ProxyDetail; actions?: ReactNode }) {
  const { t } = await getI18n();
  const words = t('proxy');
  const common = t('common');
  const url = proxy.outputs.InvokeUrl;
  return (
    <PageHeader
      above={<Link href={routes.proxies}>{words('back')}</Link>}
      title={proxy.name}
      meta={
        <>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
            <StateBadge state={proxy.phase} label={common(`state.${proxy.phase}`)} />
            <span>
              {[proxy.team, common(`environment.${proxy.environment}`), proxy.region].join(' · ')}
            </span>
            {proxy.spec && <Upstream url={proxy.spec.upstream.url} />}
            {proxy.network && (
              <Link
                href={routes.network(proxy.network.name)}
                className="hover:text-ink hover:underline"
              >
                {words('inNetwork', { network: proxy.network.name })}
              </Link>
            )}
            <span>{proxy.owner}</span>
            <Lifetime lifetime={proxy.lifetime} />
          </p>
          {proxy.spec?.description && <p className="mt-0.5">{proxy.spec.description}</p>}
          {url && (
            <p className="mt-1 -mb-1 flex min-w-0 items-center gap-1 text-ink">
              <Code>{url}</Code>
              <CopyButton value={url} label={words('copyUrl')} />
            </p>
          )}
        </>
      }
      actions={actions}
    />
  );
}

async function Upstream({ url }: { url: string }) {
  const words = (await getI18n()).t('proxy');
  return (
    <span className="min-w-0 truncate">
      <span className="sr-only">{words('upstream')} </span>
      <span aria-hidden="true">→ </span>
      {url.replace(/^https:\/\//, '')}
    </span>
  );
}

async function Lifetime({ lifetime }: Pick<ProxyDetail, 'lifetime'>) {
  if (!lifetime) return null;
  const { t, format } = await getI18n();
  const words = t('lifetime');
  const { review, end } = lifetime;
  return (
    <>
      {review && <span>{words('reviewOn', { date: format.date(review.on) })}</span>}
      {end && <span>{words('endsOn', { date: format.date(end.on) })}</span>}
      <LifetimeMark lifetime={lifetime} />
    </>
  );
}

export function ProxyHeaderSkeleton() {
  return (
    <div className="px-4 pt-6 pb-4 md:px-8">
      <Skeleton className="w-20" />
      <Skeleton className="mt-2 h-7 w-48" />
      <Skeleton className="mt-2 w-96 max-w-full" />
      <Skeleton className="mt-2 w-120 max-w-full" />
    </div>
  );
}
