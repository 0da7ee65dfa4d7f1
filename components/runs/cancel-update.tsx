'use client';

import { Alert } from '@/components/ui/alert';
import { useTranslations } from '@/lib/i18n/client';
import type { Run, RunEvent } from '@/lib/runs/types';
import { type RecoverAction, RecoverDialog } from './recover-dialog';
import { isStackItself } from './timeline';

/** The way back from an update that runs, an edit's, a revert's or an adoption's, as long as CloudFormation takes it. */
export function CancelUpdate({
  run,
  events,
  action,
}: {
  run: Run;
  events: readonly RunEvent[];
  /** Null where this person may not. */
  action: RecoverAction | null;
}) {
  const t = useTranslations('recovery.cancel');
  const isUpdating = events.findLast(isStackItself)?.status === 'UPDATE_IN_PROGRESS';
  const isWorking = run.steps.some((one) => one.action === 'update' && one.state === 'running');
  if (!action || run.state !== 'running' || run.cancelledBy) return null;
  if (!isWorking || !isUpdating) return null;
  return (
    <div>
      <RecoverDialog
        label={t('button')}
        title={t('title', { name: run.subject.name })}
        fields={{ runId: run.id }}
        action={action}
        words={{ submit: t('submit'), keep: t('keep') }}
      >
        <p>{t('text')}</p>
      </RecoverDialog>
    </div>
  );
}

/** Who cancelled the update, and what came of it. Nothing where nobody did. */
export function CancelledNotice({ run, events }: { run: Run; events: readonly RunEvent[] }) {
  const t = useTranslations('recovery.cancel');
  const email = run.cancelledBy;
  if (!email) return null;
  if (run.state === 'succeeded') return <Alert tone="warn" title={t('late', { email })} />;
  if (run.state !== 'failed')
    return (
      <Alert tone="info" isLive title={t('asked', { email })}>
        <p>{t('askedText')}</p>
      </Alert>
    );
  return (
    <Alert tone="info" isLive title={t('done', { email })}>
      <p>{t(isTakenBack(events) ? 'doneText' : 'stuckText')}</p>
    </Alert>
  );
}

/** A cancelled update that was taken back whole has not failed: that is what was asked for. */
export function isCancelledWhole(run: Run, events: readonly RunEvent[]): boolean {
  return run.cancelledBy !== null && isTakenBack(events);
}

function isTakenBack(events: readonly RunEvent[]): boolean {
  return events.findLast(isStackItself)?.status === 'UPDATE_ROLLBACK_COMPLETE';
}
