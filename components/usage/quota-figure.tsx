import type { ReactNode } from 'react';
import { ExtensionWords } from '@/components/extensions/extension-words';
import { Bar } from '@/components/ui/bar';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { cn } from '@/lib/cn';
import { quotaTotal } from '@/lib/extensions/shown';
import { getI18n } from '@/lib/i18n/server';
import type { Known } from '@/lib/known';
import { isOld } from '@/lib/usage/old';
import type { Outlook, QuotaGauge, UsageReport } from '@/lib/usage/types';
import { Figure } from '../proxies/figure';
import { EmptyClock } from './empty-clock';
import { ResetClock } from './reset-clock';

/** How much is left, of how much, and when the counter starts again. */
export async function QuotaFigure({
  usage,
  outlook = null,
  savedLimit = null,
  extend,
}: {
  usage: Known<UsageReport>;
  outlook?: Outlook | null;
  /** The limit that is saved; null without a quota there. */
  savedLimit?: number | null;
  /** How to extend it, for who may. */
  extend?: ReactNode;
}) {
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
  const limit = quotaTotal(gauge);
  const old = usage.asOf !== null && isOld(usage);
  const label = { DAY: 'left', WEEK: 'leftWEEK', MONTH: 'leftMONTH' } as const;
  return (
    <Figure
      label={words(`figures.${label[gauge.period]}`)}
      state={<StateBadge state={gauge.state} label={t('common')(`state.${gauge.state}`)} />}
    >
      <Bar
        size="lg"
        className={cn(old && 'grayscale')}
        left={gauge.left}
        limit={limit}
        state={gauge.state}
        label={
          <p className="flex flex-wrap items-baseline gap-x-1.5 text-ink-muted text-sm">
            <span className={cn('font-semibold text-2xl', old ? 'text-ink-muted' : 'text-ink')}>
              {format.number(gauge.left)}
            </span>
            <span className="mr-1">{words('figures.leftOf', { limit })}</span>
            <span className="text-ink-faint">
              {words('figures.used', { used: gauge.used, limit })}
            </span>
          </p>
        }
      />
      <ExtensionWords gauge={gauge} />
      <ResetClock gauge={gauge} />
      <GaugeNotes gauge={gauge} savedLimit={savedLimit} />
      {outlook && gauge.left > 0 && <Pace report={report} outlook={outlook} />}
      <p className={cn('text-xs', old ? 'text-warn' : 'text-ink-faint')}>
        {words.rich('figures.asOf', { when: () => <Time value={usage.asOf} /> })} ·{' '}
        {words('figures.lag')}
      </p>
      {extend}
    </Figure>
  );
}

/** Why used and left do not add up to the limit that was saved, where they do not. */
async function GaugeNotes({ gauge, savedLimit }: { gauge: QuotaGauge; savedLimit: number | null }) {
  const words = (await getI18n()).t('gauge');
  const { limit } = gauge;
  // What Sluice granted is told with its reason; this is what was granted elsewhere.
  const granted = (gauge.granted ?? 0) - (gauge.extension?.granted ?? 0);
  return (
    <>
      {granted !== 0 && (
        <p className="text-ink-muted text-xs">
          {granted > 0 ? words('granted', { count: granted }) : words('taken', { count: -granted })}
        </p>
      )}
      {savedLimit !== null && savedLimit !== limit && (
        <p className="text-warn text-xs">{words('byHand', { saved: savedLimit })}</p>
      )}
    </>
  );
}

/** How fast it goes, and when it will be gone, where that can be said. */
async function Pace({ report, outlook }: { report: UsageReport; outlook: Outlook }) {
  const words = (await getI18n()).t('gauge');
  const { empty, perHour } = outlook;
  const consumers = report.keys.filter(({ role }) => role === 'consumer');
  const key = consumers.find(({ keyId }) => keyId === empty?.keyId);
  return (
    <>
      {empty && report.gauge && (
        <EmptyClock
          empty={empty}
          period={report.gauge.period}
          label={consumers.length > 1 ? (key?.label ?? null) : null}
        />
      )}
      <p className="text-ink-muted text-xs">{words('pace', { count: perHour })}</p>
    </>
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
