import Link from 'next/link';
import { Section } from '@/components/ui/section';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import type { Run } from '@/lib/runs/types';

/** What was done to this object before, newest first; each run has a page of its own. */
export async function RunHistory({ runs }: { runs: readonly Run[] }) {
  const { t } = await getI18n();
  const words = t('run');
  if (runs.length === 0) return null;
  return (
    <Section title={words('history')}>
      <ul className="divide-y divide-line border-line border-y text-sm">
        {runs.map((run) => (
          <li key={run.id} className="flex min-h-9 flex-wrap items-center gap-x-3 py-1.5">
            <StateBadge state={run.state} label={words(`state.${run.state}`)} className="w-24" />
            <Link
              prefetch={false}
              href={routes.run(run.id)}
              className="py-0.5 font-medium hover:underline"
            >
              {words(`kind.${run.kind}_${run.subject.kind}`, { name: run.subject.name })}
            </Link>
            <span className="ml-auto text-ink-muted text-xs">
              <Time value={run.requestedAt} /> · {run.requestedBy}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
