import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Code } from '@/components/ui/code';
import { Time } from '@/components/ui/time';
import type { ErrorCode } from '@/lib/errors';
import { getI18n } from '@/lib/i18n/server';
import { type Known, type Problem as ProblemFact, problemWords } from '@/lib/known';

/** What failed, in words, and what to do next. `source: 'aws'` tells a refusal by AWS from one by our own gate. */
export async function Problem({
  code,
  detail = null,
  isSlow,
  source = 'sluice',
  actions,
  className,
}: Partial<ProblemFact> & {
  code: ErrorCode;
  source?: 'sluice' | 'aws';
  actions?: ReactNode;
  className?: string;
}) {
  const words = (await getI18n()).t('errors');
  const told = source === 'aws' ? wordsOfAws({ code, detail, isSlow }) : (`code.${code}` as const);
  return (
    <Alert
      tone={code === 'not_found' ? 'info' : isSlow ? 'warn' : 'danger'}
      title={words(`${told}.title`)}
      actions={actions}
      className={className}
    >
      <p className="max-w-prose">{words(`${told}.next`)}</p>
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
  if (asOf === null) return <Problem {...problem} source="aws" className={className} />;
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
  const words = (await getI18n()).t('errors');
  const told = wordsOfAws(problem);
  return (
    <Alert tone="warn" title={words(`${told}.title`)} className={className}>
      <p>
        {words.rich('stale', {
          when: () => <Time value={asOf} className="font-medium text-ink" />,
        })}
      </p>
      <p className="max-w-5xl">{words(`${told}.next`)}</p>
      {problem.detail && <AwsDetail label={words('detail')} detail={problem.detail} />}
    </Alert>
  );
}

function wordsOfAws(problem: ProblemFact) {
  return problem.code === 'denied' ? 'deniedByAws' : problemWords(problem);
}

function AwsDetail({ label, detail }: { label: string; detail: string }) {
  return (
    <p className="mt-1 text-xs">
      {label}: <Code className="break-words">{detail}</Code>
    </p>
  );
}
