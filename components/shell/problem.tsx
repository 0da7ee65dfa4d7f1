import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Code } from '@/components/ui/code';
import { Time } from '@/components/ui/time';
import type { ErrorCode } from '@/lib/errors';
import { getI18n } from '@/lib/i18n/server';
import type { Known, Problem as ProblemFact } from '@/lib/known';

/** What failed, in words, and what to do next. `source: 'aws'` tells a refusal by AWS from one by our own gate. */
export async function Problem({
  code,
  detail = null,
  source = 'sluice',
  actions,
  className,
}: {
  code: ErrorCode;
  /** AWS's own text. */
  detail?: string | null;
  source?: 'sluice' | 'aws';
  actions?: ReactNode;
  className?: string;
}) {
  const { t } = await getI18n();
  const words = t('errors');
  const isAws = source === 'aws' && code === 'denied';
  return (
    <Alert
      tone={code === 'not_found' ? 'info' : 'danger'}
      title={isAws ? words('deniedByAws.title') : words(`code.${code}.title`)}
      actions={actions}
      className={className}
    >
      <p className="max-w-prose">
        {isAws ? words('deniedByAws.next') : words(`code.${code}.next`)}
      </p>
      {detail && <AwsDetail label={words('detail')} detail={detail} />}
    </Alert>
  );
}

/**
 * What a page says about the age of a fact: nothing while it is fresh; a banner with the last known time and the way
 * out when it could not be refreshed; the whole problem where nothing was ever known.
 */
export async function KnownProblem({
  known,
  className,
}: {
  known: Known<unknown>;
  className?: string;
}) {
  const { problem, asOf } = known;
  if (!problem) return null;
  if (asOf === null) {
    return (
      <Problem code={problem.code} detail={problem.detail} source="aws" className={className} />
    );
  }
  return <StaleBanner problem={problem} asOf={asOf} className={className} />;
}

async function StaleBanner({
  problem,
  asOf,
  className,
}: {
  problem: ProblemFact;
  asOf: Date;
  className?: string;
}) {
  const { t } = await getI18n();
  const words = t('errors');
  const isAws = problem.code === 'denied';
  return (
    <Alert
      tone="warn"
      title={isAws ? words('deniedByAws.title') : words(`code.${problem.code}.title`)}
      className={className}
    >
      <p>
        {words.rich('stale', {
          when: () => <Time value={asOf} className="font-medium text-ink" />,
        })}
      </p>
      <p className="max-w-5xl">
        {isAws ? words('deniedByAws.next') : words(`code.${problem.code}.next`)}
      </p>
      {problem.detail && <AwsDetail label={words('detail')} detail={problem.detail} />}
    </Alert>
  );
}

function AwsDetail({ label, detail }: { label: string; detail: string }) {
  return (
    <p className="mt-1 text-xs">
      {label}: <Code className="break-words">{detail}</Code>
    </p>
  );
}
