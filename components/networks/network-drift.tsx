import { DriftTable } from '@/components/proxies/drift-section';
import { Section } from '@/components/ui/section';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import type { LiveReport } from '@/lib/drift/types';
import { getI18n } from '@/lib/i18n/server';

/** Whether the endpoint, its policy and who may reach it are as they were deployed. Every proxy there hangs on them. */
export async function NetworkDrift({ report }: { report: LiveReport }) {
  const { t } = await getI18n();
  const words = t('drift');
  const { state, differences, checkedAt, problem } = report;
  const key = state === 'unknown' && checkedAt ? 'unknownOld' : state;
  return (
    <Section
      title={words('title')}
      meta={
        checkedAt
          ? words.rich('compared', { when: () => <Time value={checkedAt} as="relative" /> })
          : words('neverCompared')
      }
    >
      <p className="flex flex-wrap items-center gap-x-3 text-sm">
        <StateBadge state={state} label={words(`state.${state}`)} />
        <span className="text-ink-muted">
          {key === 'live'
            ? words('networkLive')
            : words(`text.${key}`, { count: differences.length })}
        </span>
      </p>
      {problem && (
        <p className="mt-1 text-warn text-xs" title={problem.detail ?? undefined}>
          {t('errors')(`code.${problem.code}.title`)}
        </p>
      )}
      {differences.length > 0 && (
        <>
          <p className="mt-2 text-ink-muted text-xs">{words('networkText')}</p>
          <div className="mt-3 overflow-x-auto">
            <DriftTable differences={differences} />
          </div>
        </>
      )}
    </Section>
  );
}
