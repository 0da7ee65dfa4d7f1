'use client';

import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, startTransition } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button, buttonVariants } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import type { FormField, NextStep } from '@/lib/runs/causes/types';
import { consolePageLink, quotaLink } from '@/lib/runs/console-links';
import { formHref, isEditForm, type RunForm } from '@/lib/runs/form-link';
import type { Run } from '@/lib/runs/types';
import { statementOf } from '@/lib/runs/words';

type RetryAction = (previous: ActionState<never>, form: FormData) => Promise<ActionState<never>>;

/** What a page hands down to do something about a failure with; without it there are links to AWS only. */
export type Remedies = {
  /** Where to open the console. */
  region: string;
  /** The form it came from; null where this person may not use it. */
  form: RunForm | null;
  /** Asks for the same once more; null where this person may not. */
  retry: RetryAction | null;
};

/** A failure's next steps as buttons and links, the most helpful first, and what the page itself offers after them. */
export function NextSteps({
  run,
  steps,
  remedies,
  children,
}: {
  run: Run;
  steps: readonly NextStep[];
  remedies: Remedies | null;
  children?: ReactNode;
}) {
  const first = steps.find(
    ({ kind }) =>
      ((kind === 'fix' || kind === 'again') && remedies?.form) ||
      (kind === 'retry' && remedies?.retry),
  );
  return (
    <>
      {steps.map((step) => (
        <Step
          key={JSON.stringify(step)}
          run={run}
          step={step}
          remedies={remedies}
          isFirst={step === first}
        />
      ))}
      {children}
    </>
  );
}

type StepProps = { run: Run; step: NextStep; remedies: Remedies | null; isFirst: boolean };

function Step({ run, step, remedies, isFirst }: StepProps) {
  const t = useTranslations('cause');
  const region = remedies?.region ?? '';
  switch (step.kind) {
    case 'fix':
    case 'again':
      return remedies?.form ? (
        <FormLink
          run={run}
          form={remedies.form}
          field={step.kind === 'fix' ? step.field : null}
          isFirst={isFirst}
        />
      ) : null;
    case 'retry':
      return remedies?.retry ? <Retry run={run} action={remedies.retry} isFirst={isFirst} /> : null;
    case 'raise_quota':
      return (
        <AwsLink href={quotaLink(region, step.service, step.code)}>{t('step.raiseQuota')}</AwsLink>
      );
    case 'console':
      return (
        <AwsLink href={consolePageLink(region, step.at, run.failure?.stackName ?? '')}>
          {t(`console.${step.at.page}`)}
        </AwsLink>
      );
    case 'grant':
      return <CopyButton value={statementOf(step)} label={t('step.grant')} isLabelVisible />;
    // Their buttons need what the pages know: they stand among the page's own.
    case 'delete_remains':
    case 'continue_rollback':
    case 'delete_retaining':
    case 'force_delete':
    case 'switch_off_protection':
      return null;
  }
}

function FormLink({
  run,
  form,
  field,
  isFirst,
}: {
  run: Run;
  form: RunForm;
  field: FormField | null;
  isFirst: boolean;
}) {
  const t = useTranslations('cause');
  const again = isEditForm(form, run) ? 'againEdit' : 'again';
  return (
    <Link
      prefetch={false}
      href={formHref(form, run, field)}
      className={buttonVariants({ variant: isFirst ? 'primary' : 'secondary' })}
    >
      {field ? t(`fix.${field}`) : t(`step.${again}`)}
    </Link>
  );
}

function Retry({ run, action, isFirst }: { run: Run; action: RetryAction; isFirst: boolean }) {
  const t = useTranslations('cause.step');
  const [state, retry, isPending] = useAskedAction(action);
  const press = () => {
    const form = new FormData();
    form.set('runId', run.id);
    startTransition(() => retry(form));
  };
  return (
    <>
      <ActionProblem state={state} className="w-full" />
      <Button variant={isFirst ? 'primary' : 'secondary'} isPending={isPending} onClick={press}>
        {t('retry')}
      </Button>
    </>
  );
}

function AwsLink({ href, children }: { href: string; children: ReactNode }) {
  const t = useTranslations('cause');
  return (
    <a href={href} target="_blank" rel="noreferrer" className={buttonVariants()}>
      {children}
      <ExternalLink aria-hidden />
      <span className="sr-only">{t('newTab')}</span>
    </a>
  );
}
