'use client';

import { useId, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useRefreshingAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Field, FieldGroup } from '@/components/ui/field';
import { Choice, Input } from '@/components/ui/input';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

export type ScheduleAction = (
  previous: ActionState<void>,
  form: FormData,
) => Promise<ActionState<void>>;

type When = 'date' | 'silent';

/** Has a key disabled by itself: on a date in the viewer's own zone, or after whole days without a call. */
export function ScheduleForm({
  proxy,
  slot,
  action,
}: {
  proxy: string;
  slot: 'A' | 'B';
  action: ScheduleAction;
}) {
  const t = useTranslations('keys.schedule');
  const id = useId();
  const isHydrated = useHydrated();
  const [when, setWhen] = useState<When>('silent');
  const [state, submit, isPending] = useRefreshingAction(action);

  // Only the browser knows which moment the words mean.
  const send = (form: FormData) => {
    const at = new Date(String(form.get('dueAt') ?? ''));
    form.set('dueAt', Number.isNaN(at.getTime()) ? '' : at.toISOString());
    submit(form);
  };
  return (
    <form action={send} className="flex flex-col gap-2">
      <input type="hidden" name="proxy" value={proxy} />
      <input type="hidden" name="slot" value={slot === 'A' ? 'a' : 'b'} />
      <FieldGroup legend={t('choose')}>
        <div className="flex flex-wrap gap-x-4">
          {(['silent', 'date'] as const).map((one) => (
            <Choice
              key={one}
              name="when"
              value={one}
              checked={when === one}
              onChange={() => setWhen(one)}
              label={t(one)}
            />
          ))}
        </div>
      </FieldGroup>
      <ActionProblem state={state} />
      <div className="flex flex-wrap items-start gap-3">
        <WhenField
          when={when}
          id={id}
          invalid={state.kind === 'invalid' ? Object.keys(state.fieldErrors) : []}
        />
        <Button
          type="submit"
          className="disabled:opacity-100 md:mt-6"
          disabled={!isHydrated}
          isPending={isPending}
        >
          {t('submit')}
        </Button>
      </div>
    </form>
  );
}

function WhenField({ when, id, invalid }: { when: When; id: string; invalid: readonly string[] }) {
  const t = useTranslations('keys');
  const name = when === 'date' ? 'dueAt' : 'silentDays';
  return (
    <Field
      key={name}
      name={name}
      id={`${id}-${name}`}
      label={t(when === 'date' ? 'schedule.dueAt' : 'schedule.days')}
      hint={t(when === 'date' ? 'schedule.dueAtHint' : 'schedule.daysHint')}
      errors={invalid.includes(name) ? [t(`invalid.${name}`)] : []}
      className="basis-56"
    >
      {(control) =>
        when === 'date' ? (
          <Input {...control} type="datetime-local" required />
        ) : (
          <Input {...control} inputMode="numeric" defaultValue="2" required />
        )
      }
    </Field>
  );
}
