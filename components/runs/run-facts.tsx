'use client';

import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { CopyableCode } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { Time } from '@/components/ui/time';
import { useTranslations } from '@/lib/i18n/client';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { stackConsoleUrl } from '@/lib/runs/console-links';
import type { Run, RunStep } from '@/lib/runs/types';

/** What ties a run to AWS's own records and to the audit: ids to copy, and where to look. */
export function RunFacts({ run }: { run: Run }) {
  const t = useTranslations('run.facts');
  return (
    <section aria-label={t('title')}>
      <h3 className="mb-1 font-medium text-sm">{t('title')}</h3>
      <Facts>
        <Fact name={t('run')}>
          <CopyableCode value={run.id} label={t('copy', { name: t('run') })} />
        </Fact>
        <Fact name={t('requested')}>
          <Time value={run.requestedAt} as="full" /> · {run.requestedBy}
        </Fact>
        {run.decidedBy && run.decidedAt && (
          <Fact name={t('decided')}>
            <Time value={run.decidedAt} as="full" /> · {run.decidedBy}
          </Fact>
        )}
        {run.steps.map((step) => (
          <StepFacts key={step.index} step={step} />
        ))}
        <Fact name={t('audit')}>
          <Link
            prefetch={false}
            href={withQuery(routes.audit, { object: run.subject.name })}
            className="text-accent hover:underline"
          >
            {t('auditLink', { name: run.subject.name })}
          </Link>
        </Fact>
      </Facts>
    </section>
  );
}

function StepFacts({ step }: { step: RunStep }) {
  const t = useTranslations('run.facts');
  const { stackId, stackName, clientToken, plan } = step;
  const url = stackId && stackConsoleUrl(stackId);
  const copyable = (name: string, value: string) => (
    <CopyableCode value={value} label={t('copy', { name: `${name} ${stackName}` })} />
  );
  return (
    <>
      {stackId && (
        <Fact name={t('stack')}>
          {copyable(t('stack'), stackId)}
          {url && (
            <a
              href={url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-accent hover:underline"
            >
              {t('console')}
              <ExternalLink aria-hidden className="size-3.5" />
            </a>
          )}
        </Fact>
      )}
      {plan && <Fact name={t('changeSet')}>{copyable(t('changeSet'), plan.changeSetId)}</Fact>}
      <Fact name={t('token')} hint={t('tokenHint')}>
        {copyable(t('token'), clientToken)}
      </Fact>
    </>
  );
}
