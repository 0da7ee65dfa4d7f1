import Link from 'next/link';
import type { ReactNode } from 'react';
import { ExtensionWords } from '@/components/extensions/extension-words';
import { Badge } from '@/components/ui/badge';
import { Bar } from '@/components/ui/bar';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { cn } from '@/lib/cn';
import { quotaTotal } from '@/lib/extensions/shown';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import type { MyKey, MyUsage } from '@/lib/usage/my-usage';
import { isOld } from '@/lib/usage/old';
import type { CreateTokenAction } from '../tokens/create-token';
import { KeyToken } from './key-token';
import { ResetClock } from './reset-clock';

/** A person's keys, by proxy: what is left of how much, when that starts again, and how old the number is. */
export async function MyUsageList({
  usage,
  createToken,
}: {
  usage: readonly MyUsage[];
  /** Makes a token for one of the keys. */
  createToken: CreateTokenAction;
}) {
  const words = (await getI18n()).t('myUsage');
  return (
    <ul aria-label={words('list')} className="divide-y divide-line border-line border-y">
      {usage.map((proxy) => (
        <li key={proxy.name} className="px-4 py-4 md:px-8">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link href={routes.proxy(proxy.name)} className="font-medium hover:underline">
              {proxy.name}
            </Link>
            <Badge>{proxy.environment}</Badge>
            {proxy.upstream && (
              <span className="min-w-0 break-all text-ink-muted text-xs">
                {new URL(proxy.upstream).host}
              </span>
            )}
          </p>
          {proxy.keys.map((key) => (
            <KeyUsage
              key={key.keyId}
              usage={key}
              isOld={proxy.asOf !== null && isOld({ ...proxy, asOf: proxy.asOf })}
              limits={proxy.limits}
              action={
                <KeyToken
                  proxy={proxy.name}
                  keyId={key.keyId}
                  label={key.label}
                  action={createToken}
                />
              }
            />
          ))}
          <p className="mt-2 text-ink-muted text-xs">
            <Source proxy={proxy} />
          </p>
        </li>
      ))}
    </ul>
  );
}

async function KeyUsage({
  usage,
  isOld: old,
  limits,
  action,
}: {
  usage: MyKey;
  isOld: boolean;
  limits: MyUsage['limits'];
  action: ReactNode;
}) {
  const { t, format } = await getI18n();
  const words = t('myUsage');
  const { gauge, label, consumer } = usage;
  const named = consumer ? words('keyOf', { label, consumer }) : words('key', { label });
  return (
    <div className="mt-2 grid items-start gap-x-8 gap-y-1 text-sm md:grid-cols-[12rem_minmax(0,18rem)_minmax(0,1fr)]">
      <div>
        <p className="flex flex-wrap items-center gap-x-3">
          <span>{named}</span>
          <StateBadge
            state={gauge?.state ?? 'unknown'}
            label={gauge ? t('common')(`state.${gauge.state}`) : words('unknown')}
          />
        </p>
        {action}
      </div>
      {gauge ? (
        <>
          <Bar
            size="lg"
            className={cn(old && 'text-ink-muted grayscale')}
            left={gauge.left}
            limit={quotaTotal(gauge)}
            state={gauge.state}
            label={
              <p className="flex flex-wrap gap-x-2">
                <span className="font-medium">
                  {words('left', {
                    left: gauge.left,
                    limit: quotaTotal(gauge),
                  })}
                </span>
                <span className="text-ink-muted">
                  {words('used', { used: gauge.used })} ({format.percent(shareOf(gauge))})
                </span>
              </p>
            }
          />
          <div className="flex flex-col gap-1">
            <ResetClock gauge={gauge} />
            <ExtensionWords gauge={gauge} />
          </div>
        </>
      ) : (
        <p className="text-ink-muted">
          {limits && !limits.hasQuota ? words('noQuota', limits) : words('unknown')}
        </p>
      )}
    </div>
  );
}

function shareOf(gauge: NonNullable<MyKey['gauge']>): number {
  const total = quotaTotal(gauge);
  return total > 0 ? Math.min(1, Math.max(0, (total - gauge.left) / total)) : 0;
}

async function Source({ proxy: { asOf, problem } }: { proxy: MyUsage }) {
  const words = (await getI18n()).t('myUsage');
  if (!asOf) return words('never');
  const when = () => <Time value={asOf} />;
  return problem ? (
    <span className="text-warn">{words.rich('old', { when })}</span>
  ) : (
    <span className={cn(isOld({ asOf }) && 'text-warn')}>{words.rich('source', { when })}</span>
  );
}

export function MyUsageSkeleton() {
  return (
    <div className="flex flex-col gap-4 border-line border-y px-4 py-4 md:px-8">
      <Skeleton className="h-5 w-48" />
      <Skeleton className="h-10 w-full max-w-3xl" />
      <Skeleton className="h-4 w-64" />
    </div>
  );
}
