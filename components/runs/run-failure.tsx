'use client';

import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { CopyButton } from '@/components/ui/copy-button';
import { useTranslations } from '@/lib/i18n/client';
import { explain, failureFactsOf } from '@/lib/runs/causes/catalogue';
import type { Run, RunEvent } from '@/lib/runs/types';
import { causeWords } from '@/lib/runs/words';
import { NextSteps, type Remedies } from './next-steps';

/** The first cause on top, in plain words and in AWS's own, with what has become of the stack and what can be done. */
export function RunFailureNotice({
  run,
  events,
  remedies,
  actions,
}: {
  run: Run;
  events: readonly RunEvent[];
  remedies: Remedies | null;
  /** What the page offers besides: the way to what is left. */
  actions?: ReactNode;
}) {
  const t = useTranslations('run.failure');
  const cause = useTranslations('cause');
  const { failure } = run;
  const facts = failureFactsOf(run, events);
  const explanation = facts && explain(facts);
  const words = failure && explanation && causeWords(cause, failure, explanation);
  const report = [
    run.id,
    explanation?.cause,
    failure && `${failure.stackName} ${failure.logicalId} ${failure.resourceType}`,
    failure?.reason,
  ]
    .filter(Boolean)
    .join('\n');
  return (
    <Alert
      tone="danger"
      isLive
      title={words?.title ?? t('noCause')}
      actions={
        <>
          <NextSteps run={run} steps={explanation?.nextSteps ?? []} remedies={remedies}>
            {actions}
          </NextSteps>
          <CopyButton value={report} label={t('copy')} isLabelVisible />
        </>
      }
    >
      {failure && (
        <>
          {words && <p className="text-ink">{words.text}</p>}
          {words?.wait && <p className="mt-1">{words.wait}</p>}
          <p className="mt-2 text-ink-muted text-xs">
            {t('title', { logicalId: failure.logicalId })} ·{' '}
            {t('in', { type: failure.resourceType, stack: failure.stackName })} · {t('awsSays')}
          </p>
          <blockquote className="mt-0.5 whitespace-pre-line break-words font-mono text-ink text-xs">
            {failure.reason}
          </blockquote>
        </>
      )}
      <p className="mt-2">{t(aftermath(run, facts?.stackStatus ?? null))}</p>
    </Alert>
  );
}

/** What has become of the stack, by what it said last; null where nothing of it was begun. */
function aftermath({ kind, steps }: Run, stackStatus: string | null) {
  if (kind === 'protect' || kind === 'unprotect') return 'untouched';
  if (kind === 'continue_rollback') return 'updateStuck';
  if (kind === 'delete') return stackStatus === null ? 'deleteRefused' : 'deleteStuck';
  if (kind === 'import') {
    if (steps.some(({ action, state }) => action === 'protect' && state === 'failed'))
      return 'importUnprotected';
    if (stackStatus === null)
      return steps.some(({ action }) => action === 'import') ? 'neverBegun' : unchanged(steps);
    return stackStatus.startsWith('IMPORT_ROLLBACK') ? 'importUndone' : 'importKept';
  }
  if (kind === 'update' || kind === 'revert') {
    if (stackStatus === null) return unchanged(steps);
    return stackStatus === 'UPDATE_ROLLBACK_FAILED' ? 'updateStuck' : 'updateRolledBack';
  }
  switch (stackStatus) {
    case null:
      return 'neverBegun';
    case 'ROLLBACK_IN_PROGRESS':
      return 'rollingBack';
    case 'ROLLBACK_FAILED':
      return 'rollbackStuck';
    case 'DELETE_IN_PROGRESS':
    case 'DELETE_COMPLETE':
      return 'gone';
    default:
      return 'rolledBack';
  }
}

/** What was planned and then refused has not failed for want of a plan. */
function unchanged(steps: Run['steps']) {
  return steps.some(({ plan }) => plan !== null) ? 'notCarriedOut' : 'planFailed';
}
