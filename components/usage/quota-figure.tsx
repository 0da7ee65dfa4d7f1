import { Bar } from '@/components/ui/bar';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { Known } from '@/lib/known';
import type { UsageReport } from '@/lib/usage/types';
import { Figure } from '../proxies/figure';
import { ResetClock } from './reset-clock';

/** How much is left, of how much, and when the counter starts again. */
export async function QuotaFigure({ usage }: { usage: Known<UsageReport> }) {
  const { t, format } = await getI18n();
  const words = t('proxy');
  const report = usage.value;
  if (!report || (report.hasQuota && !report.gauge)) {
    return (
      <Figure label={words('figures.left')}>
        <StateBadge state="unknown" label={words('figures.unknown')} />
      </Figure>
    );
  }
  if (!report.gauge) {
    return (
      <Figure label={words('figures.left')}>
        <p className="font-medium text-lg">{words('figures.noQuota')}</p>
        <p className="text-ink-muted text-xs">
          {words('figures.noQuotaText', { rate: report.rate, burst: report.burst })}
        </p>
      </Figure>
    );
  }
  const { gauge } = report;
  const label = { DAY: 'left', WEEK: 'leftWEEK', MONTH: 'leftMONTH' } as const;
  return (
    <Figure
      label={words(`figures.${label[gauge.period]}`)}
      state={<StateBadge state={gauge.state} label={t('common')(`state.${gauge.state}`)} />}
    >
      <Bar
        size="lg"
        left={gauge.left}
        limit={gauge.limit}
        state={gauge.state}
        label={
          <p className="flex flex-wrap items-baseline gap-x-1.5 text-ink-muted text-sm">
            <span className="font-semibold text-2xl text-ink">{format.number(gauge.left)}</span>
            <span className="mr-1">{words('figures.leftOf', { limit: gauge.limit })}</span>
            <span className="text-ink-faint">
              {words('figures.used', { used: gauge.used, limit: gauge.limit })}
            </span>
          </p>
        }
      />
      <ResetClock gauge={gauge} />
      <p className="text-ink-faint text-xs">
        {words.rich('figures.asOf', { when: () => <Time value={usage.asOf} /> })} ·{' '}
        {words('figures.lag')}
      </p>
    </Figure>
  );
}

export async function QuotaFigureSkeleton() {
  const words = (await getI18n()).t('proxy');
  return (
    <Figure label={words('figures.left')}>
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-2 w-full" />
      <Skeleton className="h-4 w-48" />
    </Figure>
  );
}
