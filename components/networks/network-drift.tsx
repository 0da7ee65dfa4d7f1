import type { DriftAction } from '@/components/proxies/drift-actions';
import { type DriftActions, DriftTable, DriftVerbs } from '@/components/proxies/drift-section';
import { driftSectionId } from '@/components/proxies/live-figure';
import { WhenCompared } from '@/components/proxies/when-compared';
import { Section } from '@/components/ui/section';
import { StateBadge } from '@/components/ui/state';
import type { LiveReport } from '@/lib/drift/types';
import { getI18n } from '@/lib/i18n/server';
import type { NetworkDetail } from '@/lib/networks/types';

/** Whether what every proxy there hangs on is as it was deployed and as it is saved, and what can be done about it. */
export async function NetworkDrift({
  network,
  report,
  plannedRunId,
  check,
  actions,
}: {
  network: NetworkDetail;
  report: LiveReport;
  /** The run of an edit that was planned and waits for somebody to decide. */
  plannedRunId: string | null;
  check: DriftAction;
  actions: DriftActions;
}) {
  const { t } = await getI18n();
  const words = t('drift');
  const { state, differences, checkedAt } = report;
  const key = state === 'unknown' && checkedAt ? 'unknownOld' : state;
  return (
    <Section title={words('title')} anchor={driftSectionId}>
      <p className="flex flex-wrap items-center gap-x-3 text-sm">
        <StateBadge state={state} label={words(`state.${state}`)} />
        <span className="text-ink-muted">
          {key === 'live'
            ? words('networkLive')
            : words(`text.${key}`, { count: differences.length })}
        </span>
      </p>
      <WhenCompared name={network.name} {...{ report, plannedRunId, check }} className="mt-1" />
      {differences.length > 0 && (
        <div className="mt-4 flex flex-col gap-3">
          <p className="text-ink-muted text-xs">{words('networkText')}</p>
          {actions ? (
            <DriftVerbs
              name={network.name}
              kind="network"
              differences={differences}
              actions={actions}
            />
          ) : (
            <p className="text-ink-muted text-sm">{words('mayNotNetwork', network)}</p>
          )}
          <div className="overflow-x-auto">
            <DriftTable differences={differences} hasVerbs />
          </div>
        </div>
      )}
    </Section>
  );
}
