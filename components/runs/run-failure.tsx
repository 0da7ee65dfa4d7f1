'use client';

import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { CopyButton } from '@/components/ui/copy-button';
import { useTranslations } from '@/lib/i18n/client';
import type { Run, RunEvent } from '@/lib/runs/types';
import { isStackItself } from './timeline';

/** The first cause on top, in AWS's own words, with what has become of the stack and what can be done. */
export function RunFailureNotice({
  run,
  events,
  actions,
}: {
  run: Run;
  events: readonly RunEvent[];
  actions?: ReactNode;
}) {
  const t = useTranslations('run.failure');
  const { failure } = run;
  const report = [
    run.id,
    failure && `${failure.stackName} ${failure.logicalId} ${failure.resourceType}`,
    failure?.reason,
  ]
    .filter(Boolean)
    .join('\n');
  return (
    <Alert
      tone="danger"
      isLive
      title={failure ? t('title', { logicalId: failure.logicalId }) : t('noCause')}
      actions={
        <>
          {actions}
          <CopyButton value={report} label={t('copy')} isLabelVisible />
        </>
      }
    >
      {failure && (
        <>
          <p>{t('in', { type: failure.resourceType, stack: failure.stackName })}</p>
          <p className="mt-2 text-ink-muted text-xs">{t('awsSays')}</p>
          <blockquote className="mt-0.5 break-words font-mono text-ink text-xs">
            {failure.reason}
          </blockquote>
        </>
      )}
      <p className="mt-2">{t(aftermath(run, events))}</p>
    </Alert>
  );
}

function aftermath(run: Run, events: readonly RunEvent[]) {
  if (run.kind === 'delete') return 'deleteStuck';
  const last = events.findLast(isStackItself);
  if (run.kind === 'update' || run.kind === 'revert') {
    if (!last) return 'planFailed';
    return last.status === 'UPDATE_ROLLBACK_FAILED' ? 'updateStuck' : 'updateRolledBack';
  }
  return last?.status === 'ROLLBACK_IN_PROGRESS' ? 'rollingBack' : 'rolledBack';
}
