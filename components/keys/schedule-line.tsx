import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { KeySchedule } from '@/lib/keys/types';

/** What is to happen to a key by itself, or why it has not. */
export async function ScheduleLine({
  schedule,
  actions,
}: {
  schedule: KeySchedule;
  actions: ReactNode;
}) {
  const { t } = await getI18n();
  const words = t('keys');
  const { slot, dueAt, silentDays, requestedBy, state, problem } = schedule;
  if (state === 'dropped')
    return problem ? (
      <Alert
        tone="warn"
        title={words('schedule.dropped', {
          slot,
          why: words('schedule.droppedDenied', { who: requestedBy }),
        })}
      />
    ) : null;
  if (state === 'begun') return <p className="text-sm">{words('schedule.begun', { slot })}</p>;
  return (
    <Alert
      tone={problem ? 'warn' : 'info'}
      className="w-full max-w-prose"
      title={
        dueAt ? (
          <>
            {words('schedule.onDate', { slot })} <Time value={dueAt} as="full" />
          </>
        ) : (
          words('schedule.onSilence', { slot, days: silentDays ?? 0 })
        )
      }
      actions={actions}
    >
      <p>{words('schedule.by', { who: requestedBy })}</p>
      {problem && (
        <p>
          {words('schedule.problem')} {t('errors')(`code.${problem.code}.title`)}
        </p>
      )}
    </Alert>
  );
}
