import Link from 'next/link';
import { Time } from '@/components/ui/time';
import { cn } from '@/lib/cn';
import type { LiveReport } from '@/lib/drift/types';
import { getI18n } from '@/lib/i18n/server';
import { problemWords } from '@/lib/known';
import { routes } from '@/lib/routes';
import { CompareNow, type DriftAction } from './drift-actions';

/** When it was last compared, why not since, and the plan that waits; with a button that compares now. */
export async function WhenCompared({
  name,
  report: { checkedAt, problem },
  plannedRunId,
  check,
  className,
}: {
  name: string;
  report: LiveReport;
  /** The run of an edit that was planned and waits for somebody to decide. */
  plannedRunId: string | null;
  check: DriftAction;
  /** Of the problem's line. */
  className?: string;
}) {
  const { t } = await getI18n();
  const words = t('drift');
  return (
    <>
      {problem && (
        <p className={cn('text-warn text-xs', className)} title={problem.detail ?? undefined}>
          {t('errors')(`${problemWords(problem)}.title`)}
        </p>
      )}
      {plannedRunId && (
        <Link
          prefetch={false}
          href={routes.run(plannedRunId)}
          className="text-xs underline underline-offset-4"
        >
          {words('planWaits')}
        </Link>
      )}
      <CompareNow name={name} action={check}>
        {checkedAt
          ? words.rich('compared', { when: () => <Time value={checkedAt} as="relative" /> })
          : words('neverCompared')}
      </CompareNow>
    </>
  );
}
