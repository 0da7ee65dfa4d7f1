import Link from 'next/link';
import { Code } from '@/components/ui/code';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import type { LiveReport } from '@/lib/drift/types';
import { getI18n } from '@/lib/i18n/server';
import { deploymentId } from '@/lib/proxies/live';
import type { ProxyDetail } from '@/lib/proxies/types';
import type { DriftAction } from './drift-actions';
import { Figure } from './figure';
import { WhenCompared } from './when-compared';

/** Whether what is, what was deployed and what is saved are the same, and when that was last looked at. */
export async function LiveFigure({
  proxy,
  report,
  plannedRunId,
  check,
}: {
  proxy: ProxyDetail;
  report: LiveReport;
  /** The run of an edit that was planned and waits for somebody to decide. */
  plannedRunId: string | null;
  check: DriftAction;
}) {
  const { t } = await getI18n();
  const words = t('drift');
  const { state, differences, checkedAt } = report;
  const deployment = deploymentId(proxy.template);
  return (
    <Figure
      label={words('title')}
      state={<StateBadge state={state} label={words(`state.${state}`)} />}
    >
      <p className="flex min-h-8 flex-wrap items-baseline gap-x-1.5 text-ink-muted text-sm">
        <Time
          value={proxy.updatedAt ?? proxy.createdAt}
          className="font-semibold text-ink text-lg"
        />
        {deployment && (
          <span>
            {t('proxy')('figures.deployment')} <Code>{deployment}</Code>
          </span>
        )}
      </p>
      <p className="text-ink-muted text-xs">
        {words(`text.${state === 'unknown' && checkedAt ? 'unknownOld' : state}`, {
          count: differences.length,
        })}{' '}
        {differences.length > 0 && (
          <Link href={`#${driftSectionId}`} className="text-ink underline underline-offset-4">
            {words('seeBelow')}
          </Link>
        )}
      </p>
      <WhenCompared name={proxy.name} {...{ report, plannedRunId, check }} />
    </Figure>
  );
}

export const driftSectionId = 'live';

export async function LiveFigureSkeleton() {
  const words = (await getI18n()).t('drift');
  return (
    <Figure label={words('title')}>
      <Skeleton className="h-7 w-40" />
      <Skeleton className="w-56" />
    </Figure>
  );
}
