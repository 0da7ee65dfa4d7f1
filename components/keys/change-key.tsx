'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useId } from 'react';
import { ApprovalReason, asksApproval } from '@/components/governance/approval-reason';
import { ActionProblem } from '@/components/shell/action-problem';
import { type AskedState, useAskedAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { DialogButton } from '@/components/ui/dialog-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

type Begun = { runId: string };
export type ChangeKeyAction = (
  previous: ActionState<Begun>,
  form: FormData,
) => Promise<ActionState<Begun>>;

export type ChangeKeyProps = {
  proxy: string;
  slot: 'A' | 'B';
  kind: 'make' | 'label' | 'enable' | 'disable' | 'remove';
  /** What the key is labelled with now. */
  labels?: { consumer: string; owner: string };
  idempotencyKey: string;
  action: ChangeKeyAction;
  isPrimary?: boolean;
  /** Who would notice. */
  children?: ReactNode;
};

/** One verb on one key: what it does to callers, then the run that does it. The page goes on showing what stands. */
export function ChangeKey({ isPrimary = false, ...props }: ChangeKeyProps) {
  const t = useTranslations('keys.verb');
  const { kind, slot } = props;
  const title = t(`${kind}Title`, { slot });
  return (
    <DialogButton
      size="sm"
      variant={isPrimary ? 'primary' : 'secondary'}
      aria-label={
        kind === 'make' ? undefined : kind === 'label' ? title : t(`${kind}Submit`, { slot })
      }
      label={t(kind)}
      title={title}
    >
      {(close) => <ChangeForm {...props} onClose={close} />}
    </DialogButton>
  );
}

function ChangeForm({
  proxy,
  slot,
  kind,
  labels,
  idempotencyKey,
  action,
  children,
  onClose,
}: ChangeKeyProps & { onClose: () => void }) {
  const t = useTranslations('keys.verb');
  const guardrails = useTranslations('errors.guardrails');
  const router = useRouter();
  const [state, change, isPending] = useAskedAction(action);
  useEffect(() => {
    if (state.kind !== 'ok') return;
    router.refresh();
    onClose();
  }, [state, router, onClose]);
  const isDangerous = kind === 'disable' || kind === 'remove';
  return (
    <form action={change} className="flex flex-col gap-4">
      <p className="text-sm">{t(`${kind}Text`)}</p>
      {children}
      <input type="hidden" name="proxy" value={proxy} />
      <input type="hidden" name="slot" value={slot === 'A' ? 'a' : 'b'} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <ChangeProblem state={state} />
      {(kind === 'make' || kind === 'label') && <LabelFields labels={labels} state={state} />}
      <ApprovalReason state={state} />
      <DialogActions>
        <Button onClick={onClose}>{t('keep')}</Button>
        <Button type="submit" variant={isDangerous ? 'danger' : 'primary'} isPending={isPending}>
          {asksApproval(state) ? guardrails('request') : t(`${kind}Submit`, { slot })}
        </Button>
      </DialogActions>
    </form>
  );
}

function LabelFields({
  labels = { consumer: '', owner: '' },
  state,
}: {
  labels: ChangeKeyProps['labels'];
  state: AskedState<Begun>;
}) {
  const t = useTranslations('keys');
  const id = useId();
  const fields = ['consumer', 'owner'] as const;
  const sent = state.kind === 'invalid' || state.kind === 'failed' ? state.values : {};
  return (
    <div className="flex flex-col gap-2">
      {fields.map((name) => (
        <Field
          key={name}
          name={name}
          id={`${id}-${name}`}
          label={t(`field.${name}`)}
          hint={t(`field.${name}Hint`)}
          optional={t('field.optional')}
          errors={state.kind === 'invalid' && state.fieldErrors[name] ? [t(`invalid.${name}`)] : []}
        >
          {(control) => (
            <Input
              {...control}
              defaultValue={String(sent[name] ?? labels[name])}
              autoComplete="off"
            />
          )}
        </Field>
      ))}
    </div>
  );
}

const conflicts = ['taken', 'empty', 'only', 'on'] as const;

function ChangeProblem({ state }: { state: AskedState<Begun> }) {
  const t = useTranslations('keys.conflict');
  const reason =
    state.kind === 'failed' && state.code === 'conflict'
      ? conflicts.find((it) => it === state.detail)
      : undefined;
  if (!reason) return <ActionProblem state={state} />;
  return (
    <Alert tone="danger" isLive title={t(reason)}>
      {t('next')}
    </Alert>
  );
}
